"""Fits the weights for the confidence of events: the probability that an event of the record is right.

This is a logistic regression on features that the reader computes (example `event_judgements` of onrecord-read),
fitted on annotated articles that the neural model has not seen. An event is right if its anchor overlaps an anchor
of a gold event with a matching type. For an event with several mentions, the most confident one counts, as in the
reader. The calibration on unseen articles is measured by cross-validation over folds of articles."""
import argparse
from pathlib import Path

import torch
import torch.nn.functional as F

from . import annotations, reader, tables

FOLDS = 8


def judged(rows, binary):
    """Returns [(features of each mention, whether the event is right)] for each article."""
    out = []
    for row, read in zip(rows, reader.answers(rows, binary), strict=True):
        found = []
        for event, mentions in zip(read["record"].get("events", []), read["features"]):
            start, end = event["anchor"]["start"], event["anchor"]["end"]
            right = any(event["type"] in {gold["type"], *(gold.get("alt") or [])} and any(start < e and s < end for s, e in gold["anchors"])
                        for gold in row["events"])
            if mentions:
                found.append((mentions, float(right)))
        out.append(found)
    return out


def probabilities(examples, names, weights):
    """Returns the probability of each example, which is that of its most probable mention."""
    def score(features):
        return sum((weights[names[f]] for f in features if f in names), torch.tensor(0.0))
    return [float(torch.sigmoid(max(map(score, mentions)))) for mentions, _ in examples]


def fit(examples, penalty):
    """Fits the weights to the most confident mention of each event, found with the weights of the previous round."""
    names = tables.frequent([features for mentions, _ in examples for features in mentions])
    right = torch.tensor([right for _, right in examples])
    weights = torch.zeros(len(names))
    for _ in range(3):
        chosen = [max(mentions, key=lambda features: float(sum(weights[names[f]] for f in features if f in names))) for mentions, _ in examples]
        seen = tables.matrix(chosen, names)

        def loss(weights):
            return F.binary_cross_entropy_with_logits(torch.sparse.mm(seen, weights[:, None]).squeeze(1), right, reduction="sum")

        weights = tables.fit(len(names), loss, penalty)
    return names, weights


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/ (see README.md)")
    parser.add_argument("--judgements", required=True, help="the example event_judgements of onrecord-read, built")
    parser.add_argument("--out", type=Path, required=True, help="the table of weights")
    parser.add_argument("--unseen", type=Path, nargs="+", required=True, help="annotations of articles that the neural model has not seen")
    parser.add_argument("--penalty", type=float, default=1.0, help="weight of half the sum of squares")
    a = parser.parse_args()
    articles = judged(annotations.restored(a.unseen, a.shared / "data"), a.judgements)
    told = tables.told_apart(articles, FOLDS, lambda examples: fit(examples, a.penalty), lambda fitted, x: probabilities([x], *fitted)[0])
    print(f"{len(told)} events, {100 * sum(right for _, right in told) / len(told):.1f}% right; by confidence on articles left out:")
    tables.print_reliability(told, ((0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 1.01)), "events")
    names, weights = fit([x for article in articles for x in article], a.penalty)
    tables.write(a.out, names, weights, "how probably an event is right", "confidence.py")


if __name__ == "__main__":
    main()
