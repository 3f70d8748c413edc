-- Detainer-connected removals over the detainers issued, in percent, over the months of which both are released whole.
SELECT 100 * sum(detainer_removals) / sum(detainers_issued) AS value,
    sum(detainer_removals) AS removals, sum(detainers_issued) AS detainers,
    min(month) AS first_month, max(month) AS last_month
FROM detainers_by_month JOIN removals_by_source USING (month)
WHERE month BETWEEN $first AND $last AND whole AND detainer_removals IS NOT NULL;

-- rows: both by year
SELECT year(month) AS year, sum(detainer_removals)::BIGINT AS detainer_removals,
    sum(detainers_issued)::BIGINT AS detainers_issued
FROM detainers_by_month JOIN removals_by_source USING (month)
WHERE month BETWEEN $first AND $last AND whole AND detainer_removals IS NOT NULL GROUP BY 1 ORDER BY 1;
