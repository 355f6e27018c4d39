"""Scores stories and threads with B-cubed. stories.py SHARED CACHE [--part tune|report|all] [--profile debug]

SHARED holds data/ (stories/t17-train.jsonl, events/ecbplus-train.jsonl). CACHE is a folder outside of the repository: the
records of the articles are kept there, since reading them takes minutes; `onrecord` and the example `group` of
onrecord-store must be built (cargo build --release --examples -p onrecord-store -p onrecord-cli).

Threads are scored on Timeline17: every third article of each topic, in the order of their dates; gold threads are the topics.
Stories are scored on ECB+: every article, in the order of the MD5 of its id, without a date; gold stories are the subtopics
(two happenings of one kind in a topic). Numbers of placement.rs were chosen on the part "tune": ECB+ topics 1-17, Timeline17
h1n1 and mj; the part "report" is ECB+ 18-35, haiti and iraq. Baselines: all in one, each its own, the other level of the
program (the groups of the program before stories were told from threads are its threads), and a single pass over TF-IDF
vectors of all words (inverse document frequencies of the whole part, known beforehand) with centroids, its threshold the best
of the part "tune": of the same set, which no user knows beforehand, and one for both sets. Timeline17 has no gold stories; how
long and how large its stories are is printed."""
import argparse
import collections
import datetime
import hashlib
import json
import math
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
THRESHOLDS = [0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.15, 0.18, 0.22, 0.26, 0.3]


def articles(shared):
    """Returns {set: [(gold story, row for onrecord)]} in the order in which the articles come."""
    t17, ecb = [], []
    for line in open(shared / "data/stories/t17-train.jsonl", encoding="utf-8"):
        topic = json.loads(line)
        for article in topic["articles"][::3]:
            t17.append((topic["id"], {"id": "t17/" + article["id"], "published": article["date"], "text": article["text"]}))
    for line in open(shared / "data/events/ecbplus-train.jsonl", encoding="utf-8"):
        row = json.loads(line)
        ecb.append((row["subtopic"], {"id": "ecb/" + row["id"], "text": row["text"]}))
    t17.sort(key=lambda pair: (pair[1]["published"], pair[1]["id"]))
    ecb.sort(key=lambda pair: hashlib.md5(pair[1]["id"].encode()).hexdigest())
    return {"t17": t17, "ecb": ecb}


def in_part(name, story, part):
    if part == "all":
        return True
    is_tune = story in ("h1n1", "mj") if name == "t17" else int(re.match(r"\d+", story)[0]) <= 17
    return is_tune == (part == "tune")


def records(cache, name, rows, profile):
    """Returns the lines of the records by id; reads what is not in the cache."""
    path = cache / f"{name}.records.jsonl"
    if not path.exists():
        lines = "".join(json.dumps(row) + "\n" for _, row in rows)
        command = [ROOT / "target" / profile / "onrecord", "read", "-", "--input-format", "jsonl", "--format", "jsonl", "--quiet"]
        ran = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, check=True)
        path.write_bytes(ran.stdout)
    found = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            found[json.loads(line)["document"]["id"]] = line
    return found


def group(lines, profile):
    """Returns the threads and the stories of all ids that the store gives."""
    with tempfile.TemporaryDirectory() as folder:
        command = [ROOT / "target" / profile / "examples/group", Path(folder) / "news.db"]
        ran = subprocess.run(command, input="".join(lines).encode(), stdout=subprocess.PIPE, check=True)
    rows = [line.split("\t", 2) for line in ran.stdout.decode().splitlines()]
    return {name: thread for thread, _, name in rows}, {name: story for _, story, name in rows}


def words(text):
    return [word for word in re.findall(r"[^\W\d_]+", text.lower()) if len(word) > 2]


