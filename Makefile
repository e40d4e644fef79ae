# Everything a contributor types. It needs Python 3.11 or newer and nothing else; what it installs
# goes into .venv.

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
PYTHON ?= $(shell sh scripts/find-python)
ADDRESS ?= http://localhost:$(PORT)
MANAGE := COFL_ADDRESS=$(ADDRESS) $(BIN)/python example_site/manage.py

.PHONY: help demo demo-setup test lint format docs screenshots bench clean

help:
	@echo "make demo     a fictional city at $(ADDRESS) (PORT=… for another port)"
	@echo "make test     the tests"
	@echo "make lint     style, types and import order"
	@echo "make format   put the code in the project's format"
	@echo "make docs     the documentation, in docs/_build/html"
	@echo "make screenshots  the documentation's pictures of the demo"
	@echo "make bench    how fast we are beside others (BENCH='--only bake-png' for a part)"
	@echo "make clean    remove what the above made"

$(BIN)/python:
	@test -n "$(PYTHON)"
	@"$(PYTHON)" -m venv $(VENV)

# One stamp for each extra, older than pyproject.toml when there is something new to install.
$(VENV)/.with-%: pyproject.toml | $(BIN)/python
	@echo "Installing wagtail_cofl[$*] into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[$*]"
	@touch $@

demo-setup: $(VENV)/.with-demo
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_demo_city

demo: demo-setup
	@echo "It is being served now. Stop it with Ctrl-C."
	@$(MANAGE) runserver $(PORT)

test: $(VENV)/.with-test
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4

lint: $(VENV)/.with-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --lint --quiet wagtail_cofl example_site
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: $(VENV)/.with-test
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(VENV)/.with-docs
	@$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo "Open docs/_build/html/index.html"

screenshots: $(VENV)/.with-test
	@$(BIN)/python scripts/screenshots.py

# In an environment of its own, with what we are measured beside. BENCH="--only bake-png" for a part.
bench:
	@test -n "$(PYTHON)"
	@"$(PYTHON)" benchmarks/environment.py $(BENCH)

clean:
	@rm -rf $(VENV) .cells benchmarks/.env benchmarks/node_modules build dist docs/_build htmlcov .coverage example_site/demo.sqlite3* \
		example_site/mail example_site/media *.egg-info
