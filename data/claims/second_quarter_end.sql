-- Arithmetic: a fiscal year is four quarters of three months, so its second quarter ends with its sixth month.
SELECT CAST(CAST($first AS DATE) + INTERVAL 5 MONTH AS DATE) AS value;

-- rows: the first six months of the fiscal year
SELECT month, (row_number() OVER (ORDER BY month) + 2) // 3 AS quarter
FROM removals_by_source WHERE month BETWEEN $first AND CAST($first AS DATE) + INTERVAL 5 MONTH ORDER BY month;
