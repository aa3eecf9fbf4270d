# setup · run · test · proof · bench. Only Python 3.11+, make and git are assumed.

PORT ?= 5000
PYTHON ?= python3
BIN := .venv/bin
SETUP := .venv/setup.stamp
ASSETS := static/build/assets.stamp

.PHONY: setup run test proof mutation bench check lint lock pictures clean

setup: $(SETUP) $(ASSETS)

$(SETUP): requirements.lock requirements-node.lock
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@command -v npm >/dev/null 2>&1 || \
	  $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.lock
	@touch $@

# Where Node is missing, the wheel puts npm and node into .venv/bin.
$(ASSETS): export PATH := $(CURDIR)/$(BIN):$(PATH)
$(ASSETS): $(SETUP) package-lock.json $(wildcard static/source/*)
	npm ci --no-progress --loglevel=error
	$(BIN)/python static/build_assets.py
	@touch $@

run: setup
	@$(BIN)/flask --app wsgi start --port $(PORT)

test: setup lint
	$(BIN)/pytest -n 2

# The same tests at full counts: examples, kills, requests. Then the mutation run.
proof: setup lint
	NAVIGATOR_PROOF=1 $(BIN)/pytest -n 2
	$(MAKE) mutation

# Changes the rules of eligibility and the order of results, one place at a time: do tests notice?
mutation: setup
	$(BIN)/python -m mutation

# Against other engines in one run, then over HTTP against Datasette, kept apart in .venv-bench;
# then the desks of referrals, a restore drill, and the record of acts.
bench: setup .venv-bench/setup.stamp
	$(BIN)/python -m bench --listings 5000 100000
	$(BIN)/python -m bench.fit 5000 100000
	$(BIN)/python -m bench.over_http
	$(BIN)/python -m bench.desks
	$(BIN)/python -m bench.upkeep

.venv-bench/setup.stamp: requirements-bench.lock
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check --require-hashes \
	  -r requirements-bench.lock
	@touch $@

# The pictures of docs/, taken of the demonstration.
pictures: setup
	$(BIN)/python docs/make_pictures.py

lint: setup
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .
	$(BIN)/lint-imports --no-logo >/dev/null || $(BIN)/lint-imports --no-logo
	$(BIN)/mypy

# Needs uv, which is not installed by setup: pip install uv.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --quiet requirements.in -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --quiet requirements-node.in -o requirements-node.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --no-header --quiet requirements-bench.in -o requirements-bench.lock

clean:
	rm -rf .venv .venv-bench node_modules mutants static/build .mypy_cache .pytest_cache .ruff_cache
