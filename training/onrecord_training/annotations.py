"""Our own annotations of whole articles, stored without the text of the articles.

An entry gives the location of its text (data set, document, first character, length), the SHA-256 of that text in
UTF-8, and the annotations: participants, statements (null if only events were annotated) and events. Offsets count code
points in that text and are half-open. The name of a participant, an unnamed source and the words for addressees, places
and times of speaking are stored as spans too; only a country's name is written out if the text has just the adjective.

    python -m onrecord_training.annotations keep ROWS.jsonl DATA OUT.jsonl      articles with annotations -> entries
    python -m onrecord_training.annotations restore ENTRIES.jsonl DATA OUT.jsonl  entries -> articles
"""
import argparse
import hashlib
import json
from pathlib import Path

SETS = ("names/worldwide-train", "names/gum-train", "events/ecbplus-train", "statements/polnear-train")
# Files of entries that are at first held out from the neural model, so that tables of weights can be fitted on them.
LATER = ("news-4.jsonl", "news-5.jsonl")
WORDS = ("unnamed", "to", "where", "when")     # fields of a statement that quote words of the text


def read_jsonl(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def documents(data):
    """Returns {(data set, id): text} for the sets from which articles were annotated."""
    return {(name, row["id"]): row["text"] for name in SETS for row in read_jsonl(Path(data) / f"{name}.jsonl")}


def world_train(data, folder, without=()):
    """Returns the annotated world news articles for training: those in `data`, and our own, restored from the entries
    in `folder` except the files named in `without`."""
    files = [path for path in sorted(Path(folder).glob("*.jsonl")) if path.name not in without]
    return read_jsonl(Path(data) / "world/train.jsonl") + restored(files, data)


def restored(paths, data):
    """Returns the annotated articles in some files of entries."""
    texts = documents(data)
    return [restore(entry, texts) for path in paths for entry in read_jsonl(path)]


def span_of(words, text):
    """Returns the first span of the words in the text, or the words themselves if they do not occur."""
    at = text.find(words)
    return [at, at + len(words)] if at >= 0 else words


def words_of(span, text):
    return span if isinstance(span, str) else text[span[0]:span[1]]


def checksum(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def keep(row, texts):
    """Converts an annotated article into an entry. Raises ValueError if no known document contains its text."""
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
    """Converts an entry into the annotated article. Raises ValueError if the text is missing or differs."""
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
