"""Scores events over articles on ECB+: chains.py SHARED CACHE [--part tune|report|all] [--profile debug]

The articles are grouped into stories by the example `group` of onrecord-store, as eval/stories.py does it and with its cache
of records, and the timeline of each story gives chains of events over articles. Scored are the event mentions that the
corpus gives (mentions are not found here): one that no event of a record covers is alone. Only sentences that its authors
checked count; a mention without a chain is alone. The baseline joins mentions whose last words have the same stem and which are
in one story; once with our stories and once with the topics of the corpus, which no system is told. Part "tune" is topics
1-17, "report" 18-35. CoNLL F1 is the mean of MUC, B-cubed and CEAF (entities)."""
import argparse
import collections
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from stories import ROOT, articles, in_part, records

sys.path.insert(0, str(ROOT / "knowledge/en/stories"))
from build import stem  # noqa: E402


def mentions(shared, part):
    """Returns {mention: (chain, article, start, end, text)} of the checked sentences."""
    found = {}
    for line in open(shared / "data/events/ecbplus-train.jsonl", encoding="utf-8"):
        row = json.loads(line)
        if not in_part("ecb", row["subtopic"], part):
            continue
        checked = [row["sentences"][number] for number in row["checked"]]
        for mention in row["mentions"]:
            start, end = mention["start"], mention["end"]
            if mention["kind"] == "event" and any(s <= start and end <= e for s, e in checked):
                key = (row["id"], mention["mid"])
                chain = mention["chain"] and (mention["chain"] if mention["cross"] else (row["id"], mention["chain"]))
                found[key] = (chain or key, row["id"], start, end, row["text"][start:end])
    return found


def timeline(lines, profile):
    """Returns the story of each article, and {(article, event of its record): event of the story}."""
    program = ROOT / "target" / profile / "onrecord"
    story_of, event_of = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "news.db"
        command = [ROOT / "target" / profile / "examples/group", store]
        ran = subprocess.run(command, input="".join(lines).encode(), stdout=subprocess.PIPE, check=True)
        for line in ran.stdout.decode().splitlines():
            _, story, name = line.split("\t", 2)
            story_of[name.removeprefix("ecb/")] = story
        for story in sorted(set(story_of.values())):
            shown = subprocess.run([program, "story", story, "--store", store, "--format", "json"], stdout=subprocess.PIPE, check=True)
            view = json.loads(shown.stdout)
            for place, happening in enumerate(view["timeline"]):
                for mention in happening["mentions"]:
                    name = view["articles"][mention["words"]["article"]]["id"].removeprefix("ecb/")
                    event_of[name, mention["words"]["entry"]] = (story, place)
    return story_of, event_of


def ours(gold, known, event_of):
    """Returns the chain of each mention: the event that has its words, else itself."""
    anchors = collections.defaultdict(list)
    for line in known.values():
        record = json.loads(line)
        name = record["document"]["id"].removeprefix("ecb/")
        for event in record["events"]:
            for anchor in event.get("anchors") or [event["anchor"]]:
                anchors[name].append((anchor["start"], anchor["end"], event_of.get((name, event["id"]))))
    found = {}
    for key, (_, name, start, end, _) in gold.items():
        over = [chain for s, e, chain in anchors[name] if chain and s < end and start < e]
        found[key] = over[0] if over else key
    return found


def same_stem(gold, group_of):
    found = {}
    for key, (_, name, _, _, text) in gold.items():
        last = re.findall(r"\w+", text.lower())[-1:] or [text]
        word = stem(last[0])
        for ending in ("ing", "ed", "e"):
            word = word[: -len(ending)] if word.endswith(ending) and len(word) - len(ending) >= 3 else word
        found[key] = (group_of(name), word)
    return found


def groups(chains):
    out = collections.defaultdict(set)
    for key, chain in chains.items():
        out[chain].add(key)
    return list(out.values())


def muc(key, response):
    """Recall; precision is the same with both sides changed."""
    of = {mention: number for number, group in enumerate(response) for mention in group}
    n_right = sum(len(group) - len({of[m] for m in group}) for group in key)
    return n_right / max(1, sum(len(group) - 1 for group in key))


def b_cubed(key, response):
    of = {mention: group for group in response for mention in group}
    n = sum(len(group) for group in key)
    return sum(len(group & of[m]) / len(group) for group in key for m in group) / n


