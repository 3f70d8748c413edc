"""The Spark engine: the same roll-up on a cluster, for more records than one machine holds.

The cluster is asked the one question of lib.records.count_sql, translated by sqlglot; what
comes back, some thousands of rows, is finished by the same code as on one machine. Every worker
must see the files under the paths given here. A CSV file is one task, because a line break inside
quotes cannot be told from the end of a row in the middle of a file; Parquet files are cut into as
many as the cluster likes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from lib.records.count_sql import count_sql, day_sql
from lib.records.errors import RecordsError, first_line
from lib.records.form import Form, Source, mixed
from lib.records.gzipped import count_lines, open_bytes
from lib.records.monthly import RollUp, finish
from lib.records.no_records import names_column_sql, no_record_sql
from lib.records.plain_copy import plain_copies
from lib.records.question import Question
from lib.records.report import Example
from lib.sql import literals

_FIRST_IN_PARTITION = (1 << 33) - 1
"""monotonically_increasing_id holds the row's place within its partition in its lower 33 bits."""


def count(
    form: Form, question: Question, *, master: str, temp_directory: Path | str | None = None
) -> RollUp:
    """The records of a form by month, counted by the cluster behind ``master`` (spark://host:7077).

    Raises RecordsError where Spark is not installed, does not answer, or cannot read the records.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise RecordsError(
            "Spark is not installed",
            hint="Install it with pip install 'removals-dashboard[spark]'",
        ) from None
    # A session that is there already, as in a notebook, is used and left open.
    existing = SparkSession.getActiveSession()
    try:
        session = (
            SparkSession.builder.master(master)
            .appName("records")
            .config("spark.ui.enabled", "false")
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        # Otherwise a row with a cell too few or too many is only noticed when all its cells are
        # asked for.
        session.conf.set("spark.sql.csv.parser.columnPruning.enabled", "false")
        session.conf.set("spark.sql.ansi.enabled", "false")
        session.conf.set("spark.sql.session.timeZone", "UTC")
    except Exception as error:  # noqa: BLE001 - the gateway raises whatever Java raised
        raise RecordsError(
            f"Spark could not start ({first_line(error)})",
            hint=f"Check that a master runs at {master} and that Java 17 is installed here",
        ) from None
    try:
        with tempfile.TemporaryDirectory(prefix="records-", dir=temp_directory) as folder:
            return _count(session, form, question, Path(folder), master)
    except PySparkException as error:
        raise RecordsError(f"Spark cannot count the records ({first_line(error)})") from None
    finally:
        if existing is None:
            session.stop()


def _count(session: Any, form: Form, question: Question, folder: Path, master: str) -> RollUp:
    lines = {
        number: count_lines(source.path, source.compressed, source.name, lambda: False)
        for number, source in enumerate(form.sources)
        if source.kind == "csv" and not source.copy
    }
    sources = form.sources
    while True:
        readable, accounts = plain_copies(sources, folder, "first" if lines else "again")
        as_text = mixed(readable)
        rows = [
            _read(session, number, source, form, question, as_text)
            for number, source in enumerate(readable)
        ]
        records = reduce(lambda above, below: above.unionByName(below), rows)
        irregular = _irregular(records, readable, lines)
        if not irregular:
            break
        sources = tuple(
            replace(source, copy=source.copy or number in irregular)
            for number, source in enumerate(sources)
        )
        lines = {number: last for number, last in lines.items() if number not in irregular}
    records.createOrReplaceTempView("records")
    counted = session.sql(translate(count_sql(question))).collect()
    with duckdb.connect(config={"threads": 1}) as connection:
        _keep(connection, counted, question)
        return finish(
            connection,
            form,
            question,
            accounts,
            lambda texts: _examples(session, form, question, texts),
            engine=master,
        )


def translate(sql: str) -> str:
    """The question as Spark writes it.

    Its hash skips NULL, so that a row with blanks would equal another; '' is not skipped.
    """
    import sqlglot
    from sqlglot import exp

    tree = sqlglot.parse_one(sql, read="duckdb")

    def spark_hash(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Anonymous) and node.name.lower() == "hash":
            cells = [
                exp.func("coalesce", cell.copy(), exp.Literal.string(""))
                for cell in node.expressions
            ]
            return exp.Anonymous(this="xxhash64", expressions=cells)
        return node

    return str(tree.transform(spark_hash).sql(dialect="spark"))


def _read(
    session: Any, number: int, source: Source, form: Form, question: Question, as_text: bool
) -> Any:
    """One file: file, c0, c1, ..., ``place`` (its row, from 1 on) and ``broken``."""
    from pyspark.sql import functions as f

    path = source.path.resolve().as_uri()
    if source.kind == "parquet":
        frame = session.read.parquet(path)
        theirs = dict(zip(source.columns, frame.columns, strict=True))
        cells = []
        for place, column in enumerate(form.columns):
            if column not in theirs:
                cells.append(f.lit(None).cast("string").alias(f"c{place}"))
                continue
            cell = f.col("`" + theirs[column].replace("`", "``") + "`")
            dated = place in (question.date, question.recorded) and source.holds_dates(column)
            if dated and (question.typed or not as_text):
                if question.timezone and source.holds_instants(column):
                    cell = f.from_utc_timestamp(cell, question.timezone)
                cell = cell.cast("date")
            if as_text or not dated:
                cell = cell.cast("string")
            cells.append(cell.alias(f"c{place}"))
        return frame.select(
            f.lit(number).alias("file"),
            *cells,
            (f.col("_metadata.row_index") + 1).alias("place"),
            f.lit(None).cast("string").alias("broken"),
        )
    names = [f"c{form.columns.index(column)}" for column in source.columns]
    written = [*(["row"] if source.numbered else []), *names, "broken"]
    frame = session.read.csv(
        path,
        schema=", ".join(f"{name} STRING" for name in written),
        sep=source.delimiter,
        quote=source.quote,
        escape=source.quote,
        header=False,
        multiLine=True,
        mode="PERMISSIVE",
        columnNameOfCorruptRecord="broken",
        encoding="UTF-8",
    )
    lacking = [
        f.lit(None).cast("string").alias(f"c{place}")
        for place, column in enumerate(form.columns)
        if column not in source.columns
    ]
    above = _rows_above(source)
    row = (
        f.col("row").cast("bigint")
        if source.numbered
        else f.col("nth") - above + 1 + source.header_row
    )
    broken = f.col("broken")
    if not source.numbered:
        broken = f.coalesce(broken, f.expr(translate(_odd_sql(source, form, question))))
    return (
        frame.withColumn("nth", f.monotonically_increasing_id().bitwiseAND(_FIRST_IN_PARTITION))
        .where(f.col("nth") >= above)
        .select(
            f.lit(number).alias("file"),
            *names,
            *lacking,
            row.alias("place"),
            broken.alias("broken"),
        )
    )


def _odd_sql(source: Source, form: Form, question: Question) -> str:
    """What is odd about a row that may be no record or the header of another table; else NULL."""
    tests = []
    date = form.columns[question.date]
    if date in source.columns:
        tests.append(names_column_sql(f"c{question.date}", form.columns))
    if not question.profile:
        tests.append(no_record_sql(f"c{form.columns.index(source.columns[0])}"))
    return f"CASE WHEN {' OR '.join(tests) or 'false'} THEN 'odd' END"


def _rows_above(source: Source) -> int:
    """How many rows Spark sees down to the header: it passes over blank lines."""
    with open_bytes(source.path, source.compressed) as file:
        return sum(bool(file.readline().strip(b"\r\n")) for _ in range(source.header_row))


def _irregular(records: Any, readable: Sequence[Source], lines: Mapping[int, int]) -> set[int]:
    """The text files in which a row is not a line: see duckdb_engine."""
    if not lines:
        return set()
    # Spark refuses to say whether a row is broken unless a cell of it is asked for as well.
    found = {
        row["file"]: (row["rows"], row["broken"])
        for row in records.groupBy("file")
        .agg({"*": "count", "c0": "max", "broken": "count"})
        .toDF("file", "rows", "c0", "broken")
        .collect()
    }
    irregular = set()
    for number, last in lines.items():
        rows, broken = found.get(number, (0, 0))
        if broken or rows + readable[number].header_row != last:
            irregular.add(number)
    return irregular


def _keep(
    connection: duckdb.DuckDBPyConnection, counted: Sequence[Any], question: Question
) -> None:
    """The answer as the table ``counts``, as DuckDB itself would have made it."""
    date = "DATE" if question.typed else "VARCHAR"
    types = {
        "file": "INTEGER",
        "day_text": date,
        "split_text": "VARCHAR",
        "recorded_text": date,
        "part": "VARCHAR",
        "person": "VARCHAR",
    }
    names = (
        list(counted[0].asDict()) if counted else ["file", "day_text", "part", "records", "kinds"]
    )
    frame = pd.DataFrame([tuple(row) for row in counted], columns=names, dtype=object)
    for name in names:
        types.setdefault(name, "BOOLEAN" if name.startswith("flag_") else "BIGINT")
    cells = ", ".join(f"CAST({name} AS {types[name]}) AS {name}" for name in names)
    connection.register("counted", frame)
    connection.execute(f"CREATE TEMP TABLE counts AS SELECT {cells} FROM counted")
    connection.unregister("counted")


def _examples(
    session: Any, form: Form, question: Question, texts: list[str | None]
) -> list[Example]:
    day = day_sql(question.date, question)
    words = literals(text for text in texts[:200] if text is not None)
    test = " OR ".join(
        [
            *([f"{day} IS NULL"] if None in texts else []),
            *([f"CAST({day} AS VARCHAR) IN ({words})"] if words else []),
        ]
    )
    rows = session.sql(
        translate(
            f"SELECT file, place, CAST(c{question.date} AS VARCHAR) AS raw "
            f"FROM records WHERE {test} LIMIT 5"
        )
    ).collect()
    return sorted(
        (Example(form.sources[row["file"]].name, row["place"], row["raw"] or "") for row in rows),
        key=lambda example: example.row,
    )
