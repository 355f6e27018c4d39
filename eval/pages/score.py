"""Compares the extraction of articles from pages: this program, trafilatura, and dom_smoothie alone, in one run.

    cargo build --release -p onrecord-text --example extract
    pip install trafilatura
    python3 eval/pages/score.py [--half before|after] [--all] [target/release/examples/extract]

Prints the mean F1 of words of the texts, the number of pages without an article, and how many titles, bylines and days
of publication are right. `--all` also prints the F1 of each page.
"""

import argparse
import collections
import datetime
import json
import pathlib
import re
import subprocess

import trafilatura

HERE = pathlib.Path(__file__).parent


def words(text):
    return collections.Counter(re.findall(r"\w+", text.lower()))


def f1(found, expected):
    found, expected = words(found), words(expected)
    shared = sum((found & expected).values())
    return 2 * shared / (sum(found.values()) + sum(expected.values()))


def letters(text):
    return re.sub(r"\W", "", text or "").lower()


def names(text):
    """The names of a byline, whatever joins them."""
    return sorted(letters(name) for name in re.split(r",|;| and |&", text or "") if letters(name))


def by_program(program, paths, *options):
    out = subprocess.run([program, *options, *map(str, paths)], capture_output=True, text=True, check=True).stdout
    found = {}
    for line in out.splitlines():
        row = json.loads(line)
        found.setdefault(pathlib.Path(row["file"]).stem, row)
    return found


def by_trafilatura(paths):
    found = {}
    for path in paths:
        page = path.read_text()
        row = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
        row = row.as_dict() if row else {}
        found[path.stem] = {
            "text": row.get("text") or "",
            "title": row.get("title"),
            "byline": row.get("author"),
            "published": row.get("date"),
        }
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="?", default="target/release/examples/extract")
    parser.add_argument("--half", action="append", help="a list of pages: before or after; both if absent")
    parser.add_argument("--all", action="store_true", help="print each page")
    options = parser.parse_args()
    rows = []
    for half in options.half or ["before", "after"]:
        rows += [json.loads(line) for line in (HERE / "pages" / f"{half}.jsonl").read_text().splitlines()]
    paths = [HERE / "pages" / f"{row['page']}.html" for row in rows]
    systems = {
        "onrecord": by_program(options.program, paths),
        f"trafilatura {trafilatura.__version__}": by_trafilatura(paths),
        "dom_smoothie alone": by_program(options.program, paths, "--alone"),
    }
    print(f"{len(rows)} pages, {datetime.date.today()}")
    print(f"{'':22}     F1   lost  title  byline  day")
    for name, found in systems.items():
        scores, lost, right = [], 0, collections.Counter()
        for row in rows:
            one = found[row["page"]]
            scores.append(f1(one.get("text") or "", " ".join(row["paragraphs"])))
            lost += scores[-1] < 0.5
            right["title"] += letters(one.get("title")) == letters(row["title"])
            right["byline"] += names(one.get("byline")) == names(row["byline"])
            right["day"] += (one.get("published") or "")[:10] == row["published"]
        print(f"{name:22}  {sum(scores) / len(scores):.3f}   {lost:4}  {right['title']:5}  {right['byline']:6}  {right['day']:3}")
        if options.all:
            for row, score in zip(rows, scores):
                one = found[row["page"]]
                wrong = [
                    f"{field}={one.get(field)!r}"
                    for field, same in [
                        ("title", letters(one.get("title")) == letters(row["title"])),
                        ("byline", names(one.get("byline")) == names(row["byline"])),
                        ("published", (one.get("published") or "")[:10] == row["published"]),
                    ]
                    if not same
                ]
                print(f"    {score:.3f}  {row['page']:24} {' '.join(wrong)} {one.get('error', '')}")


if __name__ == "__main__":
    main()
