"""Reads a folder of JSON Lines or WARC files with Spark and writes records and tables as Parquet, partitioned by month.

    spark-submit --master 'local[2]' examples/spark/read.py --input news/ --output out/

README.md beside this file describes the output.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Iterator
from typing import Any

import onrecord
import pyarrow as pa
from pyarrow import fs
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

ARCHIVES = ("warc", "warc.gz")
LINES = ("jsonl", "ndjson")

#: Rows that a task has in memory at once. An article and its record take about 100 kB.
ROWS_AT_ONCE = 256


def record_batches(stream: Any, format: str) -> Iterator[pa.RecordBatch]:
    """Yields the records of the articles in a stream. Articles that cannot be read are warnings in the log of the worker."""
    records: list[onrecord.Record] = []
    for record in onrecord.read_many(stream, format=format, threads=1, errors="warn", progress=False):
        records.append(record)
        if len(records) == ROWS_AT_ONCE:
            yield onrecord.tables(records, ["records"])["records"].to_arrow()
            records.clear()
    yield onrecord.tables(records, ["records"])["records"].to_arrow()


def read_lines(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Reads rows of JSON."""
    for batch in batches:
        lines = "\n".join(batch.column(0).to_pylist())
        yield from record_batches(io.BytesIO(lines.encode()), "jsonl")


def read_archives(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Reads WARC files, whose addresses are the rows. Each is read as a stream, so its size does not matter."""
    for batch in batches:
        for address in batch.column(0).to_pylist():
            files, path = fs.FileSystem.from_uri(address)
            with files.open_input_stream(path, compression=None) as stream:
                yield from record_batches(stream, "warc")


def table_of(name: str) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """Returns a function that turns batches of records into batches of a table."""

    def rows(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            records = [onrecord.Record.from_json(line) for line in batch.column("record").to_pylist()]
            yield onrecord.tables(records, [name])[name].to_arrow()

    return rows


def schema_of(name: str) -> Any:
    return from_arrow_schema(onrecord.tables([], [name])[name].to_arrow().schema)


def articles(spark: SparkSession, folder: str, format: str) -> tuple[DataFrame, Callable[..., Any]]:
    """Returns the rows to read, and the function that reads them."""
    files = spark.read.option("recursiveFileLookup", True)
    if format == "jsonl":
        return files.option("pathGlobFilter", "*.{jsonl,ndjson}").text(folder), read_lines
    # The column with the bytes of the files is not asked for, so they are not loaded.
    found = files.option("pathGlobFilter", "*.{warc,warc.gz}").format("binaryFile").load(folder).select("path")
    return found.repartition(max(1, found.count())), read_archives


def by_month(frame: DataFrame) -> DataFrame:
    month = F.coalesce(F.substring("published", 1, 7), F.lit("unknown"))
    return frame.withColumn("month", month)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--input", required=True, help="folder, on a file system that all workers reach")
    parser.add_argument("--output", required=True, help="folder to write")
    parser.add_argument("--format", choices=["jsonl", "warc"], default="jsonl")
    parser.add_argument("--tables", default="statements,events", help="tables to write, separated by commas")
    args = parser.parse_args()
    spark = (
        SparkSession.builder.appName("onrecord")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", ROWS_AT_ONCE)
        .getOrCreate()
    )
    rows, read = articles(spark, args.input, args.format)
    records = by_month(rows.mapInArrow(read, schema_of("records")))
    records.write.mode("overwrite").partitionBy("month").parquet(f"{args.output}/records")
    # Tables are made of the records, so that each article is read once.
    stored = spark.read.parquet(f"{args.output}/records").select("document", "published", "record")
    for name in args.tables.split(","):
        table = by_month(stored.mapInArrow(table_of(name), schema_of(name)))
        table.write.mode("overwrite").partitionBy("month").parquet(f"{args.output}/{name}")
    spark.stop()


if __name__ == "__main__":
    main()
