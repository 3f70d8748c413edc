-- The document says "latest" and names no months. The released numbers end with December 2015, so every group of
-- one to twelve latest months is taken, and its share of all ICE removals: sum over sum.
WITH latest AS (
    SELECT sum(detainer_removals) OVER back AS connected, sum(all_removals) OVER back AS removals
    FROM removals_by_source WHERE month BETWEEN CAST($last AS DATE) - INTERVAL 11 MONTH AND $last
    WINDOW back AS (ORDER BY month DESC)
)
SELECT min(100 * connected / removals) AS low, max(100 * connected / removals) AS high FROM latest;

-- rows: every group of latest months, back to the first of Table 2
SELECT month AS first_month, CAST($last AS DATE) AS last_month, count(*) OVER back AS months,
    (sum(detainer_removals) OVER back)::BIGINT AS detainer_removals, (sum(all_removals) OVER back)::BIGINT AS all_removals,
    CASE WHEN count(detainer_removals + all_removals) OVER back = count(*) OVER back -- no share where a month is withheld
        THEN 100 * (sum(detainer_removals) OVER back) / (sum(all_removals) OVER back) END AS percent
FROM removals_by_source WHERE month <= $last
WINDOW back AS (ORDER BY month DESC) ORDER BY months;
