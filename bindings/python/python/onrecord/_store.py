"""A store of articles and their records."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from onrecord import _onrecord
from onrecord._distinct import DaySort, DistinctEvents
from onrecord._entries import Event, Statement
from onrecord._reader import Errors, Format, Languages, Reader, Readings, default_reader, n_cores, progress_bar
from onrecord._record import Record
from onrecord._sources import Articles, InputOptions, known_fields, outcomes
from onrecord._tables import Batch, pyarrow

if TYPE_CHECKING:
    from datetime import date

    import pandas
    import polars
    import pyarrow as pa

#: The environment variable that names the default store.
DEFAULT_STORE = "ONRECORD_STORE"

#: The number of entries in one query.
PAGE = 200

#: The number of records that are written to disk at once.
BATCH = 32

List: TypeAlias = Literal["statements", "events", "actors", "articles"]
Sort: TypeAlias = Literal["newest", "oldest", "relevance"]
Counted: TypeAlias = Literal["events", "mentions"]


@dataclass(frozen=True)
class ActorSummary:
    """A name and kind of actor, summarized over all articles of a store."""

    name: str
    kind: str
    countries: tuple[str, ...]
    #: The numbers of articles that name the actor, and of statements and events in which it takes part.
    articles: int
    statements: int
    events: int
    first_day: str | None
    last_day: str | None


class Found:
    """The results of a search. They are fetched page by page during iteration."""

    def __init__(self, store: Store, of: List, wanted: dict[str, str], sort: Sort) -> None:
        self._store = store
        self._of: List = of
        self._wanted = wanted
        self._sort: Sort = sort

    def __iter__(self) -> Iterator[Any]:
        """Yields statements, events, actors (:class:`ActorSummary`) or articles (their records)."""
        n_taken = 0
        has_more = True
        record: tuple[int, Record] | None = None
        while has_more:
            page, has_more = self._core.find(self._of, self._wanted, self._sort, (PAGE, n_taken))
            entries = json.loads(page)
            n_taken += len(entries)
            for entry in entries:
                if self._of == "actors":
                    yield ActorSummary(**entry | {"countries": tuple(entry["countries"])})
                    continue
                number = entry["number"]
                if record is None or record[0] != number:
                    record = (number, Record(self._core.record(number, False)))
                yield self._entry(record[1], entry)

    def _entry(self, record: Record, entry: dict[str, Any]) -> Record | Statement | Event:
        if self._of == "articles":
            return record
        return (record.statements if self._of == "statements" else record.events)[entry["position"]]

    @property
    def _core(self) -> _onrecord.Store:
        return self._store._core

    def first(self) -> Any | None:
        """Returns the first entry, or ``None`` if nothing is found."""
        return next(iter(self), None)

    def count(self) -> int:
        """Returns the number of entries. A search for actors fetches all of them to count them."""
        if self._of == "actors":
            return sum(1 for _ in self)
        found = self._core.find_all(self._of, self._wanted)
        return len(found) if self._of == "articles" else sum(len(positions) for _, positions in found)

    def to_arrow(self) -> pa.RecordBatch | pa.Table:
        """Returns the entries as a table with one row each. Requires pyarrow.

        Statements and events have the columns of ``onrecord export --format parquet`` and are in the order in which their articles were
        added. Actors and articles have columns of their own and are in the order of the search.
        """
        if self._of in ("statements", "events"):
            return self._rows().to_arrow()
        return pyarrow().Table.from_pylist([_row(entry) for entry in self])

    def to_pandas(self) -> pandas.DataFrame:
        """Returns the rows of :meth:`to_arrow` as a pandas data frame."""
        return self.to_arrow().to_pandas(date_as_object=False)

    def to_polars(self) -> polars.DataFrame:
        """Returns the rows of :meth:`to_arrow` as a polars data frame."""
        import polars

        return polars.DataFrame(self._rows() if self._of in ("statements", "events") else [_row(one) for one in self])

    def _rows(self) -> Batch:
        return Batch(self._core.rows(self._of, self._core.find_all(self._of, self._wanted)))

    def __repr__(self) -> str:
        wanted = ", ".join(f"{name}={value!r}" for name, value in self._wanted.items())
        return f"<Found {self._of} in {self._store.path}: {wanted or 'all'}>"

    def _repr_html_(self) -> str:
        from onrecord._html import entries_html

        return entries_html(list(islice(self, 20)))


def _row(entry: ActorSummary | Record) -> dict[str, Any]:
    if isinstance(entry, ActorSummary):
        return vars(entry) | {"countries": ";".join(entry.countries)}
    document = entry.document
    names = ("title", "publisher", "url", "byline", "published", "language")
    values = {name: getattr(document, name) for name in names}
    return {"document": document.id} | values | {"statements": len(entry.statements), "events": len(entry.events)}


class Store:
    """Articles and their records in one file.

    The file is created when the first article is added. A store can be used by several threads; after a ``fork``, the child process opens
    the file again. A store is pickled as its path.

    :param path: The file; by default, the one named by the environment variable ``ONRECORD_STORE``.

    Methods raise StoreError if the store fails, and ValueError if a query is invalid.
    """

    def __init__(self, path: str | os.PathLike[str] | None = None) -> None:
        path = path if path is not None else os.environ.get(DEFAULT_STORE)
        if not path:
            raise ValueError(f"expected the path of a store, as an argument or in the environment variable {DEFAULT_STORE}")
        self._core = _onrecord.Store(path)

    @property
    def path(self) -> Path:
        """The file."""
        return self._core.path

    def add(
        self,
        articles: Articles,
        *,
        threads: int | None = None,
        reader: Reader | None = None,
        published: str | date | None = None,
        publisher: str | None = None,
        format: Format | None = None,
        columns: Mapping[str, str] | None = None,
        language: Languages = "en",
        errors: Errors = "raise",
        progress: bool | None = None,
    ) -> dict[str, int]:
        """Reads articles, saves their records, and returns how many were ``new``, ``changed`` and the ``same``.

        Articles that are already in the store are not read again. :meth:`Reader.read_many` describes the articles and the options.
        Records are written in batches. If an exception is raised, the records of the articles before it are in the store.
        """
        reader = reader or default_reader()
        options = InputOptions(known_fields({"published": published, "publisher": publisher}), format, columns)
        counts = {"new": 0, "changed": 0, "same": 0}
        batch: list[_onrecord.Record] = []

        def keep() -> None:
            for word in self._core.keep(batch, reader.version) if batch else []:
                counts[word] += 1
            batch.clear()

        def unknown() -> Iterator[Any]:
            for article in outcomes(articles, options):
                if isinstance(article, _onrecord.Article) and self._core.has(article):
                    counts["same"] += 1
                else:
                    yield article

        ahead = _onrecord.ReadAhead(reader._core, threads or n_cores(), language)
        try:
            for record in Readings(ahead, unknown(), errors, progress_bar(articles, progress)):
                batch.append(record._core)
                if len(batch) == BATCH:
                    keep()
        finally:
            keep()
        return counts

    def find(
        self,
        words: str | None = None,
        *,
        of: List = "statements",
        speaker: str | None = None,
        cue: str | None = None,
        about: str | None = None,
        actor: str | None = None,
        recipient: str | None = None,
        type: str | None = None,
        status: str | None = None,
        country: str | None = None,
        actor_country: str | None = None,
        recipient_country: str | None = None,
        any_country: str | None = None,
        place: str | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        story: int | None = None,
        thread: int | None = None,
        verdict: str | None = None,
        min_confidence: float | None = None,
        min_speaker_confidence: float | None = None,
        sort: Sort | None = None,
    ) -> Found:
        """Searches statements, events, actors or articles. The criteria are those of ``onrecord find``; an entry must meet all of them.

        :param words: Words and "phrases" that must all occur.
        :param of: The list to search.
        :param sort: The order of the results; by default ``newest``, and ``relevance`` for actors.
        """
        wanted = known_fields({
            "words": words,
            "speaker": speaker,
            "cue": cue,
            "about": about,
            "actor": actor,
            "recipient": recipient,
            "type": type,
            "status": status,
            "country": country,
            "actor_country": actor_country,
            "recipient_country": recipient_country,
            "any_country": any_country,
            "place": place,
            "since": since,
            "until": until,
            "story": story,
            "thread": thread,
            "verdict": verdict,
            "min_confidence": min_confidence,
            "min_speaker_confidence": min_speaker_confidence,
        })
        found = Found(self, of, wanted, sort or ("relevance" if of == "actors" else "newest"))
        # Runs the query once, so that an invalid query raises here and not during iteration.
        self._core.find(of, wanted, found._sort, (1, 0))
        return found

    def distinct_events(
        self, words: str | None = None, *, sort: DaySort = "newest", **criteria: Any
    ) -> DistinctEvents:
        """Searches events of the world: each once, with all articles of its story that report it.

        :param words: Words and "phrases" that must occur in the sentence of a report.
        :param criteria: The criteria of :meth:`find` for events; one report that meets them is enough.
        """
        wanted = known_fields({"words": words} | criteria)
        # What makes no sense is told at once.
        self._core.find("events", wanted, "newest", (1, 0))
        return DistinctEvents(self._core, wanted, sort)

    def table(self, by: str | Sequence[str], *, count: Counted = "events", **criteria: Any) -> Batch:
        """Counts events, as ``onrecord table`` does.

        :param by: What the rows are, such as ``["month", "dyad"]``.
        :param count: ``events``, each once, or ``mentions``, all articles that report them.
        :param criteria: The criteria of :meth:`find` for events.
        """
        groups = by if isinstance(by, str) else ",".join(by)
        return Batch(self._core.table(known_fields(criteria), groups, count))

    def record(self, id: str, *, corrected: bool = False) -> Record:
        """Returns the current record of the article with this id; with ``corrected``, with people's corrections applied."""
        return Record(self._core.record(self._core.number_of(id), corrected))

    def stories(self) -> Iterator[dict[str, Any]]:
        """Yields the stories, sorted by their latest article, newest first, with the fields of ``onrecord stories --format json``."""
        yield from self._pages(self._core.stories)

    def story(self, id: int) -> dict[str, Any]:
        """Returns a whole story, with the fields of ``onrecord story --format json``."""
        return json.loads(self._core.story(id))

    def corrections(self) -> Iterator[dict[str, Any]]:
        """Yields the corrections, the latest first, with the fields of ``onrecord corrections``."""
        yield from self._pages(self._core.corrections)

    def _pages(self, page: Any) -> Iterator[dict[str, Any]]:
        n_taken, has_more = 0, True
        while has_more:
            text, has_more = page(PAGE, n_taken)
            entries = json.loads(text)
            n_taken += len(entries)
            yield from entries

    def export(
        self,
        path: str | os.PathLike[str],
        *,
        of: List = "articles",
        format: str | None = None,
        table: str | None = None,
        corrected: bool = False,
        min_confidence: float | None = None,
        min_speaker_confidence: float | None = None,
        **criteria: Any,
    ) -> int:
        """Writes records to a file or folder, as ``onrecord export`` does, and returns their number.

        :param of: The list to search. Whole records are written for articles and actors, otherwise only the matching entries.
        :param format: The format; by default, it is inferred from the extension of the file.
        :param table: The table to write, for ``csv`` and ``parquet``.
        :param corrected: Whether to apply people's corrections.
        :param min_confidence: Leaves out statements and events with a lower confidence; a number from 0 to 1.
        :param min_speaker_confidence: Leaves out speakers of statements with a lower confidence; a number from 0 to 1.
        :param criteria: The criteria of :meth:`find`.
        """
        selection = {
            "of": of,
            "criteria": known_fields(criteria),
            "format": format,
            "table": table,
            "corrected": corrected,
            "min_confidence": min_confidence,
            "min_speaker_confidence": min_speaker_confidence,
        }
        return self._core.export(path, selection)

    def __len__(self) -> int:
        """Returns the number of articles."""
        return self._core.n_articles()

    def __bool__(self) -> bool:
        return True

    def __reduce__(self) -> tuple[Any, ...]:
        return Store, (str(self.path),)

    def __repr__(self) -> str:
        return f"Store({str(self.path)!r})"
