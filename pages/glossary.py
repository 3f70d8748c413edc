"""Words explained where they stand: on hover, focus and touch."""

from __future__ import annotations

from lib.glossary import PLACE, terms
from pages.part import part

# Its style is that of the terms wherever they stand on the page.
_GLOSSARY = part("glossary", isolate_styles=False)


def glossary() -> None:
    """Lets the browser explain the terms that the texts of the page link to
    (``lib.glossary.explained``)."""
    meanings = {f"#{PLACE}{id}": [term.term, term.says] for id, term in terms().items()}
    _GLOSSARY(key="glossary", data={"meanings": meanings})
