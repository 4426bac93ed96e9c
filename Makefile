# Quarry's tasks. Everything is set up by the first target that needs it, into git-ignored folders.

PYTHON ?= python3
CARGO  ?= cargo
TOOLS  := .tools

# What bindgen and the C++ part of the graph store need, from the wheel that `tools` brings.
export LIBCLANG_PATH := $(CURDIR)/$(TOOLS)/python/clang/native
export BINDGEN_EXTRA_CLANG_ARGS := -I$(shell cc -print-file-name=include 2>/dev/null)

CARGO_BUILD := $(CARGO) build --release --locked --features tract
PIP := $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-warn-script-location --root-user-action ignore \
       --no-deps --require-hashes --upgrade

.PHONY: build demo test bench train train-check audit dist lint tools web test-tools clean help

help:            ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

build: tools web ## everything needed, then target/release/quarry
	$(CARGO_BUILD) --bin quarry

demo: build      ## index the sample documents and answer three questions about them
	target/release/quarry demo

test: build test-tools ## every test: Rust, black box, real browser, real Python clients
	QUARRY_TEST_TOOLS=$(CURDIR)/$(TOOLS) $(CARGO) test --release --locked --features tract --workspace

lint: tools      ## formatting, lints, licences; the rules of the tree are a test
	$(CARGO) fmt --all --check
	$(CARGO) clippy --release --locked --features tract --workspace --all-targets -- -D warnings
	tools/cargo-deny.sh check bans licenses sources

bench: tools     ## benchmarks of every hot path
	$(CARGO) bench --profile release --locked --features tract --workspace --benches

# make train ARCHIVES=../shared/train [SEED=1] [SCALE=0.2] [MINUTES=90] [START=label] [RESUME=models/default] [BESIDE=models/default]
#            [OUT=models/default] [RETRIEVAL=DIR] [WORK=DIR]
ARCHIVES ?= ../shared/train
WORK     ?= $(TOOLS)/train
OUT      ?= $(WORK)/models
QUARRY   ?= $(wildcard target/release/quarry)
TRAIN     = PYTHONPATH=$(CURDIR)/$(TOOLS)/python-train OMP_NUM_THREADS=$(or $(THREADS),1) $(PYTHON) extract/training/train.py \
  --archives $(ARCHIVES) $(addprefix --quarry ,$(QUARRY))

train: $(TOOLS)/python-train/.stamp ## train the default models anew from ARCHIVES into OUT, within MINUTES or the recorded steps
	$(TRAIN) --work $(WORK) --out $(OUT) $(addprefix --seed ,$(SEED)) $(addprefix --scale ,$(SCALE)) $(addprefix --minutes ,$(MINUTES)) \
	  $(addprefix --start ,$(START)) $(addprefix --resume ,$(RESUME)) $(addprefix --beside ,$(BESIDE)) $(addprefix --retrieval ,$(RETRIEVAL))

train-check: $(TOOLS)/python-train/.stamp ## the whole recipe on a fiftieth of the data and a few steps: does it run?
	$(TRAIN) --work $(WORK)-check --out $(WORK)-check/models --scale 0.002 --sample 0.02

audit:           ## security advisories; needs a network
	tools/cargo-deny.sh check advisories

dist: build      ## one archive for a machine without network
	tools/dist.sh

tools: $(TOOLS)/python/.stamp

# Shared libraries only, so the wheel for one Python serves whatever Python is here.
WHEELS := --only-binary=:all: --implementation cp --python-version 3.11 \
          $(foreach tag,manylinux_2_28 manylinux2014 manylinux2010,--platform $(tag)_$(shell uname -m))

$(TOOLS)/python/.stamp: tools/requirements-build.txt
	rm -rf $(TOOLS)/python
	$(PIP) $(WHEELS) --target $(TOOLS)/python -r $<
	touch $@

$(TOOLS)/python-train/.stamp: extract/training/requirements.txt
	rm -rf $(TOOLS)/python-train
	$(PIP) --only-binary=:all: --no-compile --target $(TOOLS)/python-train -r $<
	touch $@

test-tools: $(TOOLS)/python-test/.stamp $(TOOLS)/browser/.stamp

$(TOOLS)/python-test/.stamp: tools/requirements-test.txt
	rm -rf $(TOOLS)/python-test
	$(PIP) --target $(TOOLS)/python-test -r $<
	touch $@

$(TOOLS)/browser/.stamp: tests/browser/package-lock.json
	mkdir -p $(TOOLS)/browser
	cp tests/browser/package.json tests/browser/package-lock.json $(TOOLS)/browser/
	cd $(TOOLS)/browser && npm ci --no-audit --no-fund --ignore-scripts
	touch $@

web: query/web/dist/index.html

WEB_SOURCES := $(shell find query/web -path query/web/node_modules -prune -o -path query/web/dist -prune -o -type f -print 2>/dev/null)

query/web/dist/index.html: $(WEB_SOURCES)
	cd query/web && npm ci --no-audit --no-fund --ignore-scripts && npm run --silent build

clean:           ## everything that was built or fetched
	rm -rf target $(TOOLS) query/web/dist query/web/node_modules
