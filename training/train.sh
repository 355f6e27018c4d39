#!/usr/bin/env bash
# From raw data to shipped weights: training/train.sh DATA ENCODER TEACHER [minutes of training]
# Environment: PREPARED=folder of an earlier prepare.py; START=shipped weights from which the small model goes on, instead of
# from ENCODER; BATCH=times as many windows a step, for a GPU; PYTHON=an interpreter that has requirements.txt.
set -euo pipefail
prepared=${PREPARED:+$(realpath "$PREPARED")} start=${START:+$(realpath "$START")}
data=$(realpath "$1") encoder=$(realpath "$2") teacher=$(realpath "$3") minutes=${4:-360}
cd "$(dirname "$0")"
runs=runs python=${PYTHON:-.venv/bin/python}
[ -n "${PYTHON:-}" ] || [ -x .venv/bin/python ] || { python3 -m venv .venv && .venv/bin/pip install -q -r requirements.txt; }
export OMP_WAIT_POLICY=PASSIVE
# Builds an example of a crate and prints where it lies.
built() {
    cargo build --release -p "$1" --example "$2" >&2
    cargo metadata --format-version 1 --no-deps | python3 -c 'import json,sys; print(json.load(sys.stdin)["target_directory"] + "/release/examples/" + sys.argv[1])' "$2"
}
if [ -z "$prepared" ]; then
    prepared=$runs/prepared
    "$python" -m onrecord_training.prepare --shared "$data" --out "$prepared" --divide "$(built onrecord-text divide)" --times "$(built onrecord-read times)" --tokenizer "$encoder/tokenizer.json"
fi

# The minutes are divided evenly over the trainings: five, or three where the small model has a start.
if [ -z "$start" ]; then trainings=5; else trainings=3; fi
each=$("$python" -c "print($minutes / $trainings)")
train() { "$python" -m onrecord_training.train --prepared "$prepared" --minutes "$each" --batch "${BATCH:-1}" "$@"; }
teach() { "$python" -m onrecord_training.teach --prepared "$prepared" --which last "$@"; }

if [ -z "$start" ]; then
    start=$runs/before.safetensors
    train --encoder "$encoder" --out "$runs/first" --steps 1750
    train --encoder "$encoder" --start "$runs/first/model.pt" --out "$runs/model" --steps 2400 --lr 1.2e-4 --head-lr 7e-4 --seed 11
    "$python" -m onrecord_training.export --which last --model "$runs/model/model.pt" --encoder "$encoder" --out "$start" --version 0
fi
# A larger model learns the same, first roles and events, then names; it and the small one tell what they think of the texts, and
# the small one goes on from there.
train --encoder "$teacher" --out "$runs/teacher" --tasks polnear:0.45 world:0.28 worldwide:0.17 ewt:0.10 --masked 0 --steps 800 --lr 7e-5 --seed 3
teach --weights "$runs/teacher/model.pt" --encoder "$teacher" --sets polnear worldwide world --out "$runs/roles"
train --encoder "$teacher" --start "$runs/teacher/model.pt" --out "$runs/teacher-names" --tasks polnear:0.28 worldwide:0.22 ewt:0.50 --masked 0.05 --steps 800 --lr 6e-5 --head-lr 8e-4 --seed 21
teach --weights "$runs/teacher-names/model.pt" --encoder "$teacher" --sets ewt worldwide --out "$runs/names"
teach --weights "$start" --encoder "$encoder" --out "$runs/kept"
train --encoder "$encoder" --start "$start" --out "$runs/pupil" --int8 \
    --teacher "$runs/roles" roles:polnear events:world events:worldwide --teacher "$runs/names" names:ewt names:worldwide \
    --teacher "$runs/kept" roles:polnear roles:worldwide roles:ewt roles:gum names:polnear names:worldwide names:ewt names:gum \
    --tasks polnear:0.28 world:0.26 worldwide:0.14 ewt:0.16 gum:0.13 litbank:0.03 --steps 1900 --lr 1.2e-4 --head-lr 5e-4 --seed 5
"$python" -m onrecord_training.export --which average --before "$start" --model "$runs/pupil/model.pt" --encoder "$encoder" --out ../weights/onrecord.safetensors --version "$(date +%Y-%m-%d)"
# Tables of weights are learned from what the reader with these weights finds; without Rust these steps are left out.
if command -v cargo >/dev/null; then
    "$python" -m onrecord_training.countries --shared "$data" --choices "$(built onrecord-read country_choices)" --out ../weights/participant_country.txt
    "$python" -m onrecord_training.merging --shared "$data" --pairs "$(built onrecord-read mention_pairs)" --out ../weights/event_merging.txt
    "$python" -m onrecord_training.confidence --shared "$data" --judgements "$(built onrecord-read event_judgements)" --out ../weights/event_confidence.txt
fi
