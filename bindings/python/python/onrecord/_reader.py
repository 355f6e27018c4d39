"""Reads articles."""

from __future__ import annotations

import os
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from datetime import date
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, TypeAlias, TypeVar

from onrecord import _onrecord
from onrecord._record import Record
from onrecord._sources import Article, Articles, InputOptions, Outcome, known_fields, outcomes
from onrecord._tables import TABLES, pyarrow, tables

if TYPE_CHECKING:
    import pyarrow as pa

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

#: What becomes of an article that cannot be read: an exception, a warning, or nothing.
Errors: TypeAlias = Literal["raise", "warn", "skip"]

#: The formats of files, as ``onrecord read --input-format`` has them.
Format: TypeAlias = Literal["text", "html", "jsonl", "json", "csv", "tsv", "feed", "warc", "newsml", "docx", "epub"]

#: The languages of the articles that are read: of others, only the text and the metadata are in the record. With ``any``, all are read
#: as if they were in English.
Languages: TypeAlias = Literal["en", "any"]


class Reader:
    """Reads articles, with the bundled ontology and knowledge or with those of a user.

    :param ontology: A file with an ontology to code events with, instead of the bundled one.
    :param knowledge: A file with organizations and people that are known besides the bundled ones.

    Raises ReadError if a file has a mistake. A reader can be used by several threads at once, and is pickled as its arguments.
    """

    def __init__(
        self, ontology: str | os.PathLike[str] | None = None, knowledge: str | os.PathLike[str] | None = None
    ) -> None:
        self._arguments = (ontology, knowledge)
        self._core = _onrecord.Reader(ontology, knowledge)

    @property
    def version(self) -> str:
        """The version of the program and of its model: both determine the records."""
        return self._core.version

    def read(
        self,
        article: Article,
        *,
        published: str | date | None = None,
        publisher: str | None = None,
        title: str | None = None,
        url: str | None = None,
        id: str | None = None,
        format: Format | None = None,
        language: Languages = "en",
        min_confidence: float | None = None,
        min_speaker_confidence: float | None = None,
    ) -> Record:
        """Returns the record of one article.

        :param article: The text; a mapping with ``text`` and what is known of it, as in a line of JSON Lines; a path; or a binary file.
        :param published: The date of publication, where the article does not give one. Without a date, times such as "on Friday" have none.
        :param publisher: The publisher, where the article does not give one; ``title``, ``url`` and ``id`` likewise.
        :param format: The format of a file, where its name and content do not tell.
        :param language: Whether only articles in English are read (``en``), or ``any`` as if they were in English.
        :param min_confidence: Leaves out statements and events that are less sure, from 0 to 1.
        :param min_speaker_confidence: Leaves out the speakers of statements where they are less sure.

        Raises ReadError if the article cannot be read, or if a file does not have exactly one.
        """
        known = known_fields({"published": published, "publisher": publisher, "title": title, "url": url, "id": id})
        found = list(outcomes(article, InputOptions(known, format)))
        if len(found) != 1:
            raise _onrecord.ReadError(f"expected one article, found {len(found)}; read_many reads several")
        if isinstance(found[0], _onrecord.ReadError):
            raise found[0]
        return Record(self._core.read(found[0], language, min_confidence, min_speaker_confidence))

    def read_many(
        self,
        articles: Articles,
        *,
        threads: int | None = None,
        published: str | date | None = None,
        publisher: str | None = None,
        format: Format | None = None,
        columns: Mapping[str, str] | None = None,
        name: str | None = None,
        first_line: int = 1,
        language: Languages = "en",
        min_confidence: float | None = None,
        min_speaker_confidence: float | None = None,
        errors: Errors = "raise",
        progress: bool | None = None,
    ) -> Readings:
        """Returns the records of many articles, one after another, in their order.

        Few articles are in memory at a time. The records do not depend on the number of threads.

        :param articles: Articles as :meth:`read` takes them, in any iterable; a table of pandas, polars or pyarrow with a column ``text``, and
            ``id``, ``title``, ``published``, ``publisher``, ``url``, ``byline``, ``language`` where known; or a file or folder of articles.
        :param threads: The number of articles that are read at the same time; by default, the number of cores.
        :param format: The format of files, where their names and contents do not tell.
        :param columns: The columns of CSV and TSV files by field, such as ``{"text": "body"}``; usual names are found without it.
        :param name: What records and messages call a binary file, by default its attribute ``name``.
        :param first_line: The number of the first line of a binary file that is a part of a file of JSON Lines.
        :param language: Whether only articles in English are read (``en``), or ``any`` as if they were in English.
        :param errors: What becomes of articles that cannot be read: ``raise`` an exception (the iterator can be used after it), ``warn``,
            or ``skip``.
        :param progress: Whether to show a progress bar with tqdm; by default, where it is installed and somebody can see it.
        """
        known = known_fields({"published": published, "publisher": publisher})
        options = InputOptions(known, format, columns, name, first_line)
        ahead = _onrecord.ReadAhead(self._core, threads or n_cores(), language, min_confidence, min_speaker_confidence)
        return Readings(ahead, outcomes(articles, options), errors, progress_bar(articles, progress))

    def read_arrow(
        self,
        batch: Articles,
        *,
        names: Sequence[str] = TABLES,
        threads: int | None = None,
        published: str | date | None = None,
        publisher: str | None = None,
        language: Languages = "en",
        min_confidence: float | None = None,
        min_speaker_confidence: float | None = None,
        errors: Errors = "raise",
    ) -> dict[str, pa.RecordBatch]:
        """Returns the tables of the articles in a batch, by name, with the column types of ``onrecord read --format parquet``.

        The table ``records`` has a row per article with its id, its date of publication and its record as JSON. Needs pyarrow.

        :param batch: A batch or table of Arrow with a column ``text``, or other articles as :meth:`read_many` takes them.
        :param names: The tables that are wanted.
        """
        pyarrow()
        records = self.read_many(
            batch,
            threads=threads,
            published=published,
            publisher=publisher,
            language=language,
            min_confidence=min_confidence,
            min_speaker_confidence=min_speaker_confidence,
            errors=errors,
            progress=False,
        )
        return {name: table.to_arrow() for name, table in tables(records, names).items()}

    def __reduce__(self) -> tuple[Any, ...]:
        return Reader, self._arguments

    def __repr__(self) -> str:
        return f"<Reader {self.version}>"


