"""Fits the weights with which the reader chooses the country of a participant whose own words give none.

This is a conditional logit (McFadden 1974): the utility of each country that the article names is the sum of the
weights of its features, the utility of no country is 0, and the softmax gives the probabilities. The features are
computed by the reader (example `country_choices` of onrecord-read) and include the output of the neural model for
the participant; they are therefore fitted on articles that the model has not seen. The gold countries are in the
`people` of the articles."""
import argparse
from pathlib import Path

import torch

from . import annotations, reader, tables
from .annotations import read_jsonl


def same_words(a, b):
    words = [[w for w in name.lower().split() if w != "the"] for name in (a, b)]
    return words[0] == words[1]


def places(text, name):
    found, at = [], text.find(name)
    while at >= 0:
        found.append((at, at + len(name)))
        at = text.find(name, at + 1)
    return found


def gold_countries(row, record):
    """Returns {index of an actor: gold country or None} for the actors that are participants: they have the same name,
    or a mention at its position."""
    found = {}
    for person in row["people"]:
        spans, rank = places(row["text"], person["name"]), []
        for number, actor in enumerate(record["actors"]):
            equal = same_words(actor["name"], person["name"])
            here = any(m["form"] != "pronoun" and m["start"] < e and s < m["end"] and m["end"] == e
                       for m in actor["mentions"] for s, e in spans)
            if equal or here:
                rank.append((equal, len(actor["mentions"]), -number))
        if rank:
            found[-max(rank)[2]] = person["country"]
    return found


def choices(rows, binary):
    """Returns [(features of each candidate, index of the right one; the number of candidates if no country is right)]."""
    out, missing = [], 0
    for row, read in zip(rows, reader.answers(rows, binary), strict=True):
        gold = gold_countries(row, read["record"])
        for choice in read["choices"]:
            if choice["actor"] not in gold or not choice["candidates"]:
                continue
            country = gold[choice["actor"]]
            codes = [code for code, _ in choice["candidates"]]
            missing += country is not None and country not in codes
            # A country that the article does not name cannot be chosen: no country is then the best answer.
            right = codes.index(country) if country in codes else len(codes)
            out.append(([features for _, features in choice["candidates"]], right))
    print(f"{len(out)} choices, {missing} of them with a country that the article does not name")
    return out


class Choices:
    """The candidates of all choices in one matrix, so that sums can be computed per choice."""

    def __init__(self, found, names):
        self.n = len(found)
        self.of, right, rows = [], [], []
        for k, (candidates, gold) in enumerate(found):
            right.append(len(self.of) + gold if gold < len(candidates) else -1)
            rows += candidates
            self.of += [k] * len(candidates)
        self.of, self.right = torch.tensor(self.of), torch.tensor(right)
        self.matrix = tables.matrix(rows, names)

    def log_probabilities(self, weights):
        """Returns the log probability of the right answer of each choice, and whether it is the most probable one."""
        scores = torch.sparse.mm(self.matrix, weights[:, None]).squeeze(1)
        total = torch.ones(self.n).index_add(0, self.of, scores.exp())
        none = self.right < 0
        right = torch.where(none, torch.zeros(self.n), scores[self.right.clamp(min=0)])
        best = torch.zeros(self.n).scatter_reduce(0, self.of, scores, "amax")
        return right - total.log(), right >= best


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/ (see README.md)")
    parser.add_argument("--choices", required=True, help="the example country_choices of onrecord-read, built")
    parser.add_argument("--out", type=Path, required=True, help="the table of weights")
    parser.add_argument("--penalty", type=float, default=4.0, help="weight of half the sum of squares")
    parser.add_argument("--unseen", type=Path, nargs="+", required=True, help="annotations of articles that the neural model has not seen")
    a = parser.parse_args()
    train = choices(annotations.restored(a.unseen, a.shared / "data"), a.choices)
    dev = choices(read_jsonl(a.shared / "data/world/dev.jsonl"), a.choices)
    names = tables.frequent([f for candidate in candidates for f in candidate] for candidates, _ in train)
    train, dev = Choices(train, names), Choices(dev, names)
    weights = tables.fit(len(names), lambda weights: -train.log_probabilities(weights)[0].sum(), a.penalty)
    with torch.no_grad():
        for name, part in (("train", train), ("dev", dev)):
            likelihood, right = part.log_probabilities(weights)
            print(f"{name}: right {100 * right.float().mean():.1f}% of {part.n}, log likelihood {likelihood.mean():.3f}")
    tables.write(a.out, names, weights, "which country a participant belongs to", "countries.py")


if __name__ == "__main__":
    main()
