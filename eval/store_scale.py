"""Adds many articles to a store, killing the program every few seconds, and checks that nothing is lost or doubled.

    python3 eval/store_scale.py --onrecord target/release/onrecord --data FOLDER [--articles 20000] [--words 60] [--kill 4]

FOLDER holds statements/polnear-train.jsonl and stories/t17-train.jsonl. Their articles are taken in turn, again and again. In
each copy about a third of the words of four letters and more become other words of these texts with as many letters and
the same case (all capitals, one first, none), the same one throughout the copy; ids are numbered, days lie in three years.
With --words each copy is a run of so many words that begins at a sentence of the article: short ones fit into little time."""

import argparse, json, os, pathlib, random, re, signal, sqlite3, subprocess, tempfile, time

WORD = re.compile(r"[^\W\d_]{4,}")
SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")


def originals(data):
    with open(data / "statements/polnear-train.jsonl") as rows:
        texts = [json.loads(row)["text"] for row in rows]
    with open(data / "stories/t17-train.jsonl") as rows:
        texts += [article["text"] for row in rows for article in json.loads(row)["articles"]]
    return texts


def shape(word):
    return len(word), "upper" if word.isupper() else "title" if word[0].isupper() else "lower"


def excerpt(text, n_words, rng):
    if not n_words:
        return text
    starts = [0] + [match.end() for match in SENTENCE.finditer(text)]
    long = [start for start in starts if len(text[start:].split()) >= n_words]
    return " ".join(text[rng.choice(long or [0]):].split()[:n_words])


def change(text, pool, rng):
    changed = {}

    def other(match):
        word = match.group()
        if word not in changed:
            changed[word] = rng.choice(pool[shape(word)]) if rng.random() < 1 / 3 else word
        return changed[word]

    return WORD.sub(other, text)


def copies(texts, n_articles, n_words, rng):
    pool = {}
    for text in texts:
        for word in WORD.findall(text):
            pool.setdefault(shape(word), set()).add(word)
    pool = {key: sorted(words) for key, words in pool.items()}
    order = list(range(len(texts)))
    rng.shuffle(order)
    known = set()
    for number in range(n_articles):
        text = ""
        # The same text again would be the same article.
        while not text or text in known:
            text = change(excerpt(texts[order[number % len(order)]], n_words, rng), pool, rng)
        known.add(text)
        day = time.strftime("%Y-%m-%d", time.gmtime(1_600_000_000 + 86_400 * rng.randrange(3 * 365)))
        yield {"id": f"copy-{number:06}", "text": text, "published": day, "url": f"https://example.org/{number}"}


def add(command, told, kill_after):
    """Runs `add` until it ends or is killed. Returns the exit code, the seconds, and what it told as kept."""
    began = time.monotonic()
    with open(told, "wb") as out:
        process = subprocess.Popen(command, stdout=out)
        try:
            code = process.wait(timeout=kill_after)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            code = process.wait()
    # A kill may cut the last line.
    lines = told.read_text().split("\n")[:-1]
    return code, time.monotonic() - began, [tuple(line.split("\t", 1)) for line in lines]


def kept(store):
    """The ids of the articles in the store and the number of versions."""
    base = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    try:
        # A kill may have come before there was a table.
        if not base.execute("select count(*) from sqlite_master where name = 'version'").fetchone()[0]:
            return [], 0
        ids = [row[0] for row in base.execute("select doc_id from article")]
        return ids, base.execute("select count(*) from version").fetchone()[0]
    finally:
        base.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--onrecord", required=True)
    parser.add_argument("--data", required=True, type=pathlib.Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--words", type=int, default=0, help="0: whole articles")
    parser.add_argument("--kill", type=float, default=4, help="seconds between kills, by half more or less")
    parser.add_argument("--threads", default="2")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--store", type=pathlib.Path, help="keep the store here; there must be none")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        store, articles = args.store or folder / "scale.db", folder / "articles.jsonl"
        if store.exists():
            parser.error(f"{store} is there; expected none")
        rows = list(copies(originals(args.data), args.articles, args.words, rng))
        articles.write_text("".join(json.dumps(row) + "\n" for row in rows))
        command = [args.onrecord, "add", articles, "--store", store, "--verbose", "--quiet", "--threads", args.threads]
        told_new, seconds, n_kills, problems = set(), 0.0, 0, []
        while True:
            code, spent, told = add(command, folder / "told", args.kill * rng.uniform(0.5, 1.5))
            seconds += spent
            for word, name in told:
                if word == "changed" or word == "new" and name in told_new:
                    problems.append(f"{name} is told as {word} again")
                if word == "new":
                    told_new.add(name)
            # What was told must be there before anything goes on.
            ids, n_versions = kept(store) if store.exists() else ([], 0)
            problems += [f"{name} was told as kept and is lost" for name in told_new - set(ids)]
            if len(ids) != len(set(ids)) or n_versions != len(ids):
                problems.append(f"{len(ids)} articles, {len(set(ids))} ids, {n_versions} versions")
            if code != -signal.SIGKILL:
                break
            n_kills += 1
            if problems:
                break
        if code != 0:
            problems.append(f"exit code {code}")
        if {row["id"] for row in rows} != set(ids):
            problems.append(f"{len(set(ids))} ids of {len(rows)}")
        check = subprocess.run([args.onrecord, "check", "--store", store], stdout=subprocess.PIPE, text=True)
        if check.returncode:
            problems.append(f"check: {check.stdout[:500]}")
        words = sum(len(row["text"].split()) for row in rows)
        print(json.dumps({"articles": len(ids), "words_per_article": round(words / len(rows)), "kills": n_kills,
                          "seconds": round(seconds, 1), "articles_per_second": round(len(ids) / seconds, 1),
                          "bytes_per_article": round(store.stat().st_size / max(1, len(ids))),
                          "text_bytes_per_article": round(sum(len(row["text"].encode()) for row in rows) / len(rows)),
                          "problems": problems[:20]}))
    raise SystemExit(bool(problems))


main()
