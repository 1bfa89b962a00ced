# Surge in two commands: `make run` to see it, `make test` to trust it. What they need goes to .venv, nothing else.

PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11
UV ?= uv
# Many stories wait, so three workers fill two cores.
WORKERS ?= 3
ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
CODE := bot handlers tests
# Wheels only, so that no compiler is asked for. Byte code is made by the first import, of what is imported: that
# saves ten seconds and 90 MB of a first start.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input \
	--only-binary :all: --no-compile --require-hashes

.DEFAULT_GOAL := help
.PHONY: help run test bench day lint format hooks lock clean

help:  ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.run  ## Start Surge; without Slack tokens, in a sandbox with a page to open
	@exec $(BIN)/python -m bot all

test: lint  ## Run every gate: lint, types, all tests with their branch coverage
	$(BIN)/python -m pytest -n $(WORKERS) --cov --cov-report=term $(ARGS)

bench: $(VENV)/.dev  ## Measure Surge against others, side by side; prints a table and writes var/bench.json (7 minutes)
	@$(BIN)/python -m tests.benchmarks $(ARGS)

day: $(VENV)/.dev  ## Simulate a Hong Kong day, and print each request that the source would get (a minute)
	@$(BIN)/python -m tests.simulation $(ARGS)

lint: $(VENV)/.dev  ## Check style, format and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy $(CODE)

format: $(VENV)/.dev  ## Mend style and format where a tool can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

hooks: $(VENV)/.dev  ## Run the gates before each of your commits from now on
	$(BIN)/pre-commit install

lock:  ## Pin again what pyproject.toml asks for (with uv; add ARGS=--upgrade for newer versions)
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(UV) pip compile --quiet --universal --python-version 3.11 \
		--generate-hashes --group run --output-file requirements.txt $(ARGS)
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(UV) pip compile --quiet --universal --python-version 3.11 \
		--generate-hashes --group dev --constraints requirements.txt --output-file requirements-dev.txt $(ARGS)

clean:  ## Remove what make and the tools made; what Surge remembers (var/) stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.* coverage.xml
	find $(wildcard $(CODE)) -name __pycache__ -type d -prune -exec rm -rf {} +

# A half-made environment would be taken for a whole one: it is removed.
$(BIN)/python:
	@for python in $(PYTHON); do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		echo "Making $(VENV) with $$($$python --version) ..."; \
		$$python -m venv --clear $(VENV) && exit 0; \
		rm -rf $(VENV); \
		echo "$$python cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv" >&2; \
		exit 1; \
	done; \
	echo "Surge needs Python 3.11 or later, and found none: install it, or name yours: make run PYTHON=/path/to/python" >&2; \
	exit 1

$(VENV)/.run: requirements.txt | $(BIN)/python
	@echo "Installing what Surge runs on (once, under a minute) ..."
	@$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Installing what its tests and tools run on (once, under a minute) ..."
	@$(INSTALL) -r requirements-dev.txt
	@touch $@
