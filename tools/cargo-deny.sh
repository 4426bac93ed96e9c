#!/usr/bin/env bash
# Runs cargo-deny, the one on the PATH or one built here at a pinned version.
set -euo pipefail
cd "$(dirname "$0")/.."
version=0.20.2
if command -v cargo-deny >/dev/null; then
    exec cargo-deny "$@"
fi
if ! .tools/cargo/bin/cargo-deny --version 2>/dev/null | grep -q " $version\$"; then
    # a debug build: it runs for a second and would take three times as long to compile otherwise
    CARGO_TARGET_DIR=.tools/cargo/target CARGO_PROFILE_DEV_DEBUG=false \
        cargo install --quiet --debug --locked --no-default-features --root .tools/cargo "cargo-deny@$version"
    rm -rf .tools/cargo/target
fi
exec .tools/cargo/bin/cargo-deny "$@"
