"""The question: what a roll-up counts, in one place, whatever engine does the counting.

An engine is asked one thing (``count_sql``): how many rows stand for each text in the date column,
for each flag and for each value of the split. Texts become dates afterwards (lib.records.monthly),
some thousands of them instead of all rows. So a date means the same on every engine, how a column
writes its dates is decided by all of it, and the count is as fast as the reading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lib.records.conditions import Condition, find_column
from lib.records.errors import RecordsError
from lib.records.form import Form, dated_by
from lib.records.profiles import Flag, Profile, profile_named


@dataclass(frozen=True)
class Question:
    """What is counted: columns by their number in the form, and flags with their conditions."""

    date: int
    recorded: int | None
    split: int | None
    flags: tuple[tuple[int, Flag], ...]
    count: str
    """What the column of counts is called."""
    forms: tuple[str, ...] | None
    """How the dates are written, where the profile says so."""
    timed: bool
    """Whether a time of day stands behind the dates, to be cut off before counting."""
    typed: bool
    """Whether the files hold the date as a date, not as text."""
    width: int
    duplicates: bool
    profile: Profile | None


def ask(
    form: Form,
    *,
    profile: str | None,
    date_column: str | None,
    by: str | None,
    flags: Mapping[str, str],
    duplicates: bool,
) -> Question:
    """What to count in files of this form.

    Raises RecordsError where the choices do not fit the columns.
    """
    known = profile_named(profile) if profile else form.profile
    if date_column:
        known = None
    date = _number(form, known.date if known else date_column or _only_date_column(form))
    form = dated_by(form, form.columns[date])
    chosen = [
        *(known.flags if known else ()),
        *(Flag(name, Condition.parse(text)) for name, text in flags.items()),
    ]
    count = known.count if known else "records"
    taken = {"month", "whole", count}
    for flag in chosen:
        if not flag.name.strip() or flag.name in taken:
            raise RecordsError(
                f"a flag cannot be called “{flag.name}”: the table has such a column"
            )
        taken.add(flag.name)
    return Question(
        date=date,
        recorded=_number(form, known.recorded) if known and known.recorded else None,
        split=_number(form, by) if by else None,
        flags=tuple((_number(form, flag.condition.column), flag) for flag in chosen),
        count=count,
        forms=known.forms if known else None,
        timed=form.columns[date] in form.timed,
        typed=all(source.holds_dates(form.columns[date]) for source in form.sources),
        width=len(form.columns),
        duplicates=duplicates,
        profile=known,
    )


def count_sql(question: Question) -> str:
    """The question, over a view ``records`` of file, c0, c1, ...: the one definition of the count.

    It gives rows of three parts. ``day``: how many records each file has for each text of the date
    column, value of the split and flags. ``recorded``: for each text of the column that says when a
    record was entered. ``row``: how many records there are, and how many different ones
    (``kinds``).
    """
    cells = [
        "file",
        f"{day_sql(question.date, question)} AS day_text",
        *([f"c{question.split} AS split_text"] if question.split is not None else []),
        *(
            f"{flag.condition.sql(f'c{column}')} AS flag_{number}"
            for number, (column, flag) in enumerate(question.flags)
        ),
    ]
    keys = ["file", "day_text", *(["split_text"] if question.split is not None else [])]
    keys += [f"flag_{number}" for number in range(len(question.flags))]
    sets = [f"({', '.join(keys)})"]
    parts = []
    if question.recorded is not None:
        cells.append(f"{day_sql(question.recorded, question)} AS recorded_text")
        sets.append("(recorded_text)")
        parts.append("WHEN grouping(recorded_text) = 0 THEN 'recorded'")
    if question.duplicates:
        row = ", ".join(f"c{number}" for number in range(question.width))
        cells.append(f"hash({row}) AS fingerprint")
        sets.append("(fingerprint)")
        parts.append("WHEN grouping(fingerprint) = 0 THEN 'row'")
    part = f"CASE {' '.join(parts)} ELSE 'day' END" if parts else "'day'"
    columns = [*keys, *(["recorded_text"] if question.recorded is not None else [])]
    counted = (
        f"SELECT {', '.join(columns)}, {part} AS part, count(*) AS records "
        f"FROM (SELECT {', '.join(cells)} FROM records) AS cells "
        f"GROUP BY GROUPING SETS ({', '.join(sets)})"
    )
    names = ", ".join([*columns, "part"])
    return (
        f"SELECT {names}, sum(records) AS records, count(*) AS kinds "
        f"FROM ({counted}) AS counted GROUP BY {names}"
    )


def day_sql(column: int, question: Question) -> str:
    """A column of dates as it is grouped by."""
    if question.typed or not question.timed:
        return f"c{column}"
    # Otherwise every second of the day would be a text of its own.
    return f"split_part(split_part(trim(c{column}, ' '), ' ', 1), 'T', 1)"


def _number(form: Form, name: str) -> int:
    found = find_column(form.columns, name)
    if found is None:
        raise RecordsError(
            f"there is no column {name}",
            file=form.sources[0].name,
            hint=f"The columns are {', '.join(form.columns)}",
        )
    return form.columns.index(found)


def _only_date_column(form: Form) -> str:
    if len(form.date_columns) == 1:
        return form.date_columns[0]
    if form.date_columns:
        raise RecordsError(
            f"more than one column contains dates: {', '.join(form.date_columns)}",
            file=form.sources[0].name,
            hint="Choose one with --date-column NAME",
        )
    raise RecordsError(
        "no column contains mostly dates",
        file=form.sources[0].name,
        hint="Name the date column with --date-column NAME",
    )
