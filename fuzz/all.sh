#!/usr/bin/env bash
# Fuzzes each target for some time: fuzz/all.sh [SECONDS [TARGET...]], 600 seconds and all targets if nothing is given.
#
# Without a nightly compiler and cargo-fuzz, the ordinary tests run the same functions on many more mutations of the seeds:
# ONRECORD_MUTATIONS=100 cargo test --test robust
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

seconds="${1:-600}"
shift || true
if [ "$#" -gt 0 ]; then targets=("$@"); else mapfile -t targets < <(cargo +nightly fuzz list); fi

failed=()
for target in "${targets[@]}"; do
    mkdir -p "fuzz/corpus/$target"
    options=(-max_total_time="$seconds" -rss_limit_mb=4096 -timeout=30 -print_final_stats=1)
    # An input of this target runs the whole encoder.
    [ "$target" = read ] && options+=(-max_len=2000)
    printf '\n== %s\n' "$target"
    cargo +nightly fuzz run "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- "${options[@]}" || failed+=("$target")
done
if [ "${#failed[@]}" -gt 0 ]; then
    printf '\nfailed: %s; the inputs are in fuzz/artifacts\n' "${failed[*]}"
    exit 1
fi
