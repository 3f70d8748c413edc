-- To compare with President Obama is to compare two groups of months; the document says neither which months nor whose
-- January 2017 is. So the mean of the printed Trump months is taken less that of the Obama months under each fair
-- reading: January with either or with neither; less the mean of the twelve months to January, as published; and less
-- that of the same calendar months a year before, which those twelve leave when the printed ones are taken away.
WITH printed AS (
    SELECT month, any_offense AS people, any_offense_average AS average, first_month AS trump,
        first_month - INTERVAL 1 MONTH AS january
    FROM convicted_removals JOIN eras ON id = 'trump_first' WHERE month BETWEEN $first AND $last
), means AS (
    SELECT avg(people) FILTER (month >= trump) AS trump,
        avg(people) FILTER (month >= january) AS trump_and_january,
        avg(people) FILTER (month <= january) AS obama,
        avg(people) FILTER (month < january) AS obama_before_january,
        max(average) FILTER (month = january) AS obama_year,
        (12 * max(average) FILTER (month = january) - sum(people) FILTER (month <= january))
            / (12 - count(*) FILTER (month <= january)) AS obama_same_months
    FROM printed
), differences AS (
    SELECT unnest([trump - obama, trump_and_january - obama_before_january, trump - obama_before_january,
        trump - obama_year, trump - obama_same_months]) AS difference
    FROM means
)
SELECT min(difference) AS low, max(difference) AS high FROM differences;

-- rows: the difference under each reading
WITH printed AS (
    SELECT month, any_offense AS people, any_offense_average AS average, first_month AS trump,
        first_month - INTERVAL 1 MONTH AS january
    FROM convicted_removals JOIN eras ON id = 'trump_first' WHERE month BETWEEN $first AND $last
), means AS (
    SELECT avg(people) FILTER (month >= trump) AS trump,
        avg(people) FILTER (month >= january) AS trump_and_january,
        avg(people) FILTER (month <= january) AS obama,
        avg(people) FILTER (month < january) AS obama_before_january,
        max(average) FILTER (month = january) AS obama_year,
        (12 * max(average) FILTER (month = january) - sum(people) FILTER (month <= january))
            / (12 - count(*) FILTER (month <= january)) AS obama_same_months
    FROM printed
), readings AS (
    SELECT unnest(['January 2017 counted with President Obama', 'January 2017 counted with President Trump',
        'January 2017 left out', 'Less the twelve months to January 2017',
        'Less the same calendar months a year before']) AS reading,
        unnest([trump - obama, trump_and_january - obama_before_january, trump - obama_before_january,
            trump - obama_year, trump - obama_same_months]) AS difference
    FROM means
)
SELECT reading, difference AS low, difference AS high FROM readings;
