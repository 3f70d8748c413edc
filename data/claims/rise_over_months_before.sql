-- The mean of the period's months less the mean of the months before them, among the twelve that the document compares.
SELECT avg(sc_removals) FILTER (month >= $first) - avg(sc_removals) FILTER (month < $first) AS value
FROM removals_by_source WHERE month BETWEEN CAST($last AS DATE) - INTERVAL 11 MONTH AND $last;

-- rows: each of the months, and whether it belongs to the period
SELECT month, sc_removals, month >= $first AS in_period FROM removals_by_source
WHERE month BETWEEN CAST($last AS DATE) - INTERVAL 11 MONTH AND $last ORDER BY month;
