"""The question: what a roll-up counts, in one place, whatever engine does the counting.

An engine is asked one thing (``count_sql``): how many rows stand for each text in the date column,
for each flag and for each value of the split. Texts become dates afterwards (lib.records.monthly),
some thousands of them instead of all rows. So a date means the same on every engine, how a column
writes its dates is decided by all of it, and the count is as fast as the reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lib.records.conditions import Condition, find_column
from lib.records.errors import RecordsError
from lib.records.form import Form, dated_by
from lib.records.profiles import Flag, Profile, profile_named
from lib.sql import literal, literals

_UNNAMED = ("", "na", "n/a", "null", "none", "unknown", "redacted", "-")
_WITHHELD = ("(b)", "b(6)", "b(7)")
"""What stands, in small letters, in place of an identifier that is not given."""


@dataclass(frozen=True)
class Question:
    """What is counted: columns by their number in the form, and flags with their conditions."""

    date: int
    recorded: int | None
    split: int | None
    flags: tuple[tuple[int, Flag], ...]
    others: tuple[int | None, ...]
    """For each flag, the column that its column is compared with, if any."""
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
    same_person: tuple[int, ...] = ()
    """The columns by which two records of a day are of the same person; none where nobody asks."""
    leave_out_same_person: bool = False


def ask(
    form: Form,
    *,
    profile: str | None,
    date_column: str | None,
    by: str | None,
    flags: Mapping[str, str],
    duplicates: bool,
    same_person: Sequence[str] = (),
    leave_out_same_person: bool = False,
) -> Question:
    """What to count in files of this form.

    Raises RecordsError where the choices do not fit the columns.
    """
    known = profile_named(profile) if profile else form.profile
    if date_column:
        known = None
    date = _number(form, _called(form, known) if known else date_column or _only_date_column(form))
    form = dated_by(form, form.columns[date])
    chosen = [
        *(known.flags_in(form.columns) if known else ()),
        *(Flag(name, Condition.parse(text)) for name, text in flags.items()),
    ]
    chosen = [replace(flag, condition=flag.condition.among(form.columns)) for flag in chosen]
    count = known.count if known else "records"
    taken = {"month", "whole", count}
    for flag in chosen:
        if not flag.name.strip() or flag.name in taken:
            raise RecordsError(
                f"a flag cannot be called “{flag.name}”: the table has such a column"
            )
        taken.add(flag.name)
    if leave_out_same_person and not same_person:
        raise RecordsError(
            "which records are of the same person is not said",
            hint="Name the column of identifiers with --same-person COLUMN",
        )
    recorded = known.find(form.columns, known.recorded) if known and known.recorded else None
    others = [flag.condition.other for flag in chosen]
    return Question(
        date=date,
        recorded=_number(form, recorded) if recorded else None,
        split=_number(form, by) if by else None,
        flags=tuple((_number(form, flag.condition.column), flag) for flag in chosen),
        others=tuple(_number(form, other) if other else None for other in others),
        count=count,
        forms=known.forms if known else None,
        timed=form.columns[date] in form.timed,
        typed=all(source.holds_dates(form.columns[date]) for source in form.sources),
        width=len(form.columns),
        duplicates=duplicates,
        profile=known,
        same_person=tuple(_number(form, name) for name in same_person),
        leave_out_same_person=leave_out_same_person,
    )


def count_sql(question: Question) -> str:
    """The question, over a view ``records`` of file, c0, c1, ...: the one definition of the count.

    It gives rows of three parts. ``day``: how many records each file has for each text of the date
    column, value of the split and flags, and where it is asked for, which of them are of the same
    person and day (``person``). ``recorded``: for each text of the column that says when a
    record was entered. ``row``: how many records there are, and how many different ones
    (``kinds``).
    """
    cells = [
        "file",
        f"{day_sql(question.date, question)} AS day_text",
        *([f"c{question.split} AS split_text"] if question.split is not None else []),
        *(
            f"{_flag_sql(flag, column, other, question)} AS flag_{number}"
            for number, ((column, flag), other) in enumerate(
                zip(question.flags, question.others, strict=True)
            )
        ),
        *([f"{person_sql(question)} AS person"] if question.same_person else []),
    ]
    keys = ["file", "day_text", *(["split_text"] if question.split is not None else [])]
    keys += [f"flag_{number}" for number in range(len(question.flags))]
    keys += ["person"] if question.same_person else []
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


def person_sql(question: Question) -> str:
    """For each record: ``one``, ``again`` or ``unnamed``, where the identifier is not given.

    The records of a person and day are ordered by their cells as text, that of the date before the
    others: the first is ``one``, the others are ``again``. So it is the same one on every engine
    and in every run. Days are compared as they are written, without a time and without leading
    zeros.
    """
    names = [
        f"coalesce(trim({_text(column, question)}, ' '), '')" for column in question.same_person
    ]
    unnamed = " OR ".join(
        f"lower({name}) IN ({literals(_UNNAMED)})"
        + "".join(f" OR contains(lower({name}), {literal(mark)})" for mark in _WITHHELD)
        for name in names
    )
    written = f"coalesce(trim(CAST({day_sql(question.date, question)} AS VARCHAR), ' '), '')"
    day = f"ltrim({written}, '0')"
    for mark in "-/.":
        day = f"replace({day}, '{mark}0', '{mark}')"
    cells = [question.date, *(n for n in range(question.width) if n != question.date)]
    order = ", ".join(f"coalesce({_text(column, question)}, '')" for column in cells)
    place = f"row_number() OVER (PARTITION BY {', '.join([*names, day])} ORDER BY {order})"
    return f"CASE WHEN {unnamed} THEN 'unnamed' WHEN {place} > 1 THEN 'again' ELSE 'one' END"


def _flag_sql(flag: Flag, column: int, other: int | None, question: Question) -> str:
    right = None if other is None else _text(other, question)
    return flag.condition.sql(_text(column, question), right)


def _text(column: int, question: Question) -> str:
    """A column as text: only dates come as something else."""
    dated = column in (question.date, question.recorded)
    return f"CAST(c{column} AS VARCHAR)" if dated else f"c{column}"


def _called(form: Form, profile: Profile) -> str:
    return profile.find(form.columns, profile.date) or profile.date


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
