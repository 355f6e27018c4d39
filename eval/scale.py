"""What it costs to read many articles: in Python beside the command, with threads, and with Spark and Ray.

    python eval/scale.py DATA --onrecord target/release/onrecord [--parts start,python,threads,memory,engines]

DATA: articles as JSON Lines with `text`. onrecord must be installed as a package, built from the same sources as the command; pyspark and ray
for the part `engines`. Programs that are compared take turns, and the median of the ratios is given. Times include the start of a process."""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parent.parent

IMPORT = "import time; began = time.perf_counter(); import onrecord; print(time.perf_counter() - began)"
FIRST = "import onrecord; import time; began = time.perf_counter(); onrecord.read('Peru accused Chile of spying, Ana Diaz said.'); print(time.perf_counter() - began)"
READ = """
import sys
from pathlib import Path
import onrecord
with open(sys.argv[2], "w", encoding="utf-8") as out:
    for record in onrecord.read_many(Path(sys.argv[1]), threads=int(sys.argv[3]), progress=False):
        out.write(record.to_json() + "\\n")
"""
MEMORY = """
import sys
from itertools import chain, repeat
from pathlib import Path
import onrecord
def resident():
    return next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmRSS"))
articles = chain.from_iterable(onrecord.read_many(Path(sys.argv[1]), threads=1, progress=False) for _ in repeat(None))
for number, record in zip(range(1, int(sys.argv[2]) + 1), articles):
    record.to_json()
    if number % max(1, int(sys.argv[2]) // 8) == 0:
        print(number, resident())
"""


def run(command: list[str], cores: int = 2) -> tuple[float, float]:
    """Runs a command on so many cores, and returns its wall and CPU seconds."""
    allowed = sorted(os.sched_getaffinity(0))[:cores]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = os.environ | {"PYSPARK_PYTHON": sys.executable, "RAY_USAGE_STATS_ENABLED": "0", "RAY_worker_niceness": "0"}
    ran = subprocess.run(["taskset", "-c", ",".join(map(str, allowed)), *command], env=environment, capture_output=True, text=True)
    wall = time.perf_counter() - began
    if ran.returncode != 0:
        raise SystemExit(f"{command}: {ran.stderr[-4000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def paired(first: list[str], second: list[str], passes: int, cores: int) -> None:
    """Prints the ratios of two commands that take turns."""
    ratios: list[tuple[float, float]] = []
    for _ in range(passes):
        one, other = run(first, cores), run(second, cores)
        ratios.append((one[0] / other[0], one[1] / other[1]))
        print(f"    {one[0]:.2f} s wall, {one[1]:.2f} s CPU; {other[0]:.2f} s wall, {other[1]:.2f} s CPU", flush=True)
    wall, cpu = (statistics.median(ratio[idx] for ratio in ratios) for idx in (0, 1))
    print(f"  median of the ratios: wall {wall:.3f}, CPU {cpu:.3f}", flush=True)


def start() -> None:
    for name, program in (("import onrecord", IMPORT), ("first record after it", FIRST)):
        times = []
        for _ in range(8):
            ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
            times.append(1000 * float(ran.stdout))
        # The first is of a disk that has not read the files yet.
        print(f"{name}: median {statistics.median(times[1:]):.0f} ms, first {times[0]:.0f} ms", flush=True)


class Programs:
    """The commands that read a file or a folder."""

    def __init__(self, onrecord: str, folder: Path) -> None:
        self.onrecord = onrecord
        self.folder = folder

    def command(self, articles: Path, threads: int) -> list[str]:
        out = self.folder / "command.jsonl"
        return [self.onrecord, "read", str(articles), "--quiet", "--threads", str(threads), "--out", str(out)]

    def python(self, articles: Path, threads: int) -> list[str]:
        return [sys.executable, "-c", READ, str(articles), str(self.folder / "python.jsonl"), str(threads)]

    def engine(self, name: str, articles: Path, processes: int) -> list[str]:
        out = self.folder / name
        shutil.rmtree(out, ignore_errors=True)
        script = [str(ROOT / "examples" / name / "read.py"), "--input", str(articles.parent), "--output", str(out)]
        if name == "ray":
            return [sys.executable, *script, "--cpus", str(processes), "--articles", "64"]
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        submit = shutil.which("spark-submit", path=path) or "spark-submit"
        return [submit, "--master", f"local[{processes},4]", "--conf", "spark.ui.enabled=false", *script]


def engines(programs: Programs, few: Path, many: Path) -> None:
    """Compares engines with the command on few and on many articles; the difference of the two is free of what starting costs."""
    n_few, n_many = (len(path.read_text(encoding="utf-8").splitlines()) for path in (few, many))
    for processes in (1, 2):
        commands = {"command": programs.command, "spark": partial(programs.engine, "spark"), "ray": partial(programs.engine, "ray")}
        plain = 0.0
        for name, command in commands.items():
            start, whole = (run(command(path, processes), processes)[0] for path in (few, many))
            each = (whole - start) / (n_many - n_few)
            plain = each if name == "command" else plain
            print(
                f"  {name}, {processes} processes: {n_few} articles {start:.1f} s, {n_many} articles {whole:.1f} s; "
                f"{1 / each:.2f} more articles a second, ratio {each / plain:.3f}",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--onrecord", required=True)
    parser.add_argument("--parts", default="start,python,threads,memory,engines")
    parser.add_argument("--articles", type=int, default=120, help="how many are read in comparisons of pairs")
    parser.add_argument("--most", type=int, default=743, help="how many are read at most")
    parser.add_argument("--passes", type=int, default=5)
    args = parser.parse_args()
    lines = [json.loads(line) for line in args.data.read_text(encoding="utf-8").splitlines()]
    rows = [json.dumps({"id": str(idx), "text": line["text"]}) + "\n" for idx, line in enumerate(lines)]
    with tempfile.TemporaryDirectory(prefix="s") as folder:
        few, all_rows = Path(folder) / "few" / "news.jsonl", Path(folder) / "all" / "news.jsonl"
        for path, wanted in ((few, rows[: args.articles]), (all_rows, rows[: args.most])):
            path.parent.mkdir()
            path.write_text("".join(wanted), encoding="utf-8")
        programs = Programs(args.onrecord, Path(folder))
        for part in args.parts.split(","):
            print(f"== {part}", flush=True)
            if part == "start":
                start()
            elif part == "python":
                print(f"  Python over the command, one thread, {args.articles} articles:")
                paired(programs.python(few, 1), programs.command(few, 1), args.passes, 1)
            elif part == "threads":
                print(f"  one thread over two in Python, {args.articles} articles:")
                paired(programs.python(few, 1), programs.python(few, 2), args.passes, 2)
            elif part == "memory":
                n = str(2 * min(len(rows), args.most))
                ran = subprocess.run([sys.executable, "-c", MEMORY, str(all_rows), n], capture_output=True, text=True, check=True)
                print("  articles read, resident MB\n" + ran.stdout, flush=True)
            elif part == "engines":
                engines(programs, few, all_rows)


if __name__ == "__main__":
    main()
