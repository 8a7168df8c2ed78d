PYTHON ?= python3
BIN = .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test build bench golden docs lint browser clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

.venv/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

run: .venv/.installed  ## the main job: build, write the views, show skills and passerelles
	$(BIN)/iag-kg build
	$(BIN)/iag-kg view --output views
	$(BIN)/iag-kg query run metiers/raised-and-lowered
	$(BIN)/iag-kg query run passerelles/best-per-metier
	$(BIN)/iag-kg passerelles "relation client" --across --top 3 --explain
	@echo "Open views/index.html in a browser: every passerelle is there, with its explanation."

test: .venv/.installed browser  ## format, lint, types, tests, exports and docs current
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal

build: .venv/.installed  ## rebuild exports/ from the tables
	$(BIN)/iag-kg build

golden: build docs  ## rebuild all that is committed and checked: exports and reference pages

docs: .venv/.installed  ## rewrite docs/reference from ontology, shapes, queries, tables, commands
	$(BIN)/python -m tools.docs

bench: .venv/.installed  ## time, memory, and ratios to plain rdflib
	$(BIN)/python -m bench

browser:  # the tests of the views need Chromium: installed where we may, else said aloud
	@tools/browser.sh

clean:  ## remove what was made
	rm -rf .venv build dist views .pytest_cache .mypy_cache .ruff_cache .hypothesis
