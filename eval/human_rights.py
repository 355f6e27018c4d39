"""How many of the violations that a reader finds are found by an ontology of one's own: human_rights.py score | curve | errors

score GOLD RECORDS              scores records (`onrecord read --format jsonl`) against GOLD, eval/human-rights/gold.jsonl
errors GOLD RECORDS             lists what is wrong in the part `dev`; there is no such list for the part `held-out`
curve GOLD TEXTS PROGRAM FILE   scores PROGRAM with cut-down versions of the ontology FILE, of 25, 50, 100, ... entries

Only events with the status `actual` count. A gold event is found if an event of its type has an anchor that overlaps one of its
trigger words, one event for one gold event. An event of a record that fits no gold event is wrong; several that fit the same one count
once. A side of a found event is right if one of its actors has a content word in common with a gold name, by its own name or by
the words of the text for it. "In the order of the file" takes the first entry below each head, then the second, and so on.
"""
import json
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PARTS = ("dev", "held-out")
SIZES = (25, 50, 100, 150, 200)
N_DRAWS, N_RESAMPLED, SEED = 10, 1000, 7
UNNAMED = set("a an and at for from in it its of on or s the their to with".split())


def read_lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def content_words(words):
    return {word for word in re.findall(r"\w+", words.lower()) if word not in UNNAMED}


def occurrences(text, anchor):
    """The span of an anchor in the text, in code points; "word#2" is the second occurrence of the word."""
    words, _, number = anchor.partition("#")
    spans = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    return spans[int(number or 1) - 1]


def names_of(record, ids):
    """For each actor its name with all of its mentions but pronouns, as content words."""
    text, actors = record["document"]["text"], {actor["id"]: actor for actor in record["actors"]}
    for actor in (actors[number] for number in ids):
        words = content_words(actor["name"])
        for mention in actor["mentions"]:
            if mention["form"] != "pronoun":
                words |= content_words(text[mention["start"]:mention["end"]])
        yield words


def has_gold_name(record, ids, gold_names):
    return any(words & content_words(name) for words in names_of(record, ids) for name in gold_names)


def fits(event, gold, text):
    spans = [occurrences(text, anchor) for anchor in [gold["anchor"], *gold.get("also", [])]]
    return event["type"] == gold["type"] and any(
        anchor["start"] < end and start < anchor["end"] for anchor in event["anchors"] for start, end in spans)


def pair(fitting, n_events):
    """One event for as many gold events as possible (augmenting paths); `fitting` lists the events that fit each gold event."""
    owner = [None] * n_events

    def place(gold, tried):
        for event in fitting[gold]:
            if event not in tried:
                tried.add(event)
                if owner[event] is None or place(owner[event], tried):
                    owner[event] = gold
                    return True
        return False

    for gold in range(len(fitting)):
        place(gold, set())
    return owner


def compare(record, gold):
    """For each gold event of a text the events that were found for it, and the events that fit none."""
    text = record["document"]["text"]
    events = [event for event in record["events"] if event["status"] == "actual"]
    fitting = [[i for i, event in enumerate(events) if fits(event, expected, text)] for expected in gold["events"]]
    owner = pair(fitting, len(events))
    matches = []
    for number, expected in enumerate(gold["events"]):
        own = [i for i in fitting[number] if owner[i] == number]
        further = [i for i in fitting[number] if owner[i] is None] if own else []
        matches.append((expected, [events[i] for i in own + further]))
    return matches, [event for i, event in enumerate(events) if not any(i in row for row in fitting)]


def count(records, golds, part):
    """Counts of a part: gold events, found ones, wrong events, and for each side those that have a gold name and are right."""
    counts = dict(gold=0, found=0, wrong=0, actors=[0, 0], recipients=[0, 0])
    for gold in (gold for gold in golds if gold["part"] == part):
        record = records[gold["id"]]
        matches, wrong = compare(record, gold)
        counts["gold"] += len(matches)
        counts["wrong"] += len(wrong)
        for expected, found in matches:
            counts["found"] += bool(found)
            for side in ("actors", "recipients"):
                if found and expected[side]:
                    counts[side][1] += 1
                    counts[side][0] += any(has_gold_name(record, event[side], expected[side]) for event in found)
    return counts


def rates(counts):
    precision = counts["found"] / max(1, counts["found"] + counts["wrong"])
    recall = counts["found"] / max(1, counts["gold"])
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def by_id(lines):
    return {record["document"]["id"]: record for record in lines}


