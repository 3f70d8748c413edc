"""What the month picker of a browser says when a range is chosen."""

from __future__ import annotations

import json
from collections.abc import Sequence

FAR = {
    "removals": ["convicted-share-case-records"],
    "who": ["agency-mean-months", "criminality", "criminality-mean-months", "citizenship"],
    "convictions": ["conviction-shares"],
    "issued": ["detainers-and-removals"],
}
"""The charts of each page that other months change and that lie below the first screen of 1280 x
720, by their ids: who is at the controls is far from them (tests/browser/test_far_charts.py holds
it against a browser)."""


def chosen(page: str, months: Sequence[str], turn: int) -> str:
    """The state of the control, as JSON."""
    said = {"months": list(months), "turn": turn, "far": FAR.get(page, [])}
    return json.dumps({"chosen": said})
