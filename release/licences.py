"""Writes the licences of the third-party software that a program contains: `python3 release/licences.py MANIFEST PACKAGE TARGET`.

The list has every crate that is linked into the package for the target, with the licence that it states and the texts of the licence files
in its own folder and below. Equal texts are printed once. Crates that come without a text are listed with the text that their licence has in general,
or with that of a crate from the same repository.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
NAMES = ("LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE", "UNLICENCE")

#: What is in the program besides crates.
OTHERS = """\
The standard library of Rust: MIT OR Apache-2.0, the Rust project developers (https://www.rust-lang.org).
SQLite, in the crate libsqlite3-sys: public domain (https://www.sqlite.org/copyright.html).
musl, in programs for musl: MIT, Rich Felker and others (https://musl.libc.org).
Names and coordinates of places: GeoNames (https://www.geonames.org), CC BY 4.0.
"""


def cargo(*arguments: str) -> str:
    return subprocess.run(["cargo", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def linked(manifest: str, package: str, target: str) -> set[tuple[str, str]]:
    """Returns the names and versions of the crates that are linked into a package."""
    tree = ["tree", "--locked", "--manifest-path", manifest, "--package", package, "--target", target]
    lines = cargo(*tree, "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}").splitlines()
    parts = (line.split() for line in lines if line)
    return {(part[0], part[1].removeprefix("v")) for part in parts}


def texts(folder: Path) -> list[str]:
    """Returns the texts of the licence files of a crate, also of C code that it comes with."""
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.stem.split("-")[0].upper() in NAMES)
    return [file.read_text(encoding="utf-8", errors="replace").strip() for file in files]


def stand_ins(crate: dict, found: dict[str, list[str]], crates: list[dict]) -> list[str]:
    """Returns the texts for a crate that has none: those of a crate with the same licence, or our own of Apache-2.0."""
    if "Apache-2.0" in crate["license"]:
        return [(ROOT / "LICENSE-APACHE").read_text(encoding="utf-8").strip()]
    same = [one for one in crates if found[one["id"]] and one["license"] == crate["license"]]
    if crate["license"] != "MPL-2.0":
        # Its text names nobody; others name the holders of the copyright.
        same = [one for one in same if one["repository"] == crate["repository"]]
    if same:
        return found[same[0]["id"]]
    if crate["license"] == "MIT":
        mit = (ROOT / "LICENSE-MIT").read_text(encoding="utf-8").strip().splitlines()
        return ["\n".join([mit[0], "", f"Copyright (c) {', '.join(crate['authors'])}", *mit[3:]])]
    raise SystemExit(f"{crate['name']} {crate['version']}: no text of the licence {crate['license']}")


def main() -> None:
    manifest, package, target = sys.argv[1:4]
    metadata = json.loads(cargo("metadata", "--locked", "--format-version", "1", "--manifest-path", manifest))
    wanted = linked(manifest, package, target)
    crates = [one for one in metadata["packages"] if one["source"] and (one["name"], one["version"]) in wanted]
    crates.sort(key=lambda one: (one["name"], one["version"]))
    found = {one["id"]: texts(Path(one["manifest_path"]).parent) for one in crates}
    numbers: dict[str, int] = {}
    bodies: list[str] = []
    print(f"Third-party software in onrecord for {target}\n\n{OTHERS}\nCrates, and the numbers of their texts below:\n")
    for one in crates:
        listed = []
        for text in found[one["id"]] or stand_ins(one, found, crates):
            key = hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
            if key not in numbers:
                bodies.append(text)
                numbers[key] = len(bodies)
            if str(numbers[key]) not in listed:
                listed.append(str(numbers[key]))
        print(f"{one['name']} {one['version']}: {one['license']} [{', '.join(listed)}]")
    for number, text in enumerate(bodies, start=1):
        print(f"\n{'=' * 80}\n[{number}]\n\n{text}")


if __name__ == "__main__":
    main()
