"""The examples for Spark and Ray: two workers write the rows that ``onrecord read`` writes on one machine, also if one is killed.

    ONRECORD=target/debug/onrecord python -m pytest examples/tests
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet
from conftest import EXAMPLES, Engine  # pyright: ignore[reportMissingImports]

ONRECORD = os.environ.get("ONRECORD", str(EXAMPLES.parent / "target" / "debug" / "onrecord"))

#: Python runs this file at the start of each process. A worker that comes to a certain article for the first time ends itself,
#: as if it were killed from outside; the file tells which process it was.
KILLING = """
import os, signal
import onrecord

read_many, folder = onrecord.read_many, os.environ["KILLED_IN"]

def read_many_and_die(*arguments, **options):
    open(f"{folder}/worked-{os.getpid()}", "w").close()
    for record in read_many(*arguments, **options):
        if record.id == "article-12":
            try:
                killed = os.open(f"{folder}/killed", os.O_CREAT | os.O_EXCL | os.O_WRONLY)
            except FileExistsError:
                pass
            else:
                os.write(killed, str(os.getpid()).encode())
                os.kill(os.getpid(), signal.SIGKILL)
        yield record

onrecord.read_many = read_many_and_die
"""


def expected(folder: Path, table: str, *, code: int) -> pa.Table:
    """Returns what the command writes for a folder."""
    file = folder.parent / f"{table}.parquet"
    command = [ONRECORD, "read", str(folder), "--quiet", "--table", table, "--out", str(file)]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == code, ran.stderr
    return pyarrow.parquet.read_table(file)


def written(folder: Path, table: str) -> pa.Table:
    """Returns what an engine wrote, without the column by which its files are divided."""
    found = pyarrow.dataset.dataset(folder / table, format="parquet", exclude_invalid_files=True, partitioning="hive")
    return found.to_table().drop_columns(["month"])


def rows(table: pa.Table) -> list[dict[str, object]]:
    """Returns the rows in the order of articles and entries."""
    return sorted(table.to_pylist(), key=lambda row: (str(row["origin"]), len(str(row["id"])), str(row["id"])))


def types(table: pa.Table) -> list[tuple[str, str]]:
    """Returns the names and types of the columns. Texts may have long or short offsets in memory."""
    return [(field.name, str(field.type).removeprefix("large_")) for field in table.schema]


def test_rows_are_those_of_one_machine_though_a_worker_is_killed(tmp_path: Path, news: Path, engine: Engine) -> None:
    patch = tmp_path / "patch"
    patch.mkdir()
    (patch / "sitecustomize.py").write_text(KILLING)
    engine.environment |= {"PYTHONPATH": str(patch), "KILLED_IN": str(patch)}
    engine.run(news)
    workers = {int(file.name.removeprefix("worked-")) for file in patch.glob("worked-*")}
    assert len(workers) >= 2 and int((patch / "killed").read_text()) in workers
    for table in ("statements", "events"):
        # The row that is no article makes the code 1.
        one_machine, cluster = expected(tmp_path / "plain", table, code=1), written(engine.output, table)
        assert types(cluster) == types(one_machine)
        found = rows(cluster)
        for row in found:
            row["origin"] = str(row["origin"]).replace(f"{news}/", f"{tmp_path}/plain/").replace(".jsonl.gz,", ".jsonl,")
        assert len(found) >= 72
        assert found == rows(one_machine)
    records = written(engine.output, "records")
    assert sorted(records.column("document").to_pylist()) == [f"article-{number:02}" for number in range(72)]


def test_archives_are_read(archives: Path, engine: Engine) -> None:
    engine.run(archives, "--format", "warc", "--tables", "events")
    one_machine, cluster = expected(archives, "events", code=0), written(engine.output, "events")
    assert types(cluster) == types(one_machine)
    assert len(rows(cluster)) >= 24 and rows(cluster) == rows(one_machine)
