#!/usr/bin/env bash
# Scores the reader on development data: eval/run.sh DATA_AND_SCORERS
# The folder holds data/ and score/; users do not have it, and nothing but this script needs it.
set -euo pipefail
shared=${1:?folder with data/ and score/}
[ -d "$shared/score" ] || { echo "no scorers in $shared: nothing to evaluate with" >&2; exit 2; }
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cargo build --release -p onrecord-read --example rows
rows=$(cargo metadata --format-version 1 --no-deps | python3 -c 'import json,sys; print(json.load(sys.stdin)["target_directory"])')/release/examples/rows
data=$shared/data score=$shared/score
read_set() { "$rows" <"$data/$1.jsonl" >"$out/records.jsonl"; }
read_set statements/polnear-dev
python3 "$score/statements.py" "$data/statements/polnear-dev.jsonl" "$out/records.jsonl"
python3 "$score/speakers.py" "$data/statements/polnear-dev.jsonl" "$out/records.jsonl" --key "$data/speakers/polnear-dev.jsonl"
python3 "$(dirname "$0")/confidence.py" "$score" "$data/statements/polnear-dev.jsonl" "$out/records.jsonl"
read_set world/dev
python3 "$score/statements.py" "$data/world/dev-statements.jsonl" "$out/records.jsonl"
python3 "$score/speakers.py" "$data/world/dev-statements.jsonl" "$out/records.jsonl" --key "$data/world/dev-speakers.jsonl"
python3 "$score/article_events.py" "$data/world/dev-events.jsonl" "$out/records.jsonl"
python3 "$score/participants.py" "$data/world/dev.jsonl" "$out/records.jsonl"
python3 "$(dirname "$0")/merging.py" "$score" "$data/world/dev-events.jsonl" "$out/records.jsonl"
for set in uner-ewt-dev worldwide-dev; do read_set names/$set; python3 "$score/names.py" "$data/names/$set.jsonl" "$out/records.jsonl"; done
python3 "$(dirname "$0")/cues.py" "$data/names/worldwide-dev.jsonl" "$out/records.jsonl"
read_set coref/ontogum-dev; python3 "$score/coref.py" "$data/coref/ontogum-dev.jsonl" "$out/records.jsonl"
for set in timebank aquaint wikiwars meantime tweets; do read_set times/$set; python3 "$score/times.py" "$data/times/$set.jsonl" "$out/records.jsonl"; done
read_set quantities/meantime; python3 "$score/quantities.py" "$data/quantities/meantime.jsonl" "$out/records.jsonl"
read_set places/lgl; python3 "$score/places.py" "$data/places/lgl.jsonl" "$out/records.jsonl"
read_set events/articles-dev; python3 "$score/article_events.py" "$data/events/articles-dev.jsonl" "$out/records.jsonl"
read_set events/articles-dev2; python3 "$score/article_events.py" "$data/events/articles-dev2.jsonl" "$out/records.jsonl"
read_set events/plv-train; python3 "$score/events.py" "$data/events/plv-train.jsonl" "$out/records.jsonl"
