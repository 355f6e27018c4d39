"""Runs an example program of onrecord-read, built, over articles."""
import json
import subprocess


def answers(rows, binary):
    """What the program writes of each article, in the order of the rows."""
    lines = "\n".join(json.dumps({"id": r["id"], "text": r["text"], "published": r.get("published")}) for r in rows)
    out = subprocess.run([binary], input=lines, capture_output=True, text=True, check=True).stdout
    # Not splitlines: JSON leaves U+2028 and the like as they are.
    return [json.loads(line) for line in out.split("\n") if line]
