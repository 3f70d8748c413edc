-- The last printed month less the first: people convicted of a serious offense.
SELECT max(serious_offense) FILTER (month = $last) - max(serious_offense) FILTER (month = $first) AS value FROM convicted_removals;

-- rows: the two months
SELECT month, serious_offense FROM convicted_removals WHERE month IN ($first, $last) ORDER BY month;