def interval(records, golds, part):
    """F1 of the 2.5th and the 97.5th percentile of sets of texts that are drawn from the part with replacement."""
    own, draw = [gold for gold in golds if gold["part"] == part], random.Random(SEED)
    drawn = sorted(rates(count(records, draw.choices(own, k=len(own)), part))[2] for _ in range(N_RESAMPLED))
    return drawn[N_RESAMPLED // 40], drawn[-1 - N_RESAMPLED // 40]


def score(gold_path, records_path):
    golds, records = read_lines(gold_path), by_id(read_lines(records_path))
    print("part      gold  found  wrong  precision  recall     F1  95% interval  actors  recipients")
    for part in PARTS:
        counts = count(records, golds, part)
        precision, recall, f1 = (f"{100 * rate:.1f}" for rate in rates(counts))
        low, high = (f"{100 * rate:.1f}" for rate in interval(records, golds, part))
        sides = [f"{right}/{all_}" for right, all_ in (counts["actors"], counts["recipients"])]
        print(f"{part:<9} {counts['gold']:>4} {counts['found']:>6} {counts['wrong']:>6} {precision:>10} {recall:>7} {f1:>6} "
              f"{low + ' to ' + high:>13} {sides[0]:>7} {sides[1]:>11}")


def errors(gold_path, records_path):
    golds, records = read_lines(gold_path), by_id(read_lines(records_path))
    for gold in (gold for gold in golds if gold["part"] == "dev"):
        record = records[gold["id"]]
        text, names = record["document"]["text"], {actor["id"]: actor["name"] for actor in record["actors"]}
        matches, wrong = compare(record, gold)
        for expected, found in matches:
            print(gold["id"], "found " if found else "MISSED", expected["type"], expected["anchor"], expected["actors"], ">",
                  expected["recipients"])
            for event in found:
                print("      ", [names[number] for number in event["actors"]], ">",
                      [names[number] for number in event["recipients"]])
        for event in wrong:
            anchor = event["anchors"][0]
            print(gold["id"], "WRONG ", event["type"], text[max(0, anchor["start"] - 30):anchor["end"] + 30])


def entries(lines):
    """Line number, position and words of every entry below a head of words, in the order of the file."""
    head = None
    for number, line in enumerate(lines):
        if line.startswith("["):
            head = line.split()[0].strip("[]")
        elif head in ("verb", "noun") and line.strip() and not line.startswith("#"):
            yield from ((number, entry.strip()) for entry in line.split(",") if entry.strip())


def cut(lines, kept):
    """The ontology with the entries `kept` only; heads without words and all examples go."""
    words = {number: [] for number, _ in entries(lines)}
    for number, entry in kept:
        words[number].append(entry)
    output, head = [], None
    for number, line in enumerate(lines):
        if line.startswith("[example]"):
            break
        if line.startswith(("[verb", "[noun")):
            head = line
        elif number in words:
            if words[number]:
                output += [head] if head else []
                output.append(", ".join(words[number]) + ",")
                head = None
        elif line.strip() and not line.startswith("#"):
            output.append(line)
    return "\n".join(output) + "\n"


def by_turns(lines):
    """All entries, the first of each head before the second of any: what is written first is taken first."""
    places, turns = {}, []
    head = 0
    for number, entry in entries(lines):
        head = max((n for n, line in enumerate(lines[:number]) if line.startswith("[")), default=0)
        places[head] = places.get(head, -1) + 1
        turns.append((places[head], number, entry))
    return [(number, entry) for _, number, entry in sorted(turns, key=lambda turn: turn[0])]


def f1_of(program, texts, golds, ontology):
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(ontology)
        file.flush()
        command = [program, "read", texts, "--format", "jsonl", "--quiet", "--ontology", file.name]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    records = by_id(json.loads(line) for line in output.splitlines())
    return [rates(count(records, golds, part))[2] for part in PARTS]


def curve(gold_path, texts, program, ontology_path):
    golds = read_lines(gold_path)
    lines = Path(ontology_path).read_text(encoding="utf-8").splitlines()
    everything = by_turns(lines)
    print(f"entries  order of the file: dev, held-out   mean of {N_DRAWS} random draws: dev, held-out (lowest-highest)")
    for size in [size for size in SIZES if size < len(everything)] + [len(everything)]:
        first = f1_of(program, texts, golds, cut(lines, everything[:size]))
        n_draws = N_DRAWS if size < len(everything) else 1
        draws = [random.Random(SEED + draw).sample(everything, size) for draw in range(n_draws)]
        drawn = [f1_of(program, texts, golds, cut(lines, draw)) for draw in draws]
        dev, held_out = zip(*drawn)
        print(f"{size:>7} {100 * first[0]:>20.1f} {100 * first[1]:>8.1f} {100 * sum(dev) / len(dev):>29.1f} "
              f"{100 * sum(held_out) / len(held_out):>8.1f} ({100 * min(held_out):.1f}-{100 * max(held_out):.1f})")


def main(arguments):
    commands = {"score": (score, 2), "errors": (errors, 2), "curve": (curve, 4)}
    command, n_arguments = commands.get(arguments[0] if arguments else "", (None, 0))
    if command is None or len(arguments) != n_arguments + 1:
        sys.exit(__doc__)
    command(*arguments[1:])


if __name__ == "__main__":
    main(sys.argv[1:])
