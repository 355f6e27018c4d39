"""The entries of a record, with the text of their spans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord._record import Record

#: The mark for omitted text between the parts of a discontinuous span.
OMISSION = " […] "


@dataclass(frozen=True)
class Span:
    """A passage of the article: ``record.text[span.start:span.end]``. Offsets count code points."""

    start: int
    end: int
    text: str

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return self.end - self.start


def joined(spans: Iterable[Span]) -> str:
    """Returns the text of the spans, with ``[…]`` for the text between them."""
    return OMISSION.join(span.text for span in spans)


@dataclass(frozen=True)
class Origin:
    """The input that an article was read from."""

    #: The path or address as it was given.
    path: str
    #: The last component of the path.
    name: str
    #: The part of the input that the article is, such as ``line 3``; ``None`` if it is the whole input.
    part: str | None

    def __str__(self) -> str:
        return self.path if self.part is None else f"{self.path}, {self.part}"


@dataclass(frozen=True)
class Document:
    """The article itself. Unknown values are ``None``."""

    id: str
    title: str | None
    publisher: str | None
    url: str | None
    byline: str | None
    #: A date (``2025-02-13``) or an RFC 3339 time.
    published: str | None
    #: The ISO 639-1 code.
    language: str
    #: The host that the article was fetched from.
    host: str | None
    #: The input that the article was read from; ``None`` for an article that was in memory.
    origin: Origin | None
    text: str = field(repr=False)


@dataclass(frozen=True)
class Mention(Span):
    """Words that refer to an actor."""

    #: ``name``, ``nominal`` or ``pronoun``.
    form: str


@dataclass(frozen=True)
class Actor:
    """A person, organization, country, place or group that the article mentions, with all its mentions."""

    id: str
    name: str
    #: ``person``, ``organization``, ``country``, ``place``, ``group`` or ``other``.
    kind: str
    #: The ISO 3166-1 alpha-3 code of the country that the actor belongs to.
    country: str | None
    #: PLOVER sector codes.
    sectors: tuple[str, ...]
    roles: tuple[Span, ...] = field(repr=False)
    mentions: tuple[Mention, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """The fullest name in the article."""
        return self.name

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Time(Span):
    """A time expression, with its type, value and modifier as in TIMEX3."""

    id: str
    #: ``DATE``, ``TIME``, ``DURATION`` or ``SET``.
    type: str
    value: str
    mod: str | None


@dataclass(frozen=True)
class Place(Span):
    """A place. ``lat``, ``lon`` and ``geonames`` are ``None`` if it could not be resolved."""

    id: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonames: int | None


@dataclass(frozen=True)
class Quantity(Span):
    """An amount, and what it counts."""

    id: str
    low: float | None
    high: float | None
    unit: str | None
    of: Span | None
    approximate: bool


@dataclass(frozen=True)
class Magnitude:
    """A number that belongs to an event: what is counted, such as ``killed``, and the amount."""

    of: str
    quantity: Quantity


@dataclass(frozen=True)
class Notice:
    """A note for users of the record, such as a limit that was reached."""

    code: str
    message: str


@dataclass(frozen=True, eq=False)
class Statement:
    """Something that a source says, writes, thinks or shows."""

    id: str
    #: ``direct``, ``mixed`` or ``indirect``: all, some or none of the content is in quotation marks.
    kind: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speakers: tuple[Actor, ...]
    addressees: tuple[Actor, ...]
    venue: Span | None
    time: Time | None
    confidence: float
    speaker_confidence: float | None
    record: Record = field(repr=False)
    within_id: str | None = field(repr=False)

    @property
    def content_text(self) -> str:
        """The text of the content."""
        return joined(self.content)

    @property
    def source_text(self) -> str:
        """The words that name the source; empty if there are none."""
        return joined(self.source)

    @property
    def cue_text(self) -> str:
        """The words that mark the statement, such as *said*."""
        return joined(self.cue)

    @property
    def text(self) -> str:
        """The text of the article from the first to the last word of source, cue and content."""
        spans = self.source + self.cue + self.content
        return self.record.text[min(span.start for span in spans) : max(span.end for span in spans)]

    @property
    def within(self) -> Statement | None:
        """The statement whose content contains this statement, or ``None``."""
        return None if self.within_id is None else self.record.statement(self.within_id)

    def __repr__(self) -> str:
        who = ", ".join(actor.name for actor in self.speakers) or self.source_text or "no source named"
        return f"<Statement {self.id} {self.kind}: {who} {self.cue_text} {shortened(self.content_text)!r}>"


@dataclass(frozen=True, eq=False)
class Event:
    """Who did what to whom."""

    id: str
    #: A PLOVER type, or a type of the user's ontology.
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int | None
    goldstein: float | None
    anchor: Span
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    time: Time | None
    place: Place | None
    #: ``actual``, ``planned``, ``possible`` or ``negated``.
    status: str
    magnitude: tuple[Magnitude, ...]
    confidence: float
    record: Record = field(repr=False)
    statement_id: str | None = field(repr=False)

    @property
    def text(self) -> str:
        """The words that state the event."""
        return self.anchor.text

    @property
    def sentence(self) -> Span | None:
        """The first sentence that states the event."""
        return self.record.sentence_at(self.anchor.start)

    @property
    def statement(self) -> Statement | None:
        """The statement that reports the event, or ``None`` if the article itself reports it."""
        return None if self.statement_id is None else self.record.statement(self.statement_id)

    def __repr__(self) -> str:
        actors, recipients = (
            "; ".join(actor.name for actor in side) or "-" for side in (self.actors, self.recipients)
        )
        mode = f" {self.mode}" if self.mode else ""
        return f"<Event {self.id} {self.type}{mode} {self.status}: {actors} > {recipients}, {self.anchor.text!r}>"


def shortened(words: str, n_characters: int = 60) -> str:
    """Returns the beginning of a text, on one line."""
    words = " ".join(words.split())
    return words if len(words) <= n_characters else words[: n_characters - 1] + "…"
