# Two commands: `make run` opens the dashboard, `make test` checks everything.
# `make run ARTICLES=folder` does the same for your own articles.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint clean browser

run: $(VENV)/.installed
	@$(BIN)/parallax build $(if $(ARTICLES),"$(ARTICLES)")
	@$(BIN)/parallax dashboard $(if $(ARTICLES),--data data/processed)

test: $(VENV)/.installed-dev browser lint
	$(BIN)/pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

browser: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.browser.install

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache tests/artefacts

$(VENV)/.installed: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt -e ".[dev]"
	@touch $@