class Readings(Iterator[Record]):
    """Records of articles, which are read on other threads while the caller works with earlier ones.

    The source of the articles is asked for them on the thread of the caller.
    """

    def __init__(
        self, ahead: _onrecord.ReadAhead, articles: Iterator[Outcome], errors: Errors, bar: Any | None
    ) -> None:
        if errors not in ("raise", "warn", "skip"):
            raise ValueError(f"errors: expected raise, warn or skip, found {errors!r}")
        self._ahead = ahead
        self._articles = articles
        self._errors = errors
        self._bar = bar
        # What the source raises is raised after the records of the articles before it.
        self._failure: deque[BaseException] = deque()
        self._has_more = True

    def __next__(self) -> Record:
        while True:
            self._fill()
            try:
                record = self._ahead.take()
            except _onrecord.ReadError as error:
                self._step()
                if self._errors == "raise":
                    raise
                if self._errors == "warn":
                    warnings.warn(str(error), stacklevel=2)
                continue
            if record is None:
                self._end()
                raise StopIteration
            self._step()
            return Record(record)

    def _fill(self) -> None:
        while self._has_more and self._ahead.has_room():
            try:
                article = next(self._articles)
            except StopIteration:
                self._has_more = False
            except BaseException as failure:
                self._has_more = False
                self._failure.append(failure)
            else:
                if isinstance(article, _onrecord.ReadError):
                    self._ahead.add_failure(str(article))
                else:
                    self._ahead.add(article)

    def _step(self) -> None:
        if self._bar is not None:
            self._bar.update()

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.close()
        if self._failure:
            raise self._failure.popleft()


def n_cores() -> int:
    """Returns the number of cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def progress_bar(articles: Articles, wanted: bool | None) -> Any | None:
    """Returns a progress bar of tqdm, where it is wanted and installed."""
    ipython = sys.modules.get("IPython")
    is_notebook = ipython is not None and ipython.get_ipython() is not None
    is_seen = is_notebook or (sys.stderr is not None and sys.stderr.isatty())
    if wanted is False or (wanted is None and not is_seen):
        return None
    try:
        from tqdm.auto import tqdm
    except ImportError:
        return None
    total = len(articles) if isinstance(articles, Sized) and not isinstance(articles, (str, Mapping)) else None
    return tqdm(total=total, unit="article")


@lru_cache(maxsize=1)
def default_reader() -> Reader:
    return Reader()


def of_default_reader(method: Callable[Concatenate[Reader, Arguments], Result]) -> Callable[Arguments, Result]:
    """Returns a method of the reader without options as a function. The reader is made when it is first needed."""

    @wraps(method)
    def call(*arguments: Arguments.args, **options: Arguments.kwargs) -> Result:
        return method(default_reader(), *arguments, **options)

    return call


read = of_default_reader(Reader.read)
read_many = of_default_reader(Reader.read_many)
read_arrow = of_default_reader(Reader.read_arrow)
