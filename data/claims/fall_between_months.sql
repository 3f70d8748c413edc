-- The last month less the first, in percent of the first: from the monthly release, and from the two figures that
-- TRAC told of those months itself.
WITH told AS (
    SELECT max(value) FILTER (last_month = $first) AS first, max(value) FILTER (last_month = $last) AS last
    FROM later_figures WHERE kind = 'detainers_issued' AND first_month = last_month AND source = 'trac_a1889'
), released AS (
    SELECT max(detainers_issued) FILTER (month = $first) AS first,
        max(detainers_issued) FILTER (month = $last) AS last,
        max(detainers_issued) FILTER (month = CAST($first AS DATE) - INTERVAL 1 MONTH) AS before,
        max(detainers_issued) FILTER (month = CAST($last AS DATE) - INTERVAL 2 MONTH) AS two_before
    FROM detainers_by_month
)
SELECT 100 * (1 - released.last / released.first) AS value, 100 * (1 - told.last / told.first) AS other,
    round(100 * (1 - released.last / before), 1) AS from_month_before,
    round(100 * (released.last / two_before - 1)) AS rise
FROM released, told;

-- rows: each month to the last, with the fall from there
SELECT start.month AS start, start.detainers_issued AS detainers_at_start, last.detainers_issued AS detainers_in_month,
    100 * (1 - last.detainers_issued / start.detainers_issued) AS percent_fall
FROM detainers_by_month AS start JOIN detainers_by_month AS last ON last.month = $last
WHERE start.month >= CAST($first AS DATE) - INTERVAL 1 MONTH AND start.month < last.month ORDER BY start.month;
