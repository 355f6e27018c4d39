#!/usr/bin/env bash
# From raw data to shipped weights: training/train.sh DATA ENCODER TEACHER [minutes]
set -euo pipefail
cd "$(dirname "$0")"
data=$(realpath "$1") encoder=$(realpath "$2") teacher=$(realpath "$3") minutes=${4:-360} runs=runs
[ -x .venv/bin/python ] || { python3 -m venv .venv && .venv/bin/pip install -q -r requirements.txt; }
cargo build --release -p onrecord-text --example divide
divide=$(cargo metadata --format-version 1 --no-deps | python3 -c 'import json,sys; print(json.load(sys.stdin)["target_directory"])')/release/examples/divide
export OMP_WAIT_POLICY=PASSIVE
.venv/bin/python -m onrecord_training.prepare --shared "$data" --out "$runs/prepared" --divide "$divide" --tokenizer "$encoder/tokenizer.json"
.venv/bin/python -m onrecord_training.train --prepared "$runs/prepared" --encoder "$encoder" --out "$runs/first" --steps 1750 --minutes "$((minutes / 5))"
.venv/bin/python -m onrecord_training.train --prepared "$runs/prepared" --encoder "$encoder" --start "$runs/first/model.pt" --out "$runs/model" --steps 2400 --lr 1.2e-4 --head-lr 7e-4 --seed 11 --minutes "$((minutes / 5))"
# A larger model learns the same, first roles, then names; it and the small one tell what they think of the texts, and the small
# one goes on from there.
.venv/bin/python -m onrecord_training.train --prepared "$runs/prepared" --encoder "$teacher" --out "$runs/teacher" --tasks polnear:0.63 worldwide:0.23 ewt:0.14 --masked 0 --steps 800 --lr 7e-5 --seed 3 --minutes "$((minutes / 5))"
.venv/bin/python -m onrecord_training.teach --weights "$runs/teacher/model.pt" --encoder "$teacher" --prepared "$runs/prepared" --which last --sets polnear --out "$runs/roles"
.venv/bin/python -m onrecord_training.train --prepared "$runs/prepared" --encoder "$teacher" --start "$runs/teacher/model.pt" --out "$runs/teacher-names" --tasks polnear:0.28 worldwide:0.22 ewt:0.50 --masked 0.05 --steps 800 --lr 6e-5 --head-lr 8e-4 --seed 21 --minutes "$((minutes / 5))"
.venv/bin/python -m onrecord_training.teach --weights "$runs/teacher-names/model.pt" --encoder "$teacher" --prepared "$runs/prepared" --which last --sets ewt worldwide --out "$runs/names"
.venv/bin/python -m onrecord_training.export --which last --model "$runs/model/model.pt" --encoder "$encoder" --out "$runs/before.safetensors" --version 0
.venv/bin/python -m onrecord_training.teach --weights "$runs/before.safetensors" --encoder "$encoder" --prepared "$runs/prepared" --out "$runs/kept"
.venv/bin/python -m onrecord_training.train --prepared "$runs/prepared" --encoder "$encoder" --start "$runs/before.safetensors" --out "$runs/pupil" --int8 \
    --teacher "$runs/roles" roles:polnear --teacher "$runs/names" names:ewt names:worldwide \
    --teacher "$runs/kept" roles:polnear roles:worldwide roles:ewt roles:gum names:polnear names:worldwide names:ewt names:gum \
    --tasks polnear:0.28 world:0.26 worldwide:0.14 ewt:0.16 gum:0.13 litbank:0.03 --steps 1900 --lr 1.2e-4 --head-lr 5e-4 --seed 5 --minutes "$((minutes / 5))"
.venv/bin/python -m onrecord_training.export --which average --before "$runs/before.safetensors" --model "$runs/pupil/model.pt" --encoder "$encoder" --out ../weights/onrecord.safetensors --version "$(date +%Y-%m-%d)"
# The countries of participants are chosen by what the reader with these weights finds.
cargo build --release -p onrecord-read --example country_choices
.venv/bin/python -m onrecord_training.countries --shared "$data" --choices "$(dirname "$divide")/country_choices" --out ../weights/participant_country.txt
