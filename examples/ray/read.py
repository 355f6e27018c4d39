"""Reads a folder of JSON Lines or WARC files with Ray and writes records and tables as Parquet, partitioned by month.

    python examples/ray/read.py --input news/ --output out/

README.md beside this file describes the output.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import onrecord
import pyarrow as pa
import ray
from pyarrow import fs
from ray.data import SaveMode

FILES = {"jsonl": (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"), "warc": (".warc", ".warc.gz")}

#: Rows that a task has in memory at once. An article and its record take about 100 kB.
ROWS_AT_ONCE = 32

#: The parts of files: their addresses, the numbers of their first lines, and their lines.
PARTS = pa.schema([("path", pa.string()), ("first_line", pa.int64()), ("lines", pa.large_binary())])


def addresses(folder: str, format: str) -> list[str]:
    """Returns the addresses of the files in a folder and its subfolders."""
    address = folder if "://" in folder else Path(folder).absolute().as_uri()
    files, root = fs.FileSystem.from_uri(address)
    is_local = isinstance(files, fs.LocalFileSystem)
    scheme = address.split("://")[0]
    found = [info.path for info in files.get_file_info(fs.FileSelector(root, recursive=True)) if info.is_file]
    wanted = sorted(path for path in found if path.endswith(FILES[format]))
    return [Path(path).as_uri() if is_local else f"{scheme}://{path}" for path in wanted]


def opened(address: str) -> Any:
    """Returns the stream of a file, whose bytes are those before any compression where its name ends in ``.gz``."""
    files, path = fs.FileSystem.from_uri(address)
    compression = "gzip" if address.endswith((".jsonl.gz", ".ndjson.gz")) else None
    return files.open_input_stream(path, compression=compression)


def name_of(address: str) -> str:
    """Returns what records call a file: a path where it is a local file."""
    return unquote(urlsplit(address).path) if address.startswith("file:") else address


def cut(batch: pa.Table, n_lines: int) -> Iterator[pa.Table]:
    """Cuts the files whose addresses are the rows into parts, so that several workers can read one file."""
    for address in batch.column("item").to_pylist():
        with opened(address) as stream:
            lines = io.BufferedReader(stream)
            for first_line in count(1, n_lines):
                part = b"".join(islice(lines, n_lines))
                if not part:
                    break
                yield pa.Table.from_pylist([{"path": address, "first_line": first_line, "lines": part}], schema=PARTS)


def by_month(batch: pa.RecordBatch) -> pa.Table:
    days = batch.column("published").to_pylist()
    months = pa.array([day[:7] if day else "unknown" for day in days], pa.string())
    return pa.Table.from_batches([batch]).append_column("month", months)


def record_tables(stream: Any, **options: Any) -> Iterator[pa.Table]:
    """Yields the records of the articles in a stream. Articles that cannot be read are warnings in the log of the worker."""
    found = onrecord.read_many(stream, threads=1, errors="warn", progress=False, **options)
    while records := list(islice(found, ROWS_AT_ONCE)):
        yield by_month(onrecord.tables(records, ["records"])["records"].to_arrow())


def read_lines(batch: pa.Table) -> Iterator[pa.Table]:
    """Reads parts of files of JSON Lines."""
    for part in batch.to_pylist():
        name, first_line = name_of(part["path"]), part["first_line"]
        yield from record_tables(io.BytesIO(part["lines"]), format="jsonl", name=name, first_line=first_line)


def read_archives(batch: pa.Table) -> Iterator[pa.Table]:
    """Reads WARC files, whose addresses are the rows. Each is read as a stream, so its size does not matter."""
    for address in batch.column("item").to_pylist():
        with opened(address) as stream:
            yield from record_tables(stream, format="warc", name=name_of(address))


def table_of(name: str) -> Callable[[pa.Table], pa.Table]:
    """Returns a function that turns a batch of records into a batch of a table."""

    def rows(batch: pa.Table) -> pa.Table:
        records = [onrecord.Record.from_json(line) for line in batch.column("record").to_pylist()]
        return by_month(onrecord.tables(records, [name])[name].to_arrow())

    return rows


def read(folder: str, format: str, n_articles: int) -> ray.data.Dataset:
    """Returns the records of the articles in a folder."""
    found = addresses(folder, format)
    if not found:
        raise SystemExit(f"{folder}: expected files that end in {' '.join(FILES[format])}, found none")
    files = ray.data.from_items(found, override_num_blocks=len(found))
    if format == "warc":
        return files.map_batches(read_archives, batch_format="pyarrow", batch_size=1)
    parts = files.map_batches(partial(cut, n_lines=n_articles), batch_format="pyarrow", batch_size=1)
    # A part is a task: this goes on while later files are still being cut.
    parts = parts.repartition(target_num_rows_per_block=1)
    return parts.map_batches(read_lines, batch_format="pyarrow", batch_size=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--input", required=True, help="folder, on a file system that all workers reach")
    parser.add_argument("--output", required=True, help="folder to write")
    parser.add_argument("--format", choices=["jsonl", "warc"], default="jsonl")
    parser.add_argument("--tables", default="statements,events", help="tables to write, separated by commas")
    parser.add_argument("--articles", type=int, default=256, help="lines of JSON that a task reads")
    parser.add_argument("--cpus", type=int, help="cores to use, if Ray is started on this machine")
    args = parser.parse_args()
    # With an address in RAY_ADDRESS, or on a node of a cluster, that cluster is used.
    ray.init(num_cpus=args.cpus)
    output = args.output if "://" in args.output else str(Path(args.output).absolute())
    records = read(args.input, args.format, args.articles)
    records.write_parquet(f"{output}/records", partition_cols=["month"], mode=SaveMode.OVERWRITE)
    # Tables are made of the records, so that each article is read once.
    for name in args.tables.split(","):
        stored = ray.data.read_parquet(f"{output}/records")
        table = stored.map_batches(table_of(name), batch_format="pyarrow", batch_size=ROWS_AT_ONCE)
        table.write_parquet(f"{output}/{name}", partition_cols=["month"], mode=SaveMode.OVERWRITE)
    ray.shutdown()


if __name__ == "__main__":
    main()
