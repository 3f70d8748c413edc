-- Table 1 has people convicted of any crime by month, and the days begin on January 25. February and March lie wholly
-- inside them; of January some part does. So the number is at least that of the two months and at most that of all
-- three. The case records have removals by the day of departure, of every source: the part of January's convicted
-- departures that they put on its last seven days gives an estimate within the bounds.
WITH table_1 AS (
    SELECT sum(any_offense) FILTER (month > $first) AS two_months, max(any_offense) FILTER (month = $first) AS january
    FROM convicted_removals WHERE month BETWEEN $first AND $last
), records AS (
    SELECT sum(removals) FILTER (day >= DATE '2017-01-25') AS removals,
        sum(convicted) FILTER (day >= DATE '2017-01-25') AS convicted,
        sum(convicted) FILTER (day BETWEEN DATE '2017-01-25' AND DATE '2017-01-31')
            / sum(convicted) FILTER (day <= DATE '2017-01-31') AS january_part
    FROM removals_by_day WHERE day BETWEEN $first AND DATE '2017-03-31'
)
SELECT two_months AS low, two_months + january AS high, removals, convicted,
    round(100 * january_part, 1) AS january_percent, round(two_months + january * january_part) AS estimate
FROM table_1, records;

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
    sum(convicted), sum(convicted), 'January 25 to March 31'
FROM removals_by_day WHERE day BETWEEN DATE '2017-01-25' AND DATE '2017-03-31'
UNION ALL
SELECT 'Every source, convicted or not (case records by day)',
    sum(removals), sum(removals), 'January 25 to March 31'
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
