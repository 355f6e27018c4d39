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
    "$python" -m onrecord_training.prepare --shared "$data" --out "$prepared" --divide "$(built onrecord-text divide)" --times "$(built onrecord-read times)" \
        --mentions "$(built onrecord-read mention_features)" --tokenizer "$encoder/tokenizer.json"
fi

# The minutes are divided evenly over the trainings: six, or four where the small model has a start.
if [ -z "$start" ]; then trainings=6; else trainings=4; fi
each=$("$python" -c "print($minutes / $trainings)")
train() { "$python" -m onrecord_training.train --prepared "$prepared" --minutes "$each" --batch "${BATCH:-1}" "$@"; }
teach() { "$python" -m onrecord_training.teach --prepared "$prepared" --which last "$@"; }

if [ -z "$start" ]; then
    start=$runs/before.safetensors
    plan=(--tasks polnear:0.27 world-part:0.28 worldwide:0.14 ewt:0.15 gum:0.13 litbank:0.03)
    train --encoder "$encoder" --out "$runs/first" "${plan[@]}" --steps 1750
    train --encoder "$encoder" --start "$runs/first/model.pt" --out "$runs/model" "${plan[@]}" --steps 2400 --lr 1.2e-4 --head-lr 7e-4 --seed 11
    "$python" -m onrecord_training.export --which last --model "$runs/model/model.pt" --encoder "$encoder" --out "$start" --version 0
fi
# A larger model learns the same, first roles and events, then names; it and the small one tell what they think of the texts, and
# the small one goes on from there.
train --encoder "$teacher" --out "$runs/teacher" --tasks polnear:0.45 world-part:0.28 worldwide:0.17 ewt:0.10 --masked 0 --steps 800 --lr 7e-5 --seed 3
teach --weights "$runs/teacher/model.pt" --encoder "$teacher" --sets polnear worldwide world --out "$runs/roles"
train --encoder "$teacher" --start "$runs/teacher/model.pt" --out "$runs/teacher-names" --tasks polnear:0.28 worldwide:0.22 ewt:0.50 --masked 0.05 --steps 800 --lr 6e-5 --head-lr 8e-4 --seed 21
teach --weights "$runs/teacher-names/model.pt" --encoder "$teacher" --sets ewt worldwide --out "$runs/names"
teach --weights "$start" --encoder "$encoder" --out "$runs/kept"
# It goes on twice: first without the newest annotations, on which the tables of weights are then fitted, since the model has not seen
# the events and participants in them; then with all. Weights from 2026-11-30.2 on have seen them: with START the tables come out too sure.
pupil() {
    train --encoder "$encoder" --start "$2" --out "$runs/$1" --int8 \
        --teacher "$runs/roles" roles:polnear events:world events:worldwide --teacher "$runs/names" names:ewt names:worldwide \
        --teacher "$runs/kept" roles:polnear roles:worldwide roles:ewt roles:gum names:worldwide names:ewt names:gum \
        --tasks "$3:0.42" polnear:0.17 worldwide:0.13 ewt:0.16 gum:0.10 litbank:0.02 --steps "$4" --lr 0.9e-4 --head-lr 4e-4 --seed 33
    teach --which average --weights "$runs/$1/model.pt" --encoder "$encoder" --sets references gum litbank --out "$runs/$1-states"
    "$python" -m onrecord_training.coref_head --prepared "$prepared" --weights "$runs/$1/model.pt" --encoder "$encoder" --states "$runs/$1-states" --out "$runs/$1/coref.pt"
    "$python" -m onrecord_training.export --which average --model "$runs/$1/coref.pt" --encoder "$encoder" --out ../weights/onrecord.safetensors --version "$(date +%Y-%m-%d)"
}
pupil part "$start" world-part 1500
# Without Rust the tables stay as they are.
if command -v cargo >/dev/null; then
    unseen=(annotations/news-4.jsonl annotations/news-5.jsonl)
    fit() { "$python" -m "onrecord_training.$1" --shared "$data" "--$2" "$(built onrecord-read "$3")" --out "../weights/$4.txt" "${@:5}"; }
    fit references references references references --unseen "${unseen[@]}"
    fit sides choices side_choices event_sides --unseen "${unseen[@]}"
    fit countries choices country_choices participant_country --unseen "${unseen[@]}"
    fit merging pairs mention_pairs event_merging
    fit confidence judgements event_judgements event_confidence --unseen "${unseen[@]}"
    fit speakers features speaker_features speaker_confidence --unseen "${unseen[@]}"
fi
pupil pupil "$runs/part/model.pt" world 1500
