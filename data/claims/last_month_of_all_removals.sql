-- The last month whose removals from all sources are a number, up to the last one that the document prints; the month
-- after it is marked as not yet released.
SELECT max(month) AS value FROM removals_by_source WHERE all_removals IS NOT NULL AND month <= $last;

-- rows: the last months of Table 2
SELECT month, all_removals, all_removals_status FROM removals_by_source WHERE month <= $last ORDER BY month DESC LIMIT 3;
