"""Arrow IPC files (Feather): their columns and first rows, and a copy as Parquet.

Every engine reads Parquet. So that a column means the same in both, what is said about an Arrow
file is what is said about its first rows as Parquet.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from lib.records.errors import RecordsError, first_line
from lib.records.form import SAMPLE, Sampled
from lib.records.parquet import look_at_parquet
from lib.text import later

Batches = Iterator[pa.RecordBatch]


def look_at_arrow(path: Path, name: str) -> Sampled:
    """The table of an Arrow file and its first rows. Raises RecordsError where it is broken."""
    with tempfile.TemporaryDirectory(prefix="records-") as folder:
        head = Path(folder) / "head.parquet"
        arrow_to_parquet(path, head, name, rows=SAMPLE)
        source, sample = look_at_parquet(head, name)
    return replace(source, path=path, kind="arrow"), sample


def arrow_to_parquet(path: Path, target: Path, name: str, *, rows: int | None = None) -> None:
    """A Parquet file with the same rows, or with the first ones.

    Raises RecordsError where the file cannot be read to its end.
    """
    try:
        with _opened(path) as (schema, batches):
            write_parquet(schema, batches if rows is None else _first(batches, rows), target)
    except (pa.ArrowException, OSError, EOFError, ValueError) as error:
        raise RecordsError(
            later("the Arrow file cannot be read ({error})", error=first_line(error)),
            file=name,
            hint=later("Download it again, or save it as Parquet"),
        ) from None


def write_parquet(schema: pa.Schema, batches: Batches, target: Path) -> None:
    """Batches of rows as a Parquet file, one at a time."""
    with pa.parquet.ParquetWriter(
        # Microseconds are what every engine reads.
        target,
        schema,
        coerce_timestamps="us",
        allow_truncated_timestamps=True,
    ) as out:
        for batch in batches:
            out.write_batch(batch)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[pa.Schema, Batches]]:
    with pa.memory_map(str(path)) as mapped:
        magic = mapped.read(6)
        mapped.seek(0)
        if magic == b"ARROW1":
            file = pa.ipc.open_file(mapped)
            yield file.schema, (file.get_batch(i) for i in range(file.num_record_batches))
        else:
            stream = pa.ipc.open_stream(mapped)
            yield stream.schema, iter(stream)


def _first(batches: Batches, rows: int) -> Batches:
    # A batch may hold all rows of a file.
    for batch in islice(batches, rows):
        yield batch.slice(0, rows)
        rows -= batch.num_rows
        if rows <= 0:
            return
