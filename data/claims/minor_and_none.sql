-- Arithmetic inside the document: the two shares, added.
SELECT sum(value::DOUBLE) AS value FROM claims WHERE id IN ('nif_minor', 'nif_none');

-- rows: the two shares
SELECT id, claim, qualifier, value, unit FROM claims WHERE id IN ('nif_minor', 'nif_none') ORDER BY id;
