-- The monthly release has the month. Of some months TRAC told its own count, from another release.
SELECT detainers_issued AS value,
    (SELECT max(later.value) FROM later_figures AS later WHERE kind = 'detainers_issued' AND source = 'trac_a1889'
        AND first_month = $first AND last_month = $last) AS other
FROM detainers_by_month WHERE month BETWEEN $first AND $last AND whole;

-- rows: that month, and what TRAC told of it
SELECT month, detainers_issued, 'monthly release' AS told_by
FROM detainers_by_month WHERE month BETWEEN $first AND $last
UNION ALL
SELECT last_month, value, publisher || ', ' || date
FROM later_figures JOIN sources ON id = source
WHERE kind = 'detainers_issued' AND first_month = $first AND last_month = $last;
