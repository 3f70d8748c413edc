-- The detainers of the last calendar year of the period less those of the first, in percent of the first.
WITH years AS (
    SELECT year(month) AS year, sum(detainers_issued) AS detainers
    FROM detainers_by_month WHERE month BETWEEN $first AND $last GROUP BY 1
)
SELECT 100 * (arg_max(detainers, year) / arg_min(detainers, year) - 1) AS value,
    list({'figure': detainers, 'at': year} ORDER BY year) AS by_year
FROM years;

-- rows: detainers by year
SELECT year(month) AS year, sum(detainers_issued)::BIGINT AS detainers_issued
FROM detainers_by_month WHERE month BETWEEN $first AND $last GROUP BY 1 ORDER BY 1;
