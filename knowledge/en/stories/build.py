"""Writes frequencies.txt: build.py DATA

In how many of some two thousand news articles each common word is. DATA is the folder of the development data, of which
the training parts of PolNeAR and of the worldwide newswire are counted. Words are what `terms.rs` makes of a text."""
import collections
import json
import re
import sys
from pathlib import Path

# Words in fewer articles say little by their number: they count as rare.
MIN_ARTICLES = 12
SETS = ["statements/polnear-train.jsonl", "names/worldwide-train.jsonl"]


def stem(word):
    """Singular forms, by the rules of Harman (1991), "How effective is suffixing?"."""
    if len(word) > 4 and word.endswith("ies") and word[-4] not in "ea":
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("es") and word[-3] not in "aeo":
        return word[:-1]
    if len(word) > 3 and word.endswith("s") and word[-2] not in "us":
        return word[:-1]
    return word


def words(text):
    for word in re.findall(r"[^\W_]+", text.lower()):
        if len(word) >= 3 and not word[0].isdigit():
            yield stem(word)


def main(data):
    n_articles, found = 0, collections.Counter()
    for name in SETS:
        with open(Path(data) / name, encoding="utf-8") as rows:
            for row in rows:
                n_articles += 1
                found.update(set(words(json.loads(row)["text"])))
    common = sorted((-n, word) for word, n in found.items() if n >= MIN_ARTICLES)
    out = Path(__file__).with_name("frequencies.txt")
    head = [f"# In how many of {n_articles} news articles a word is. Made by build.py; counts only, no text of the articles.",
            "", "[articles]", f"{n_articles}", "", "[words]"]
    out.write_text("\n".join(head + [f"{word} | {-n}" for n, word in common]) + "\n", encoding="utf-8")
    print(f"{len(common)} words of {n_articles} articles")


if __name__ == "__main__":
    main(sys.argv[1])
