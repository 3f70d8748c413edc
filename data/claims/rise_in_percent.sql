-- The mean of the period's months over the mean of the months before them, among the twelve that Table 1 prints, in
-- percent; and the same of all Secure Communities removals, convicted or not, in Table 2.
SELECT 100 * (avg(any_offense) FILTER (month >= $first) / avg(any_offense) FILTER (month < $first) - 1) AS value,
    round(100 * (avg(sc_removals) FILTER (month >= $first) / avg(sc_removals) FILTER (month < $first) - 1), 1)
        AS of_all_sc
FROM convicted_removals JOIN removals_by_source USING (month)
WHERE month BETWEEN CAST($last AS DATE) - INTERVAL 11 MONTH AND $last;

-- rows: each printed month, and whether it belongs to the period
SELECT month, any_offense, sc_removals, month >= $first AS in_period
FROM convicted_removals JOIN removals_by_source USING (month)
WHERE month BETWEEN CAST($last AS DATE) - INTERVAL 11 MONTH AND $last ORDER BY month;
