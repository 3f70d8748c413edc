"""Everything as it is now, in files that open from disk and ask nobody for anything: to be kept, or
deposited for a DOI. Pictures need the extra ``export`` and a Chromium."""
