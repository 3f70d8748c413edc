-- Every average that Table 1 prints for any offense. The twelve months of the last one are all printed: it must be their
-- mean. Each other one needs months that are not printed, and is tied to the average after it: twelve times the
-- difference of the two is the month that joins less the month a year before it, which leaves. So the month that
-- leaves can be computed, to 12 people either way because both averages are rounded, and must lie between 0 and that
-- month's Secure Communities removals in Table 2. The value is the number of averages that pass.
WITH printed AS (
    SELECT month, any_offense AS people, any_offense_average AS average
    FROM convicted_removals WHERE month BETWEEN $first AND $last
), leaving AS (
    SELECT joins.people - 12 * (joins.average - before.average) AS people, sc_removals
    FROM printed AS joins
    JOIN printed AS before ON before.month = joins.month - INTERVAL 1 MONTH
    JOIN removals_by_source AS year_before ON year_before.month = joins.month - INTERVAL 12 MONTH
), tied AS (
    SELECT count(*) FILTER (people BETWEEN -12 AND sc_removals + 12) AS passing,
        round(100 * min(people / sc_removals)) AS least, round(100 * max(people / sc_removals)) AS most
    FROM leaving
), last AS (
    SELECT avg(people) AS mean, max(average) FILTER (month = $last) AS average, count(*) AS months FROM printed
)
SELECT passing + CASE WHEN months = 12 AND abs(mean - average) <= 0.5 THEN 1 ELSE 0 END AS value, mean, least, most
FROM tied, last;

-- rows: each printed month and average, and the month of a year before that they imply
SELECT printed.month, any_offense, any_offense_average,
    any_offense - 12 * (any_offense_average - lag(any_offense_average) OVER (ORDER BY printed.month))
        AS implied_a_year_before,
    sc_removals AS sc_removals_a_year_before
FROM convicted_removals AS printed
JOIN removals_by_source AS year_before ON year_before.month = printed.month - INTERVAL 12 MONTH
WHERE printed.month BETWEEN $first AND $last ORDER BY printed.month;
