-- The last month with Secure Communities removals in either table, up to the last one that the document prints: what
-- was released after it says nothing about the document.
SELECT max(month) AS value FROM (
    SELECT month FROM removals_by_source WHERE sc_removals IS NOT NULL
    UNION ALL SELECT month FROM convicted_removals
) WHERE month <= $last;

-- rows: the last months of Table 2 and of Table 1
SELECT month, sc_removals, any_offense
FROM removals_by_source LEFT JOIN convicted_removals USING (month) WHERE month <= $last ORDER BY month DESC LIMIT 3;
