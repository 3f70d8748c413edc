-- The month with the most detainers in the monthly release, and the one that TRAC told in 2015, from another release.
WITH told AS (
    SELECT max(first_month) FILTER (source = 'trac_a1889') AS month_2015,
        max(value) FILTER (source = 'trac_a1889') AS told_2015,
        max(first_month) FILTER (source = 'trac_458') AS month_2017,
        max(value) FILTER (source = 'trac_458') AS told_2017
    FROM later_figures WHERE figure IN ('detainers_2011_03', 'detainers_2011_08')
)
SELECT arg_max(month, detainers_issued) AS value, any_value(month_2015) AS other,
    max(detainers_issued) AS most, max(detainers_issued) FILTER (month = month_2015) AS in_stated,
    any_value(told_2015) AS told_2015, any_value(month_2017) AS month_2017, any_value(told_2017) AS told_2017
FROM detainers_by_month, told WHERE month BETWEEN $first AND $last;

-- rows: the five highest months, and the peaks that TRAC told
(SELECT month, detainers_issued, 'monthly release' AS told_by FROM detainers_by_month
WHERE month BETWEEN $first AND $last ORDER BY detainers_issued DESC LIMIT 5)
UNION ALL
SELECT last_month, value, publisher || ', ' || date FROM later_figures JOIN sources ON id = source
WHERE figure IN ('detainers_2011_03', 'detainers_2011_08');
