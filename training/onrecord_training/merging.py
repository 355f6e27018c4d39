"""Fits the weights with which the reader merges mentions of one event.

This is a logistic regression on pairs of mentions of the same type in one article. The features are computed by the
reader (example `mention_pairs` of onrecord-read). A pair belongs to one event if both mentions overlap anchors of
the same gold event with a matching type, in the world articles and in our own annotations. Mentions that match no
gold event are left out."""
import argparse
from pathlib import Path

import torch
import torch.nn.functional as F

from . import annotations, reader, tables
from .annotations import read_jsonl


LEAST = 1.1       # the minimum score at which the reader merges


def gold_events(row, anchors):
    """Returns {start of an anchor found by the reader: index of the gold event that it states}."""
    found, taken = {}, set()
    for number, event in enumerate(row["events"]):
        types = {event["type"], *(event.get("alt") or [])}
        for k, (start, end) in enumerate(event["anchors"]):
            for s, e, kind in anchors:
                if s not in found and kind in types and s < end and start < e and (number, k) not in taken:
                    found[s] = number
                    taken.add((number, k))
    return found


def pairs(rows, binary):
    """Returns ([features of each pair], [whether it belongs to one event])."""
    features, same = [], []
    for row, read in zip(rows, reader.answers(rows, binary), strict=True):
        gold = gold_events(row, read["anchors"])
        for earlier, later, names in read["pairs"]:
            if earlier in gold and later in gold:
                features.append(names)
                same.append(float(gold[earlier] == gold[later]))
    return features, torch.tensor(same)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/ (see README.md)")
    parser.add_argument("--pairs", required=True, help="the example mention_pairs of onrecord-read, built")
    parser.add_argument("--out", type=Path, required=True, help="the table of weights")
    parser.add_argument("--penalty", type=float, default=2.0, help="weight of half the sum of squares")
    parser.add_argument("--annotations", type=Path, default=Path(__file__).parents[1] / "annotations")
    a = parser.parse_args()
    train, same = pairs(annotations.world_train(a.shared / "data", a.annotations), a.pairs)
    dev, same_dev = pairs(read_jsonl(a.shared / "data/world/dev.jsonl"), a.pairs)
    names = tables.frequent(train)
    seen = tables.matrix(train, names)

    def scores(matrix, weights):
        return torch.sparse.mm(matrix, weights[:, None]).squeeze(1)

    def loss(weights):
        return F.binary_cross_entropy_with_logits(scores(seen, weights), same, reduction="sum")

    weights = tables.fit(len(names), loss, a.penalty)
    for name, matrix, gold in (("train", seen, same), ("dev", tables.matrix(dev, names), same_dev)):
        found = scores(matrix, weights) >= LEAST
        right = (found & (gold > 0)).sum() / max(int(found.sum()), 1), (found & (gold > 0)).sum() / max(int(gold.sum()), 1)
        print(f"{name}: {len(gold)} pairs, {int(gold.sum())} of one event; precision {100 * right[0]:.1f}, recall {100 * right[1]:.1f}")
    tables.write(a.out, names, weights, "whether two mentions are of one event", "merging.py")


if __name__ == "__main__":
    main()
