"""Fits the weights with which the reader resolves descriptions ("the company") and pronouns to an antecedent.

This is a conditional logit (McFadden 1974): the utility of each entity mentioned before is the sum of the weights of
its features, and that of no antecedent is 0. The features are computed by the reader (example `references` of
onrecord-read). The referent of a description or a pronoun is known if it is the source of a gold statement, or the
only actor or recipient of a gold event, in the world articles and in our own annotations."""
import argparse
from pathlib import Path

import torch

from . import annotations, reader, tables
from .annotations import read_jsonl
from .countries import Choices
from .named_references import SHARE, is_one, known

PRONOUNS = ("he or she", "it", "they")


def choices(rows, binary):
    """Returns [(features of each candidate, index of the right one; the number of candidates if none is right)]."""
    out = []
    for row, read in zip(rows, reader.answers(rows, binary), strict=True):
        gold = known(row)
        for (start, end), candidates in read["references"]:
            for s, e, names, described in gold:
                if min(end, e) - max(start, s) < SHARE * (e - s) or any(name in row["text"][s:e] for name in names):
                    continue
                is_pronoun = any(feature.split("|")[1] in PRONOUNS for feature in candidates[0][1] if feature.startswith("kind|"))
                meant = names + described if is_pronoun else names
                right = next((k for k, (spans, _) in enumerate(candidates) if is_one(row["text"], spans, meant)), len(candidates))
                # Nothing is learned from a pronoun whose referent the reader has not found.
                if right < len(candidates) or not is_pronoun:
                    out.append(([features for _, features in candidates], right))
                break
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/ (see README.md)")
    parser.add_argument("--references", required=True, help="the example references of onrecord-read, built")
    parser.add_argument("--out", type=Path, required=True, help="the table of weights")
    parser.add_argument("--penalty", type=float, default=3.0, help="weight of half the sum of squares")
    parser.add_argument("--unseen", type=Path, nargs="+", help="annotations of articles that the coreference head has not seen, where it has seen some")
    parser.add_argument("--annotations", type=Path, default=Path(__file__).parents[1] / "annotations")
    a = parser.parse_args()
    data = a.shared / "data"
    rows = annotations.restored(a.unseen, data) if a.unseen else annotations.world_train(data, a.annotations)
    train = choices(rows, a.references)
    dev = choices(read_jsonl(a.shared / "data/world/dev.jsonl"), a.references)
    names = tables.frequent([f for candidate in candidates for f in candidate] for candidates, _ in train)
    train, dev = Choices(train, names), Choices(dev, names)
    weights = tables.fit(len(names), lambda weights: -train.log_probabilities(weights)[0].sum(), a.penalty)
    with torch.no_grad():
        for name, part in (("train", train), ("dev", dev)):
            likelihood, right = part.log_probabilities(weights)
            print(f"{name}: right {100 * right.float().mean():.1f}% of {part.n}, {int((part.right >= 0).sum())} to somebody named, "
                  f"{100 * right[part.right >= 0].float().mean():.1f}% of those; log likelihood {likelihood.mean():.3f}")
    tables.write(a.out, names, weights, "the antecedent of a description or a pronoun", "references.py")


if __name__ == "__main__":
    main()
