"""Does the reading of statements carry over to news of other kinds than it was trained on?   cues.py TEXTS.jsonl RECORDS.jsonl

TEXTS: {"id", "text"}, in which nobody marked statements. RECORDS: what onrecord read. In news the words "said" and "says"
are nearly always the cue of a statement, so that the share of them that are one tells, without annotations, whether cues are found
in such texts. A model can be good on development data of one kind and fail here (eval/RESULTS.md)."""
import json
import re
import sys

WORDS = re.compile(r"\b(?:said|says)\b")


def main(texts, records):
    text_of = {}
    for line in open(texts, encoding="utf-8"):
        row = json.loads(line)
        text_of[row["id"]] = row["text"]
    n = found = 0
    for line in open(records, encoding="utf-8"):
        record = json.loads(line)
        text = text_of[record["document"]["id"]]
        cues = [(piece["start"], piece["end"]) for s in record["statements"] for piece in s.get("cue") or []]
        for match in WORDS.finditer(text):
            n += 1
            found += any(start <= match.start() < end for start, end in cues)
    print(f"{len(text_of)} texts; {n} words \"said\" or \"says\", {found} of them cues: {100 * found / max(n, 1):.1f}%")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
