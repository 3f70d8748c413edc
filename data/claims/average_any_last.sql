-- The one running average whose twelve months are all printed in Table 1.
SELECT avg(any_offense) AS value FROM convicted_removals WHERE month BETWEEN $first AND $last HAVING count(*) = 12;

-- rows: the twelve months
SELECT month, any_offense FROM convicted_removals WHERE month BETWEEN $first AND $last ORDER BY month;
