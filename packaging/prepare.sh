#!/usr/bin/env bash
# Builds the release binary, the manual and the completions into target/package, for archives and for cargo-deb.
# Usage: packaging/prepare.sh [--target TRIPLE]
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --release --locked "$@"
out=target/package
binary=target/release/variorum
if [ "${1:-}" = "--target" ]; then binary=target/$2/release/variorum; fi
[ -e "$binary" ] || binary=$binary.exe
mkdir -p "$out/man"
"$binary" man "$out/man"
"$binary" completions bash > "$out/variorum.bash"
"$binary" completions zsh > "$out/_variorum"
"$binary" completions fish > "$out/variorum.fish"
"$binary" completions powershell > "$out/variorum.ps1"
cp "$binary" README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT config.example.toml "$out/"
