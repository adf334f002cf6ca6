# Everything is made in .venv/ and var/; nothing but Python >= 3.11, make and git is needed.
.DEFAULT_GOAL := help
.PHONY: help run test check bench bench-quick fmt requirements messages vendor clean

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
VENV := .venv/bin/python

help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS='	' read -r name what; \
	do printf '  make %-14s %s\n' "$$name" "$$what"; done

run: ## Serve the site on http://127.0.0.1:8000 (PORT=… for another port)
	@$(PYTHON) scripts/bootstrap.py run
	@exec $(VENV) manage.py serve --port $(PORT)

test: ## Run every test (ARGS="-k name" or ARGS=tests/chat for some of them)
	@$(PYTHON) scripts/bootstrap.py dev
	@$(VENV) -m scripts.test $(ARGS)

check: ## Format, lint, types, import contracts, and everything that must be in step
	@$(PYTHON) scripts/bootstrap.py dev
	@$(VENV) -m scripts.check $(ARGS)

bench: ## Measure the figures of bench/README.md, ours and others' (ARGS=fan-out for some)
	@$(PYTHON) scripts/bootstrap.py dev
	@$(PYTHON) scripts/bootstrap.py bench
	@$(VENV) -m bench $(ARGS)

bench-quick: ## Measure the most important once, with fewer sockets
	@$(MAKE) --no-print-directory bench ARGS="--quick $(ARGS)"

fmt: ## Format the code, and mend what the linter can mend
	@$(PYTHON) scripts/bootstrap.py dev
	@$(VENV) -m ruff check --fix-only --quiet .
	@$(VENV) -m ruff format .

requirements: ## Compile requirements*.txt from pyproject.toml (UPGRADE=--upgrade for newer versions)
	@$(PYTHON) scripts/bootstrap.py dev
	@$(VENV) -m scripts.requirements $(UPGRADE)

messages: ## Bring the translations' files in step with the sources
	@$(PYTHON) scripts/bootstrap.py dev
	@$(VENV) -m scripts.translations

vendor: ## Fetch what the browser gets from others, as scripts/vendor.toml pins it
	@$(PYTHON) -m scripts.vendor

clean: ## Remove what was made, except the site's data in var/
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
