# Each target makes what it needs and does nothing twice.
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin

.PHONY: run test test-spark check bench bench-records records-data lock clean

run: .venv/run
	$(BIN)/streamlit run dashboard.py --server.port $(PORT)

test: .venv/dev
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m pytest

# The roll-up on a real standalone cluster: a master and two workers on this machine, one of them killed on the way.
test-spark: .venv/spark
	$(BIN)/python -m pytest tests/spark -m spark

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev
	$(BIN)/python -m bench.rerun

bench-records: .venv/bench
	$(BIN)/python -m bench.records

# The three tables of data/ that are counted from the records beside the project.
records-data: .venv/run
	$(BIN)/python -m lib.records.shipped ../shared/data/removal_records

# The exact versions, with hashes, for every platform and Python from 3.11 on.
lock: .venv/dev
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --quiet --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --quiet --group dev --output-file requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --quiet --group dev --group bench --output-file requirements-bench.lock
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --quiet --group dev --extra spark --output-file requirements-spark.lock

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run: requirements.lock | .venv/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/dev: requirements-dev.lock .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

.venv/bench: requirements-bench.lock .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

.venv/spark: requirements-spark.lock .venv/dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.lock
	@touch $@

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
