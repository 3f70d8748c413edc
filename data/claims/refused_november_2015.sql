-- Arithmetic inside the document: its refusals of November 2015 over its requests of that month, each anywhere in
-- what its qualifier allows.
WITH stated AS (
    SELECT id, value::DOUBLE * lowest AS low, value::DOUBLE * highest AS high
    FROM claims JOIN qualifiers USING (qualifier) WHERE id IN ('ds_issued_2015_11', 'ds_refused_2015_11')
)
SELECT 100 * refused.low / issued.high AS low, 100 * refused.high / issued.low AS high
FROM stated AS refused JOIN stated AS issued ON refused.id = 'ds_refused_2015_11' AND issued.id = 'ds_issued_2015_11';

-- rows: the two claims, and what their qualifiers allow
SELECT id, claim, qualifier, value, value::DOUBLE * lowest AS low, value::DOUBLE * highest AS high
FROM claims JOIN qualifiers USING (qualifier) WHERE id IN ('ds_issued_2015_11', 'ds_refused_2015_11') ORDER BY id;
