"""Stores."""

from __future__ import annotations

import json
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import onrecord
import pyarrow.parquet
import pytest

ROWS = [
    {
        "id": "1",
        "title": "Peru and Chile",
        "text": "Peru accused Chile of spying on Monday. “It is not true,” Ana Diaz of Chile said.",
        "published": "2025-03-04",
    },
    {"id": "2", "title": "Talks", "text": "Peru met Chile in Lima on 9 April 2025, Tomas Berg said.", "published": "2025-04-10"},
]


@pytest.fixture()
def store(tmp_path: Path) -> onrecord.Store:
    store = onrecord.Store(tmp_path / "news.db")
    assert store.add(ROWS) == {"new": 2, "changed": 0, "same": 0}
    return store


def n_found(path: str) -> int:
    return onrecord.Store(path).find().count()


def n_found_in(store: onrecord.Store) -> int:
    return store.find().count()


def test_articles_are_added_once(store: onrecord.Store) -> None:
    assert len(store) == 2
    changed = ROWS[0] | {"text": "Peru no longer accuses Chile."}
    assert store.add([ROWS[1], changed]) == {"new": 0, "changed": 1, "same": 1}
    assert store.record("1").text == changed["text"]
    with pytest.raises(onrecord.ReadError):
        store.add([{"id": "3", "text": "It rained."}, {"id": "4"}])
    assert len(store) == 3, "what was read before the error is kept"


def test_searches_find_the_entries_of_records(store: onrecord.Store) -> None:
    found = store.find(speaker="Diaz")
    assert [statement.content_text for statement in found] == ["“It is not true,”"]
    assert next(iter(found)).record.document.title == "Peru and Chile"
    assert found.count() == 1 and "speaker='Diaz'" in repr(found)
    assert store.find("true -spying").count() == 1
    assert store.find(cue="said", min_speaker_confidence=0).count() == store.find(cue="sai*").count() > 0
    assert store.find(of="events", actor_country="PER").count() > 0
    events = list(store.find(of="events", country="PER"))
    assert [event.place.name for event in events] == ["Lima"]
    assert [record.id for record in store.find(of="articles", sort="oldest")] == ["1", "2"]
    actors = {actor.name: actor for actor in store.find(of="actors")}
    assert actors["Peru"].articles == 2 and actors["Peru"].countries == ("PER",)
    assert store.find(of="actors", type="person").count() == 2
    assert "Ana Diaz" in found._repr_html_()
    # Without the cue, what somebody denied would read like what they said.
    assert "<th>cue</th><th>content</th>" in found._repr_html_()
    assert store.find(speaker="Nobody").first() is None


def test_results_are_tables(store: onrecord.Store) -> None:
    frame = store.find(of="events").to_pandas()
    assert set(frame["document"]) == {"1", "2"}
    met = frame[frame["type"] == "CONSULT"].iloc[0]
    assert (str(met["date"].date()), met["date_precision"]) == ("2025-04-09", "day")
    assert store.find(speaker="Diaz").to_arrow().column("speaker_names").to_pylist() == ["Ana Diaz"]
    assert store.find(speaker="Diaz").to_polars()["content"].to_list() == ["“It is not true,”"]
    assert set(store.find(of="actors").to_pandas()["name"]) >= {"Peru", "Chile", "Ana Diaz"}
    assert store.find(of="articles").to_polars()["document"].to_list() == ["2", "1"]


def test_events_of_the_world_are_counted_once(store: onrecord.Store) -> None:
    again = ROWS[1] | {"id": "3", "title": "Peru and Chile meet", "text": "In Lima, Peru met Chile on 9 April 2025."}
    store.add([again])
    found = store.distinct_events(type="CONSULT")
    reports = [len(event["reports"]) for event in found]
    assert sum(reports) == store.find(of="events", type="CONSULT").count() and repr(found) == "<DistinctEvents: type='CONSULT'>"
    frame = found.to_pandas()
    assert len(frame) == len(reports) and set(frame["date"].dt.strftime("%Y-%m")) == {"2025-04"}
    mentions = store.table(["month", "type"], count="mentions", type="CONSULT")
    assert mentions.column_names == ["month", "type", "mentions"]
    assert mentions.to_arrow().to_pylist() == [{"month": "2025-04", "type": "CONSULT", "mentions": sum(reports)}]
    with pytest.raises(ValueError, match="country-dyad"):
        store.table("moon")
    with pytest.raises(ValueError, match="by day"):
        list(store.distinct_events(sort="relevance"))  # type: ignore[arg-type]


def test_queries_that_make_no_sense_are_refused(store: onrecord.Store, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="status"):
        store.find(status="actual")
    with pytest.raises(ValueError, match="expected statements, events, actors or articles"):
        store.find(of="people")  # pyright: ignore[reportArgumentType]
    with pytest.raises(onrecord.StoreError, match="none.db"):
        onrecord.Store(tmp_path / "none.db").find()
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(onrecord.StoreError):
        store.record("no such id")


def test_the_environment_names_the_default_store(store: onrecord.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_STORE", str(store.path))
    assert len(onrecord.Store()) == 2
    monkeypatch.delenv("ONRECORD_STORE")
    with pytest.raises(ValueError, match="ONRECORD_STORE"):
        onrecord.Store()


def test_stories_and_corrections_have_their_fields(store: onrecord.Store) -> None:
    stories = list(store.stories())
    assert sum(story["n_articles"] for story in stories) == 2
    assert store.story(stories[0]["id"])
    assert store.find(story=stories[0]["id"]).count() and store.find(thread=999).count() == 0
    assert list(store.corrections()) == []


def test_exports_are_those_of_the_command(store: onrecord.Store, tmp_path: Path) -> None:
    assert store.export(tmp_path / "events.parquet", table="events") == 2
    assert pyarrow.parquet.read_table(tmp_path / "events.parquet").num_rows == store.find(of="events").count()
    assert store.export(tmp_path / "records.jsonl", of="statements", speaker="Diaz") == 1
    line = json.loads((tmp_path / "records.jsonl").read_text(encoding="utf-8"))
    assert [one["id"] for one in line["statements"]] == ["s1"] and line["events"] == []
    assert store.export(tmp_path / "gdelt.tsv", format="gdelt") == 2
    assert store.export(tmp_path / "brat", format="brat") == 2 and list((tmp_path / "brat").glob("*.ann"))
    with pytest.raises(ValueError, match="expected format="):
        store.export(tmp_path / "events.tsv")
    with pytest.raises(ValueError, match="has no tables"):
        store.export(tmp_path / "x.jsonl", table="events")
    with pytest.raises(onrecord.OnrecordError, match="the folder does not exist"):
        store.export(tmp_path / "none" / "x.jsonl")


def test_processes_can_share_a_store(store: onrecord.Store) -> None:
    n = store.find().count()
    assert pickle.loads(pickle.dumps(store)).find().count() == n
    with ProcessPoolExecutor(2, multiprocessing.get_context("fork")) as pool:
        assert list(pool.map(n_found, [str(store.path)] * 4)) == [n] * 4
        assert list(pool.map(n_found_in, [store] * 4)) == [n] * 4
