"""What kind of file this is and how it is written, by its beginning and never by its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lib.records.candidates import find_dates
from lib.records.conditions import plain
from lib.records.errors import RecordsError
from lib.records.form import READABLE, Form, Sampled, Source
from lib.records.parquet import look_at_parquet
from lib.records.profiles import Profile, load_profiles, profile_named, recognized
from lib.records.text import look_at_text
from lib.records.workbook import look_at_workbook


def recognize(
    paths: Sequence[Path | str], *, profile: str | None = None, names: Sequence[str] | None = None
) -> Form:
    """How the files are written, and the known form they have, if any.

    ``profile`` insists on a known form by name; ``names`` are what to call the files in messages
    and in the report, where that is not their name on the disk. Raises RecordsError where a file is
    not a table, or has other columns than the first.
    """
    if not paths:
        raise RecordsError("no file was given")
    for number, path in enumerate(resolved := [Path(given).resolve() for given in paths]):
        if path in resolved[:number]:
            raise RecordsError("this file was given twice", file=path.name)
    wanted = profile_named(profile) if profile else None
    known = [wanted] if wanted else list(load_profiles().values())
    sources: list[Source] = []
    sample: list[list[str]] = []
    for number, given in enumerate(paths):
        path = Path(given)
        for source, rows in _look(path, names[number] if names else path.name, known):
            if sources:
                source = _with_columns_of(sources[0], source)
            else:
                sample = rows
            sources.append(source)
    first = sources[0]
    if wanted and not wanted.fits(first.columns):
        missing = next(
            column for column in wanted.header if wanted.find(first.columns, column) is None
        )
        raise RecordsError(f"the profile {wanted.name} needs a column {missing}", file=first.name)
    found = find_dates(first.columns, sample)
    if len(first.columns) == 1 and not any(one.mostly for one in found.candidates):
        raise RecordsError(
            "this is not a table: no delimiter splits its lines into columns",
            file=first.name,
            hint=READABLE,
        )
    return Form(
        tuple(sources),
        wanted or recognized(first.columns),
        found.taken,
        found.timed,
        tuple(tuple(row) for row in sample[:20]),
        zoned=found.zoned,
        candidates=found.candidates,
    )


def _look(path: Path, name: str, known: Sequence[Profile]) -> Iterator[Sampled]:
    try:
        if path.exists() and not path.is_file():
            raise RecordsError(
                "this is not a regular file, and records are read twice",
                file=name,
                hint="Save it to a file first",
            )
        with path.open("rb") as file:
            magic = file.read(8)
    except FileNotFoundError:
        raise RecordsError("there is no such file", file=name) from None
    except OSError as error:
        raise RecordsError(f"the file cannot be opened ({error.strerror})", file=name) from None
    if not magic:
        raise RecordsError("the file is empty", file=name)
    if magic[:4] == b"PAR1":
        yield look_at_parquet(path, name)
    elif magic[:4] == b"PK\x03\x04":
        yield from look_at_workbook(path, name, known)
    elif magic == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        protected = "EncryptedPackage".encode("utf-16-le") in path.read_bytes()[: 1 << 24]
        what = (
            "the workbook is password-protected"
            if protected
            else "this is an old XLS workbook, or another Office 97 file"
        )
        raise RecordsError(
            what, file=name, hint="Open it and save it as XLSX without a password, or as CSV"
        )
    else:
        yield look_at_text(path, name, known, compressed=magic[:2] == b"\x1f\x8b")


def _with_columns_of(first: Source, other: Source) -> Source:
    """The other source, its columns called as in the first.

    Raises RecordsError where they differ.
    """
    called = {plain(column): column for column in first.columns}
    theirs = {plain(column) for column in other.columns}
    missing = [column for name, column in called.items() if name not in theirs]
    extra = [column for column in other.columns if plain(column) not in called]
    if missing or extra:
        what = [f"it has no column {missing[0]}"] if missing else []
        what += [f"it has an extra column {extra[0]}"] if extra else []
        raise RecordsError(
            f"its columns differ from those of {first.name}: {' and '.join(what)}",
            file=other.name,
            hint="Only files with the same columns can be counted together",
        )
    return replace(other, columns=tuple(called[plain(column)] for column in other.columns))
