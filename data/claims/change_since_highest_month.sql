-- The document names no months for the drop, so it is measured from the highest month of Table 1 to its last.
SELECT max(any_offense) FILTER (month = $last) - max(any_offense) AS value
FROM convicted_removals WHERE month BETWEEN $first AND $last;

-- rows: the months from the highest on
SELECT month, any_offense FROM convicted_removals
WHERE month BETWEEN (
    SELECT arg_max(month, any_offense) FROM convicted_removals WHERE month BETWEEN $first AND $last
) AND $last ORDER BY month;
