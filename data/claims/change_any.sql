-- The last printed month less the first: people convicted of any crime.
SELECT max(any_offense) FILTER (month = $last) - max(any_offense) FILTER (month = $first) AS value FROM convicted_removals;

-- rows: the two months
SELECT month, any_offense FROM convicted_removals WHERE month IN ($first, $last) ORDER BY month;
