"""What the numbers of all pages cannot say."""

from __future__ import annotations

import datetime as dt

from lib.eras import eras, share_from
from lib.measures import series
from lib.months import in_words
from lib.tables import Tables
from lib.text import listed, prose
from lib.words import number

INAUGURATION = dt.date(2017, 1, 20)


def limits(tables: Tables) -> str:
    """The limits as Markdown, with the months and shares that they are about."""
    mixed = [era.mixed.words for era in eras(tables).values() if era.mixed and era.kind == "era"]
    connected = series(tables, tables.measures["detainer_removals"], tables.calendar)
    withheld = [span.words for span, words in connected.unknown]
    return prose(
        "sources/limits",
        mixed=listed(mixed),
        share=number(share_from(tables, INAUGURATION), "share", 0),
        printed=in_words(len(tables.extent("convicted_removals"))),
        withheld=listed(withheld),
    )
