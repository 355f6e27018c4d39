"""Fits the weights for the confidence of the speakers of a statement: the probability that the named speakers are
exactly the right ones, given that the statement is right.

This is a logistic regression on features that the reader computes (example `speaker_features` of onrecord-read),
fitted on annotated articles that the neural model has not seen. The calibration on unseen articles is measured by
cross-validation over folds of articles."""
import argparse
from pathlib import Path

import torch
import torch.nn.functional as F

from . import annotations, reader, tables

FOLDS = 8
BINS = ((0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01))


def words(name):
    return [word for word in name.lower().replace("’s", "").replace("'s", "").split() if word != "the"]


def alike(a, b):
    """Returns whether the words of one name are the last or first words of the other."""
    a, b = sorted((words(a), words(b)), key=len)
    return bool(a) and (b[-len(a):] == a or b[:len(a)] == a)


def covered(spans):
    return {at for start, end in spans for at in range(start, end)}


def gold_of(statement, row):
    """Returns the gold statement with the same cue that shares most of the content; None if they share less than half."""
    cue, content = (covered((span["start"], span["end"]) for span in statement[part]) for part in ("cue", "content"))
    best = (0.5, None)
    for gold in row["statements"]:
        shared = len(content & covered(gold["content"])) / max(len(content | covered(gold["content"])), 1)
        if cue & covered(gold["cue"]) and shared > best[0]:
            best = (shared, gold)
    return best[1]


def is_right(statement, record, gold):
    actors = {actor["id"]: actor for actor in record["actors"]}
    found = [actors[speaker]["name"] for speaker in statement["speakers"]]
    wanted = gold["speaker"]
    return len(found) == len(wanted) and all(any(alike(a, b) for b in wanted) for a in found) and all(any(alike(a, b) for a in found) for b in wanted)


def judged(rows, binary):
    """Returns [(features of the speakers of a statement, whether they are right)] for each article."""
    out = []
    for row, read in zip(rows, reader.answers(rows, binary), strict=True):
        found = []
        for statement, features in zip(read["record"]["statements"], read["features"], strict=True):
            gold = gold_of(statement, row) if features else None
            if gold:
                found.append((features, float(is_right(statement, read["record"], gold))))
        out.append(found)
    return out


def fit(examples, penalty):
    names = tables.frequent([features for features, _ in examples])
    seen, right = tables.matrix([features for features, _ in examples], names), torch.tensor([right for _, right in examples])

    def loss(weights):
        return F.binary_cross_entropy_with_logits(torch.sparse.mm(seen, weights[:, None]).squeeze(1), right, reduction="sum")

    return names, tables.fit(len(names), loss, penalty)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/ (see README.md)")
    parser.add_argument("--features", required=True, help="the example speaker_features of onrecord-read, built")
    parser.add_argument("--out", type=Path, required=True, help="the table of weights")
    parser.add_argument("--unseen", type=Path, nargs="+", required=True, help="annotations of articles that the neural model has not seen")
    parser.add_argument("--penalty", type=float, default=1.0, help="weight of half the sum of squares")
    a = parser.parse_args()
    articles = judged([row for row in annotations.restored(a.unseen, a.shared / "data") if row["statements"]], a.features)
    def probability(fitted, example):
        names, weights = fitted
        return float(torch.sigmoid(sum((weights[names[f]] for f in example[0] if f in names), torch.tensor(0.0))))

    told = tables.told_apart(articles, FOLDS, lambda examples: fit(examples, a.penalty), probability)
    print(f"{len(told)} statements, speakers of {100 * sum(right for _, right in told) / len(told):.1f}% right; by confidence on articles left out:")
    tables.print_reliability(told, BINS, "statements")
    names, weights = fit([x for article in articles for x in article], a.penalty)
    tables.write(a.out, names, weights, "how probably the speakers are right", "speakers.py")


if __name__ == "__main__":
    main()
