"""Records as Python sees them."""

from __future__ import annotations

import copy
import pickle

import onrecord
import pytest


def test_every_span_has_the_words_of_its_offsets(record: onrecord.Record) -> None:
    spans = list(record.sentences)
    for statement in record.statements:
        spans += [*statement.source, *statement.cue, *statement.content]
    for actor in record.actors:
        spans += [*actor.roles, *actor.mentions]
    spans += [event.anchor for event in record.events]
    spans += [*record.times, *record.places, *record.quantities]
    assert len(spans) > 20
    for span in spans:
        assert span.text == record.text[span.start : span.end] == str(span)
        assert len(span) == len(span.text) > 0


def test_entries_lead_to_each_other(record: onrecord.Record) -> None:
    said = next(statement for statement in record.statements if statement.kind == "direct")
    assert said.content_text == "“We will rebuild the harbour,”"
    assert [actor.name for actor in said.speakers] == ["Ana Díaz"]
    assert said.cue_text == "said" and said.source_text == "Díaz"
    assert said.text == "“We will rebuild the harbour,” Díaz said"
    assert record.statement(said.id) is said and record.actor(said.speakers[0].id) is said.speakers[0]
    met = next(event for event in record.events if event.type == "CONSULT")
    assert met.text == "met" and met.sentence == record.sentences[0]
    assert met.time is not None and met.time.value == "2025-02-12" and met.time.text == "12 February 2025"
    assert met.place is not None and (met.place.name, met.place.country) == ("Oslo", "NOR")
    assert {actor.name for actor in met.actors + met.recipients} == {"Ana Díaz", "Tomas Berg"}
    assert record.event(met.id) is met
    with pytest.raises(KeyError):
        record.event("e999")


def test_representations_tell_what_is_there(record: onrecord.Record) -> None:
    assert repr(record).startswith("<Record n1 'Díaz meets Berg': ")
    said = record.statements[0]
    assert repr(said).startswith(f"<Statement {said.id} {said.kind}: ")
    met = next(event for event in record.events if event.type == "CONSULT")
    assert repr(met).startswith(f"<Event {met.id} CONSULT") and repr(met).endswith("'met'>")


def test_records_are_pickled_and_compared_as_json(record: onrecord.Record) -> None:
    again = pickle.loads(pickle.dumps(record))
    assert again == record and hash(again) == hash(record) and again.to_json() == record.to_json()
    assert copy.deepcopy(record.statements[0]).content_text == record.statements[0].content_text
    assert onrecord.Record.from_json(record.to_json(indent=True)) == record
    assert record != onrecord.read("It rained.") and record != "n1"
    assert record.to_dict()["format"] == "onrecord/1"
    with pytest.raises(onrecord.ReadError, match="expected"):
        onrecord.Record.from_json('{"format": "other/1"}')
    with pytest.raises(onrecord.ReadError):
        onrecord.Record.from_json("no JSON")


def test_html_shows_the_whole_text_and_runs_nothing(record: onrecord.Record) -> None:
    html = record._repr_html_()
    assert "Díaz meets Berg" in html and "The Harbour Post" in html and "direct, content: Ana Díaz" in html
    hostile = onrecord.read('<script>alert("1")</script> & Kari Lund said “<b>no</b>”.', title="<img src=x onerror=1>")
    html = hostile._repr_html_()
    assert "<script" not in html and "<img" not in html and "<b>" not in html
    assert "&lt;script&gt;" in html
