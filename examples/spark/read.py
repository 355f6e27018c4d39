"""Reads a folder of JSON Lines or WARC files with Spark and writes records and tables as Parquet, partitioned by month.

    spark-submit --master 'local[2,4]' examples/spark/read.py --input news/ --output out/

README.md beside this file describes the output.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Iterator
from itertools import count, islice
from typing import Any
from urllib.parse import quote

import onrecord
import pyarrow as pa
from pyarrow import fs
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

FILES = {"jsonl": "*.{jsonl,ndjson,jsonl.gz,ndjson.gz}", "warc": "*.{warc,warc.gz}"}

#: Lines of a file that are read together, and rows that a task has in memory at once. An article and its record take about 100 kB.
ROWS_AT_ONCE = 32

#: The parts of files: their addresses, the numbers of their first lines, and their lines.
PARTS = pa.schema([("path", pa.string()), ("first_line", pa.int64()), ("lines", pa.binary())])


def opened(address: str) -> Any:
    """Returns the stream of a file, whose bytes are those before any compression where its name ends in ``.gz``."""
    # Spark gives addresses with spaces and other characters as they are.
    files, path = fs.FileSystem.from_uri(quote(address, safe="/:@=+,"))
    compression = "gzip" if address.endswith((".jsonl.gz", ".ndjson.gz")) else None
    return files.open_input_stream(path, compression=compression)


def name_of(address: str) -> str:
    """Returns what records call a file: a path where it is a local file."""
    return "/" + address.removeprefix("file:").lstrip("/") if address.startswith("file:") else address


def cut(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Cuts the files whose addresses are the rows into parts, so that several workers can read one file."""
    for batch in batches:
        for address in batch.column("path").to_pylist():
            with opened(address) as stream:
                lines = io.BufferedReader(stream)
                for first_line in count(1, ROWS_AT_ONCE):
                    part = b"".join(islice(lines, ROWS_AT_ONCE))
                    if not part:
                        break
                    yield pa.RecordBatch.from_pylist(
                        [{"path": address, "first_line": first_line, "lines": part}], schema=PARTS
                    )


def record_batches(stream: Any, **options: Any) -> Iterator[pa.RecordBatch]:
    """Yields the records of the articles in a stream. Articles that cannot be read are warnings in the log of the worker."""
    found = onrecord.read_many(stream, threads=1, errors="warn", progress=False, **options)
    while records := list(islice(found, ROWS_AT_ONCE)):
        yield onrecord.tables(records, ["records"])["records"].to_arrow()


def read_lines(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Reads parts of files of JSON Lines."""
    for batch in batches:
        for part in batch.to_pylist():
            name, first_line = name_of(part["path"]), part["first_line"]
            yield from record_batches(io.BytesIO(part["lines"]), format="jsonl", name=name, first_line=first_line)


def read_archives(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Reads WARC files, whose addresses are the rows. Each is read as a stream, so its size does not matter."""
    for batch in batches:
        for address in batch.column("path").to_pylist():
            with opened(address) as stream:
                yield from record_batches(stream, format="warc", name=name_of(address))


def table_of(name: str) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Returns a function that turns batches of records into batches of a table."""

    def rows(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            records = [onrecord.Record.from_json(line) for line in batch.column("record").to_pylist()]
            yield onrecord.tables(records, [name])[name].to_arrow()

    return rows


def schema_of(name: str) -> Any:
    return from_arrow_schema(onrecord.tables([], [name])[name].to_arrow().schema)


def read(spark: SparkSession, folder: str, format: str, n_parts: int) -> DataFrame:
    """Returns the records of the articles in a folder."""
    # The column with the bytes of the files is not asked for, so they are not loaded.
    found = spark.read.option("recursiveFileLookup", True).option("pathGlobFilter", FILES[format])
    paths = found.format("binaryFile").load(folder).select("path")
    n_files = max(1, paths.count())
    files = paths.coalesce(1).repartition(n_files)
    if format == "warc":
        return files.mapInArrow(read_archives, schema_of("records"))
    parts = files.mapInArrow(cut, from_arrow_schema(PARTS))
    return parts.repartition(n_parts).mapInArrow(read_lines, schema_of("records"))


def by_month(frame: DataFrame) -> DataFrame:
    month = F.coalesce(F.substring("published", 1, 7), F.lit("unknown"))
    return frame.withColumn("month", month)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--input", required=True, help="folder, on a file system that all workers reach")
    parser.add_argument("--output", required=True, help="folder to write")
    parser.add_argument("--format", choices=["jsonl", "warc"], default="jsonl")
    parser.add_argument("--tables", default="statements,events", help="tables to write, separated by commas")
    parser.add_argument("--tasks", type=int, help="tasks that read JSON Lines; by default, eight for each core")
    args = parser.parse_args()
    spark = (
        SparkSession.builder.appName("onrecord")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", ROWS_AT_ONCE)
        .getOrCreate()
    )
    n_parts = args.tasks or 8 * spark.sparkContext.defaultParallelism
    records = by_month(read(spark, args.input, args.format, n_parts))
    records.write.mode("overwrite").partitionBy("month").parquet(f"{args.output}/records")
    # Tables are made of the records, so that each article is read once.
    stored = spark.read.parquet(f"{args.output}/records").select("document", "published", "record")
    for name in args.tables.split(","):
        table = by_month(stored.mapInArrow(table_of(name), schema_of(name)))
        table.write.mode("overwrite").partitionBy("month").parquet(f"{args.output}/{name}")
    spark.stop()


if __name__ == "__main__":
    main()
