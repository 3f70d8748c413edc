-- Arithmetic inside the document: its two figures for the same days, one divided by the other.
SELECT (SELECT value::DOUBLE FROM claims WHERE id = 'ice_43300')
    / (SELECT value::DOUBLE FROM claims WHERE id = 'trac_10893') AS value;

-- rows: the two claims
SELECT id, speaker, claim, qualifier, value, unit FROM claims WHERE id IN ('ice_43300', 'trac_10893') ORDER BY id;
