-- The mean of the period's months less the mean of the months before them, among the twelve that Table 1 prints.
SELECT avg(any_offense) FILTER (month >= $first) - avg(any_offense) FILTER (month < $first) AS value
FROM convicted_removals WHERE month BETWEEN CAST($last AS DATE) - INTERVAL 11 MONTH AND $last;

-- rows: each printed month, and whether it belongs to the period
SELECT month, any_offense, month >= $first AS in_period FROM convicted_removals
WHERE month BETWEEN CAST($last AS DATE) - INTERVAL 11 MONTH AND $last ORDER BY month;
