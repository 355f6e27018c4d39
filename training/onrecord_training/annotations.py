"""Our own annotations of whole articles, kept without the articles' words.

An entry says where its text comes from (data set, document, first character, length), the SHA-256 of that text in UTF-8, and what stands
where in it: participants, statements (none where only events were annotated) and events. Offsets count code points in that text, half-open. A participant's name, an
unnamed source and the words for hearers, places and times of speaking are spans too; only the name of a country of which the text has
no more than the adjective is written out.

    python -m onrecord_training.annotations keep ROWS.jsonl DATA OUT.jsonl      articles with their annotations -> entries
    python -m onrecord_training.annotations restore ENTRIES.jsonl DATA OUT.jsonl  the way back
"""
import argparse
import hashlib
import json
from pathlib import Path

SETS = ("names/worldwide-train", "names/gum-train", "events/ecbplus-train", "statements/polnear-train")
# Files of entries that the neural model does not see at first, so that tables of weights can be fitted on them.
LATER = ("news-4.jsonl", "news-5.jsonl")
WORDS = ("unnamed", "to", "where", "when")     # what a statement has in words of the text


def read_jsonl(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def documents(data):
    """(data set, id) -> its text, of the sets from which articles were annotated."""
    return {(name, row["id"]): row["text"] for name in SETS for row in read_jsonl(Path(data) / f"{name}.jsonl")}


def world_train(data, folder, without=()):
    """The annotated articles of world news to train on: those of `data`, and our own, restored from the entries in `folder`, except the
    files named in `without`."""
    files = [path for path in sorted(Path(folder).glob("*.jsonl")) if path.name not in without]
    return read_jsonl(Path(data) / "world/train.jsonl") + restored(files, data)


def restored(paths, data):
    """The annotated articles of some files of entries."""
    texts = documents(data)
    return [restore(entry, texts) for path in paths for entry in read_jsonl(path)]


def span_of(words, text):
    """The first place where the words stand, or the words themselves where they do not."""
    at = text.find(words)
    return [at, at + len(words)] if at >= 0 else words


def words_of(span, text):
    return span if isinstance(span, str) else text[span[0]:span[1]]


def checksum(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def keep(row, texts):
    """An annotated article -> its entry. Raises ValueError where no known document holds its text."""
    text = row["text"]
    origin = next(((key, whole.find(text)) for key, whole in texts.items() if row["id"].endswith(key[1]) and text in whole), None)
    if origin is None:
        raise ValueError(f"{row['id']}: its text is in none of {', '.join(SETS)}")
    (name, document), start = origin
    index = {person["name"]: i for i, person in enumerate(row["people"])}
    people = [{**person, "name": span_of(person["name"], text)} for person in row["people"]]
    statements = None if row["statements"] is None else []
    for statement in row["statements"] or []:
        kept = {**statement, "speaker": [index[speaker] for speaker in statement["speaker"]]}
        kept |= {key: span_of(kept[key], text) for key in WORDS if kept.get(key)}
        statements.append(kept)
    events = []
    for event in row["events"]:
        kept = {**event, **{side: [index[person["name"]] for person in event[side]] for side in ("actors", "recipients")}}
        kept |= {key: span_of(kept[key], text) for key in ("place", "reported_by") if kept.get(key)}
        events.append(kept)
    return {"set": name, "document": document, "start": start, "length": len(text), "sha256": checksum(text),
            "published": row["published"], "people": people, "statements": statements, "events": events}


def restore(entry, texts):
    """An entry -> the annotated article. Raises ValueError where the text is missing or is another."""
    whole = texts.get((entry["set"], entry["document"]))
    if whole is None:
        raise ValueError(f"{entry['set']} has no document {entry['document']}")
    text = whole[entry["start"]:entry["start"] + entry["length"]]
    if checksum(text) != entry["sha256"]:
        raise ValueError(f"{entry['set']}, {entry['document']}: the text is not the one that was annotated")
    people = [{**person, "name": words_of(person["name"], text)} for person in entry["people"]]
    statements = None if entry["statements"] is None else []
    for statement in entry["statements"] or []:
        row = {**statement, "speaker": [people[i]["name"] for i in statement["speaker"]]}
        row |= {key: words_of(row[key], text) for key in WORDS if row.get(key)}
        statements.append(row)
    events = []
    for event in entry["events"]:
        row = {**event, **{side: [people[i] for i in event[side]] for side in ("actors", "recipients")}}
        row |= {key: words_of(row[key], text) for key in ("place", "reported_by") if row.get(key)}
        events.append(row)
    return {"id": entry["document"], "published": entry["published"], "text": text, "people": people, "statements": statements,
            "events": events}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("way", choices=("keep", "restore"))
    parser.add_argument("rows", type=Path)
    parser.add_argument("data", type=Path, help="folder with the data sets")
    parser.add_argument("out", type=Path)
    a = parser.parse_args()
    convert, texts = (keep if a.way == "keep" else restore), documents(a.data)
    rows = [convert(row, texts) for row in read_jsonl(a.rows)]
    with a.out.open("w", encoding="utf-8") as f:
        f.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    print(f"{a.out}: {len(rows)} articles")


if __name__ == "__main__":
    main()
