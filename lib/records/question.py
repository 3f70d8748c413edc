"""The question: what a roll-up counts, in one place, whatever engine does the counting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lib.records.conditions import Condition, find_column
from lib.records.dates import FORMS, numbers
from lib.records.errors import CHOICE, RecordsError
from lib.records.form import Form, dated_by
from lib.records.order import ORDERS
from lib.records.profiles import Flag, Profile, profile_named
from lib.records.report import RunnerUp
from lib.records.zones import zone_named
from lib.text import later


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
    order: str | None = None
    """What comes first in the dates (a name in order.ORDERS), where the user says so."""
    timezone: str | None = None
    """The time zone in which days are told, where the user asks for one."""
    instants: bool = False
    """Whether the files hold the date as an instant."""
    zoned: bool = False
    """Whether times of day that name their offset stand behind the dates."""
    numbers: bool = False
    """Whether bare numbers can be dates: where the user named the column."""
    runner_up: RunnerUp | None = None
    """What else could have dated the records, where the column was chosen here."""


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
    order: str | None = None,
    timezone: str | None = None,
) -> Question:
    """What to count in files of this form.

    Raises RecordsError where the choices do not fit the columns.
    """
    known = profile_named(profile) if profile else form.profile
    if date_column:
        known = None
    if order is not None and order not in ORDERS:
        raise RecordsError(
            later("there is no order {order}", order=order),
            hint=later("The orders are {orders}", orders=", ".join(ORDERS)),
        )
    if timezone is not None:
        zone_named(timezone)
    date = _number(
        form,
        _called(form, known, known.date) if known else date_column or _only_date_column(form),
    )
    recorded = known.find(form.columns, known.recorded) if known and known.recorded else None
    dates = {form.columns[date], *((recorded,) if recorded else ())}
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
                later(
                    "a flag cannot be called “{name}”: the table has such a column", name=flag.name
                )
            )
        taken.add(flag.name)
    if leave_out_same_person and not same_person:
        raise RecordsError(
            later("which records are of the same person is not said"),
            hint=later("Name the column of identifiers {choice}"),
            choice="same_person",
        )
    if timezone and same_person:
        raise RecordsError(
            later("records of the same person and day cannot be looked for in another time zone"),
            hint=later("Days are compared as they are written: leave out one of the two"),
        )
    others = [flag.condition.other for flag in chosen]
    return Question(
        date=date,
        recorded=_number(form, recorded) if recorded else None,
        split=_number(form, by) if by else None,
        flags=tuple((_number(form, flag.condition.column), flag) for flag in chosen),
        others=tuple(_number(form, other) if other else None for other in others),
        count=count,
        forms=known.forms if known else None,
        timed=bool(dates & set(form.timed)),
        typed=all(source.holds_dates(form.columns[date]) for source in form.sources),
        width=len(form.columns),
        duplicates=duplicates,
        profile=known,
        same_person=tuple(
            _number(form, _called(form, known or form.profile, name)) for name in same_person
        ),
        leave_out_same_person=leave_out_same_person,
        order=order,
        timezone=timezone,
        instants=any(source.holds_instants(form.columns[date]) for source in form.sources),
        zoned=form.columns[date] in form.zoned,
        numbers=bool(date_column),
        runner_up=None if known or date_column else runner_up(form, form.columns[date]),
    )


def _called(form: Form, profile: Profile | None, name: str) -> str:
    """What a column of the profile is called in these files."""
    return (profile.find(form.columns, name) if profile else None) or name


def _number(form: Form, name: str) -> int:
    found = find_column(form.columns, name)
    if found is None:
        raise RecordsError(
            later("there is no column {name}", name=name),
            file=form.sources[0].name,
            hint=later("The columns are {columns}", columns=", ".join(form.columns)),
        )
    return form.columns.index(found)


def _only_date_column(form: Form) -> str:
    if len(form.date_columns) == 1:
        return form.date_columns[0]
    if form.date_columns:
        raise RecordsError(
            later(
                "more than one column contains dates: {columns}",
                columns=", ".join(form.date_columns),
            ),
            file=form.sources[0].name,
            hint=later("Choose one {choice}"),
            choice="date_column",
        )
    raise _no_date_column(form)


def _no_date_column(form: Form) -> RecordsError:
    """Why no column was taken, by the one that came nearest."""
    file = form.sources[0].name
    nearest = max(form.candidates, key=lambda one: (one.dates, bool(one.numbers)), default=None)
    if nearest is None:
        return RecordsError(
            later("no column contains mostly dates"),
            file=file,
            hint=later(
                "Name the date column {choice}; dates are written as {forms}",
                choice=CHOICE,
                forms=", ".join(FORMS),
            ),
            choice="date_column",
        )
    column = nearest.column
    if nearest.doubt:
        return RecordsError(
            later(
                "no column clearly dates the records: {column} contains dates, but {doubt}",
                column=column,
                doubt=nearest.doubt,
            ),
            file=file,
            hint=later(
                "Name the date column {choice}; “{column}” is taken where it is named",
                choice=CHOICE,
                column=column,
            ),
            choice="date_column",
        )
    if nearest.numbers:
        (day,) = numbers(nearest.example).values()
        return RecordsError(
            later(
                "no column contains mostly dates; {column} contains numbers, and "
                "“{example}” would be {day} as {numbers}",
                column=column,
                example=nearest.example,
                day=day,
                numbers=nearest.numbers,
            ),
            file=file,
            hint=later(
                "Name “{column}” {choice}, and they are read so", column=column, choice=CHOICE
            ),
            choice="date_column",
        )
    return RecordsError(
        later(
            "no column contains mostly dates; {column} has {dates:,} in the first "
            "{rows:,} rows, and “{example}” is none",
            column=column,
            dates=nearest.dates,
            rows=nearest.rows,
            example=nearest.example[:40],
        ),
        file=file,
        hint=later(
            "Name “{column}” {choice} to take it all the same; dates are written as {forms}",
            column=column,
            choice=CHOICE,
            forms=", ".join(FORMS),
        ),
        choice="date_column",
    )


def runner_up(form: Form, taken: str) -> RunnerUp | None:
    """The column that came next to the one ``taken``, if any other holds dates."""
    others = [one for one in form.candidates if one.column != taken and one.dates]
    own = next((one for one in form.candidates if one.column == taken), None)
    if own is None or not others:
        return None
    best = max(others, key=lambda one: (one.likely, one.dates))
    return RunnerUp(
        column=best.column,
        dates=best.dates,
        dates_taken=own.dates,
        rows=own.rows,
        doubt=best.doubt,
        close=best.dates * 2 > own.dates and not best.doubt,
    )
