"""The spans of records in documents of spaCy."""

from __future__ import annotations

from typing import Any

import onrecord
import pytest


class Doc:
    """What onrecord needs of a document of spaCy."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: dict[str, Any] = {}

    def char_span(self, start_idx: int, end_idx: int, label: str, *, alignment_mode: str, span_id: str) -> Any:
        assert alignment_mode == "expand"
        return self.text[start_idx:end_idx], label, span_id


def test_spans_have_labels_and_ids(record: onrecord.Record) -> None:
    doc = record.to_spacy(Doc(record.text))
    said = next(statement for statement in record.statements if statement.kind == "direct")
    assert ("“We will rebuild the harbour,”", "direct", said.id) in doc.spans["contents"]
    assert ("met", "CONSULT", "e1") in doc.spans["events"]
    assert ("Oslo", "NOR", "p1") in doc.spans["places"]
    assert sorted(doc.spans) == ["actors", "contents", "cues", "events", "places", "quantities", "sources", "times"]
    with pytest.raises(ValueError, match="a different text"):
        record.to_spacy(Doc("It rained."))


def test_documents_of_spacy_take_them(record: onrecord.Record) -> None:
    spacy = pytest.importorskip("spacy")
    doc = record.to_spacy(spacy.blank("en")(record.text))
    assert [(span.text, span.label_, span.id_) for span in doc.spans["events"]][0] == ("met", "CONSULT", "e1")
    assert "“We will rebuild the harbour,”" in [span.text for span in doc.spans["contents"]]
