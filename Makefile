# Each target makes what it needs and does nothing twice.
PYTHON ?= python3
PORT ?= 8501
# make run WATCH=auto: what is edited shows at once.
WATCH ?= none
BIN := .venv/bin

.PHONY: licenses audit run public serve reload test test-spanish test-spark test-newest fuzz check bench bench-records records-data official-data texts archive lock clean

run: .venv/run
	$(BIN)/streamlit run dashboard.py --server.port $(PORT) --server.fileWatcherType $(WATCH)

# With the extras for a server that others link to: charts as pictures (needs a Chromium), and /mcp.
public: .venv/public
	$(BIN)/streamlit run dashboard.py --server.port $(PORT) --server.fileWatcherType none

# On a server: nginx before as many processes as there are cores. SERVE takes the other options, of which
# `.venv/bin/python -m deploy --help` tells: make serve PORT=443 SERVE="--certificate a.pem --key b.pem".
ADDRESS ?= 0.0.0.0
PROCESSES ?= 0
serve: .venv/public
	$(BIN)/python -m deploy.proxy
	$(BIN)/python -m deploy serve --address $(ADDRESS) --port $(PORT) --processes $(PROCESSES) $(SERVE)

# The code as it is now takes the new sessions of that server; those that are open go on.
reload: .venv/public
	$(BIN)/python -m deploy reload --port $(PORT)

test: .venv/dev
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m deploy.proxy
	$(BIN)/python -m pytest --cov --numprocesses auto --maxprocesses 4 --dist worksteal

# The browser tests as a reader of Spanish: what they look for is what the catalogs have for it.
test-spanish: .venv/dev
	$(BIN)/python tests/browser/chromium.py
	READER_LANGUAGE=es $(BIN)/python -m pytest tests/browser --numprocesses auto --maxprocesses 4 --dist worksteal

# Fresh examples, thirty times as many, for the tests that draw theirs.
fuzz: .venv/dev
	FUZZ=1 $(BIN)/python -m pytest

# The tests of lib on the newest versions that pyproject.toml allows, in an environment of their own.
test-newest: | .venv/python
	rm -rf .venv-newest
	$(BIN)/python -m venv .venv-newest
	.venv-newest/bin/python -m pip install --quiet --disable-pip-version-check uv
	.venv-newest/bin/uv pip install --quiet --python .venv-newest -r pyproject.toml --group dev
	.venv-newest/bin/uv pip list --python .venv-newest
	.venv-newest/bin/python -m pytest --ignore tests/browser --ignore tests/pages

# The roll-up on a real standalone cluster: a master and two workers on this machine, one of them
# killed on the way.
test-spark: .venv/spark
	$(BIN)/python -m pytest tests/spark -m spark

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/frictionless validate data/datapackage.json

# The license of every package that the dashboard runs on.
licenses: .venv/run
	$(BIN)/python -m lib.licenses

# Known faults of the locked packages; needs a network.
audit: .venv/run
	rm -rf .venv-audit
	$(PYTHON) -m venv .venv-audit
	.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	.venv-audit/bin/pip-audit --strict --requirement requirements.lock --disable-pip || { echo "Faults were found, or nobody could be asked: see above."; exit 1; }

bench: .venv/dev
	$(BIN)/python -m bench.rerun

bench-records: .venv/bench
	$(BIN)/python -m bench.records

# The three tables of data/ that are counted from the records beside the project.
records-data: .venv/run
	$(BIN)/python -m lib.records.shipped ../shared/data/removal_records

# The tables of data/ that are read from the official workbooks beside the project.
official-data: .venv/run
	$(BIN)/python -m lib.official ../shared/data/official_tables/*.xlsx --out data --no-notes

# What there is to translate, into the catalogs of lib/text/<language>/LC_MESSAGES.
texts: .venv/run
	$(BIN)/python -m lib.text

# Everything as it is now, in a folder that opens from disk: to be deposited for a DOI.
ARCHIVE ?= removals-by-month-archive
archive: .venv/public
	$(BIN)/python -m lib.archive --out $(ARCHIVE)

# The exact versions, with hashes, for every platform and Python from 3.11 on. What is locked stays
# as long as pyproject.toml allows it: make lock UPGRADE="--upgrade-package duckdb", or --upgrade.
# Extras are locked, too: pip would look for the newest package that has one.
COMPILE = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-emit-index-url --no-emit-find-links --no-header --quiet $(UPGRADE)
SAME = --constraint requirements.lock
lock: .venv/dev
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) $(SAME) --extra export --extra mcp --output-file requirements-public.lock
	$(COMPILE) $(SAME) --group dev --output-file requirements-dev.lock
	$(COMPILE) $(SAME) --group dev --group bench --output-file requirements-bench.lock
	$(COMPILE) $(SAME) --group dev --extra spark --output-file requirements-spark.lock

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run: requirements.lock | .venv/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/public: requirements-public.lock .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-public.lock
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
	rm -rf .venv .venv-audit .venv-newest .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
