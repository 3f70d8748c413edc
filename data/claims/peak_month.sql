-- The month with the most detainers in the monthly release.
SELECT arg_max(month, detainers_issued) AS value FROM detainers_by_month WHERE month BETWEEN $first AND $last;

-- rows: the five highest months
SELECT month, detainers_issued FROM detainers_by_month
WHERE month BETWEEN $first AND $last ORDER BY detainers_issued DESC LIMIT 5;
