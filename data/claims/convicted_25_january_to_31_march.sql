-- Table 1 has people convicted of any crime by month, and the days begin on 25 January. February and March lie wholly inside them;
-- of January some part does. So the number is at least that of the two months and at most that of all three.
SELECT sum(any_offense) FILTER (month > $first) AS low, sum(any_offense) AS high
FROM convicted_removals WHERE month BETWEEN $first AND $last;

-- rows: what the tables hold for those days, under each reading
SELECT 'Secure Communities, convicted of any crime (Table 1)' AS reading,
    sum(any_offense) FILTER (month > $first)::BIGINT AS low, sum(any_offense)::BIGINT AS high,
    'February and March; with all of January' AS days
FROM convicted_removals WHERE month BETWEEN $first AND $last
UNION ALL
SELECT 'Secure Communities, convicted of a serious offense (Table 1)',
    sum(serious_offense) FILTER (month > $first), sum(serious_offense), 'February and March; with all of January'
FROM convicted_removals WHERE month BETWEEN $first AND $last
UNION ALL
SELECT 'Secure Communities, convicted or not (Table 2)',
    sum(sc_removals) FILTER (month > $first), sum(sc_removals), 'February and March; with all of January'
FROM removals_by_source WHERE month BETWEEN $first AND $last
UNION ALL
SELECT 'Every source, convicted (case records by day; convicted is inferred)',
    sum(convicted), sum(convicted), '25 January to 31 March'
FROM removals_by_day WHERE day BETWEEN DATE '2017-01-25' AND DATE '2017-03-31'
UNION ALL
SELECT 'Every source, convicted or not (case records by day)',
    sum(removals), sum(removals), '25 January to 31 March'
FROM removals_by_day WHERE day BETWEEN DATE '2017-01-25' AND DATE '2017-03-31'
UNION ALL
SELECT 'Every source, convicted (OHSS, rounded to tens; removals and returns)',
    sum(convicted) FILTER (month > $first), sum(convicted), 'February and March; with all of January'
FROM ero_removals WHERE month BETWEEN $first AND $last
UNION ALL
SELECT 'Every source, convicted or not (OHSS, rounded to tens; removals and returns)',
    sum(removals_and_returns) FILTER (month > $first), sum(removals_and_returns),
    'February and March; with all of January'
FROM ero_removals WHERE month BETWEEN $first AND $last;
