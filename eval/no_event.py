"""Sentences that tell no event, and how often an event is found in them: no_event.py SHARED sample | rate ROWS

SHARED: the folder with data/ and score/. The sentences are those of data/syntax, EWT dev's answers, reviews and e-mails, and GUM dev
without news, of five words or more. They are other people's texts and not in this repository: eval/no_event.tsv has the
id of each of a fixed sample and whether a person found an event in it (`event`, `none`), by the rules of
data/events/GUIDELINES.md.

`sample` prints the sample with its ids, to be judged. `rate` reads the first 200 sentences judged `none`, each as a document of its
own, with ROWS, the built example `rows` of onrecord-read, and prints each event that is found in them and score/events.py's rate."""
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SEED, N_SAMPLED, N_KEPT = 4, 260, 200
JUDGED = Path(__file__).with_name("no_event.tsv")
GENRES = {"ewt": r"(answers|email|reviews)-", "gum": r"GUM_(?!news)"}


def sentences(shared):
    """Ids and texts, in the order of the files."""
    for name, genres in GENRES.items():
        sentence = ""
        for line in open(shared / "data" / "syntax" / f"{name}-dev.conllu", encoding="utf-8"):
            if line.startswith("# sent_id = "):
                sentence = line.removeprefix("# sent_id = ").strip()
            elif line.startswith("# text = ") and re.match(genres, sentence):
                text = line.removeprefix("# text = ").strip()
                if len(text.split()) >= 5:
                    yield sentence, text


def sample(shared):
    found = list(sentences(shared))
    for sentence, text in random.Random(SEED).sample(found, N_SAMPLED):
        print(f"{sentence}\t{text}")


def rate(shared, rows):
    texts = dict(sentences(shared))
    judged = [line.split("\t") for line in JUDGED.read_text().splitlines() if not line.startswith("#")]
    kept = [sentence for sentence, judgement, *_ in judged if judgement == "none"][:N_KEPT]
    with tempfile.TemporaryDirectory() as made:
        gold, records = Path(made, "gold.jsonl"), Path(made, "records.jsonl")
        gold.write_text("".join(json.dumps({"id": sentence, "text": texts[sentence], "type": None, "source": [], "target": []}) + "\n"
                                for sentence in kept))
        with open(gold) as stdin, open(records, "w") as stdout:
            subprocess.run([rows.resolve()], stdin=stdin, stdout=stdout, check=True)
        for line in open(records):
            record = json.loads(line)
            text = record["document"]["text"]
            for event in record["events"]:
                who = [[record["actors"][int(actor[1:]) - 1]["name"] for actor in event[side]] for side in ("actors", "recipients")]
                anchor = text[event["anchor"]["start"]:event["anchor"]["end"]]
                print(record["document"]["id"], event["type"], event["status"], anchor, *who, "|", text)
        subprocess.run([sys.executable, shared / "score" / "events.py", gold, records], check=True)


if len(sys.argv) == 3 and sys.argv[2] == "sample":
    sample(Path(sys.argv[1]))
elif len(sys.argv) == 4 and sys.argv[2] == "rate":
    rate(Path(sys.argv[1]), Path(sys.argv[3]))
else:
    sys.exit(__doc__)
