-- The monthly release has the month.
SELECT detainers_issued AS value FROM detainers_by_month WHERE month BETWEEN $first AND $last AND whole;

-- rows: that month
SELECT month, detainers_issued FROM detainers_by_month WHERE month BETWEEN $first AND $last;
