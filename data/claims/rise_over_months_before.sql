-- The mean of the period's months less the mean of the printed months before them.
SELECT avg(any_offense) FILTER (month >= $first) - avg(any_offense) FILTER (month < $first) AS value
FROM convicted_removals WHERE month <= $last;

-- rows: each printed month, and whether it belongs to the period
SELECT month, any_offense, month >= $first AS in_period FROM convicted_removals WHERE month <= $last ORDER BY month;