def baseline(rows, threshold):
    """Single pass: an article joins the centroid of the greatest cosine, where that reaches the threshold."""
    texts = {row["id"]: collections.Counter(words(row["text"])) for _, row in rows}
    counts = collections.Counter(word for text in texts.values() for word in text)
    sums, lengths, found = [], [], {}
    postings = collections.defaultdict(set)
    for name, text in texts.items():
        vector = {w: (1 + math.log(n)) * math.log(len(texts) / counts[w]) for w, n in text.items() if counts[w] < len(texts)}
        length = math.sqrt(sum(x * x for x in vector.values())) or 1
        dots = collections.Counter()
        for word, weight in vector.items():
            for story in postings[word]:
                dots[story] += weight / length * sums[story][word]
        best = max(dots, key=lambda story: (dots[story] / lengths[story], -story), default=None)
        if best is None or dots[best] / lengths[best] < threshold:
            best = len(sums)
            sums.append(collections.Counter())
            lengths.append(0)
        for word, weight in vector.items():
            sums[best][word] += weight / length
            postings[word].add(best)
        lengths[best] = math.sqrt(sum(x * x for x in sums[best].values())) or 1
        found[name] = best
    return found


def b_cubed(gold, found):
    by_gold, by_found = collections.defaultdict(set), collections.defaultdict(set)
    for name in gold:
        by_gold[gold[name]].add(name)
        by_found[found[name]].add(name)
    both = [(len(by_gold[gold[n]] & by_found[found[n]]), len(by_found[found[n]]), len(by_gold[gold[n]])) for n in gold]
    precision = sum(b / f for b, f, _ in both) / len(both)
    recall = sum(b / g for b, _, g in both) / len(both)
    return 100 * precision, 100 * recall, 200 * precision * recall / (precision + recall), len(by_found)


def sizes(found, rows):
    """Returns a line about the sizes and lengths of stories."""
    stories = collections.defaultdict(list)
    for _, row in rows:
        stories[found[row["id"]]].append(datetime.date.fromisoformat(row["published"][:10]))
    counts = sorted(len(days) for days in stories.values())
    spans = sorted((max(days) - min(days)).days for days in stories.values())
    in_large = sum(count for count in counts if count > 20)
    return (f"{len(counts)} stories of {len(found)} articles: the largest has {counts[-1]}, {sum(c > 20 for c in counts)} have over 20 "
            f"({in_large} articles); the longest lasts {spans[-1]} days, {sum(c == 1 for c in counts)} have one article")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("cache", type=Path)
    parser.add_argument("--part", choices=["tune", "report", "all"], default="report")
    parser.add_argument("--profile", default="release")
    parser.add_argument("--no-baseline", action="store_true")
    args = parser.parse_args()
    if not (args.shared / "data/stories/t17-train.jsonl").exists():
        sys.exit(f"no data/stories in {args.shared}: nothing to evaluate with")
    args.cache.mkdir(parents=True, exist_ok=True)
    sets = articles(args.shared)
    best = {name: {} for name in sets}
    for name, everything in [] if args.no_baseline else sets.items():
        tune = [pair for pair in everything if in_part(name, pair[0], "tune")]
        gold = {row["id"]: story for story, row in tune}
        best[name] = {threshold: b_cubed(gold, baseline(tune, threshold))[2] for threshold in THRESHOLDS}
    print("| set | part | articles | groups | system | P | R | B-cubed F1 | found |\n|---|---|---|---|---|---|---|---|---|")
    notes = []
    for name, everything in sets.items():
        known = records(args.cache, name, everything, args.profile)

        def show(system, found, rows):
            gold = {row["id"]: story for story, row in rows}
            p, r, f, n = b_cubed(gold, found)
            n_gold = len(set(gold.values()))
            print(f"| {name} | {args.part} | {len(gold)} | {n_gold} | {system} | {p:.1f} | {r:.1f} | {f:.1f} | {n} |", flush=True)

        rows = [pair for pair in everything if in_part(name, pair[0], args.part)]
        threads, stories = group([known[row["id"]] for _, row in rows], args.profile)
        show("onrecord, threads", threads, rows)
        show("onrecord, stories", stories, rows)
        if name == "t17":
            notes.append(sizes(stories, rows))
        if not args.no_baseline:
            show("all in one", {row["id"]: 0 for _, row in rows}, rows)
            show("each its own", {row["id"]: row["id"] for _, row in rows}, rows)
            own = max(THRESHOLDS, key=best[name].get)
            one = max(THRESHOLDS, key=lambda threshold: sum(scores[threshold] for scores in best.values()))
            show(f"TF-IDF, single pass, threshold {own} (best of this set)", baseline(rows, own), rows)
            show(f"TF-IDF, single pass, threshold {one} (best of both)", baseline(rows, one), rows)
    print("\n".join(notes))


if __name__ == "__main__":
    main()
