-- Arithmetic inside the document: those outside the most serious category are the rest of 100 percent. Some of them
-- may have other convictions than those named, so the rest is an upper bound.
SELECT 0 AS low, 100 - value::DOUBLE AS high FROM claims WHERE id = 'aic_most_serious';

-- rows: the share in the most serious category
SELECT id, speaker, claim, qualifier, value, unit FROM claims WHERE id = 'aic_most_serious';
