"""Fits the weights with which the reader chooses the actors and recipients of an event.

This is a logistic regression on one entity as the actor or recipient of one mention of an event. The features are
computed by the reader (example `side_choices` of onrecord-read) and include the output of the neural model for the
entity's words; they are therefore fitted on articles that the model has not seen. An entity is right if its words
are at a place where a gold participant of that side is named, or where the annotators marked one in the sentence.
Events that match no gold event are left out."""
import argparse
from pathlib import Path

import torch
import torch.nn.functional as F

from . import annotations, reader, tables
from .countries import places
from .merging import gold_events

MUTUAL = ("AGREE", "CONSULT")     # in these types, actors and recipients are interchangeable


def touches(spans, others):
    """Returns whether a span equals, contains or lies in one of the others."""
    return any(s <= a and b <= e or a <= s and e <= b for s, e in spans for a, b in others)


def gold_sides(row, event):
    """Returns the spans of the participants on each side of a gold event."""
    sides = {}
    for side, key in (("actor", "actors"), ("recipient", "recipients")):
        sides[side] = [span for person in event[key] for span in places(row["text"], person["name"])]
        for words in event.get("arguments") or []:
            sides[side] += [tuple(span) for span in words[key]]
    return sides


def choices(rows, binary):
    """Returns ([features of each candidate], [whether it is right])."""
    features, right = [], []
    for row, read in zip(rows, reader.answers(rows, binary), strict=True):
        gold = gold_events(row, list(dict.fromkeys(tuple(choice[0]) for choice in read["choices"])))
        sides = [gold_sides(row, event) for event in row["events"]]
        for (start, _, kind), side, mentions, names, _ in read["choices"]:
            if start not in gold:
                continue
            spans = sides[gold[start]]
            wanted = spans["actor"] + spans["recipient"] if kind in MUTUAL else spans[side]
            features.append(names)
            right.append(float(touches(mentions, wanted)))
    return features, torch.tensor(right)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/ (see README.md)")
    parser.add_argument("--choices", required=True, help="the example side_choices of onrecord-read, built")
    parser.add_argument("--out", type=Path, required=True, help="the table of weights")
    parser.add_argument("--unseen", type=Path, nargs="+", required=True, help="annotations of articles that the neural model has not seen")
    parser.add_argument("--penalty", type=float, default=3.0, help="weight of half the sum of squares")
    a = parser.parse_args()
    rows = annotations.restored(a.unseen, a.shared / "data")
    held = choices([row for k, row in enumerate(rows) if k % 5 == 0], a.choices)
    train = choices([row for k, row in enumerate(rows) if k % 5], a.choices)

    def fitted(features, right):
        names = tables.frequent(features)
        seen = tables.matrix(features, names)

        def loss(weights):
            return F.binary_cross_entropy_with_logits(torch.sparse.mm(seen, weights[:, None]).squeeze(1), right, reduction="sum")

        return names, tables.fit(len(names), loss, a.penalty)

    names, weights = fitted(*train)
    for name, (features, right) in (("four fifths", train), ("the fifth left out", held)):
        scores = torch.sparse.mm(tables.matrix(features, names), weights[:, None]).squeeze(1)
        found, likelihood = scores > 0, F.binary_cross_entropy_with_logits(scores, right)
        hits = float((found & (right > 0)).sum())
        print(f"{name}: {len(right)} candidates, {int(right.sum())} right; precision {100 * hits / max(int(found.sum()), 1):.1f}, "
              f"recall {100 * hits / max(int(right.sum()), 1):.1f}, log likelihood {-likelihood:.3f}")
    names, weights = fitted(train[0] + held[0], torch.cat([train[1], held[1]]))
    tables.write(a.out, names, weights, "who acts in an event or undergoes it", "sides.py")


if __name__ == "__main__":
    main()
