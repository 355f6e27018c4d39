#!/usr/bin/env bash
# From raw data to shipped weights: training/train.sh DATA ENCODER [minutes]
set -euo pipefail
cd "$(dirname "$0")"
data=$(realpath "$1") encoder=$(realpath "$2") minutes=${3:-240} runs=runs
[ -x .venv/bin/python ] || { python3 -m venv .venv && .venv/bin/pip install -q -r requirements.txt; }
cargo build --release -p onrecord-text --example divide
divide=$(cargo metadata --format-version 1 --no-deps | python3 -c 'import json,sys; print(json.load(sys.stdin)["target_directory"])')/release/examples/divide
export OMP_WAIT_POLICY=PASSIVE
.venv/bin/python -m onrecord_training.prepare --shared "$data" --out "$runs/prepared" --divide "$divide" --tokenizer "$encoder/tokenizer.json"
.venv/bin/python -m onrecord_training.train --prepared "$runs/prepared" --encoder "$encoder" --out "$runs/first" --steps 1750 --minutes "$((minutes / 2))"
.venv/bin/python -m onrecord_training.train --prepared "$runs/prepared" --encoder "$encoder" --start "$runs/first/model.pt" --out "$runs/model" --steps 2400 --lr 1.2e-4 --head-lr 7e-4 --seed 11 --minutes "$((minutes / 2))"
.venv/bin/python -m onrecord_training.export --which last --model "$runs/model/model.pt" --encoder "$encoder" --out ../weights/onrecord.safetensors --version "$(date +%Y-%m-%d)"
