"""What is answered: bytes of a media type, and a dataset in each of the forms it can be had in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lib.downloads.dataset import Dataset, as_csv, as_json, as_parquet, json_bytes
from lib.downloads.spreadsheet import dataset_workbook

JSON = "application/json"
CSV = "text/csv; charset=utf-8; header=present"
HTML = "text/html; charset=utf-8"
PNG = "image/png"
SVG = "image/svg+xml"


@dataclass(frozen=True)
class Content:
    """The body of an answer. ``name`` is that of its file; ``sources`` and ``cautions`` are said in
    its headers, and ``described`` is the address, below the API's own, of what says all of it;
    blank where the body does."""

    body: bytes
    media_type: str
    name: str
    sources: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    described: str = ""
    kept: bool = True
    """Whether a cache may keep it for a while."""
    version: str = ""
    """Of the data that it is made from."""
    forever: bool = False
    """Whether it never changes, because its address changes with it."""
    attached: bool = False
    """Whether a browser keeps it as a file and does not show it."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """What its answer has in its head instead of, or beside, what all have."""


@dataclass(frozen=True)
class Format:
    """A form of a dataset, by the end of its address."""

    media_type: str
    write: Callable[[Dataset], bytes]


FORMATS: Mapping[str, Format] = {
    "csv": Format(CSV, as_csv),
    "json": Format(JSON, as_json),
    "parquet": Format("application/vnd.apache.parquet", as_parquet),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", dataset_workbook
    ),
}


def in_format(data: Dataset, name: str, described: str) -> Content:
    """A dataset in a format. Its JSON says everything itself."""
    form = FORMATS[name]
    return Content(
        body=form.write(data),
        media_type=form.media_type,
        name=f"{data.name}.{name}",
        sources=data.sources,
        cautions=data.cautions,
        described="" if name == "json" else described,
    )


def as_document(
    said: object,
    name: str,
    sources: tuple[str, ...] = (),
    cautions: tuple[str, ...] = (),
    *,
    kept: bool = True,
) -> Content:
    """A JSON document."""
    return Content(json_bytes(said), JSON, f"{name}.json", sources, cautions, kept=kept)