def assign(weights):
    """Returns the greatest sum over a matching of rows and columns (Kuhn-Munkres with potentials)."""
    if len(weights) > len(weights[0]):
        weights = [list(column) for column in zip(*weights)]
    n, m = len(weights), len(weights[0])
    u, v, match = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        match[0], column = row, 0
        least, way, used = [float("inf")] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while match[column]:
            used[column] = True
            at, delta, following = match[column], float("inf"), 0
            for j in range(1, m + 1):
                if not used[j]:
                    cost = -weights[at - 1][j - 1] - u[at] - v[j]
                    if cost < least[j]:
                        least[j], way[j] = cost, column
                    if least[j] < delta:
                        delta, following = least[j], j
            for j in range(m + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            column = following
        while column:
            match[column] = match[way[column]]
            column = way[column]
    return sum(weights[match[j] - 1][j - 1] for j in range(1, m + 1) if match[j])


def ceaf(key, response):
    """Returns the similarity of the best matching of groups; worked out for groups that have to do with each other."""
    of = {mention: number for number, group in enumerate(response) for mention in group}
    parent = list(range(len(key) + len(response)))

    def root(x):
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for number, group in enumerate(key):
        for mention in group:
            parent[root(number)] = root(len(key) + of[mention])
    parts = collections.defaultdict(lambda: ([], []))
    for number in range(len(parent)):
        parts[root(number)][number >= len(key)].append(number)
    total = 0.0
    for rows, columns in parts.values():
        a, b = [key[r] for r in rows], [response[c - len(key)] for c in columns]
        total += assign([[2 * len(x & y) / (len(x) + len(y)) for y in b] for x in a])
    return total


def f1(p, r):
    return 200 * p * r / (p + r) if p + r else 0.0


def scores(gold, found):
    key, response = groups({k: row[0] for k, row in gold.items()}), groups(found)
    by_muc = f1(muc(response, key), muc(key, response))
    by_b3 = f1(b_cubed(response, key), b_cubed(key, response))
    best = ceaf(key, response)
    by_ceaf = f1(best / len(response), best / len(key))
    return by_muc, by_b3, by_ceaf, (by_muc + by_b3 + by_ceaf) / 3


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("cache", type=Path)
    parser.add_argument("--part", choices=["tune", "report", "all"], default="report")
    parser.add_argument("--profile", default="release", help="the profile with which onrecord and the example are built")
    args = parser.parse_args()
    if not (args.shared / "data/events/ecbplus-train.jsonl").exists():
        sys.exit(f"no data/events in {args.shared}: nothing to evaluate with")
    args.cache.mkdir(parents=True, exist_ok=True)
    everything = articles(args.shared)["ecb"]
    known = records(args.cache, "ecb", everything, args.profile)
    rows = [row for story, row in everything if in_part("ecb", story, args.part)]
    gold = mentions(args.shared, args.part)
    story_of, event_of = timeline([known[row["id"]] for row in rows], args.profile)
    found = ours(gold, known, event_of)
    n_covered = sum(chain != key for key, chain in found.items())
    print(f"{len(gold)} mentions, {n_covered} of them in an event of a record\n")
    stems = same_stem(gold, story_of.get)
    both = {key: chain if chain != key else stems[key] for key, chain in found.items()}
    print("| mentions | system | MUC | B-cubed | CEAF-e | CoNLL F1 |\n|---|---|---|---|---|---|")

    def show(which, gold, name, chains):
        chains = {key: chains[key] for key in gold}
        print(f"| {which} | {name} | " + " | ".join(f"{score:.1f}" for score in scores(gold, chains)) + " |", flush=True)

    covered = {key: row for key, row in gold.items() if found[key] != key}
    for name, chains in [("every mention alone", {key: key for key in gold}), ("same stem, stories of onrecord", stems), ("onrecord's events", found)]:
        show("in an event of a record", covered, name, chains)
    for name, chains in [
        ("every mention alone", {key: key for key in gold}),
        ("same stem, stories of onrecord", stems),
        ("same stem, topics of the corpus", same_stem(gold, lambda name: name.split("_")[0])),
        ("onrecord's events", found),
        ("onrecord's events, same stem elsewhere", both),
    ]:
        show("all", gold, name, chains)


if __name__ == "__main__":
    main()
