-- The document says “latest” and names no months. The released numbers end with December 2015, so every group of one
-- to twelve latest months is taken, with its share of Secure Communities removals and of all ICE removals: sum over
-- sum. The document says both in one breath, so they are tested on one group: those groups count whose two shares
-- are both what it allows; where there is none, all twelve.
WITH groups AS (
    SELECT count(*) OVER back AS months,
        100 * (sum(detainer_removals) OVER back) / (sum(sc_removals) OVER back) AS of_sc,
        100 * (sum(detainer_removals) OVER back) / (sum(all_removals) OVER back) AS of_all
    FROM removals_by_source WHERE month BETWEEN CAST($last AS DATE) - INTERVAL 11 MONTH AND $last
    WINDOW back AS (ORDER BY month DESC)
), allowed AS (
    SELECT id, coalesce(value::DOUBLE * lowest, 0) AS low, value::DOUBLE * highest AS high
    FROM claims JOIN qualifiers USING (qualifier) WHERE id IN ('trac_detainer_share_sc', 'trac_detainer_share_all')
), tested AS (
    SELECT groups.*, of_sc BETWEEN sc.low AND sc.high AND of_all < every.high AS fits
    FROM groups JOIN allowed AS sc ON sc.id = 'trac_detainer_share_sc'
    JOIN allowed AS every ON every.id = 'trac_detainer_share_all'
)
SELECT coalesce(min(of_sc) FILTER (fits), min(of_sc)) AS low, coalesce(max(of_sc) FILTER (fits), max(of_sc)) AS high,
    string_agg(months, ', ' ORDER BY months) FILTER (fits) AS months,
    round(min(of_sc) FILTER (fits), 3) AS of_sc, round(min(of_all) FILTER (fits), 3) AS of_all
FROM tested;

-- rows: every group of latest months, back to the first of Table 2
SELECT month AS first_month, CAST($last AS DATE) AS last_month, count(*) OVER back AS months,
    (sum(detainer_removals) OVER back)::BIGINT AS detainer_removals,
    (sum(sc_removals) OVER back)::BIGINT AS sc_removals,
    -- no share where a month is withheld
    CASE WHEN count(detainer_removals + sc_removals) OVER back = count(*) OVER back
        THEN 100 * (sum(detainer_removals) OVER back) / (sum(sc_removals) OVER back) END AS percent
FROM removals_by_source WHERE month <= $last
WINDOW back AS (ORDER BY month DESC) ORDER BY months;
