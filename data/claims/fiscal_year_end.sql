-- Arithmetic: a fiscal year has twelve months.
SELECT CAST(CAST($first AS DATE) + INTERVAL 11 MONTH AS DATE) AS value;

-- rows: its quarters
SELECT quarter, CAST(CAST($first AS DATE) + to_months(3 * quarter - 3) AS DATE) AS first_month,
    CAST(CAST($first AS DATE) + to_months(3 * quarter - 1) AS DATE) AS last_month
FROM (SELECT unnest([1, 2, 3, 4])::INTEGER AS quarter);
