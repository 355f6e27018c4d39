"""Converts raw data into segmented documents with labels on tokens, stored as JSON Lines in the run folder.

Tokens, sentences and quotation marks are those of the Rust reader (example `divide` of onrecord-text), so that
training and reading use the same tokens; gold spans are mapped to the tokens that they touch.
"""
import argparse
import bisect
import json
import subprocess
from pathlib import Path

from tokenizers import Tokenizer

from . import annotations, labels, name_list, named_references, reader
from .annotations import read_jsonl
from .aligner import Aligner

MAX_PIECES_PER_TOKEN = 16


def divide(rows, binary):
    """Returns the divisions of rows with id and text, in the same order."""
    lines = "\n".join(json.dumps({"id": r["id"], "text": r["text"]}) for r in rows)
    out = subprocess.run([binary], input=lines, capture_output=True, text=True, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


class Pieces:
    """Splits single tokens into word pieces."""

    def __init__(self, path):
        self.tokenizer = Tokenizer.from_file(str(path))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.cache = {}

    def __call__(self, word):
        if word not in self.cache:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids[:MAX_PIECES_PER_TOKEN]
            self.cache[word] = ids or [100]      # [UNK]
        return self.cache[word]


def document(row, division, pieces):
    """Returns the parts of a document that every task needs."""
    text, tokens = row["text"], division["tokens"]
    start = [1] * len(tokens)
    for a, _ in division["sentences"]:
        start[a] = 2
    for a, _ in division["paragraphs"]:
        start[a] = 3
    return {"id": row["id"], "text": text, "tokens": [t[:2] for t in tokens], "shape": [t[2] for t in tokens],
            "quote": [t[3] for t in tokens], "start": start, "pieces": [pieces(text[t[0]:t[1]]) for t in tokens],
            "sentences": division["sentences"], "paragraphs": division["paragraphs"]}


def runs(indices, paragraph_of):
    """Splits sorted token indices into contiguous runs within one paragraph."""
    out = []
    for i in sorted(set(indices)):
        if out and out[-1][1] == i and paragraph_of[i] == paragraph_of[i - 1]:
            out[-1][1] = i + 1
        else:
            out.append([i, i + 1])
    return out


def attributions(row, doc):
    """Returns [{role: runs of tokens}] for the gold attributions, and the flat tags."""
    aligner = Aligner(doc["tokens"])
    paragraph_of = [0] * len(doc["tokens"])
    for p, (a, b) in enumerate(doc["paragraphs"]):
        paragraph_of[a:b] = [p] * (b - a)
    gold = []
    for a in row["attributions"]:
        spans = {r: runs([i for s, e in a[r] for i in range(*aligner.range(s, e))], paragraph_of) for r in labels.ROLES}
        if spans["cue"]:
            gold.append(spans)
    tags = [0] * len(doc["tokens"])
    for role in ("content", "source", "cue"):       # shorter roles take precedence if spans touch the same token
        begin = 1 + 2 * labels.ROLES.index(role)
        for spans in gold:
            for s, e in spans[role]:
                tags[s:e] = [begin] + [begin + 1] * (e - s - 1)
    return gold, tags


def world_attributions(row):
    """Returns the statements of an article in the format of PolNeAR attributions; empty if only its events were
    annotated."""
    return [{role: statement[role] for role in labels.ROLES} for statement in row["statements"] or []]


def name_ranges(name, row, aligner):
    """Returns the token ranges in which the full name of a participant occurs."""
    text, at, out = row["text"], row["text"].find(name), []
    while at >= 0:
        out.append(aligner.range(at, at + len(name)))
        at = text.find(name, at + 1)
    return out


def agreeing(date, times):
    """Returns the ranges of the time expressions that match the date of an event: one value begins with the other."""
    return [r for r, value in times if value.startswith(date) or date.startswith(value)]


def nearest(ranges, sentence):
    """Returns the ranges in the sentence; if there are none, the last one before it, otherwise the first one after it."""
    s, e = sentence
    inside, before, behind = [r for r in ranges if s <= r[0] < e], [r for r in ranges if r[0] < s], [r for r in ranges if r[0] >= e]
    return inside or ([max(before)] if before else [min(behind)] if behind else [])


def triggers(row, doc, told):
    """Returns the mentions of events as {range, types, mode, status, arguments, elsewhere} in tokens. `arguments` are
    the words for the actors, the recipients, the place and the time in the sentence of the trigger. If the sentence
    does not name one of these, the nearest name outside it is used; `elsewhere` has all of their names, which
    outside `arguments` are neither right nor wrong. `told` has the time expressions of the article with their
    values; if none matches the date of the event, its time is treated as unknown."""
    aligner, out, taken = Aligner(doc["tokens"]), [], set()
    begins = [a for a, _ in doc["sentences"]]
    times = [(aligner.range(s, e), value) for s, e, value in told]
    for event in row["events"]:
        types = [labels.EVENT_TYPES.index(t) for t in [event["type"], *(event.get("alt") or [])]]
        names = [[r for person in event[side] for r in name_ranges(person["name"], row, aligner)] for side in ("actors", "recipients")]
        places = name_ranges(event["place"], row, aligner) if event["place"] else []
        dates = agreeing(event["date"], times) if event["date"] else []
        unknown = [r for r, _ in times] if event["date"] and not dates else dates
        for k, (start, end) in enumerate(event["anchors"]):
            a, b = aligner.range(start, end)
            if a >= b or a in taken:
                continue
            taken.add(a)
            trigger = {"range": [a, b], "types": types, "status": labels.EVENT_STATUS.index(event["status"]),
                       "mode": labels.EVENT_MODES.index(event["mode"] or "none")}
            if event.get("arguments"):
                given, sentence = event["arguments"][k], doc["sentences"][bisect.bisect_right(begins, a) - 1]
                trigger["arguments"] = [[aligner.range(s, e) for s, e in given[side]] or nearest(named, sentence)
                                        for side, named in zip(("actors", "recipients"), names)]
                trigger["arguments"] += [nearest(places, sentence), nearest(dates, sentence)]
                trigger["elsewhere"] = [*names, places, unknown]
            out.append(trigger)
    return out


def sides(row, doc):
    """Returns the participants as {ranges, sector, belongs}: the token ranges in which the name occurs, the index of
    the sector, and whether the participant belongs to a country."""
    aligner = Aligner(doc["tokens"])
    return [{"ranges": ranges, "sector": labels.SECTORS.index(person["sector"] or "none"), "belongs": person["country"] is not None}
            for person in row["people"] if (ranges := name_ranges(person["name"], row, aligner))]


def time_expressions(rows, binary):
    """Returns the time expressions of each row as [start, end, value], found by the rules of the reader."""
    return [[[t["start"], t["end"], t["value"]] for t in read.get("times", [])] for read in reader.answers(rows, binary)]


def world_references(rows, pieces, binary, mentions):
    """Returns the articles with descriptions or pronouns that are known to refer to a name, or to nobody named."""
    out = []
    for row, division, read in zip(rows, divide(rows, binary), reader.answers(rows, mentions)):
        doc = document(row, division, pieces)
        doc["mentions"] = named_references.mentions(row, read["mentions"], Aligner(doc["tokens"]))
        if any(m["form"] and m["cluster"] is not None for m in doc["mentions"]):
            out.append(doc)
    return out


def world(rows, pieces, binary, times, known):
    """Returns whole articles with statements and events, and with the names that are known."""
    out = []
    for row, division, told in zip(rows, divide(rows, binary), time_expressions(rows, times)):
        doc = document(row, division, pieces)
        doc["attributions"], doc["roles"] = attributions({"attributions": world_attributions(row)}, doc)
        if row["statements"] is None:
            doc["roles"] = [-100] * len(doc["tokens"])
        doc["triggers"], doc["people"] = triggers(row, doc, told), sides(row, doc)
        doc["names"], doc["names_complete"] = name_list.tags(row["text"], doc, {**known, **name_list.of_people(row["people"])}), True
        out.append(doc)
    return out


def restyled(text, style):
    """Returns the text with another style of quotation marks, without changing its length; None if nothing changes."""
    if style == "straight":
        table = {"“": '"', "”": '"', "‘": "'", "’": "'"}
    elif style == "single" and "‘" not in text and "'" not in text:
        table = {"“": "‘", "”": "’"}
    else:
        return None
    new = text.translate(str.maketrans(table))
    return new if new != text else None


def polnear(rows, pieces, binary, known, styles=()):
    out = []
    for style in (None, *styles):
        chosen = [r if style is None else {**r, "text": restyled(r["text"], style)} for r in rows]
        chosen = [r for r in chosen if r["text"]]
        for row, division in zip(chosen, divide(chosen, binary)):
            doc = document(row, division, pieces)
            doc["attributions"], doc["roles"] = attributions(row, doc)
            doc["names"], doc["names_complete"] = name_list.tags(row["text"], doc, known), True
            doc["style"] = style
            out.append(doc)
    return out


NAME_KINDS = {"PER": "PER", "LOC": "LOC", "ORG": "ORG", "Person": "PER", "Location": "LOC", "Facility": "LOC",
              "Organization": "ORG", "NORP": "NORP", "Misc": "MISC", "Product": "MISC"}


def name_tags(row, doc):
    aligner, tags = Aligner(doc["tokens"]), [0] * len(doc["tokens"])
    for e in row["entities"]:
        kind = NAME_KINDS.get(e["type"])
        if kind:
            a, b = aligner.range(e["start"], e["end"])
            begin = 1 + 2 * labels.NAME_TYPES.index(kind)
            tags[a:b] = ([begin] + [begin + 1] * (b - a - 1)) if b > a else []
    return tags


def names(rows, pieces, binary, complete):
    """Returns documents with name tags; `complete` says whether all NAME_TYPES are annotated (otherwise only PER, LOC,
    ORG)."""
    out = []
    for row, division in zip(rows, divide(rows, binary)):
        doc = document(row, division, pieces)
        doc["names"], doc["names_complete"] = name_tags(row, doc), complete
        out.append(doc)
    return out


def conllu(path):
    """Returns {document id: [[(form, upos, head, relation)]]}."""
    documents, current, sentence = {}, None, []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            current = documents.setdefault(line[14:], [])
        elif line.startswith("# newdoc_id = "):
            current = documents.setdefault(line[14:], [])
        elif not line:
            if sentence:
                current.append(sentence)
            sentence = []
        elif not line.startswith("#"):
            cells = line.split("\t")
            if cells[0].isdigit():
                sentence.append((cells[1], cells[3], int(cells[6]), cells[7]))
    if sentence:
        current.append(sentence)
    return documents


def syntax_labels(row, doc, sentences):
    """Returns UPOS, head and relation for our tokens: head is a token index, -1 for the root, -2 if unknown."""
    ours = {tuple(t): i for i, t in enumerate(doc["tokens"])}
    n = len(doc["tokens"])
    upos, head, relation = [-1] * n, [-2] * n, [-1] * n
    gold_tokens = row["tokens"]
    words = [w for s in sentences for w in s]
    if len(words) != len(gold_tokens):
        return None
    at = 0
    mapped = [ours.get(tuple(t), -1) for t in gold_tokens]
    for sentence in sentences:
        for k, (_, tag, parent, rel) in enumerate(sentence):
            i = mapped[at + k]
            if i < 0:
                continue
            upos[i] = labels.UPOS.index(tag) if tag in labels.UPOS else -1
            rel = labels.RELATION_ALIASES.get(rel, rel)
            if rel not in labels.RELATIONS:
                rel = rel.split(":")[0]
            j = -1 if parent == 0 else mapped[at + parent - 1]
            if parent == 0 or j >= 0:
                head[i] = j
                relation[i] = labels.RELATIONS.index(rel) if rel in labels.RELATIONS else -1
        at += len(sentence)
    return {"upos": upos, "head": head, "relation": relation}


def mention_head(a, b, syntax, words):
    """Returns the head token of the mention a..b: the one whose syntactic head is outside, or otherwise a guess from
    the words."""
    if syntax:
        outside = [i for i in range(a, b) if syntax["head"][i] != -2 and not a <= syntax["head"][i] < b]
        if outside:
            return outside[0]
    for i in range(a, b):
        if i > a and words[i].lower() in {"of", "in", "on", "at", "for", "from", "with", "who", "whom", "which", "that", ",", "to", "by"}:
            return i - 1
    last = b - 1
    return last - 1 if words[last] in ("'s", "’s") and last > a else last


def mentions(row, doc, syntax, types):
    aligner = Aligner(doc["tokens"])
    words = [row["text"][s:e] for s, e in doc["tokens"]]
    out, seen = [], set()
    for m in row["mentions"]:
        a, b = aligner.range(m["start"], m["end"])
        if a >= b:
            continue
        h = mention_head(a, b, syntax, words)
        if h in seen:
            continue
        seen.add(h)
        form, s, e = m["form"], a, b
        if form == "name" and syntax:
            s = e = h
            while s > a and syntax["upos"][s - 1] == labels.UPOS.index("PROPN"):
                s -= 1
            e = h + 1
            while e < b and syntax["upos"][e] == labels.UPOS.index("PROPN"):
                e += 1
        key = [w.lower() for w in words[s:e] if w[0].isalnum()] if form == "name" else [words[h].lower()]
        out.append({"head": h, "form": labels.FORMS.index(form), "type": labels.MENTION_TYPES.index(types[m["type"]]),
                    "cluster": m["cluster"], "key": key or [words[h].lower()],
                    "pronoun": labels.PRONOUN_CLASS.get(words[h].lower(), 0) if form == "pronoun" else 0})
    return sorted(out, key=lambda m: m["head"])


def prepare(shared, out, binary, times, mention_features, tokenizer, own):
    pieces = Pieces(tokenizer)
    out.mkdir(parents=True, exist_ok=True)
    data = shared / "data"
    known = name_list.parsed(own / "frequent-names.tsv")

    def write(name, docs):
        with open(out / f"{name}.jsonl", "w", encoding="utf-8") as f:
            f.writelines(json.dumps(d, ensure_ascii=False) + "\n" for d in docs)
        print(f"{name}: {len(docs)} documents, {sum(len(d['tokens']) for d in docs)} tokens", flush=True)

    write("polnear-train", polnear(read_jsonl(data / "statements/polnear-train.jsonl"), pieces, binary, known,
                                   ("straight", "single")))
    write("world-train", world(annotations.world_train(data, own), pieces, binary, times, known))
    write("world-part-train", world(annotations.world_train(data, own, annotations.LATER), pieces, binary, times, known))
    # Excludes the annotations on which the weights of references are fitted.
    write("references-train", world_references(annotations.world_train(data, own, annotations.LATER), pieces, binary, mention_features))
    write("references-dev", world_references(read_jsonl(data / "world/dev.jsonl"), pieces, binary, mention_features))
    write("world-dev", world(read_jsonl(data / "world/dev.jsonl"), pieces, binary, times, known))
    write("polnear-dev", polnear(read_jsonl(data / "statements/polnear-dev.jsonl"), pieces, binary, known))
    for part in ("train", "dev"):
        write(f"worldwide-{part}", names(read_jsonl(data / f"names/worldwide-{part}.jsonl"), pieces, binary, True))
        rows = read_jsonl(data / f"names/uner-ewt-{part}.jsonl")
        trees = conllu(data / f"syntax/ewt-{part}.conllu")
        docs = names(rows, pieces, binary, False)
        for row, doc in zip(rows, docs):
            doc["syntax"] = syntax_labels(row, doc, trees.get(row["id"], []))
        write(f"ewt-{part}", docs)
        trees = conllu(data / f"syntax/gum-{part}.conllu")
        rows, docs = read_jsonl(data / f"coref/gum-{part}.jsonl"), []
        for row, division in zip(rows, divide(rows, binary)):
            doc = document(row, division, pieces)
            doc["syntax"] = syntax_labels(row, doc, trees.get(row["id"], []))
            doc["mentions"] = mentions(row, doc, doc["syntax"], labels.GUM_TYPES)
            docs.append(doc)
        write(f"gum-{part}", docs)
        rows, docs = read_jsonl(data / f"coref/litbank-{part}.jsonl"), []
        for row, division in zip(rows, divide(rows, binary)):
            doc = document(row, division, pieces)
            doc["mentions"] = mentions(row, doc, None, labels.LITBANK_TYPES)
            docs.append(doc)
        write(f"litbank-{part}", docs)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/ (see README.md)")
    parser.add_argument("--out", type=Path, default=Path("training/runs/prepared"))
    parser.add_argument("--divide", default="target/release/examples/divide")
    parser.add_argument("--times", default="target/release/examples/times")
    parser.add_argument("--mentions", default="target/release/examples/mention_features")
    parser.add_argument("--tokenizer", type=Path, required=True, help="tokenizer.json of the encoder")
    parser.add_argument("--annotations", type=Path, default=Path(__file__).parents[1] / "annotations",
                        help="folder of our own annotations")
    a = parser.parse_args()
    prepare(a.shared, a.out, a.divide, a.times, a.mentions, a.tokenizer, a.annotations)
