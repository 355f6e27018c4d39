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

#: What happens if an article cannot be read: an exception is raised, a warning is issued, or the article is skipped.
Errors: TypeAlias = Literal["raise", "warn", "skip"]

#: The formats of files, with the names that ``onrecord read --input-format`` uses.
Format: TypeAlias = Literal["text", "html", "jsonl", "json", "csv", "tsv", "feed", "warc", "newsml", "docx", "epub"]

#: The languages to read. The record of an article in another language has only its text and metadata. With ``any``, all articles are
#: read as if they were in English.
Languages: TypeAlias = Literal["en", "any"]


class Reader:
    """Reads articles with the bundled ontology and knowledge, or with files of your own.

    :param ontology: A file with an ontology for coding events, which replaces the bundled one.
    :param knowledge: A file with organizations and people, which take precedence over the bundled ones.

    Raises ReadError if a file has a mistake. A reader can be used by several threads at once. It is pickled as its arguments.
    """

    def __init__(
        self, ontology: str | os.PathLike[str] | None = None, knowledge: str | os.PathLike[str] | None = None
    ) -> None:
        self._arguments = (ontology, knowledge)
        self._core = _onrecord.Reader(ontology, knowledge)

    @property
    def version(self) -> str:
        """The version of the program and the model, which together determine the records."""
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

        :param article: The text; a mapping with ``text`` and optional metadata, as in a line of JSON Lines; a path; or a binary file.
        :param published: The publication date, used if the article does not state one. Without a publication date, times such as
            "on Friday" are not resolved to a calendar date.
        :param publisher: The publisher, used if the article does not state one; ``title``, ``url`` and ``id`` work in the same way.
        :param format: The format of a file, needed if it cannot be recognized from the name or the content.
        :param language: ``en`` to read only articles in English, or ``any`` to read all articles as if they were in English.
        :param min_confidence: Leaves out statements and events with a lower confidence; a number from 0 to 1.
        :param min_speaker_confidence: Leaves out speakers of statements with a lower confidence; a number from 0 to 1.

        Raises ReadError if the article cannot be read, or if a file does not contain exactly one article.
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
        """Returns an iterator over the records of many articles, in the order of the articles.

        Only a few articles are in memory at a time. The records do not depend on the number of threads.

        :param articles: An iterable of articles as in :meth:`read`; a table of pandas, polars or pyarrow with a column ``text`` and
            optional columns ``id``, ``title``, ``published``, ``publisher``, ``url``, ``byline`` and ``language``; or a file or folder.
        :param threads: The number of articles that are read at the same time; by default, the number of cores.
        :param format: The format of files, needed if it cannot be recognized from their names or contents.
        :param columns: The columns of CSV and TSV files by field, such as ``{"text": "body"}``; usual names are found without it.
        :param name: The name of a binary file in records and messages; by default, its attribute ``name``.
        :param first_line: The number of the first line, if a binary file is a part of a file of JSON Lines.
        :param language: ``en`` to read only articles in English, or ``any`` to read all articles as if they were in English.
        :param errors: What to do with articles that cannot be read: ``raise`` an exception (iteration can continue after it), ``warn``,
            or ``skip`` them.
        :param progress: Whether to show a progress bar with tqdm; by default, in terminals and notebooks if tqdm is installed.
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

        The table ``records`` has a row per article with its id, its publication date and its record as JSON. Requires pyarrow.

        :param batch: An Arrow batch or table with a column ``text``, or any articles that :meth:`read_many` accepts.
        :param names: The names of the tables to return.
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
    """An iterator over the records of articles, which are read ahead on other threads.

    The iterable of articles is consumed on the thread of the caller.
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
        # An exception of the iterable of articles is raised after the records of the articles before it.
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
    """Returns a progress bar of tqdm if it is wanted and installed, and ``None`` otherwise."""
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
    """Returns a function that calls ``method`` on the default reader, which is created when it is first needed."""

    @wraps(method)
    def call(*arguments: Arguments.args, **options: Arguments.kwargs) -> Result:
        return method(default_reader(), *arguments, **options)

    return call


read = of_default_reader(Reader.read)
read_many = of_default_reader(Reader.read_many)
read_arrow = of_default_reader(Reader.read_arrow)
