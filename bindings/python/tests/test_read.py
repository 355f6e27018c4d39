"""Reading articles from all that a program may have them in."""

from __future__ import annotations

import json
import datetime
import io
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import onrecord
import pandas
import polars
import pyarrow
import pytest

ROWS = [
    {"id": "1", "text": "Peru accused Chile of spying.", "published": "2025-03-01", "title": None},
    {"id": "2", "text": "“No,” Ana Diaz said on Monday.", "published": "2025-03-04", "title": "Diaz: no"},
    {"id": "3", "text": "It rained in Oslo.", "published": "2025-03-05", "title": "Rain"},
]


def read_one(row: dict[str, str]) -> str:
    return onrecord.read(row).to_json()


def test_one_article_can_be_text_a_mapping_or_a_file(tmp_path: Path) -> None:
    text = "“We will rebuild,” the mayor, Ana Diaz, said."
    record = onrecord.read(text, published=datetime.date(2025, 2, 13))
    assert record.statements[0].speakers[0].name == "Ana Diaz" and record.document.published == "2025-02-13"
    assert onrecord.read({"text": text, "published": datetime.date(2025, 2, 13)}) == record
    file = tmp_path / "article.txt"
    file.write_text(text, encoding="utf-8")
    of_file = onrecord.read(file, published="2025-02-13")
    assert of_file.document.id == record.document.id and of_file.text == record.text
    origin = of_file.document.origin
    assert origin == onrecord.Origin(str(file), "article.txt", None) and str(origin) == str(file)
    assert record.document.origin is None
    with file.open("rb") as stream:
        assert onrecord.read(stream, published="2025-02-13") == of_file
    page = io.BytesIO(b"<html><body><article><p>Peru accused Chile of spying on its navy for years.</p></article></body></html>")
    assert onrecord.read(page, format="html").text == "Peru accused Chile of spying on its navy for years."


def test_what_cannot_be_read_raises_an_error_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(onrecord.ReadError, match='expected a field "text"'):
        onrecord.read({"title": "no text"})
    with pytest.raises(onrecord.ReadError, match="none.txt"):
        onrecord.read(tmp_path / "none.txt")
    with pytest.raises(onrecord.ReadError, match="expected one article, found 0"):
        onrecord.read(tmp_path)
    with pytest.raises(ValueError, match="from 0 to 1"):
        onrecord.read("It rained.", min_confidence=30)
    with pytest.raises(TypeError, match="int"):
        onrecord.read(3)  # pyright: ignore[reportArgumentType]
    assert issubclass(onrecord.ReadError, onrecord.OnrecordError)


def test_tables_of_all_libraries_give_the_same_records() -> None:
    expected = [onrecord.read(row) for row in ROWS]
    frame = pandas.DataFrame(ROWS)
    frame["published"] = pandas.to_datetime(frame["published"]).dt.date
    table = pyarrow.Table.from_pylist(ROWS)
    for articles in (
        ROWS,
        (row for row in ROWS),
        frame,
        polars.DataFrame(ROWS),
        table,
        table.to_batches()[0],
        pyarrow.RecordBatchReader.from_batches(table.schema, table.to_batches()),
    ):
        assert list(onrecord.read_many(articles, threads=2)) == expected, type(articles)
    dates = pandas.DataFrame({"text": ["It rained."], "published": [pandas.Timestamp("2025-03-01")], "url": [None]})
    assert next(onrecord.read_many(dates)).document.published == "2025-03-01T00:00:00Z"


def test_folders_are_read_like_the_command_does(folder: Path) -> None:
    records = list(onrecord.read_many(folder, errors="skip"))
    assert [record.document.title or record.id for record in records] == ["Rain in Oslo", "j1"]
    with pytest.warns(UserWarning, match="b.jsonl, line 2"):
        assert len(list(onrecord.read_many([folder / "b.jsonl"], errors="warn"))) == 1
    found = onrecord.read_many(folder)
    assert next(found).text.startswith("Rain") and next(found).id == "j1"
    with pytest.raises(onrecord.ReadError, match="line 2"):
        next(found)
    with pytest.raises(StopIteration):
        next(found)


def test_files_are_tables_too(tmp_path: Path) -> None:
    file = tmp_path / "news.txt"
    file.write_text("words;day\nIt rained in Oslo.;2025-03-01\n", encoding="utf-8")
    columns = {"text": "words", "published": "day"}
    record = next(onrecord.read_many(file, format="csv", columns=columns))
    assert (record.text, record.document.published) == ("It rained in Oslo.", "2025-03-01")
    with pytest.raises(ValueError, match="columns: .*weather"):
        onrecord.read_many(file, columns={"weather": "words"}).__next__()
    agency = io.BytesIO(b"<nitf><body><body.content><p>It rained in Oslo.</p></body.content></body></nitf>")
    assert next(onrecord.read_many(agency, format="newsml")).text == "It rained in Oslo."
    with pytest.raises(ValueError, match="csv, tsv"):
        onrecord.read_many(file, format="pdf").__next__()  # pyright: ignore[reportArgumentType]


def test_a_part_of_a_file_has_the_name_and_lines_of_the_file() -> None:
    part = io.BytesIO(b'{"text": "It rained in Oslo."}\n{"title": "no text"}\n')
    found = onrecord.read_many(part, format="jsonl", name="news/may.jsonl", first_line=1000)
    assert next(found).document.origin == onrecord.Origin("news/may.jsonl", "may.jsonl", "line 1000")
    with pytest.raises(onrecord.ReadError, match="news/may.jsonl, line 1001"):
        next(found)
    nothing = onrecord.read_many(io.BytesIO(b""), format="jsonl", first_line=1000)
    assert list(nothing) == []


