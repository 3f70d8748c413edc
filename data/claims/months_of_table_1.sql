-- The months that Table 1 prints in the period.
SELECT count(*) AS value FROM convicted_removals WHERE month BETWEEN $first AND $last;

-- rows: those months
SELECT month, any_offense, serious_offense FROM convicted_removals WHERE month BETWEEN $first AND $last ORDER BY month;
