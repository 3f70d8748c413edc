-- Detainer-connected removals over Secure Communities removals, in percent: all months with a released number
-- together, and the months with the least and the greatest share.
WITH shares AS (
    SELECT month, detainer_removals, sc_removals, 100 * detainer_removals / sc_removals AS percent
    FROM removals_by_source WHERE month BETWEEN $first AND $last AND detainer_removals IS NOT NULL
)
SELECT 100 * sum(detainer_removals) / sum(sc_removals) AS value,
    round(min(percent), 1) AS least, arg_min(month, percent) AS least_month,
    round(max(percent), 1) AS most, arg_max(month, percent) AS most_month
FROM shares;

-- rows: each released month
SELECT month, detainer_removals, sc_removals, 100 * detainer_removals / sc_removals AS percent
FROM removals_by_source WHERE month BETWEEN $first AND $last AND detainer_removals IS NOT NULL ORDER BY month;
