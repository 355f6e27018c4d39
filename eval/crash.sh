#!/usr/bin/env bash
# Kills the program that writes to a store, and simulates losses of power, many times; nothing that was told as kept may be lost
# or doubled: eval/crash.sh [KILLS [LOSSES]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export ONRECORD_KILLS="${1:-200}" ONRECORD_LOSSES="${2:-500}"
exec cargo test --locked -p onrecord-store --test crash
