-- The last printed month less the first: the published running average for serious offenses.
SELECT max(serious_offense_average) FILTER (month = $last) - max(serious_offense_average) FILTER (month = $first) AS value FROM convicted_removals;

-- rows: the two months
SELECT month, serious_offense_average FROM convicted_removals WHERE month IN ($first, $last) ORDER BY month;
