"""Obtains articles from text, files, mappings and tables."""

from __future__ import annotations

import datetime
import json
import math
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias, Union, runtime_checkable

from onrecord import _onrecord

#: The number of rows of a table that are converted to Python objects at once.
ROWS_AT_ONCE = 1024


@runtime_checkable
class ByteStream(Protocol):
    """A binary file, or another object with the same method ``read``."""

    def read(self, size: int, /) -> bytes: ...


@runtime_checkable
class ArrowStream(Protocol):
    """A table that exports Arrow data as a stream, such as those of pyarrow, polars and pandas."""

    def __arrow_c_stream__(self, requested_schema: Any | None = None) -> Any: ...


@runtime_checkable
class ArrowArray(Protocol):
    """A batch of rows that exports Arrow data."""

    def __arrow_c_array__(self, requested_schema: Any | None = None) -> Any: ...


#: An article, or a file or folder of articles.
Article: TypeAlias = Union[str, Mapping[str, Any], "os.PathLike[str]", ByteStream]

#: One or more articles.
Articles: TypeAlias = Union[Article, Iterable[Article], ArrowStream, ArrowArray]


@dataclass(frozen=True)
class InputOptions:
    """The options for obtaining articles; :meth:`Reader.read_many` describes them."""

    known: Mapping[str, str]
    format: str | None = None
    columns: Mapping[str, str] | None = None
    name: str | None = None
    first_line: int = 1

    def of_format(self, format: str | None, first_line: int = 1) -> _onrecord._Options:
        """Returns the options in the form that the compiled module expects."""
        return {"known": self.known, "format": format, "columns": self.columns, "first_line": first_line}


#: An article, or the exception raised in its place.
Outcome: TypeAlias = Union[_onrecord.Article, _onrecord.ReadError]


def known_fields(fields: Mapping[str, object | None]) -> dict[str, str]:
    """Returns the fields that have a value, as text."""
    return {name: text for name, value in fields.items() if (text := as_text(value)) is not None}


def as_text(value: object) -> str | None:
    """Returns a date, time or other value as text, or ``None`` if it is missing."""
    if is_missing(value):
        return None
    if isinstance(value, datetime.datetime):
        # RFC 3339 requires a time zone; a time without one is interpreted as UTC.
        return (value if value.tzinfo else value.replace(tzinfo=datetime.timezone.utc)).isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def is_missing(value: object) -> bool:
    """Returns whether a cell is empty: ``None``, NaN, NaT or pandas' NA."""
    if value is None or type(value).__name__ in ("NaTType", "NAType"):
        return True
    return isinstance(value, float) and math.isnan(value)


def outcomes(articles: Articles, options: InputOptions) -> Iterator[Outcome]:
    """Yields the articles lazily, one by one."""
    if isinstance(articles, (str, Mapping, os.PathLike)) or is_stream(articles):
        yield from outcomes_of_one(articles, options)
    elif (rows := rows_of_table(articles)) is not None:
        for row in rows:
            yield from outcomes_of_one(row, options)
    elif isinstance(articles, Iterable):
        for article in articles:
            yield from outcomes_of_one(article, options)
    else:
        raise TypeError(f"expected articles, found {type(articles).__name__}")


def is_stream(value: object) -> bool:
    return isinstance(value, ByteStream) and not hasattr(value, "to_pandas") and not hasattr(value, "schema")


def outcomes_of_one(article: object, options: InputOptions) -> Iterator[Outcome]:
    """Yields the articles in one value: one for text and mappings, any number for files and folders."""
    if isinstance(article, str):
        text = article.encode(errors="replace")
        yield from taken(_onrecord.articles_of_bytes(text, "text", options.of_format("text")))
    elif isinstance(article, Mapping):
        row = {str(name): value for name, value in article.items() if not is_missing(value)}
        line = json.dumps(row, default=as_text, ensure_ascii=True)
        yield from taken(_onrecord.articles_of_bytes(line.encode(), name_of(row), options.of_format("jsonl")))
    elif isinstance(article, os.PathLike):
        yield from outcomes_of_path(Path(article), options)
    elif isinstance(article, ByteStream):
        name = options.name or str(getattr(article, "name", "stream"))
        in_format = options.of_format(options.format, options.first_line)
        yield from taken(_onrecord.articles_of_stream(article, name, in_format))
    else:
        raise TypeError(f"expected text, a mapping, a path or a binary file, found {type(article).__name__}")


def name_of(row: Mapping[str, object]) -> str:
    """Returns the name of a mapping in messages."""
    return f"article {row['id']}" if "id" in row else "article"


def outcomes_of_path(path: Path, options: InputOptions) -> Iterator[Outcome]:
    files = _onrecord.files_in(path) if path.is_dir() else [path]
    for file in files:
        try:
            articles = _onrecord.articles_of_file(file, options.of_format(options.format))
        except _onrecord.ReadError as error:
            yield error
        else:
            yield from taken(articles)


def taken(articles: _onrecord.Articles) -> Iterator[Outcome]:
    """Yields the articles of an input, with an error in place of each article that cannot be read."""
    while True:
        try:
            yield next(articles)
        except StopIteration:
            return
        except _onrecord.ReadError as error:
            yield error


def rows_of_table(table: object) -> Iterator[Mapping[str, Any]] | None:
    """Returns the rows of a table of pandas, polars, pyarrow or another library with Arrow data, or ``None`` for other objects."""
    if hasattr(table, "iter_rows"):  # polars
        return table.iter_rows(named=True)  # pyright: ignore[reportAttributeAccessIssue]
    if hasattr(table, "iloc"):  # pandas
        return rows_of_pandas(table)
    if hasattr(table, "to_pylist") and hasattr(table, "schema"):  # pyarrow
        return rows_of_batches(table.to_batches() if hasattr(table, "to_batches") else [table])  # pyright: ignore
    if isinstance(table, (ArrowStream, ArrowArray)):
        return rows_of_batches(arrow_batches(table))
    return None


def rows_of_pandas(frame: Any) -> Iterator[Mapping[str, Any]]:
    for start in range(0, len(frame), ROWS_AT_ONCE):
        yield from frame.iloc[start : start + ROWS_AT_ONCE].to_dict("records")


def rows_of_batches(batches: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    for batch in batches:
        for start in range(0, batch.num_rows, ROWS_AT_ONCE):
            yield from batch.slice(start, ROWS_AT_ONCE).to_pylist()


def arrow_batches(table: ArrowStream | ArrowArray) -> Iterable[Any]:
    from onrecord._tables import pyarrow

    arrow = pyarrow()
    if isinstance(table, ArrowStream):
        return arrow.RecordBatchReader.from_stream(table)
    return [arrow.record_batch(table)]
