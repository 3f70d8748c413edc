"""Which sheets and columns of the OHSS monthly tables make which table.

A sheet is found by the words of its title, a column by its header and the header above it, so that
neither may move far and both may move at all."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sought:
    """A column: what it is called here, and the headers it may stand under, as ``words.key`` has
    them. ``group`` is the header above; () allows any."""

    name: str
    header: tuple[str, ...]
    group: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sum:
    """A column that others sum to; with a ``rest``, it also counts what none of them does."""

    whole: str
    parts: tuple[str, ...]
    rest: bool = False


@dataclass(frozen=True)
class SheetSought:
    """A sheet: the words of its title, its columns with the total first, what sums to what.

    With ``spread``, every further column is a value of that key: a citizenship."""

    title: str
    columns: tuple[Sought, ...]
    sums: tuple[Sum, ...] = ()
    spread: str | None = None

    @property
    def total(self) -> str:
        return self.columns[0].name


@dataclass(frozen=True)
class TableSought:
    """A table, and the sheets that hold its columns. ``order`` is that of its columns."""

    name: str
    order: tuple[str, ...]
    sheets: tuple[SheetSought, ...]


ROUNDING = 10
"""Counts are rounded to the nearest ten."""

_ABOVE_ALL = ("", "total", "total cbp")
_CONVICTED, _OTHERS = ("convicted criminals", "convicted criminal"), ("non criminal",)
_CRIMINALITY = (
    Sought("convicted", ("total", "total convicted"), _CONVICTED),
    Sought("non_criminal", ("total", "total non criminal"), _OTHERS),
    Sought("aggravated_felony", ("aggravated felons",), _CONVICTED),
    Sought("felony", ("felons",), _CONVICTED),
    Sought("misdemeanor", ("misdemeanors",), _CONVICTED),
    Sought("other_conviction", ("other unknown",), _CONVICTED),
    Sought("pending_charges", ("pending criminal charges",), _OTHERS),
    Sought("other", ("other immigration violators",), _OTHERS),
)
_FINER = tuple(column.name for column in _CRIMINALITY)
_AGENCIES = ("arrested_by_cbp", "arrested_by_ice")


def _by_criminality(title: str, total: str) -> SheetSought:
    return SheetSought(
        title,
        (Sought(total, ("total",), _ABOVE_ALL), *_CRIMINALITY),
        (
            Sum(total, ("convicted", "non_criminal")),
            Sum("convicted", _FINER[2:6]),
            Sum("non_criminal", _FINER[6:]),
        ),
    )


def _by_agency(title: str, total: str) -> SheetSought:
    return SheetSought(
        title,
        (
            Sought(total, ("total",), _ABOVE_ALL),
            Sought("arrested_by_cbp", ("cbp",)),
            Sought("arrested_by_ice", ("ice",)),
        ),
        (Sum(total, _AGENCIES, rest=True),),
    )


_REMOVED = ("removal book out", "removal book outs")

TABLES = (
    TableSought(
        "ero_removals",
        ("removals_and_returns", "convicted", "non_criminal", *_AGENCIES, *_FINER[2:]),
        (
            _by_criminality("ero removals returns criminality", "removals_and_returns"),
            _by_agency("ero removals returns agency", "removals_and_returns"),
        ),
    ),
    TableSought(
        "ero_removals_by_citizenship",
        ("removals_and_returns",),
        (
            SheetSought(
                "ero removals returns citizenship",
                (Sought("removals_and_returns", ("total",), _ABOVE_ALL),),
                spread="citizenship",
            ),
        ),
    ),
    TableSought(
        "ero_arrests",
        ("arrests", *_FINER),
        (_by_criminality("ero administrative arrests criminality", "arrests"),),
    ),
    TableSought(
        "book_ins",
        ("book_ins", *_AGENCIES),
        (_by_agency("book ins ice agency", "book_ins"),),
    ),
    TableSought(
        "removal_book_outs",
        ("removal_book_outs", "convicted", "pending_charges", "other", *_AGENCIES),
        (
            SheetSought(
                "ice book outs criminality",
                (
                    Sought("removal_book_outs", _REMOVED, ("total",)),
                    Sought("convicted", _REMOVED, _CONVICTED),
                    Sought("pending_charges", _REMOVED, ("pending criminal charges",)),
                    Sought("other", _REMOVED, ("other immigration violators",)),
                ),
                (Sum("removal_book_outs", ("convicted", "pending_charges", "other")),),
            ),
            SheetSought(
                "ice book outs agency",
                (
                    Sought("removal_book_outs", _REMOVED, ("total",)),
                    Sought("arrested_by_cbp", _REMOVED, ("cbp",)),
                    Sought("arrested_by_ice", _REMOVED, ("ice",)),
                ),
                (Sum("removal_book_outs", _AGENCIES, rest=True),),
            ),
        ),
    ),
    TableSought(
        "border_encounters",
        ("encounters", "by_border_patrol", "by_field_operations"),
        (
            SheetSought(
                "cbp sw border encounters sector",
                (
                    Sought("encounters", ("total cbp",)),
                    Sought("by_border_patrol", ("total usbp",)),
                    Sought("by_field_operations", ("total ofo",)),
                ),
                (Sum("encounters", ("by_border_patrol", "by_field_operations")),),
            ),
        ),
    ),
)
