-- The 296 compares two single months. "A month more than under President Obama" compares two groups of months, so
-- this takes the mean of the printed Trump months less that of the printed PEP months; January 2017 counts as PEP.
WITH printed AS (
    SELECT eras.id AS era, avg(any_offense) AS mean
    FROM convicted_removals
    JOIN eras ON kind = 'era' AND month BETWEEN first_month AND coalesce(last_month, month)
    WHERE month BETWEEN $first AND $last GROUP BY era
)
SELECT max(mean) FILTER (era = 'trump_first') - max(mean) FILTER (era = 'pep') AS value FROM printed;

-- rows: each printed month and its era
SELECT month, name AS era, any_offense
FROM convicted_removals
JOIN eras ON kind = 'era' AND month BETWEEN first_month AND coalesce(last_month, month)
WHERE month BETWEEN $first AND $last ORDER BY month;
