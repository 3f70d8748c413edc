"""Random files of the awkward kinds: counted rightly, or refused, or accounted for; nothing else.

A file of one kind only is owed more: see tests/records/kinds.py.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from tests.records.command import Outcome, run
from tests.records.drafts import Draft, Table
from tests.records.kinds import ASKED, COUNTED, KINDS, drafts

MIXED = settings().max_examples * (5 if settings().max_examples > 1_000 else 2)
"""Files of several kinds: 10,000 of them in `make fuzz`, 200 in `make test`."""


def roll_up(draft: Draft) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        paths = draft.write(Path(folder))
        note(f"kinds: {draft}")
        note(f"written: {dict(draft.months)}, without a date: {draft.undated}")
        for path in paths:
            note(beginning(path, draft))
        outcome = run(*map(str, paths), *draft.options, "--threads", "1")
    note(f"answer: {outcome.error or outcome.said}")
    return outcome


def beginning(path: Path, draft: Draft) -> str:
    if draft.workbook or draft.packed:
        rows = (f"{table.name}: {table.header}, {table.rows[:2]}" for table in draft.tables)
        return "\n".join(rows)
    lines = [line[:200] for line in path.read_bytes()[:4000].splitlines(keepends=True)[:12]]
    return f"{path.name}:\n" + "\n".join(map(repr, lines))


def check(draft: Draft, outcome: Outcome) -> None:
    """One of three: the counts are what was written; it is refused; all else is in the report."""
    if outcome.code:
        return
    written = draft.months
    # Where a few rows contradict the order of day and month, those that can be either may be wrong;
    # the report gives the number of both.
    doubtful = outcome.report["order_either"] if outcome.report["order_against"] else 0
    for month, count in outcome.counted.items():
        most = written.get(month, 0) + doubtful
        assert count <= most, f"{month}: {count} counted, {most} written"
    over = passed_over(draft, outcome)
    rows = sum(not row.is_blank for table in over for row in table.rows)
    there = sum(written.values()) + draft.undated
    read = outcome.report["rows_read"]
    assert read + rows >= there, f"{there - read - rows} rows are missing without a word"
    for month in draft.gap:
        assert not outcome.whole.get(month, False), f"nothing says that {month} is covered"
    for month in set(written) - {
        month for table in draft.records if table not in over for month in table.months
    }:
        counted = outcome.months.get(month)
        assert counted is None or counted <= doubtful > 0, f"{month} was passed over"
        assert not outcome.whole.get(month, False)
    check_files(draft, outcome)


def passed_over(draft: Draft, outcome: Outcome) -> list[Table]:
    """The tables with records that the report says were not counted."""
    over = []
    for entry in outcome.report.get("passed_over") or ():
        assert entry["name"] in outcome.said, f"{entry['name']} is not named on the screen"
        for table in draft.records:
            if f"({table.name})" in entry["name"] or entry["name"].startswith(f"{table.name}."):
                assert entry["rows"] is None or entry["rows"] >= sum(table.months.values())
                over.append(table)
    return over


def check_files(draft: Draft, outcome: Outcome) -> None:
    """No file or sheet is said to hold more records than it does."""
    for entry in outcome.report["files"]:
        for table in draft.records if len(draft.tables) > 1 else ():
            if f"({table.name})" in entry["file"] or entry["file"].startswith(f"{table.name}."):
                assert entry["used"] <= sum(table.months.values())


@pytest.mark.parametrize("name", KINDS)
@given(data=st.data())
@settings(max_examples=max(3, settings().max_examples // 33))
def test_a_kind_alone_gets_what_it_is_owed(name: str, data: st.DataObject) -> None:
    draft = data.draw(drafts(name))
    outcome = roll_up(draft)
    check(draft, outcome)
    owed = KINDS[name].owed
    assert owed == ASKED or outcome.code == 0, f"refused: {outcome.error}"
    if owed == COUNTED:
        assert outcome.counted == dict(draft.months)


@given(draft=drafts())
@settings(max_examples=MIXED)
def test_up_to_three_kinds_together_never_miscount(draft: Draft) -> None:
    check(draft, roll_up(draft))
