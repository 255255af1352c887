# `make` alone lists what there is. Needs python3 (3.11 or later), make and the package index; uses uv when it is there.
PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null)
FILES := src tests benchmarks manage.py
# Empty is no: every test that starts the command line, and every start of the demo, would compile the whole platform anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup demo-data demo test lint check format bench bench-quick lock clean

help: ## this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# One stamp for the runtime, one for development: each is made anew when its lock file changes.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or later is needed, this is " + sys.version.split()[0])'
	$(if $(UV),$(UV) venv --quiet --allow-existing --python $(PYTHON) .venv,$(PYTHON) -m venv .venv)

.venv/.runtime: requirements.lock pyproject.toml | .venv/bin/python
	$(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check) --require-hashes -r requirements.lock
	$(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check) --no-deps --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.runtime
	$(if $(UV),$(UV) pip install --quiet --python $(BIN)/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check) --require-hashes -r requirements-dev.lock
	@touch $@

setup: .venv/.runtime ## install into .venv, nothing else

demo-data: setup ## set up and load the demo, without serving
	$(BIN)/gongkai demo

demo: setup ## set up, load the demo and serve it (PORT=8000)
	$(BIN)/gongkai demo --serve --host $(HOST) --port $(PORT)

test: .venv/.dev ## set up and run the tests
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not postgres"
	$(BIN)/python -m tests.on_postgres

lint: .venv/.dev ## style, types, contracts, templates, migrations, generated documents
	$(BIN)/ruff check $(FILES)
	$(BIN)/ruff format --check $(FILES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet src/gongkai
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/gongkai law --check

check: lint test ## what CI runs

format: .venv/.dev ## put the code into the house's form
	$(BIN)/ruff check --fix-only --quiet $(FILES)
	$(BIN)/ruff format --quiet $(FILES)

bench: .venv/.dev ## measure, and print ratios to named baselines
	$(BIN)/python -m benchmarks

bench-quick: .venv/.dev ## the same for the site and the search on small archives, in three minutes
	$(BIN)/python -m benchmarks --quick --only new

lock: ## bring the lock files up to date (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --quiet --output-file requirements.lock
	uv pip compile pyproject.toml --group dev --all-extras --universal --python-version 3.11 --generate-hashes --no-header --quiet --output-file requirements-dev.lock

clean: ## remove what the targets above have made
	rm -rf .venv var build dist
