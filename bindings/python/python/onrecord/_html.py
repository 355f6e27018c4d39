"""Records as HTML, for notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from onrecord._entries import Event, Span, Statement

if TYPE_CHECKING:
    from onrecord._record import Record

#: The styles of marks, on light and dark pages. Marks of later kinds lie within marks of earlier kinds.
STYLES = {
    "content": "background:rgba(80,150,255,.18)",
    "source": "background:rgba(60,180,90,.25)",
    "cue": "background:rgba(60,180,90,.12)",
    "event": "border-bottom:2px solid rgba(220,120,30,.9)",
    "actor": "font-weight:600",
    "time": "border-bottom:1px dotted",
    "place": "border-bottom:1px dotted",
    "quantity": "border-bottom:1px dotted",
}


def marks(record: Record) -> Iterator[tuple[Span, str, str]]:
    """Yields the span, the kind and the explanation of each mark."""
    for one in record.statements:
        who = ", ".join(actor.name for actor in one.speakers) or "no named speaker"
        for kind, spans in (("content", one.content), ("source", one.source), ("cue", one.cue)):
            for span in spans:
                yield span, kind, f"{one.id} {one.kind}, {kind}: {who}, {one.confidence:.0%}"
    for event in record.events:
        sides = " > ".join("; ".join(actor.name for actor in side) or "-" for side in (event.actors, event.recipients))
        yield event.anchor, "event", f"{event.id} {event.type} {event.status}: {sides}, {event.confidence:.0%}"
    for actor in record.actors:
        for mention in actor.mentions:
            if mention.form == "name":
                yield mention, "actor", f"{actor.id} {actor.name}, {actor.kind} {actor.country or ''}".rstrip()
    for time in record.times:
        yield time, "time", f"{time.id} {time.type} {time.value}"
    for place in record.places:
        yield place, "place", f"{place.id} {place.name} {place.country or ''}".rstrip()
    for quantity in record.quantities:
        yield quantity, "quantity", f"{quantity.id} {quantity.low} to {quantity.high} {quantity.unit or ''}".rstrip()


def marked_text(record: Record) -> str:
    """Returns the text with its marks. Marks may overlap, so the text is split wherever a mark begins or ends."""
    text = record.text
    starts: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    all_marks = list(marks(record))
    for idx, (span, _, _) in enumerate(all_marks):
        starts.setdefault(span.start, []).append(idx)
        ends.setdefault(span.end, []).append(idx)
    bounds = sorted({0, len(text), *starts, *ends})
    present: set[int] = set()
    out: list[str] = []
    for start, end in zip(bounds, bounds[1:]):
        present.difference_update(ends.get(start, ()))
        present.update(starts.get(start, ()))
        words = escape(text[start:end])
        if present:
            here = sorted(present)
            style = ";".join(dict.fromkeys(STYLES[all_marks[idx][1]] for idx in here))
            title = escape("\n".join(all_marks[idx][2] for idx in here))
            words = f'<span style="{style}" title="{title}">{words}</span>'
        out.append(words)
    return "".join(out)


def article_html(record: Record) -> str:
    """Returns an article with its marks."""
    document = record.document
    head = " · ".join(escape(part) for part in (document.publisher, document.published, document.byline) if part)
    title = f"<h4>{escape(document.title)}</h4>" if document.title else ""
    key = " ".join(f'<span style="{STYLES[kind]}">{kind}</span>' for kind in ("source", "cue", "content", "event", "actor"))
    return (
        f'<div style="max-width:46em;line-height:1.55">{title}<div style="opacity:.7">{head}</div>'
        f'<p style="white-space:pre-wrap">{marked_text(record)}</p><small>{key}</small></div>'
    )


def entries_html(entries: Iterable[Any]) -> str:
    """Returns a table of statements, events, actors or articles."""
    rows = [cells(entry) for entry in entries]
    if not rows:
        return "<i>nothing found</i>"
    head = "".join(f"<th>{escape(name)}</th>" for name in rows[0])
    body = "".join(
        "<tr>" + "".join(f'<td style="text-align:left">{escape(str(value))}</td>' for value in row.values()) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def cells(entry: Any) -> dict[str, object]:
    """Returns the cells of an entry in a table, by column."""
    if isinstance(entry, Statement):
        document = entry.record.document
        who = ", ".join(actor.name for actor in entry.speakers) or entry.source_text
        return {"published": document.published or "", "speaker": who, "cue": entry.cue_text, "content": entry.content_text, "article": document.title or document.id}
    if isinstance(entry, Event):
        document = entry.record.document
        sides = ["; ".join(actor.name for actor in side) for side in (entry.actors, entry.recipients)]
        return {"published": document.published or "", "actor": sides[0], "type": entry.type, "recipient": sides[1], "words": entry.text, "article": document.title or document.id}
    if hasattr(entry, "document"):
        document = entry.document
        return {"published": document.published or "", "title": document.title or document.id, "statements": len(entry.statements), "events": len(entry.events)}
    return {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in vars(entry).items()}
