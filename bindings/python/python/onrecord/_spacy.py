"""Adds the spans of a record to a spaCy document."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from onrecord._entries import Span
    from onrecord._record import Record


class SpacyDoc(Protocol):
    """The part of ``spacy.tokens.Doc`` that is used here."""

    @property
    def text(self) -> str: ...

    @property
    def spans(self) -> MutableMapping[str, Any]: ...

    def char_span(
        self, start_idx: int, end_idx: int, label: str, *, alignment_mode: str, span_id: str
    ) -> Any | None: ...


def labelled(record: Record) -> Iterator[tuple[str, Span, str, str]]:
    """Yields the key, span, label and id of each span to add."""
    for statement in record.statements:
        for key, spans in (
            ("sources", statement.source),
            ("cues", statement.cue),
            ("contents", statement.content),
        ):
            for span in spans:
                yield key, span, statement.kind, statement.id
    for actor in record.actors:
        for mention in actor.mentions:
            yield "actors", mention, actor.kind, actor.id
    for event in record.events:
        yield "events", event.anchor, event.type, event.id
    for time in record.times:
        yield "times", time, time.type, time.id
    for place in record.places:
        yield "places", place, place.country or "", place.id
    for quantity in record.quantities:
        yield "quantities", quantity, quantity.unit or "", quantity.id


KEYS = ("sources", "cues", "contents", "actors", "events", "times", "places", "quantities")


def add_spans(record: Record, doc: SpacyDoc) -> SpacyDoc:
    """Adds the spans of a record to ``doc.spans``; ``Record.to_spacy`` describes them."""
    if doc.text != record.text:
        raise ValueError("expected a document with the text of the record, found a different text")
    groups: dict[str, list[Any]] = {key: [] for key in KEYS}
    for key, span, label, id in labelled(record):
        found = doc.char_span(span.start, span.end, label, alignment_mode="expand", span_id=id)
        if found is not None:
            groups[key].append(found)
    for key, spans in groups.items():
        doc.spans[key] = spans
    return doc
