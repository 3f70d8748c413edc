-- The release covers October 2007 to July 19, 2015; detainers of other days come on top, so there is no upper bound.
-- None counts that was issued after the document.
SELECT sum(detainers_issued) AS low, NULL AS high FROM detainers_by_month
WHERE strftime(month, '%Y-%m') <= (SELECT date FROM sources WHERE id = 'trac_2017');

-- rows: detainers by year
SELECT year(month) AS year, sum(detainers_issued)::BIGINT AS detainers_issued FROM detainers_by_month
WHERE strftime(month, '%Y-%m') <= (SELECT date FROM sources WHERE id = 'trac_2017') GROUP BY 1 ORDER BY 1;
