"""The question as SQL: the one definition of the count.

An engine is asked one thing (``count_sql``): how many rows stand for each text in the date column,
for each flag and for each value of the split. Texts become dates afterwards, some thousands of them
instead of all rows (lib.records.date_table). So a date means the same on every engine, how a column
writes its dates is decided by all of it, and the count is as fast as the reading.
"""

from __future__ import annotations

from lib.records.dates import TIMED, TIMED_DIGITS
from lib.records.profiles import Flag
from lib.records.question import Question
from lib.sql import literal, literals

_UNNAMED = ("", "na", "n/a", "null", "none", "unknown", "redacted", "-")
_WITHHELD = ("(b)", "b(6)", "b(7)")
"""What stands, in small letters, in place of an identifier that is not given."""


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
        *(_person_cells(question) if question.same_person else []),
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
    rows = f"SELECT {', '.join(cells)} FROM records"
    if question.same_person:
        rows = _persons_sql(question, rows)
    counted = (
        f"SELECT {', '.join(columns)}, {part} AS part, count(*) AS records FROM ({rows}) AS cells "
        f"GROUP BY GROUPING SETS ({', '.join(sets)})"
    )
    names = ", ".join([*columns, "part"])
    return (
        f"SELECT {names}, sum(records) AS records, count(*) AS kinds "
        f"FROM ({counted}) AS counted GROUP BY {names}"
    )


def day_sql(column: int, question: Question) -> str:
    """A column of dates as it is grouped by."""
    if question.typed or not question.timed or question.timezone:
        return f"c{column}"
    # Otherwise every second of the day would be a text of its own. What is no date with a time
    # behind it stays as it is, so that a cell means the same whether times are cut or not.
    cell = f"c{column}"
    return (
        f"CASE WHEN regexp_matches({cell}, {literal(TIMED_DIGITS)}) "
        f"THEN split_part(split_part({cell}, ' ', 1), 'T', 1) "
        f"ELSE coalesce(nullif(regexp_extract({cell}, {literal(TIMED)}, 1), ''), {cell}) END"
    )


def _person_cells(question: Question) -> list[str]:
    """What it takes to tell the records of a person and day, beside the other cells.

    Days are compared as they are written, without a time and without leading zeros.
    """
    names = [
        f"coalesce(trim({_text(column, question)}, ' '), '')" for column in question.same_person
    ]
    unnamed = " OR ".join(
        f"lower({name}) IN ({literals(_UNNAMED)})"
        + "".join(f" OR contains(lower({name}), {literal(mark)})" for mark in _WITHHELD)
        for name in names
    )
    day = f"CAST({day_sql(question.date, question)} AS VARCHAR)"
    day = f"ltrim(coalesce(trim({day}, ' '), ''), '0')"
    for mark in "-/.":
        day = f"replace({day}, '{mark}0', '{mark}')"
    row = [f"coalesce({_text(column, question)}, '')" for column in range(question.width)]
    return [
        f"({unnamed}) AS unnamed",
        *(f"{name} AS name_{number}" for number, name in enumerate(names)),
        f"{day} AS name_day",
        f"{row[question.date]} AS row_date",
        f"md5(concat_ws('|', {', '.join(row)})) AS row_sum",
    ]


def _persons_sql(question: Question, cells: str) -> str:
    """The cells with ``person``: ``one``, ``again`` or, without an identifier, ``unnamed``.

    The first record of a person and day, by its date as written and then by its MD5, is ``one``: it
    is the same one on every engine and in every run.
    """
    # Only what is compared is carried through the window: whole rows would take ten times as long.
    names = ", ".join(f"name_{number}" for number in range(len(question.same_person)))
    place = f"row_number() OVER (PARTITION BY {names}, name_day ORDER BY row_date, row_sum)"
    return (
        f"SELECT *, CASE WHEN unnamed THEN 'unnamed' WHEN {place} > 1 THEN 'again' ELSE 'one' END "
        f"AS person FROM ({cells}) AS named"
    )


def _flag_sql(flag: Flag, column: int, other: int | None, question: Question) -> str:
    right = None if other is None else _text(other, question)
    return flag.condition.sql(_text(column, question), right)


def _text(column: int, question: Question) -> str:
    """A column as text: only dates come as something else."""
    dated = column in (question.date, question.recorded)
    return f"CAST(c{column} AS VARCHAR)" if dated else f"c{column}"
