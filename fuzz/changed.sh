#!/usr/bin/env bash
# Prints the fuzz targets whose code changed since a commit, one a line: fuzz/changed.sh BASE
#
# A change of a crate concerns the targets that run its code, also through other crates. Documentation, tests and examples concern none.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
base="${1:?fuzz/changed.sh BASE}"

inputs="decode divide feed html items packed press table warc"
reading="ontology read"
pages="correction request"
every="$(basename -s .rs -a fuzz/fuzz_targets/*.rs | tr '\n' ' ')"

changed="$(git diff --name-only --merge-base "$base" --)"
while IFS= read -r path; do
    case "$path" in
    *.md | crates/*/tests/* | crates/*/examples/* | crates/*/benches/*) ;;
    Cargo.toml | Cargo.lock | fuzz/Cargo.toml | fuzz/Cargo.lock) echo "$every" ;;
    crates/onrecord-error/* | crates/onrecord-record/*) echo "$every" ;;
    crates/onrecord-text/*) echo "$inputs $reading" ;;
    knowledge/*) echo "$inputs $reading export query store $pages" ;;
    crates/onrecord-infer/*) echo "$reading weights" ;;
    crates/onrecord-read/* | weights/*) echo "$reading" ;;
    crates/onrecord-store/*) echo "query store $pages" ;;
    crates/onrecord-export/*) echo "export $pages" ;;
    crates/onrecord-server/*) echo "$pages" ;;
    crates/onrecord-fetch/*) echo "fetch" ;;
    crates/onrecord-batch/*) echo "gzip" ;;
    fuzz/fuzz_targets/*.rs) basename -s .rs "$path" ;;
    fuzz/seeds/*) echo "$path" | cut -d / -f 3 ;;
    # A target names the file that holds its function.
    fuzz/*.rs) grep -l "\"../${path#fuzz/}\"" fuzz/fuzz_targets/*.rs | xargs -r basename -s .rs -a || true ;;
    esac
done <<< "$changed" | tr ' ' '\n' | sort -u | while IFS= read -r target; do
    # Targets that were removed are left out.
    [ ! -f "fuzz/fuzz_targets/$target.rs" ] || echo "$target"
done
