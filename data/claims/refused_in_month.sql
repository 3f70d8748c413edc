-- Refusals are released by year only: those of the month are some of the year's, and may be none of them.
SELECT 0 AS low, sum(detainers) AS high FROM detainers_by_outcome
WHERE reason = 'Detainer Declined by LEA' AND year = year($first);

-- rows: the year's refusals
SELECT year, reason, detainers FROM detainers_by_outcome
WHERE reason = 'Detainer Declined by LEA' AND year = year($first);
