"""Packs a folder into an archive that is the same for the same files: `python3 release/pack.py FOLDER ARCHIVE`."""

from __future__ import annotations

import gzip
import os
import sys
import tarfile
from pathlib import Path


def main() -> None:
    folder, archive = Path(sys.argv[1]), Path(sys.argv[2])
    time = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))

    def anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
        info.uid = info.gid = 0
        info.uname = info.gname = "root"
        info.mtime = time
        info.mode = 0o755 if info.isdir() or info.mode & 0o100 else 0o644
        return info

    with archive.open("wb") as file, gzip.GzipFile("", "wb", 9, file, time) as packed:
        with tarfile.open(fileobj=packed, mode="w") as tar:
            # Entries of a folder are added in the order of their names.
            tar.add(folder, folder.name, filter=anonymous)


if __name__ == "__main__":
    main()
