"""How an ontology of human rights does on news that nobody wrote for it: human_rights_news.py PROGRAM FILE ARTICLES...

Reads ARTICLES with `PROGRAM read --ontology FILE`. ARTICLES are files of articles with PLOVER events, such as
data/world/dev.jsonl of the shared folder: {"id", "title", "published", "text", "events": [{"type", "mode", "status", "anchors"}]}.
They are other people's texts and not in this repository.

Six types mean nearly what a type and mode of PLOVER means (the table MEANS); only these are scored, and only actual events. A gold
event is found if an event of its type has an overlapping anchor; an event that fits none is wrong. The modes `charge` and `wounding`
are left out: PLOVER has them among accusations and attacks of every kind.
"""
import json
import subprocess
import sys
from collections import Counter

from human_rights import rates, read_lines

MEANS = {
    ("COERCE", "arrest"): "DETENTION",
    ("RETREAT", "release"): "RELEASE",
    ("SANCTION", "convict"): "PROSECUTION",
    ("ASSAULT", "abduct"): "DISAPPEARANCE",
    ("ASSAULT", "beat"): "ILL-TREATMENT",
    ("ASSAULT", "torture"): "ILL-TREATMENT",
    ("COERCE", "censor"): "CENSORSHIP",
}
LEFT_OUT = ("charge", "wounding")


def read_records(program, ontology, articles):
    fields = ("id", "title", "published", "text")
    lines = "\n".join(json.dumps({field: article.get(field) for field in fields}) for article in articles)
    command = [program, "read", "-", "--input-format", "jsonl", "--format", "jsonl", "--quiet", "--ontology", ontology]
    output = subprocess.run(command, input=lines, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in output.splitlines()]


def count(article, record, counts):
    """Adds the gold, found and wrong events of an article to the counts of their types."""
    expected = [(MEANS[event["type"], event["mode"]], event["anchors"]) for event in article["events"]
                if event["status"] == "actual" and (event["type"], event["mode"]) in MEANS]
    events = [(event["type"], [(anchor["start"], anchor["end"]) for anchor in event["anchors"]]) for event in record["events"]
              if event["status"] == "actual" and event["type"] in MEANS.values() and event["mode"] not in LEFT_OUT]
    fitting = set()
    for name, anchors in expected:
        found = {i for i, (other, spans) in enumerate(events)
                 if other == name and any(start < to and since < end for start, end in anchors for since, to in spans)}
        fitting |= found
        counts["gold"][name] += 1
        counts["found"][name] += bool(found)
    for i, (name, _) in enumerate(events):
        counts["wrong"][name] += i not in fitting


def main(arguments):
    if len(arguments) < 3:
        sys.exit(__doc__)
    program, ontology, *paths = arguments
    articles = [article for path in paths for article in read_lines(path)]
    records = {record["document"]["id"]: record for record in read_records(program, ontology, articles)}
    counts = dict(gold=Counter(), found=Counter(), wrong=Counter())
    for article in articles:
        count(article, records[article["id"]], counts)
    print("type           gold  found  wrong  precision  recall     F1")
    for name in [*sorted(set(MEANS.values())), "all"]:
        row = {kind: counter.total() if name == "all" else counter[name] for kind, counter in counts.items()}
        precision, recall, f1 = (f"{100 * rate:.1f}" for rate in rates(row))
        print(f"{name:<14} {row['gold']:>4} {row['found']:>6} {row['wrong']:>6} {precision:>10} {recall:>7} {f1:>6}")


if __name__ == "__main__":
    main(sys.argv[1:])
