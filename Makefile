# Needs Debian's python3 (3.11 or newer) with its venv module, and make; everything else is installed into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
DATASET ?= dataset
GOLD ?= samples/gold

.PHONY: run test lint score formats record bench soak docs lock clean

run: $(VENV)/installed ## extract the samples into ./dataset
	$(BIN)/kehoach run samples --out $(DATASET)

test: $(VENV)/installed-test ## run the tests
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/installed-test ## formatting, lints and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

score: run ## the README's quality table: the samples' dataset against their gold
	$(BIN)/kehoach evaluate $(DATASET) $(GOLD) --markdown

formats: $(VENV)/installed ## the same plan in several formats, measure by measure; PLANS="folder ..." with GOLD=folder measures your own
	$(BIN)/python -m tests.formats $(PLANS) --gold $(GOLD)

record: $(VENV)/installed-test ## write today's figures into tests/figures.toml and both READMEs
	$(BIN)/python -m tests.record_figures $(PLANS) $(PLANS_GOLD)

bench: $(VENV)/installed ## the README's speed table; PLANS=folder measures your own files
	$(BIN)/python -m tests.benchmarks $(PLANS)

soak: $(VENV)/installed-test ## kill runs, fill disks and stop databases at random moments; ROUNDS=n
	$(BIN)/python -m tests.soak --rounds $(or $(ROUNDS),100)

docs: $(VENV)/installed ## write the data dictionary and the store's shape anew from the types in schemas/
	$(BIN)/kehoach schema --markdown > docs/data-dictionary.md
	$(BIN)/python -m tests.write_migration

# The lock files hold what a fresh environment resolves to, first for running and building, then for testing and checking.
# Prefect takes another date library from Python 3.13 on, hence the markers.
lock: | python ## resolve the ranges of pyproject.toml anew into the lock files
	rm -rf build/lock && $(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --quiet --upgrade . "whenever<0.11" setuptools hatchling editables
	build/lock/bin/python -m pip freeze --all --exclude pip --exclude kehoach \
	    | sed -e 's/^whenever==.*/&; python_version >= "3.13"/' -e 's/^pendulum==.*/&; python_version < "3.13"/' > requirements.lock
	build/lock/bin/python -m pip install --quiet --constraint requirements.lock ".[dev]"
	{ echo "-r requirements.lock"; build/lock/bin/python -m pip freeze --all --exclude pip --exclude kehoach --exclude whenever --exclude pendulum \
	    | grep -vxFf requirements.lock; } > requirements-test.lock
	rm -rf build/lock

clean: ## remove what the other targets made
	rm -rf $(VENV) build dist $(DATASET)

.PHONY: python
python:
	@command -v $(PYTHON) >/dev/null || { echo "kehoach needs Python 3.11 or newer: $(PYTHON) was not found (apt install python3, or make PYTHON=...)" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "kehoach needs Python 3.11 or newer: $(PYTHON) is $$($(PYTHON) -V 2>&1) (make PYTHON=... names another)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	    || { echo "kehoach needs Python's venv module with pip: apt install python3-venv python3-pip" >&2; exit 1; }

# A file in .venv marks each finished installation, so that a second call does nothing until a lock file changes.
$(BIN)/python: | python
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml | $(BIN)/python
	$(PIP) install --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-test: requirements-test.lock $(VENV)/installed
	$(PIP) install --requirement requirements-test.lock
	@touch $@
