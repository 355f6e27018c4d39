"""Records as tables, with the columns of ``onrecord read --format parquet``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

from onrecord import _onrecord
from onrecord._record import Record

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow as pa

#: The names of all tables. The table ``records`` has a row per article with the whole record as JSON.
TABLES: tuple[str, ...] = tuple(_onrecord.table_names())


def pyarrow() -> ModuleType:
    """Returns pyarrow. Raises ImportError with a hint if it is not installed."""
    return installed("pyarrow")


def installed(name: str) -> ModuleType:
    """Returns the module of an optional library."""
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ImportError(f"this needs {name}: pip install {name}") from error


class Batch:
    """Rows of a table. Libraries that read Arrow data accept it: ``polars.DataFrame(batch)``, ``pyarrow.record_batch(batch)``."""

    def __init__(self, core: _onrecord.Batch) -> None:
        self._core = core

    @property
    def num_rows(self) -> int:
        """The number of rows."""
        return self._core.num_rows

    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""
        return self._core.column_names

    def __arrow_c_schema__(self) -> Any:
        return self._core.__arrow_c_schema__()

    def __arrow_c_array__(self, requested_schema: Any | None = None) -> Any:
        return self._core.__arrow_c_array__(requested_schema)

    def to_arrow(self) -> pa.RecordBatch:
        """Returns the rows as a pyarrow record batch."""
        return pyarrow().record_batch(self)

    def to_pandas(self) -> pandas.DataFrame:
        """Returns the rows as a pandas data frame, with ``date`` as a pandas timestamp. Requires pyarrow."""
        return self.to_arrow().to_pandas(date_as_object=False)

    def to_polars(self) -> polars.DataFrame:
        """Returns the rows as a polars data frame."""
        return installed("polars").DataFrame(self)

    def __len__(self) -> int:
        return self.num_rows

    def __repr__(self) -> str:
        return f"<Batch of {self.num_rows} rows: {', '.join(self.column_names)}>"


def tables(records: Iterable[Record], names: Sequence[str] = TABLES) -> dict[str, Batch]:
    """Returns the tables ``names`` of the records, by name. Rows are in the order of the records.

    Raises ValueError if a name is not that of a table.
    """
    cores = [record._core for record in records]
    return {name: Batch(core) for name, core in zip(names, _onrecord.tables(cores, list(names)), strict=True)}
