"""Reads news articles into records: who said what, and who did what to whom.

>>> import onrecord
>>> record = onrecord.read("“We will rebuild,” the mayor, Ana Diaz, said.", published="2025-02-13")
>>> [(statement.speakers[0].name, statement.content_text) for statement in record.statements]
[('Ana Diaz', '“We will rebuild,”')]
"""

from onrecord._onrecord import OnrecordError, ReadError, StoreError, __version__
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
from onrecord._reader import Reader, Readings, read, read_arrow, read_many
from onrecord._record import Record
from onrecord._store import ActorSummary, Found, Store
from onrecord._tables import TABLES, Batch, tables

__all__ = [
    "TABLES",
    "Actor",
    "ActorSummary",
    "Batch",
    "Document",
    "Event",
    "Found",
    "Magnitude",
    "Mention",
    "Notice",
    "OnrecordError",
    "Origin",
    "Place",
    "Quantity",
    "ReadError",
    "Reader",
    "Readings",
    "Record",
    "Span",
    "Statement",
    "Store",
    "StoreError",
    "Time",
    "__version__",
    "read",
    "read_arrow",
    "read_many",
    "tables",
]
