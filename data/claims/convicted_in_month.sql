-- Table 1 has the month.
SELECT any_offense AS value FROM convicted_removals WHERE month BETWEEN $first AND $last;

-- rows: that month
SELECT month, any_offense, serious_offense FROM convicted_removals WHERE month BETWEEN $first AND $last;
