-- Refusals are released by year only. At most all of the year's fell in these months, at least none did.
WITH issued AS (
    SELECT sum(detainers_issued) FILTER (month BETWEEN $first AND $last) AS months, sum(detainers_issued) AS year
    FROM detainers_by_month WHERE year(month) = year($first)
), declined AS (
    SELECT sum(detainers) AS year FROM detainers_by_outcome
    WHERE reason = 'Detainer Declined by LEA' AND year = year($first)
)
SELECT 0 AS low, least(100, 100 * declined.year / issued.months) AS high,
    declined.year AS declined, issued.year AS issued, round(100 * declined.year / issued.year, 1) AS share
FROM issued, declined;

-- rows: detainers issued in the months and in the year, and the year's refusals
SELECT 'issued in the months' AS what, sum(detainers_issued)::BIGINT AS detainers
FROM detainers_by_month WHERE month BETWEEN $first AND $last
UNION ALL
SELECT 'issued in the year', sum(detainers_issued) FROM detainers_by_month WHERE year(month) = year($first)
UNION ALL
SELECT 'declined in the year', sum(detainers) FROM detainers_by_outcome
WHERE reason = 'Detainer Declined by LEA' AND year = year($first);
