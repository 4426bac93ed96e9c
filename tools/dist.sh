#!/usr/bin/env bash
# Packs what `make build` made into one archive for a machine without network: target/dist/quarry-VERSION-ARCH-linux.tar.gz
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
name="quarry-$version-$(uname -m)-linux"
folder="target/dist/$name"

rm -rf "$folder"
mkdir -p "$folder"/{bin,lib,models,ontologies,web,samples}
install -m 755 target/release/quarry "$folder/bin/quarry"
library=$(find .tools/python/onnxruntime/capi -name 'libonnxruntime.so.*' | sort | tail -n 1)
install -m 755 "$library" "$folder/lib/$(basename "$library")"
ln -s "$(basename "$library")" "$folder/lib/libonnxruntime.so"
cp -r models/default "$folder/models/"
cp -r ontologies/. "$folder/ontologies/"
cp -r query/web/dist/. "$folder/web/"
cp -r samples/. "$folder/samples/"
cp packaging/quarry.service README.md CHANGELOG.md SECURITY.md LICENSE-APACHE LICENSE-MIT docs/configuration.md "$folder/"
cargo run --quiet --release --locked --package xtask -- sbom > "$folder/sbom.cdx.json"
(cd "$folder" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum > SHA256SUMS)

# the same tree gives the same archive
time=$(git log -1 --format=%ct 2>/dev/null || echo 0)
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$time" -C target/dist -cf - "$name" | gzip -n > "target/dist/$name.tar.gz"
echo "target/dist/$name.tar.gz"
