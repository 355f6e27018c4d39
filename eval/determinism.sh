#!/usr/bin/env bash
# Whether the same articles give the same bytes whatever the number of threads: eval/determinism.sh ARTICLES.jsonl [THREADS...]
# Reads all of them with 1 thread and with each of THREADS (2 and 4 where none is given); exits with 1 where a byte differs.
set -euo pipefail
articles=${1:?JSON Lines with text}
shift
[ "$#" -gt 0 ] || set -- 2 4
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cargo build --release -p onrecord-cli
onrecord=$(cargo metadata --format-version 1 --no-deps | python3 -c 'import json,sys; print(json.load(sys.stdin)["target_directory"])')/release/onrecord
"$onrecord" read "$articles" --threads 1 --format jsonl >"$out/1.jsonl"
for threads in "$@"; do
  "$onrecord" read "$articles" --threads "$threads" --format jsonl >"$out/n.jsonl"
  cmp "$out/1.jsonl" "$out/n.jsonl" || { echo "1 thread and $threads threads differ" >&2; exit 1; }
  echo "$(wc -l <"$out/1.jsonl") records, 1 thread and $threads threads: the same bytes"
done
