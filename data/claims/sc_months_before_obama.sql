-- A program that has removals in a month was launched in it or before. President Obama took office on January 20,
-- 2009, a date of public record; the whole months with Secure Communities removals before that day are counted.
SELECT count(*) AS value, min(month) AS first_month, sum(sc_removals) AS people
FROM removals_by_source WHERE sc_removals > 0 AND month + INTERVAL 1 MONTH <= DATE '2009-01-20';

-- rows: the first months of Table 2
SELECT month, sc_removals FROM removals_by_source ORDER BY month LIMIT 3;
