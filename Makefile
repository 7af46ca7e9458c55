# make run    environment, install, extract the whole of corpus/ into outputs/, print the table
# make test   environment, tests
# make check  what CI runs: ruff, mypy, import-linter, tests with branch coverage
# make bench  CPU time of the extraction against pdfplumber + stock ja_ginza
# make bench-flows  pages per core-hour, memory per worker, and what a flow adds to each document
# make bench-dates  value F1 of dates against other libraries, in an environment of its own (FOLDERS="GOLD=BRIEFS …" adds sets)
# make score  precision, recall, F1, errors and reliability on corpus/, and on further gold folders: GOLD="DIR …"
# make clean  remove what was made

SHELL := /bin/sh
VENV ?= .venv
# Further folders of gold to score; their briefs are in them, above them or beside them.
GOLD ?=
BIN := $(VENV)/bin
# The first Python that the project supports; PYTHON=… names another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $$p && break; done)
# Dates are measured against libraries that Prefect cannot be installed beside, on a Python that they support.
BENCH_VENV ?= .venv-bench
BENCH_PYTHON ?= $(shell for p in python3.11 python3.12 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null && echo $$p && break; done)
FOLDERS ?=
PIP = $(BIN)/python -m pip install --disable-pip-version-check --quiet -c constraints.txt

.PHONY: help run test check check-tests bench bench-flows bench-dates score clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed; name one with PYTHON=…" >&2; exit 2; }
	@echo "Making the environment in $(VENV)" >&2
	@$(PYTHON) -m venv $(VENV)

# The stamps: each environment is made once, and again when what it is made from changes.
$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing (about a minute)" >&2
	@$(PIP) -e .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing with the development tools (about a minute)" >&2
	@$(PIP) -e '.[dev,flows]'
	@touch $@ $(VENV)/.run

run: $(VENV)/.run
	@mkdir -p outputs
	@$(BIN)/extract run corpus/*.pdf --out outputs --format json --format csv --format xlsx --format table
	@cat outputs/measures.txt

test: $(VENV)/.dev
	@$(BIN)/python -m pytest

# All of them run, also after one that fails.
check: $(VENV)/.dev
	@failed=; \
	$(BIN)/ruff check . || failed="$$failed ruff"; \
	$(BIN)/mypy || failed="$$failed mypy"; \
	$(BIN)/lint-imports || failed="$$failed import-linter"; \
	$(MAKE) --no-print-directory check-tests || failed="$$failed pytest"; \
	test -z "$$failed" || { echo "failed:$$failed" >&2; exit 1; }

# Two at a time: tests of servers, browsers and databases mostly wait, the others compute. What both cover is counted together.
COVERED = $(BIN)/python -m pytest --cov --cov-branch --cov-report= --cov-fail-under=0
SERVED = tests/scheduled tests/review tests/store

check-tests: $(VENV)/.dev
	@rm -f .coverage .coverage.*; log=$$(mktemp); status=0; \
	COVERAGE_FILE=.coverage.served $(COVERED) $(SERVED) > "$$log" 2>&1 & served=$$!; \
	COVERAGE_FILE=.coverage.rest $(COVERED) $(SERVED:%=--ignore=%) || status=1; \
	wait $$served || status=1; \
	cat "$$log"; rm -f "$$log"; \
	$(BIN)/coverage combine --quiet && $(BIN)/coverage report || status=1; \
	exit $$status

bench: $(VENV)/.run
	@$(BIN)/python bench/bench.py

bench-flows: $(VENV)/.dev
	@$(BIN)/python bench/throughput.py

$(BENCH_VENV)/.bench: pyproject.toml bench/constraints.txt
	@test -n "$(BENCH_PYTHON)" || { echo "Python 3.11 or 3.12 is needed; name one with BENCH_PYTHON=…" >&2; exit 2; }
	@echo "Making the environment in $(BENCH_VENV) (about two minutes)" >&2
	@$(BENCH_PYTHON) -m venv $(BENCH_VENV)
	@$(BENCH_VENV)/bin/python -m pip install --disable-pip-version-check --quiet -c bench/constraints.txt -e '.[bench]'
	@touch $@

bench-dates: $(BENCH_VENV)/.bench
	@$(BENCH_VENV)/bin/python bench/dates.py $(FOLDERS)

score: $(VENV)/.run
	@$(BIN)/extract evaluate corpus/gold $(GOLD) --reliability

clean:
	rm -rf .venv .venv-bench .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov build dist src/*.egg-info
	find outputs -mindepth 1 ! -name .gitkeep -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
