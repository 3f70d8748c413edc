-- The last printed month less the first: the published running average for any offense.
SELECT max(any_offense_average) FILTER (month = $last) - max(any_offense_average) FILTER (month = $first) AS value FROM convicted_removals;

-- rows: the two months
SELECT month, any_offense_average FROM convicted_removals WHERE month IN ($first, $last) ORDER BY month;
