#!/usr/bin/env bash
# Builds what is given to users: release/build.sh [--out FOLDER] [ARCHITECTURE ...]
#
# For each architecture (x86_64 and aarch64, if none is named), the folder (out/release, if none is named) gets
#   onrecord-VERSION-ARCHITECTURE-unknown-linux-musl.tar.gz   the command, linked statically, with completions of shells, manual pages,
#                                                             and the licences of third parties
#   onrecord-VERSION-cp310-abi3-PLATFORM.whl                  the Python package, with the licences of third parties
# and SHA256SUMS. On a machine that is not Linux, both are built for that machine only.
#
# Needs Rust with rustup, Python 3.10 or later, and PyPI, from which the tools for building come. What cannot be built is named at the
# end, and the exit code is then 1.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

out=$PWD/out/release
targets=()
while [ $# -gt 0 ]; do
    case $1 in
        --out) mkdir -p "$2" && out=$(cd "$2" && pwd) && shift ;;
        -*) sed -n '2,11s/^# \{0,1\}//p' release/build.sh && exit 2 ;;
        *) targets+=("$1") ;;
    esac
    shift
done
[ ${#targets[@]} -gt 0 ] || targets=(x86_64 aarch64)
host=$(rustc -vV | sed -n 's/^host: //p')
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
work=${CARGO_TARGET_DIR:-$PWD/target}/release-build
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
left_out=()

leave_out() { left_out+=("$1"); printf '== left out: %s\n' "$1"; }

# Zig is the compiler and linker of C for other architectures and for musl; with it, wheels also work with old versions of glibc.
install_tools() {
    [ -d "$work/venv" ] || python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check 'maturin>=1.9,<2' wheel "$@"
    export PATH="$work/venv/bin:$PATH" VIRTUAL_ENV="$work/venv"
}

has_target() { rustup target list --installed | grep -qx "$1" || rustup target add "$1"; }

# Writes the manual page of a command and those of its subcommands. Arguments: the program, the folder, and the words of the command.
write_manual() {
    local program=$1 folder=$2 name word
    shift 2
    name=$(IFS=- && printf 'onrecord%s' "${1:+-$*}")
    "$program" man "$@" >"$folder/$name.1"
    for word in $(sed 's/\\-/-/g' "$folder/$name.1" | sed -n "s/^$name-\([a-z]*\)(1)\$/\1/p"); do
        [ "$word" = help ] || write_manual "$program" "$folder" "$@" "$word"
    done
}

# The completions and manual pages are those that the command prints, so they come from one that runs on this machine.
write_pages() {
    local program=$1 folder=$2
    mkdir -p "$folder/completions" "$folder/man/man1"
    "$program" completions bash >"$folder/completions/onrecord.bash"
    "$program" completions zsh >"$folder/completions/_onrecord"
    "$program" completions fish >"$folder/completions/onrecord.fish"
    "$program" completions powershell >"$folder/completions/_onrecord.ps1"
    "$program" completions elvish >"$folder/completions/onrecord.elv"
    write_manual "$program" "$folder/man/man1"
}

# Arguments: the target, and the command for this target.
pack_command() {
    local target=$1 command=$2 name=onrecord-$version-$1
    local folder=$work/$name
    rm -rf "$folder" && mkdir -p "$folder"
    cp "$command" README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$folder/"
    cp weights/CARD.md "$folder/WEIGHTS.md"
    python3 release/licences.py Cargo.toml onrecord-cli "$target" >"$folder/THIRD-PARTY-LICENCES.txt"
    cp -R "$work/pages/." "$folder/"
    python3 release/pack.py "$folder" "$out/$name.tar.gz"
}

# Arguments: the target, and further options of maturin.
build_wheel() {
    local target=$1 wheels=$work/wheels-$1 wheel folder
    shift
    rm -rf "$wheels" && mkdir -p "$wheels/unpacked"
    (cd bindings/python && maturin build --release --locked --target "$target" --out "$wheels" "$@") || return 1
    wheel=$(ls "$wheels"/*.whl)
    # The licences stand beside the other metadata of the package.
    wheel unpack --dest "$wheels/unpacked" "$wheel" >/dev/null || return 1
    folder=$(ls -d "$wheels"/unpacked/*/*.dist-info)/licenses
    mkdir -p "$folder" && cp LICENSE-MIT LICENSE-APACHE "$folder/"
    python3 release/licences.py bindings/python/Cargo.toml onrecord-python "$target" >"$folder/THIRD-PARTY-LICENCES.txt" || return 1
    wheel pack --dest-dir "$out" "$(dirname "$(dirname "$folder")")" >/dev/null
}

# Builds for a target of Linux. Argument: the architecture.
build_for_linux() {
    local musl=$1-unknown-linux-musl gnu=$1-unknown-linux-gnu
    if ! has_target "$musl"; then
        leave_out "the command for $1, since the standard library of Rust for $musl cannot be had"
    elif cargo zigbuild --release --locked --package onrecord-cli --target "$musl"; then
        commands+=("$musl")
    else
        leave_out "the command for $1, which cannot be built"
    fi
    if ! has_target "$gnu"; then
        leave_out "the wheel for $1, since the standard library of Rust for $gnu cannot be had"
    elif ! build_wheel "$gnu" --zig --compatibility manylinux2014; then
        leave_out "the wheel for $1, which cannot be built"
    fi
}

built() { printf '%s/%s/release/onrecord' "${CARGO_TARGET_DIR:-target}" "$1"; }

mkdir -p "$out" "$work"
commands=()
case $host in
    *-linux-*)
        install_tools ziglang cargo-zigbuild
        for target in "${targets[@]}"; do build_for_linux "$target"; done
        ;;
    *)
        install_tools
        cargo build --release --locked --package onrecord-cli --target "$host" && commands+=("$host")
        build_wheel "$host"
        ;;
esac

own=$(printf '%s\n' ${commands[@]+"${commands[@]}"} | grep "^${host%%-*}-" | head -1 || true)
if [ -n "$own" ]; then
    rm -rf "$work/pages" && write_pages "$(built "$own")" "$work/pages"
fi
for target in ${commands[@]+"${commands[@]}"}; do
    if [ -d "$work/pages" ]; then
        pack_command "$target" "$(built "$target")"
    else
        leave_out "the archive for $target, since no command runs on this machine to print its pages"
    fi
done
(cd "$out" && { sha256sum ./*.whl ./*.tar.gz 2>/dev/null || shasum -a 256 ./*.whl ./*.tar.gz; } | sed 's|\./||' >SHA256SUMS && cat SHA256SUMS)
[ ${#left_out[@]} = 0 ] || { printf '== left out: %s\n' "${left_out[@]}"; exit 1; }
