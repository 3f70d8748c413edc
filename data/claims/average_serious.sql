-- Of this average's twelve months Table 1 prints only a part. The average of the month after it has eleven of them,
-- so 12 times this one = 12 times that one - the month that joins + the month that leaves. The later average is
-- rounded (6 either way on the sum); the month that leaves is not printed: it lies between 0 and that month's
-- Secure Communities removals in Table 2. The claim itself is not used.
SELECT (12 * serious_offense_average - 6 - serious_offense) / 12 AS low, (12 * serious_offense_average + 6 - serious_offense + leaving.sc_removals) / 12 AS high
FROM convicted_removals AS after
JOIN removals_by_source AS leaving ON leaving.month = $first
WHERE after.month = CAST($last AS DATE) + INTERVAL 1 MONTH;

-- rows: the two averages, and the most that the month that leaves can hold
SELECT month, serious_offense, serious_offense_average, sc_removals FROM removals_by_source LEFT JOIN convicted_removals USING (month)
WHERE month IN ($first, $last, CAST($last AS DATE) + INTERVAL 1 MONTH) ORDER BY month;
