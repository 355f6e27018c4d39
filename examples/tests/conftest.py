"""Folders of articles, and the engines that read them."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent
PEOPLE = ("Ana Diaz", "Tomas Berg", "Kari Lund", "Rosa Quispe")
COUNTRIES = ("Peru", "Chile", "Norway", "Brazil")


def article(number: int) -> dict[str, str | None]:
    """Returns an article of our own with a statement and an event; every seventh has no date of publication."""
    who, one, other = PEOPLE[number % 4], COUNTRIES[number % 4], COUNTRIES[(number + 1) % 4]
    text = f"{one} accused {other} of spying on Monday. “We know {number} spies,” {who} said in Lima.\n" * 2
    published = f"2025-0{1 + number % 5}-{1 + number % 28:02}" if number % 7 else None
    return {"id": f"article-{number:02}", "text": text, "published": published}


@pytest.fixture()
def news(tmp_path: Path) -> Path:
    """A folder with 72 articles in three files of JSON Lines, one of them compressed, and a row that is not an article.

    The folder ``plain`` beside it has the same files without compression.
    """
    for folder in (tmp_path / "news", tmp_path / "plain"):
        (folder / "more news").mkdir(parents=True)
        for name, numbers in (("a.jsonl", range(40)), ("more news/b.ndjson", range(40, 60)), ("c.jsonl", range(60, 72))):
            lines = "".join(json.dumps(article(number), ensure_ascii=False) + "\n" for number in numbers)
            (folder / name).write_text(lines + '{"title": "no text"}\n' * (name == "c.jsonl"), encoding="utf-8")
    plain = tmp_path / "news" / "c.jsonl"
    (tmp_path / "news" / "c.jsonl.gz").write_bytes(gzip.compress(plain.read_bytes()))
    plain.unlink()
    return tmp_path / "news"


@pytest.fixture()
def archives(tmp_path: Path) -> Path:
    """A folder with two web archives of twelve pages each, one of them compressed."""
    folder = tmp_path / "archives"
    folder.mkdir()
    for name, numbers in (("a.warc", range(12)), ("b.warc.gz", range(12, 24))):
        records = b"".join(page(number) for number in numbers)
        (folder / name).write_bytes(gzip.compress(records) if name.endswith(".gz") else records)
    return folder


def page(number: int) -> bytes:
    """Returns the record of a web archive with an article as a page."""
    one = article(number)
    paragraphs = "".join(f"<p>{line}</p>" for line in (one["text"] or "").splitlines())
    html = f"<html><head><title>{one['id']}</title></head><body><article>{paragraphs}</article></body></html>"
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{number}\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


class Engine:
    """Runs the example of an engine on two cores of this machine."""

    def __init__(self, name: str, folder: Path, temporary: str) -> None:
        self.name = name
        self.output = folder / "out"
        self.log = folder / "log"
        self.environment = os.environ | {
            "PYSPARK_PYTHON": sys.executable,
            "RAY_TMPDIR": temporary,
            "RAY_USAGE_STATS_ENABLED": "0",
            # Not behind whatever else the machine does.
            "RAY_worker_niceness": "0",
            "TMPDIR": temporary,
        }

    def run(self, folder: Path, *options: str) -> None:
        """Reads a folder, and fails with the end of the log where the program does."""
        read = [str(EXAMPLES / self.name / "read.py"), "--input", str(folder), "--output", str(self.output), *options]
        if self.name == "spark":
            # Two cores, and each task is tried up to four times.
            command = [spark_submit(), "--master", "local[2,4]", "--conf", "spark.ui.enabled=false", *read, "--tasks", "8"]
        else:
            command = [sys.executable, *read, "--cpus", "2", "--articles", "8"]
        with self.log.open("w") as log:
            ran = subprocess.run(command, env=self.environment, stdout=log, stderr=log, timeout=900)
        assert ran.returncode == 0, self.log.read_text(errors="replace")[-8000:]


def spark_submit() -> str:
    """Returns the program that starts Spark: the one beside the interpreter, else the first on the path."""
    found = shutil.which("spark-submit", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert found is not None, "spark-submit is not installed"
    return found


@pytest.fixture(params=["spark", "ray"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    # Sockets of Ray need a short path.
    with tempfile.TemporaryDirectory(prefix="e", ignore_cleanup_errors=True) as temporary:
        yield Engine(request.param, tmp_path, temporary)
