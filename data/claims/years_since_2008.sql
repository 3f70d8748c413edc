-- Arithmetic: the document says "2008" and no month, so the time runs from some month of that year to the post.
SELECT date_diff('month', DATE '2008-12-01', $last) / 12 AS low, date_diff('month', DATE '2008-01-01', $last) / 12 AS high;

-- rows: the same time from the first month of Table 2, for comparison
SELECT min(month) AS first_month, CAST($last AS DATE) AS last_month, date_diff('month', min(month), $last) / 12 AS years
FROM removals_by_source;
