#!/usr/bin/env bash
# Fuzzes each target: fuzz/all.sh [--runs RUNS] [SECONDS [TARGET...]]
#
# A target ends after SECONDS or, with --runs, after so many runs, whichever comes first. SECONDS is 600 if nothing is given and 0 for no limit;
# without targets, all are fuzzed. The number of runs of each target is printed at the end. FUZZ_SANITIZER names a sanitizer.
#
# A nightly compiler is used if there is one. Otherwise the stable compiler is told to accept the unstable options of cargo-fuzz.
# Without cargo-fuzz, the ordinary tests run the same functions on many more mutations of the seeds:
# ONRECORD_MUTATIONS=100 cargo test --test robust
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

runs=
if [ "${1:-}" = --runs ]; then
    runs="${2:?--runs needs a number}"
    shift 2
fi
seconds="${1:-600}"
shift || true
for number in "${runs:-0}" "$seconds"; do
    [[ "$number" =~ ^[0-9]+$ ]] || { echo "not a number: $number" >&2; exit 2; }
done
if [ -z "$runs" ] && [ "$seconds" -eq 0 ]; then
    echo "without --runs, SECONDS must be over 0" >&2
    exit 2
fi

# Without nightly's runtime of a sanitizer, Rust's own checks remain: panics, overflows and debug assertions.
if cargo +nightly --version > /dev/null 2>&1; then
    cargo=(cargo +nightly)
    sanitizer="${FUZZ_SANITIZER:-address}"
else
    cargo=(cargo)
    sanitizer="${FUZZ_SANITIZER:-none}"
    export RUSTC_BOOTSTRAP=1
fi
if [ "$#" -gt 0 ]; then targets=("$@"); else mapfile -t targets < <("${cargo[@]}" fuzz list); fi

log="$(mktemp)"
trap 'rm -f "$log"' EXIT
summary=()
failed=()
for target in "${targets[@]}"; do
    mkdir -p "fuzz/corpus/$target"
    options=(-rss_limit_mb=4096 -timeout=30 -print_final_stats=1)
    [ "$seconds" -eq 0 ] || options+=(-max_total_time="$seconds")
    [ -z "$runs" ] || options+=(-runs="$runs")
    # An input of this target runs the whole encoder.
    [ "$target" = read ] && options+=(-max_len=2000)
    printf '\n== %s\n' "$target"
    "${cargo[@]}" fuzz run --sanitizer "$sanitizer" "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- "${options[@]}" 2>&1 |
        tee "$log" || failed+=("$target")
    # A target that failed to build made no runs.
    made="$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -n 1)"
    summary+=("$target ${made:-0}")
done
printf '\n== runs\n'
printf '%-12s %12d\n' ${summary[@]}
if [ "${#failed[@]}" -gt 0 ]; then
    printf '\nfailed: %s; the inputs are in fuzz/artifacts\n' "${failed[*]}"
    exit 1
fi
