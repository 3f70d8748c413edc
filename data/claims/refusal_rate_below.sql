-- The rate that the document states for November 2015 less the share of the earlier calendar year's detainers that
-- ICE recorded as declined, in percentage points.
WITH stated AS (SELECT value::DOUBLE AS rate FROM claims WHERE id = 'ds_refusal_rate_2015_11'),
issued AS (SELECT sum(detainers_issued) AS detainers FROM detainers_by_month WHERE year(month) = year($first)),
declined AS (
    SELECT sum(detainers) AS detainers FROM detainers_by_outcome
    WHERE reason = 'Detainer Declined by LEA' AND year = year($first)
)
SELECT round(rate - 100 * declined.detainers / issued.detainers, 1) AS value, rate,
    declined.detainers AS declined, issued.detainers AS issued,
    round(100 * declined.detainers / issued.detainers, 1) AS share
FROM stated, issued, declined;

-- rows: detainers issued in the year, and those declined
SELECT 'issued in the year' AS what, sum(detainers_issued)::BIGINT AS detainers
FROM detainers_by_month WHERE year(month) = year($first)
UNION ALL
SELECT 'declined in the year', sum(detainers) FROM detainers_by_outcome
WHERE reason = 'Detainer Declined by LEA' AND year = year($first);
