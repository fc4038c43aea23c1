# Everything here also works as the plain commands it runs: `make -n TARGET` prints them.
#
#   make demo                     make .venv, then look at a sample chat
#   make PYTHON=python3.12 test   use another Python
#   make lock UPGRADE=--upgrade   take the newest versions, not only what pyproject.toml newly asks for

PYTHON ?= python3
UPGRADE ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
RUN := $(VENV)/.installed-run
DEV := $(VENV)/.installed-dev
COMPILE := UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help demo install test lint bench lock

help:  ## Say what can be made.
	@sed -nE 's/^([a-z]+):.*## (.*)/\1|\2/p' $(MAKEFILE_LIST) | while IFS="|" read -r name text; do printf "make %-9s %s\n" "$$name" "$$text"; done

demo: $(RUN)  ## Set up if need be, then look at a sample chat.
	$(BIN)/reviewer scan tests/data/sample_chat.txt --supporter "Dana (peer)" --fail-on never

install: $(RUN)  ## Make .venv and install the program in it, from the lock.

test: $(DEV)  ## Set up for development if need be, then run the tests.
	$(BIN)/python -m pytest -q

lint: $(DEV)  ## Check style, types and the README's examples.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/cog --check README.md

bench: $(RUN)  ## Measure speed, memory and hostile text, and print the figures.
	$(BIN)/python tests/bench.py

lock: $(DEV)  ## Write requirements/ anew from pyproject.toml.
	$(COMPILE) pyproject.toml --output-file requirements/run.txt
	$(COMPILE) pyproject.toml --group dev --constraint requirements/run.txt --output-file requirements/dev.txt

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"Python 3.11 or newer is needed. Name one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)

# A stamp is newer than what it was installed from; dev.txt holds all of run.txt at the same versions.
$(RUN): requirements/run.txt pyproject.toml | $(BIN)/pip
	@echo "Installing into $(VENV); the first time takes a minute or two."
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(RUN)

$(DEV): requirements/dev.txt pyproject.toml | $(BIN)/pip
	@echo "Installing into $(VENV), with the tools for development; the first time takes a minute or two."
	$(PIP) install --require-hashes -r requirements/dev.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $(RUN) $(DEV)
