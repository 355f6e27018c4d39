"""Events of the world: each once, with all articles of its story that report it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from onrecord import _onrecord
from onrecord._tables import Batch

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow as pa

#: Events that are asked for at once. All articles of the stories are read for each request.
PAGE = 10_000

DaySort: TypeAlias = Literal["newest", "oldest"]


class DistinctEvents:
    """What a search for distinct events finds."""

    def __init__(self, core: _onrecord.Store, wanted: dict[str, str], sort: DaySort) -> None:
        self._core = core
        self._wanted = wanted
        self._sort: DaySort = sort

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yields events with the fields of ``onrecord find --distinct --format json``; ``reports`` are the entries of articles that report them."""
        n_taken, has_more = 0, True
        while has_more:
            page, has_more = self._core.distinct(self._wanted, self._sort, (PAGE, n_taken))
            events = json.loads(page)
            n_taken += len(events)
            yield from events

    def rows(self) -> Batch:
        """Returns a row for each event, with the columns of ``onrecord export --distinct``, story by story."""
        return Batch(self._core.distinct_rows(self._wanted))

    def to_arrow(self) -> pa.RecordBatch:
        """Returns the rows as a batch of pyarrow."""
        return self.rows().to_arrow()

    def to_pandas(self) -> pandas.DataFrame:
        """Returns the rows as a data frame of pandas. Needs pyarrow."""
        return self.rows().to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """Returns the rows as a data frame of polars."""
        return self.rows().to_polars()

    def __repr__(self) -> str:
        wanted = ", ".join(f"{name}={value!r}" for name, value in self._wanted.items())
        return f"<DistinctEvents: {wanted or 'all'}>"
