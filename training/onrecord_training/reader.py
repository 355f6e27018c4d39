"""Runs a built example program of onrecord-read on articles."""
import json
import subprocess


def answers(rows, binary):
    """Returns the output of the program for each article, in the order of the rows."""
    lines = "\n".join(json.dumps({"id": r["id"], "text": r["text"], "published": r.get("published")}) for r in rows)
    out = subprocess.run([binary], input=lines, capture_output=True, text=True, check=True).stdout
    # Splits at "\n" instead of using splitlines, because JSON leaves U+2028 and similar characters unescaped.
    return [json.loads(line) for line in out.split("\n") if line]
