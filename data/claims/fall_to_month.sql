-- The document says "in recent months". So the fall to the month is taken from each of the twelve months before it.
WITH falls AS (
    SELECT 100 * (1 - last.detainers_issued / start.detainers_issued) AS percent
    FROM detainers_by_month AS start JOIN detainers_by_month AS last ON last.month = $last
    WHERE start.month >= last.month - INTERVAL 12 MONTH AND start.month < last.month
)
SELECT min(percent) AS low, max(percent) AS high FROM falls;

-- rows: each start, and the fall from there
SELECT start.month AS start, start.detainers_issued AS detainers_at_start, last.detainers_issued AS detainers_in_month,
    100 * (1 - last.detainers_issued / start.detainers_issued) AS percent_fall
FROM detainers_by_month AS start JOIN detainers_by_month AS last ON last.month = $last
WHERE start.month >= last.month - INTERVAL 12 MONTH AND start.month < last.month ORDER BY start.month;