def test_articles_in_other_languages_are_read_on_request() -> None:
    german = {"text": "Die Regierung hat am Montag ein Gesetz beschlossen, sagte Kari Lund.", "language": "de"}
    record = onrecord.read(german)
    assert record.document.language == "de" and record.sentences == () and record.actors == ()
    assert [notice.code for notice in record.notices][-2:] == ["language", "not-read"]
    assert onrecord.read(german, language="any").sentences
    assert list(onrecord.read_many([german])) == [record]
    assert onrecord.read_arrow([german], names=["records"])["records"].column("record").to_pylist() == [record.to_json()]
    with pytest.raises(ValueError, match="expected en or any"):
        onrecord.read_many([german], language="de")  # pyright: ignore[reportArgumentType]


def test_records_come_lazily_in_order_whatever_the_threads() -> None:
    texts = [f"Minister number {number} met Ana Diaz in Oslo." for number in range(40)]
    expected = [onrecord.read(text).id for text in texts]
    assert [record.id for record in onrecord.read_many(texts, threads=3)] == expected
    taken: list[int] = []

    def endless() -> Iterator[str]:
        while True:
            taken.append(threading.get_ident())
            yield f"It rained {len(taken)} times."

    found = onrecord.read_many(endless(), threads=2)
    assert not taken
    assert next(found).text == "It rained 1 times."
    assert len(taken) <= 16 and set(taken) == {threading.get_ident()}


def test_a_failing_source_is_told_after_the_records_before_it() -> None:
    def failing() -> Iterator[str]:
        yield "It rained."
        raise OSError("the line is dead")

    found = onrecord.read_many(failing())
    assert next(found).text == "It rained."
    with pytest.raises(OSError, match="the line is dead"):
        next(found)
    with pytest.raises(StopIteration):
        next(found)


def test_tables_have_the_columns_and_types_of_parquet() -> None:
    batches = onrecord.read_arrow(pyarrow.Table.from_pylist(ROWS), threads=1)
    assert tuple(batches) == onrecord.TABLES
    events = batches["events"]
    assert events.schema.field("date").type == pyarrow.date32() and events.schema.field("quad").type == pyarrow.int64()
    assert events.schema.field("confidence").type == pyarrow.float64()
    assert events.column("document").to_pylist()[0] == "1"
    lines = batches["records"].column("record").to_pylist()
    assert [onrecord.Record.from_json(line) for line in lines] == list(onrecord.read_many(ROWS))
    statements = onrecord.tables(onrecord.read_many(ROWS), ["statements"])["statements"]
    assert statements.to_arrow() == batches["statements"] and len(statements) == statements.num_rows
    assert statements.to_polars().columns == statements.column_names
    assert str(statements.to_pandas()["date"].dtype).startswith("datetime64")
    with pytest.raises(ValueError, match="expected a table of statements"):
        onrecord.tables([], ["weather"])


def test_a_reader_takes_an_ontology_and_is_pickled(tmp_path: Path) -> None:
    ontology = tmp_path / "own.txt"
    ontology.write_text("[types]\nSIGN | - | - | - | -\n[verb SIGN - obj!+actor!]\nsign, recruit\n", encoding="utf-8")
    reader = pickle.loads(pickle.dumps(onrecord.Reader(ontology=ontology)))
    events = reader.read("Ravel United signed Tomas Berg on Monday.").events
    assert [event.type for event in events] == ["SIGN"]
    ontology.write_text("[verb NONE - obj!]\nsign\n", encoding="utf-8")
    with pytest.raises(onrecord.ReadError, match="own.txt"):
        onrecord.Reader(ontology=ontology)
    with pytest.raises(onrecord.ReadError, match="none.txt"):
        onrecord.Reader(knowledge=tmp_path / "none.txt")


def test_min_confidence_leaves_out_what_is_less_sure() -> None:
    for row in ROWS:
        assert onrecord.read(row, min_confidence=1).events == ()
        assert all(not one.speakers for one in onrecord.read(row, min_speaker_confidence=1).statements)


def test_threads_and_processes_can_share_the_reader() -> None:
    expected = [read_one(row) for row in ROWS]
    results: dict[int, list[str]] = {}

    def work(number: int) -> None:
        results[number] = [read_one(row) for row in ROWS]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(results[number] == expected for number in range(4))
    for method in ("fork", "spawn"):
        with ProcessPoolExecutor(2, multiprocessing.get_context(method)) as pool:
            assert list(pool.map(read_one, ROWS)) == expected, method


def test_other_threads_run_while_an_article_is_read() -> None:
    n_steps = 0
    is_done = threading.Event()

    def count() -> None:
        nonlocal n_steps
        while not is_done.is_set():
            n_steps += 1
            time.sleep(0)

    counter = threading.Thread(target=count)
    counter.start()
    before = n_steps
    onrecord.read(" ".join(row["text"] or "" for row in ROWS) * 40)
    during = n_steps - before
    is_done.set()
    counter.join()
    assert during > 1


def test_ctrl_c_stops_waiting_for_a_record() -> None:
    long = " ".join(row["text"] or "" for row in ROWS) * 200
    found = onrecord.read_many([long], threads=1)
    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        next(found)
    timer.join()


def test_progress_counts_articles(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(list(onrecord.read_many(ROWS, progress=True))) == 3
    assert "3/3" in capsys.readouterr().err
    list(onrecord.read_many(ROWS))
    assert capsys.readouterr().err == ""
