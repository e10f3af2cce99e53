# Every target sets up all it needs on a fresh machine with Python >= 3.11 and make.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
  if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
VENV ?= .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest -n 2 --dist worksteal --nbmake notebooks tests adr_planner

.PHONY: plan test test-all style kernels notebooks schema docs clean

plan: $(VENV)/.ready  ## plan the example mission on the bundled catalogue
	$(BIN)/adr-planner plan --out plan.json

test: $(VENV)/.ready-dev  ## everything CI runs: style, types (studies and benches too), imports, tests, notebooks
	$(MAKE) --no-print-directory -j 2 style kernels
	$(PYTEST)

test-all: $(VENV)/.ready-dev  ## the same with every seed, more examples, and coverage, in child processes too
	$(MAKE) --no-print-directory -j 2 style kernels
	$(PYTEST) -m "" --hypothesis-profile thorough --cov --cov-report=term
	$(MAKE) --no-print-directory docs

style: $(VENV)/.ready-dev  ## style, spelling, types, import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell
	$(BIN)/mypy
	$(BIN)/lint-imports

kernels: $(VENV)/.ready-dev  ## compile once what all tests call
	$(BIN)/adr-planner warm-up

notebooks: $(VENV)/.ready-dev  ## execute the notebooks and keep their outputs
	$(BIN)/python studies/run_notebooks.py

docs: $(VENV)/.ready-docs  ## the documentation as a site, docs/_build/html; a warning fails it
	$(BIN)/python -m sphinx -W --keep-going -q -j 2 -b html docs docs/_build/html

schema: $(VENV)/.ready  ## write the JSON Schema the package ships
	$(BIN)/adr-planner schema --out adr_planner/data/plan.schema.json

clean:
	rm -rf docs/_build docs/_made $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist plan.json

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "adr_planner needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.ready: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.ready-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@ $(VENV)/.ready

$(VENV)/.ready-docs: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable . --group docs
	@touch $@ $(VENV)/.ready
