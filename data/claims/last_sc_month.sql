-- The last month with Secure Communities removals in either table.
SELECT greatest((SELECT max(month) FROM removals_by_source), (SELECT max(month) FROM convicted_removals)) AS value;

-- rows: the last months of Table 2 and of Table 1
SELECT month, sc_removals, any_offense
FROM removals_by_source LEFT JOIN convicted_removals USING (month) ORDER BY month DESC LIMIT 3;
