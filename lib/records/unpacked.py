"""Files that no engine reads, as files that every engine reads.

What is in a ZIP archive is unpacked; Arrow files and those of statistical packages become Parquet.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from lib.records.archives import unpack
from lib.records.arrow import arrow_to_parquet
from lib.records.form import Form, Source
from lib.records.statistical import statistical_to_parquet

_READ = ("csv", "parquet", "xlsx")


@contextmanager
def unpacked(form: Form, temp_directory: Path | str | None = None) -> Iterator[Form]:
    """The form with files that an engine reads, in a folder that is gone at the end.

    Raises RecordsError where a file turns out not to be readable to its end.
    """
    if all(source.kind in _READ and not source.member for source in form.sources):
        yield form
        return
    with tempfile.TemporaryDirectory(prefix="records-", dir=temp_directory) as name:
        folder = Path(name)
        members: dict[tuple[Path, str], Path] = {}
        sources = []
        for number, source in enumerate(form.sources):
            if source.member:
                key = source.path, source.member
                if key not in members:
                    # A workbook in an archive may be several sources.
                    members[key] = folder / f"member-{number}"
                    unpack(*key, members[key], source.name)
                source = replace(source, path=members[key])
            sources.append(_readable(source, folder / f"{number}.parquet"))
        yield replace(form, sources=tuple(sources))


def _readable(source: Source, target: Path) -> Source:
    if source.kind in _READ:
        return source
    if source.kind == "arrow":
        arrow_to_parquet(source.path, target, source.name)
    else:
        statistical_to_parquet(source.path, target, source.name, source.kind)
    return replace(source, path=target, kind="parquet")
