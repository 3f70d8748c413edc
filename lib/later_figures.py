"""Single figures that were published after the tables, or that tell a month of theirs again: points
beside the series, never a part of them."""

from __future__ import annotations

from lib.kept import kept
from lib.sources import Credit, document
from lib.tables import Tables
from lib.text import _
from lib.trail import Answer, ask


@kept(16)
def later_figures(tables: Tables, *kinds: str) -> Answer:
    """The later figures of some kinds (``sc_removals``, ``sc_removals_a_month``,
    ``detainers_issued``, ``detainers_with_custody``), the earliest first.

    One row per figure: ``figure``, ``kind``, ``what``, ``first_month`` (None where the document
    does not say from when), ``last_month``, ``months`` (how many; None without a first), ``value``
    (as stated), ``a_month`` (the value, or, for the total of several months, its mean month),
    ``qualifier``, ``counts`` (whether the value is a total or a mean month), ``source`` (a row of
    sources.csv), ``publisher``, ``title`` and ``address``. The credit names the documents of these
    figures only."""
    sql = """
SELECT figure, kind, later.what, first_month, last_month,
    date_diff('month', first_month, last_month) + 1 AS months, value,
    CASE WHEN counts = 'total' THEN value / months ELSE value END AS a_month,
    qualifier, counts, source, publisher, title, address
FROM later_figures AS later JOIN sources ON sources.id = later.source
WHERE list_contains(string_split($kinds, ' '), kind)
ORDER BY last_month, first_month, figure
""".strip()
    what = _("Figures published later")
    found = ask(tables, what, sql, {"kinds": " ".join(kinds)})
    credit = sum(
        (document(tables, id) for id in dict.fromkeys(found.column("source"))), Credit((), ())
    )
    return Answer(found.trail, found.rows, credit)
