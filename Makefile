# make run: set up, run the pipeline on samples/.   make test: set up, lint, types, tests.
PYTHON ?= python3
BIN := .venv/bin
# Tests and runs start hundreds of processes: each would compile every module anew where this is set, as in many images.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := setup
.PHONY: setup extras run test reliability audit lint lock dictionary bench bench-scale bench-daily consumers clean

setup: .venv/.ready  ## build .venv from the hashed lock file

.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Partywire needs Python 3.11 or newer; name one with: make PYTHON=python3.12")'
	@echo "Setting up .venv (a minute or two the first time) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.5'
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

run: setup  ## the pipeline on samples/
	@$(BIN)/partywire run

test: setup lint  ## lint, types, tests
	@$(BIN)/python -m pytest

extras: setup  ## Dask and Delta Lake, for run --dask and export --delta
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-extras.lock

reliability: extras  ## the long forms: all faults at full limits, large crawls, kills
	@$(BIN)/python -m pytest -n 0 -v --durations=15 -m reliability

audit: .audit/.ready  ## known holes of the pinned packages; --strict: one that could not be looked up is a failure
	@.audit/bin/pip-audit --strict --disable-pip --require-hashes --progress-spinner off -r requirements.lock

.audit/.ready: setup
	@$(BIN)/python -m uv venv --quiet --clear --python $(BIN)/python .audit
	@$(BIN)/python -m uv pip install --quiet --python .audit/bin/python 'pip-audit>=2.9'
	@touch $@

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

lock: setup  ## after a change of dependencies in pyproject.toml
	$(BIN)/python -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --no-header pyproject.toml --group dev -o requirements.lock
	$(BIN)/python -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --no-header pyproject.toml --group dev --group peers -c requirements.lock -o benchmarks/requirements.lock
	$(BIN)/python -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --no-header --python-version 3.11 tests/consumers/superset.in -o tests/consumers/superset.lock
	$(BIN)/python -m uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --no-header pyproject.toml --extra dask --extra delta -c requirements.lock -o requirements-extras.lock

BENCH := benchmarks/.venv/bin/python -m
BENCH_DIR ?= benchmarks/.work

bench: benchmarks/.venv/.ready  ## side by side with peers, in an environment of its own; writes benchmarks/RESULTS.md
	@$(BENCH) benchmarks.pages --write
	@$(BENCH) benchmarks.end_to_end $(BENCH_DIR) --write
	@$(BENCH) benchmarks.stages $(BENCH_DIR) --write

bench-scale: benchmarks/.venv/.ready  ## 1,000 to 100,000 dispatches: time, memory, workers, engine
	@$(BENCH) benchmarks.scale $(BENCH_DIR) --write

bench-daily: benchmarks/.venv/.ready  ## a day of 200 dispatches on stores of 10,000 to 1,000,000
	@$(BENCH) benchmarks.daily $(BENCH_DIR) --sizes 10000 100000 1000000 --write

benchmarks/.venv/.ready: benchmarks/requirements.lock setup
	@$(PYTHON) -m venv benchmarks/.venv
	@$(BIN)/python -m uv pip install --quiet --python benchmarks/.venv/bin/python --require-hashes -r benchmarks/requirements.lock
	@$(BIN)/python -m uv pip install --quiet --python benchmarks/.venv/bin/python --no-deps --editable .
	@touch $@

CONSUMERS := .consumers

consumers: setup  ## DuckDB 1.4 and 1.5, its shell, R, and Superset, on a home with the samples; not part of make test
	@rm -rf $(CONSUMERS)/home && $(BIN)/partywire run --direct --home $(CONSUMERS)/home >/dev/null
	@for version in 1.4 1.5; do \
	  $(BIN)/python -m uv venv --quiet --clear --python $(BIN)/python $(CONSUMERS)/duckdb && \
	  $(BIN)/python -m uv pip install --quiet --python $(CONSUMERS)/duckdb/bin/python "duckdb==$$version.*" && \
	  $(CONSUMERS)/duckdb/bin/python tests/consumers/old_duckdb.py $(CONSUMERS)/home/latest || exit 1; \
	done
	@$(BIN)/python -m uv pip install --quiet --python $(CONSUMERS)/duckdb/bin/python duckdb-cli
	@PATH="$(CURDIR)/$(CONSUMERS)/duckdb/bin:$$PATH" $(BIN)/python -m pytest -n 0 -rs tests/consumers
	@$(BIN)/python -m uv venv --quiet --clear --python $(BIN)/python $(CONSUMERS)/superset
	@$(BIN)/python -m uv pip install --quiet --python $(CONSUMERS)/superset/bin/python --require-hashes -r tests/consumers/superset.lock
	@$(CONSUMERS)/superset/bin/python tests/consumers/try_superset.py $(CONSUMERS)/home $(CONSUMERS)/superset-home 2>$(CONSUMERS)/superset.log \
	  || (tail -n 3 $(CONSUMERS)/superset.log; exit 1)

dictionary: setup  ## docs/tables.md from the contracts and sql/
	$(BIN)/python -m tasks.dictionary

clean:
	rm -rf .venv .audit
