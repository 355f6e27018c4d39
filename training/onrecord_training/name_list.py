"""Labels names in texts without name annotations, from a list of frequent names.

The list (`annotations/frequent-names.tsv`) has a line for each sequence of capitalized words that is frequent in the
texts of PolNeAR, of the world articles and of ECB+: the sequence, a tab, and the names in it, as `words=TYPE` with
types of `labels.NAME_TYPES`, separated by ` ; `; empty if it contains no name, and `?` if that depends on the context.
Sequences that are not listed have no labels.

    python -m onrecord_training.name_list DATA LEAST   lists sequences that occur at least LEAST times, with examples
"""
import argparse
import collections
import re

from . import annotations, labels
from .aligner import Aligner

WORD = r"(?:[A-Z][\w’'.-]*\w|[A-Z]\.(?:[A-Z]\.)+|[A-Z]\.?)"
SEQUENCE = re.compile(rf"(?<![\w’'])({WORD}(?: (?:of the |of |for the |for |de |bin |al-|& )?{WORD})*)")
POSSESSIVE = re.compile(r"[’']s\b.*$")
BEGINS = re.compile(r"(?:^|[.!?:\n—][\"“‘(]?\s*[\"“‘(]?)$")


def sequences(text):
    """Yields (start, end, whether the first word may be capitalized only because it begins a sentence) for each
    sequence of capitalized words."""
    for match in SEQUENCE.finditer(text):
        words = POSSESSIVE.sub("", match.group(1))
        yield match.start(1), match.start(1) + len(words), bool(BEGINS.search(text[max(0, match.start(1) - 4):match.start(1)]))


def parsed(path):
    """Returns {sequence: [(words, type)], or None if it depends on the context}."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        sequence, _, told = line.partition("\t")
        if line.startswith("#") or not sequence:
            continue
        found[sequence] = None if told == "?" else [tuple(part.rsplit("=", 1)) for part in told.split(" ; ") if part]
        for words, kind in found[sequence] or []:
            if kind not in labels.NAME_TYPES or words not in sequence:
                raise ValueError(f"{path}: {line!r}")
    return found


KINDS = {"person": "PER", "organization": "ORG", "country": "LOC", "place": "LOC"}


def of_people(people):
    """Returns the sequences that name participants of an annotated article, and the surnames of persons, with the names
    in them."""
    found = {}
    for person in people:
        name, kind = person["name"], KINDS.get(person["kind"])
        if kind and " " in name and SEQUENCE.fullmatch(name):
            found[name] = [(name, kind)]
            if kind == "PER":
                surname = name.rsplit(" ", 1)[1]
                found[surname] = [(surname, kind)]
    return found


def tags(text, doc, known):
    """Returns the tag of each token as in `labels.NAME_TAGS`; -100 for tokens whose tag is unknown."""
    aligner, out = Aligner(doc["tokens"]), [0] * len(doc["tokens"])
    for start, end, begins in sequences(text):
        words = text[start:end]
        if words not in known and begins and " " in words:
            # In "On Tuesday" or "The Senate", the first word may not be part of the name.
            a, b = aligner.range(start, start + len(words.split(" ")[0]))
            out[a:b] = [-100] * (b - a)
            start += len(words.split(" ")[0]) + 1
            words = text[start:end]
        a, b = aligner.range(start, end)
        names = known.get(words)
        out[a:b] = [0 if names is not None else -100] * (b - a)
        at = start
        for name, kind in names or []:
            at = text.index(name, at)
            a, b = aligner.range(at, at + len(name))
            begin = 1 + 2 * labels.NAME_TYPES.index(kind)
            out[a:b] = ([begin] + [begin + 1] * (b - a - 1)) if b > a else []
            at += len(name)
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data")
    parser.add_argument("least", type=int)
    a = parser.parse_args()
    rows = [row for name in ("statements/polnear-train", "world/train", "events/ecbplus-train") for row in annotations.read_jsonl(f"{a.data}/{name}.jsonl")]
    common = collections.Counter(word for row in rows for word in re.findall(r"\b[a-z]{2,}\b", row["text"]))
    counts, examples = collections.Counter(), {}
    for row in rows:
        for start, end, begins in sequences(row["text"]):
            words = row["text"][start:end]
            if begins and common[words.split(" ")[0].lower()] >= 3:
                words = " ".join(words.split(" ")[1:])
            if len(words) > 1 and words[0].isupper():
                counts[words] += 1
                examples.setdefault(words, row["text"][max(0, start - 30):end + 25].replace("\n", " "))
    for words, n in counts.most_common():
        if n >= a.least:
            print(words, n, examples[words], sep="\t")


if __name__ == "__main__":
    main()
