"""What several tests need."""

from __future__ import annotations

from pathlib import Path

import onrecord
import pytest

#: An article of ours with a statement, events, a time and a place.
TEXT = (
    "Mayor Ana Díaz met Prime Minister Tomas Berg in Oslo on 12 February 2025. “We will rebuild the harbour,” Díaz said. "
    "Norway had promised €20 million in aid, according to a spokesman for the city."
)


@pytest.fixture(scope="session")
def record() -> onrecord.Record:
    return onrecord.read(TEXT, published="2025-02-13", publisher="The Harbour Post", title="Díaz meets Berg", id="n1")


@pytest.fixture()
def folder(tmp_path: Path) -> Path:
    """A folder with articles in two formats, and files that are not articles."""
    (tmp_path / "a.txt").write_text("Rain in Oslo\n\nIt rained in Oslo on Monday, Kari Lund said.\n", encoding="utf-8")
    rows = ['{"id": "j1", "text": "Peru accused Chile of spying.", "published": "2025-03-01"}', '{"title": "no text"}']
    (tmp_path / "b.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (tmp_path / "c.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text("Nobody reads this.", encoding="utf-8")
    return tmp_path
