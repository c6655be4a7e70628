#!/bin/sh
# Builds the proof library and puts it where the jar is made from; Maven runs it. Without cargo or a C compiler it leaves
# a note that says so, which the program shows when the library is wanted, and ends well: the console needs no library.
#
# build.sh CLASSES [FEATURES]: the directory of the jar's content; cargo features besides devnet, such as cuda or opencl.
# Cargo's own output stays in .prover-target of the checkout (or CARGO_TARGET_DIR), out of reach of mvn clean.
set -eu
crate=$(cd "$(dirname "$0")" && pwd)
classes=$1
features=devnet${2:+,$2}

# The platform's name as JNA has it.
case $(uname -s) in
Linux) system=linux library=liblotus_console_prover.so ;;
Darwin) system=darwin library=liblotus_console_prover.dylib ;;
*) system=$(uname -s) library= ;;
esac
case $(uname -m) in
x86_64 | amd64) machine=x86-64 ;;
arm64) machine=aarch64 ;;
*) machine=$(uname -m) ;;
esac
folder=$classes/$system-$machine
mkdir -p "$folder"

# leave_out REASON: no library in this build.
leave_out() {
    rm -f "$folder/$library"
    printf 'missing=%s\n' "$1" >"$folder/prover-build.properties"
    printf 'WARNING: built without the proof library: %s\n' "$1" >&2
    exit 0
}

[ -n "$library" ] || leave_out "this platform ($system) is not built for"
command -v cargo >/dev/null || PATH=$PATH:${CARGO_HOME:-$HOME/.cargo}/bin
command -v cargo >/dev/null || leave_out 'cargo was not found when it was built'
# "cargo 1.95.0 (f2d3ce0bd 2026-03-21)"
version=$(cargo --version)
minor=${version#cargo 1.}
minor=${minor%%.*}
case $minor in
*[!0-9]* | '') ;;
*) [ "$minor" -ge 87 ] || leave_out "cargo was too old when it was built (1.$minor; 1.87 is needed)" ;;
esac
command -v "${CC:-cc}" >/dev/null || leave_out 'a C compiler (cc) was not found when it was built'

export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-${crate%/src/main/rust}/.prover-target}"
built=$CARGO_TARGET_DIR/release/$library
[ -f "$built" ] || printf 'building the proof library: about 3 minutes on 2 cores, once\n' >&2
# --locked: what was tested is what is built. Cargo asks the network only for crates that it does not have yet.
cargo build --quiet --release --locked --manifest-path "$crate/Cargo.toml" --features "$features"

if ! cmp -s "$built" "$folder/$library"; then
    cp "$built" "$folder/$library"
fi
if command -v sha256sum >/dev/null; then
    digest=$(sha256sum "$built")
else
    digest=$(shasum -a 256 "$built")
fi
printf 'features=%s\nsha256=%s\n' "$features" "${digest%% *}" >"$folder/prover-build.properties"
