-- The first month with a Secure Communities removal shows when the program was in operation, to the year.
SELECT year(min(month)) AS value FROM removals_by_source WHERE sc_removals > 0;

-- rows: the first months of Table 2
SELECT month, sc_removals FROM removals_by_source ORDER BY month LIMIT 3;
