"""The record of one article."""

from __future__ import annotations

import json
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from onrecord import _onrecord
from onrecord._entries import (
    Actor,
    Document,
    Event,
    Magnitude,
    Mention,
    Notice,
    Origin,
    Place,
    Quantity,
    Span,
    Statement,
    Time,
)

if TYPE_CHECKING:
    from onrecord._spacy import SpacyDoc

T = TypeVar("T")


class Record:
    """The record of one article: its statements, events, actors, times, places and quantities.

    The entries are created when they are first used. Records are pickled and compared as JSON.
    """

    def __init__(self, core: _onrecord.Record) -> None:
        self._core = core

    @staticmethod
    def from_json(text: str) -> Record:
        """Returns the record in a line written by ``onrecord read --format jsonl``.

        Raises ReadError if the text is not a record.
        """
        return Record(_onrecord.Record.from_json(text))

    def to_json(self, indent: bool = False) -> str:
        """Returns the record as one line of JSON, or indented."""
        return self._core.json(indent)

    def to_dict(self) -> dict[str, Any]:
        """Returns the record as dictionaries and lists, with the fields of its JSON."""
        return json.loads(self.to_json())

    @cached_property
    def _fields(self) -> dict[str, Any]:
        return self.to_dict()

    @cached_property
    def document(self) -> Document:
        """The article."""
        fields = self._fields["document"]
        origin = fields.get("origin")
        values: dict[str, Any] = {name: fields.get(name) for name in Document.__dataclass_fields__}
        values["origin"] = None if origin is None else Origin(**origin)
        return Document(**values)

    @property
    def id(self) -> str:
        """The id of the article."""
        return self._core.id

    @cached_property
    def text(self) -> str:
        """The text of the article, to which all offsets refer."""
        return self._fields["document"]["text"]

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences in text order."""
        return self._spans(self._fields["sentences"])

    @cached_property
    def actors(self) -> tuple[Actor, ...]:
        """The people, organizations, countries, places and groups that the article mentions."""
        return tuple(
            Actor(
                id=actor["id"],
                name=actor["name"],
                kind=actor["kind"],
                country=actor["country"],
                sectors=tuple(actor["sectors"]),
                roles=self._spans(actor["roles"]),
                mentions=tuple(Mention(*self._place(mention), mention["form"]) for mention in actor["mentions"]),
            )
            for actor in self._fields["actors"]
        )

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Who said what, in text order."""
        return tuple(
            Statement(
                id=one["id"],
                kind=one["kind"],
                source=self._spans(one["source"]),
                cue=self._spans(one["cue"]),
                content=self._spans(one["content"]),
                speakers=self._actors(one["speakers"]),
                addressees=self._actors(one["addressees"]),
                venue=self._span(one["venue"]),
                time=_entry(self.times, one["time"]),
                confidence=one["confidence"],
                speaker_confidence=one.get("speaker_confidence"),
                record=self,
                within_id=one["within"],
            )
            for one in self._fields["statements"]
        )

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Who did what to whom."""
        return tuple(
            Event(
                id=one["id"],
                type=one["type"],
                mode=one["mode"],
                contexts=tuple(one["contexts"]),
                cameo=one["cameo"],
                quad=one["quad"],
                goldstein=one["goldstein"],
                anchor=Span(*self._place(one["anchor"])),
                actors=self._actors(one["actors"]),
                recipients=self._actors(one["recipients"]),
                time=_entry(self.times, one["time"]),
                place=_entry(self.places, one["place"]),
                status=one["status"],
                magnitude=tuple(
                    Magnitude(size["of"], self.quantities[_position(size["quantity"])]) for size in one["magnitude"]
                ),
                confidence=one["confidence"],
                record=self,
                statement_id=one["statement"],
            )
            for one in self._fields["events"]
        )

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """Times, in text order."""
        return tuple(
            Time(*self._place(time), time["id"], time["type"], time["value"], time["mod"])
            for time in self._fields["times"]
        )

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Places, in text order."""
        names = ("id", "name", "country", "lat", "lon", "geonames")
        return tuple(
            Place(*self._place(place), *(place[name] for name in names)) for place in self._fields["places"]
        )

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Amounts, in text order."""
        return tuple(
            Quantity(
                *self._place(one),
                one["id"],
                one["low"],
                one["high"],
                one["unit"],
                self._span(one["of"]),
                one["approximate"],
            )
            for one in self._fields["quantities"]
        )

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Notes for users of the record."""
        return tuple(Notice(notice["code"], notice["message"]) for notice in self._fields["notices"])

    def statement(self, id: str) -> Statement:
        """Returns the statement with this id, such as ``s2``. Raises KeyError if there is none."""
        return _entry_with_id(self.statements, id)

    def event(self, id: str) -> Event:
        """Returns the event with this id, such as ``e3``. Raises KeyError if there is none."""
        return _entry_with_id(self.events, id)

    def actor(self, id: str) -> Actor:
        """Returns the actor with this id, such as ``a1``. Raises KeyError if there is none."""
        return _entry_with_id(self.actors, id)

    def sentence_at(self, offset: int) -> Span | None:
        """Returns the sentence that contains the code point at ``offset``, or ``None``."""
        idx = bisect_right([sentence.start for sentence in self.sentences], offset) - 1
        return self.sentences[idx] if idx >= 0 and offset < self.sentences[idx].end else None

    def to_spacy(self, doc: SpacyDoc) -> SpacyDoc:
        """Adds the spans of the record to ``doc.spans`` and returns ``doc``.

        The keys are ``sources``, ``cues``, ``contents``, ``actors``, ``events``, ``times``, ``places`` and ``quantities``. Labels are the
        kinds or types of the entries, and span ids are the ids of the entries. A span that begins or ends inside a token is widened to
        whole tokens. Raises ValueError if the text of ``doc`` differs from that of the record.
        """
        from onrecord._spacy import add_spans

        return add_spans(self, doc)

    def _place(self, span: dict[str, Any]) -> tuple[int, int, str]:
        start, end = span["start"], span["end"]
        return start, end, self.text[start:end]

    def _span(self, span: dict[str, Any] | None) -> Span | None:
        return None if span is None else Span(*self._place(span))

    def _spans(self, spans: list[dict[str, Any]]) -> tuple[Span, ...]:
        return tuple(Span(*self._place(span)) for span in spans)

    def _actors(self, ids: list[str]) -> tuple[Actor, ...]:
        return tuple(self.actors[_position(id)] for id in ids)

    def __eq__(self, other: object) -> bool:
        return self.to_json() == other.to_json() if isinstance(other, Record) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __reduce__(self) -> tuple[Any, ...]:
        return Record.from_json, (self.to_json(),)

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self._fields[name])} {name}" for name in ("statements", "events", "actors"))
        title = self.document.title
        return f"<Record {self.id}{f' {title!r}' if title else ''}: {counts}>"

    def _repr_html_(self) -> str:
        from onrecord._html import article_html

        return article_html(self)


def _position(id: str) -> int:
    """Returns the index of an entry in its list. The ids of a record are always valid."""
    return int(id[1:]) - 1


def _entry(entries: tuple[T, ...], id: str | None) -> T | None:
    return None if id is None else entries[_position(id)]


def _entry_with_id(entries: tuple[T, ...], id: str) -> T:
    for entry in entries:
        if getattr(entry, "id") == id:
            return entry
    raise KeyError(id)
