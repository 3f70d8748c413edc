-- The document is of 2014 and names no month: at least the months before its year had passed, at most all of it.
WITH added AS (
    SELECT month, sc_removals, sum(sc_removals) OVER (ORDER BY month) AS so_far
    FROM removals_by_source WHERE month BETWEEN $first AND $last
)
SELECT sum(sc_removals) FILTER (year(month) < year($last)) AS low, sum(sc_removals) AS high,
    min(month) FILTER (so_far > (SELECT value::DOUBLE FROM claims WHERE id = 'aic_removed')) AS passed,
    sum(sc_removals) FILTER (year(month) < year($last)) AS before_year
FROM added;

-- rows: removals by year, added up
SELECT year(month) AS year, sum(sc_removals)::BIGINT AS sc_removals,
    (sum(sum(sc_removals)) OVER (ORDER BY year(month)))::BIGINT AS since_the_start
FROM removals_by_source WHERE month BETWEEN $first AND $last GROUP BY 1 ORDER BY 1;
