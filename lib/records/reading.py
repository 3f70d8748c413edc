"""What kind of file this is and how it is written, by its beginning and never by its name."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lib.records.archives import members, unpack
from lib.records.arrow import look_at_arrow
from lib.records.candidates import find_dates
from lib.records.errors import NotATable, RecordsError
from lib.records.foreign import refuse_document, refuse_foreign, unpacked_head
from lib.records.form import READABLE, Form, PassedOver, Sampled
from lib.records.parquet import look_at_parquet
from lib.records.profiles import Profile, load_profiles, profile_named, recognized
from lib.records.sheets import is_workbook
from lib.records.stamps import Stamp
from lib.records.statistical import look_at_statistical, statistical_kind
from lib.records.text import look_at_text
from lib.records.uniting import Table, unite
from lib.records.workbook import is_chosen, look_at_workbook
from lib.text import later, together


@dataclass(frozen=True)
class _Wanted:
    """What a person has said about the files."""

    known: Sequence[Profile]
    sheets: Sequence[str]
    header_row: int | None


@dataclass
class _Found:
    """What is in one file: tables, and what has rows and is none."""

    tables: list[Sampled] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)


def recognize(
    paths: Sequence[Path | str],
    *,
    profile: str | None = None,
    names: Sequence[str] | None = None,
    sheets: Sequence[str] = (),
    header_row: int | None = None,
    temp_directory: Path | str | None = None,
) -> Form:
    """How the files are written, and the known form they have, if any.

    ``profile`` insists on a known form by name; ``names`` are what to call the files in messages
    and in the report, where that is not their name on the disk. ``sheets`` are the names of the
    sheets of workbooks to be counted, otherwise all that hold the same kind of table;
    ``header_row`` is the row of the header in each file or sheet, the first row being 1. What is in
    archives is unpacked under ``temp_directory``, and gone at the end. Raises RecordsError where a
    file is not a table, or shares too few columns with the others.
    """
    if not paths:
        raise RecordsError(later("no file was given"))
    for number, path in enumerate(resolved := [Path(given).resolve() for given in paths]):
        if path in resolved[:number]:
            raise RecordsError(later("this file was given twice"), file=path.name)
    if header_row is not None and header_row < 1:
        raise RecordsError(later("the header's row is counted from 1 on"))
    chosen = profile_named(profile) if profile else None
    wanted = _Wanted([chosen] if chosen else [*load_profiles().values()], sheets, header_row)
    found: list[_Found] = []
    stamps = []
    for number, given in enumerate(paths):
        path = Path(given)
        name = names[number] if names else path.name
        if path.is_file():
            stamps.append(Stamp.of(path, name))
        found.append(_look(path, name, wanted, temp_directory))
    _check_chosen(found, sheets)
    united = unite(
        [[_table(table, wanted.known) for table in one.tables] for one in found],
        chosen=bool(sheets),
    )
    reference, sample = united.reference.source, united.reference.sample
    if chosen and not chosen.fits(reference.columns):
        missing = next(
            column for column in chosen.header if chosen.find(reference.columns, column) is None
        )
        raise RecordsError(
            later(
                "the profile {profile} needs a column {column}",
                profile=chosen.name,
                column=missing,
            ),
            file=reference.name,
        )
    dates = find_dates(reference.columns, sample)
    places = {column: place for place, column in enumerate(reference.columns)}
    return Form(
        tuple(source for source, _ in united.tables),
        united.columns,
        chosen or recognized(reference.columns),
        dates.taken,
        dates.timed,
        tuple(
            tuple(row[places[column]] if column in places else "" for column in united.columns)
            for row in sample[:20]
        ),
        tuple(entry for one in found for entry in one.passed_over) + united.passed_over,
        zoned=dates.zoned,
        candidates=dates.candidates,
        stamps=tuple(stamps),
    )


def _look(path: Path, name: str, wanted: _Wanted, temp_directory: Path | str | None) -> _Found:
    """What is in a file that a person gave. Raises RecordsError where nothing is."""
    try:
        if path.exists() and not path.is_file():
            raise RecordsError(
                later("this is not a regular file, and records are read twice"),
                file=name,
                hint=later("Save it to a file first"),
            )
        with path.open("rb") as file:
            magic = file.read(4)
    except FileNotFoundError:
        raise RecordsError(later("there is no such file"), file=name) from None
    except OSError as error:
        raise RecordsError(
            later("the file cannot be opened ({error})", error=error.strerror), file=name
        ) from None
    if magic in (b"PK\3\4", b"PK\5\6") and not is_workbook(path):
        return _look_into(path, name, wanted, temp_directory)
    return _look_at(path, name, wanted)


def _look_at(path: Path, name: str, wanted: _Wanted) -> _Found:
    """What is in a file that is no archive."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise NotATable(later("the file is empty"), file=name)
    if is_workbook(path):
        seen = look_at_workbook(
            path, name, wanted.known, sheets=wanted.sheets, header_row=wanted.header_row
        )
        return _Found([*seen.tables], [*seen.passed_over])
    refuse_foreign(unpacked_head(path) if head[:2] == b"\x1f\x8b" else head, name)
    statistical = statistical_kind(head)
    arrow = head.startswith(b"ARROW1") or head[:4] == b"\xff\xff\xff\xff"
    if wanted.header_row is not None and (head[:4] == b"PAR1" or statistical or arrow):
        raise RecordsError(later("a file of this kind has no header row"), file=name)
    if head[:4] == b"PAR1":
        return _Found([look_at_parquet(path, name)])
    if arrow:
        return _Found([look_at_arrow(path, name)])
    if statistical:
        return _Found([look_at_statistical(path, name, statistical)])
    source, sample = look_at_text(
        path,
        name,
        wanted.known,
        compressed=head[:2] == b"\x1f\x8b",
        header_row=wanted.header_row,
    )
    if len(source.columns) == 1 and not any(
        one.mostly for one in find_dates(source.columns, sample).candidates
    ):
        raise NotATable(
            later("this is not a table: no delimiter splits its lines into columns"),
            file=name,
            hint=READABLE,
        )
    return _Found([(source, sample)])


