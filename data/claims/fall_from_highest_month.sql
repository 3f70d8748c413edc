-- The most recent months are taken from the highest month that Table 1 prints to its last. They fell if each month of
-- them has fewer than the month before; so the value is the greatest change from one month to the next, and zero
-- where the last month is the highest.
WITH printed AS (
    SELECT month, any_offense, any_offense - lag(any_offense) OVER (ORDER BY month) AS change
    FROM convicted_removals WHERE month BETWEEN CAST($last AS DATE) - INTERVAL 11 MONTH AND $last
), highest AS (SELECT arg_max(month, any_offense) AS highest_month FROM printed)
SELECT coalesce(max(change) FILTER (month > highest_month), 0) AS value,
    list({'figure': any_offense, 'at': month} ORDER BY month) FILTER (month >= highest_month) AS by_month,
    max(any_offense) FILTER (month < $first) AS most_before
FROM printed, highest;

-- rows: the printed months, and the change of each on the month before
SELECT month, any_offense, any_offense - lag(any_offense) OVER (ORDER BY month) AS change
FROM convicted_removals WHERE month BETWEEN CAST($last AS DATE) - INTERVAL 11 MONTH AND $last ORDER BY month;