def _look_into(path: Path, name: str, wanted: _Wanted, temp_directory: Path | str | None) -> _Found:
    """What is in an archive: a file that is no table is passed over, a broken one is an error."""
    found = _Found()
    inside = members(path, name)
    refuse_document({member.filename for member in inside}, name)
    with tempfile.TemporaryDirectory(prefix="records-", dir=temp_directory) as folder:
        for number, member in enumerate(inside):
            called = f"{name}: {' '.join(member.filename.split())}"
            parts = Path(member.filename).parts
            if "__MACOSX" in parts or parts[-1].startswith("."):
                found.passed_over.append(PassedOver(called, None, later("a hidden file")))
                continue
            target = Path(folder) / str(number)
            unpack(path, member.filename, target, called)
            try:
                if zipfile.is_zipfile(target) and not is_workbook(target):
                    raise NotATable(later("it is an archive within the archive"), file=called)
                seen = _look_at(target, called, wanted)
            except NotATable as problem:
                found.passed_over.append(PassedOver(called, None, problem.problem))
                continue
            finally:
                target.unlink()
            found.tables += [
                (replace(source, path=path, member=member.filename, compressed=False), sample)
                for source, sample in seen.tables
            ]
            found.passed_over += seen.passed_over
    if not found.tables:
        why = together(
            (together((entry.name, entry.why), ": ") for entry in found.passed_over[:3]), "; "
        )
        raise NotATable(later("no file in the archive is a table ({why})", why=why), file=name)
    return found


def _check_chosen(found: Sequence[_Found], sheets: Sequence[str]) -> None:
    """Raises RecordsError where a person has named a sheet that no file has."""
    have = [source.sheet for one in found for source, _ in one.tables if source.sheet]
    over = [entry.sheet for one in found for entry in one.passed_over if entry.sheet]
    for sheet in sheets:
        if not any(is_chosen(existing, [sheet]) for existing in have):
            raise RecordsError(
                later("there is no sheet {sheet} with rows", sheet=sheet),
                hint=later(
                    "The sheets with rows are {sheets}",
                    sheets=", ".join(dict.fromkeys(have + over)),
                )
                if have
                else later("None of the files is a workbook"),
            )


def _table(table: Sampled, known: Sequence[Profile]) -> Table:
    source, sample = table
    is_known = any(profile.fits(source.columns) for profile in known)
    # A known form has its dates, and to look for them takes time.
    dated = is_known or any(
        one.mostly or one.likely for one in find_dates(source.columns, sample).candidates
    )
    return Table(source, sample, is_known, dated)
