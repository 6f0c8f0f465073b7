# Commands of the project; `make` alone lists them. Variables: RAW_DATA_DIR (folder with your MART_* files), AUTHORS and SEED
# (of the demo data), FRESH=1 (build from nothing), VARS (variables of dbt, as YAML), PYTHON (the interpreter that makes .venv).

SHELL := /bin/sh
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help install demo raw-data build rollback test lint docs bench clean moved

export DO_NOT_TRACK := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export PIP_DISABLE_PIP_VERSION_CHECK := 1

AUTHORS ?= 2000
SEED ?= 1
FRESH ?=
VARS ?=
export VARS
PYTHON ?=
BIN := .venv/bin
INSTALLED := .venv/installed

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

install: $(INSTALLED) ## make the environment in .venv from requirements.lock
	@echo 'The environment is ready: .venv/bin/dbt, or . .venv/bin/activate'

# A virtual environment knows its own path, so one that was copied or moved with the checkout is made again.
ifneq ($(shell cat $(INSTALLED) 2>/dev/null),$(shell pwd -P))
$(INSTALLED): moved
endif
$(INSTALLED): requirements.lock
	@set -eu; \
	python=; \
	for candidate in $${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo 'Python 3.11 or newer is needed and was not found; name one with make PYTHON=/path/to/python.' >&2; exit 1; \
	fi; \
	if [ -f $(INSTALLED) ] && [ "$$(cat $(INSTALLED))" != "$$(pwd -P)" ]; then rm -rf .venv; fi; \
	echo "Installing the locked packages into .venv with $$("$$python" --version); this takes a minute or two ..."; \
	"$$python" -m venv .venv || { echo "$$python cannot make a virtual environment (on Debian the package python3-venv is missing)." >&2; exit 1; }; \
	$(BIN)/python -m pip install --quiet --quiet --require-hashes -r requirements.lock || { \
		echo 'The packages could not be installed: is a package index within reach?' >&2; exit 1; }; \
	pwd -P > $(INSTALLED)

demo: $(INSTALLED) ## write demo data into data/demo (AUTHORS=2000 SEED=1)
	@$(BIN)/python -m tools.demo_data --authors '$(AUTHORS)' --seed '$(SEED)' --out data/demo

# demo data are made when the folder that will be read is the default one and lacks a table
raw-data: $(INSTALLED)
	@[ -n "$${RAW_DATA_DIR:-}" ] \
		|| $(BIN)/python -c 'import sys; from tools.landing import *; sys.exit(not all(find_files(raw_folder()).values()))' \
		|| $(MAKE) --no-print-directory demo
	@$(BIN)/python -c 'from tools.landing import raw_folder; print("Raw data:", raw_folder())'

build: raw-data ## build the warehouse and publish it (FRESH=1: from nothing; VARS='keep_raw_records: false')
	@$(BIN)/python -m tools.publish $(if $(FRESH),--fresh) $(if $(VARS),-- $(BIN)/dbt build --vars "$$VARS")

rollback: $(INSTALLED) ## publish the version before the current one again
	@$(BIN)/python -m tools.publish rollback

# Tests work in a folder of their own, on demo data of their own, and leave the warehouse and data/ alone.
test: $(INSTALLED) ## check everything: parse, lint, builds on demo and fixture data, all tests
	@set -eu; \
	scratch=$$(mktemp -d "$${TMPDIR:-/tmp}/fashion-test.XXXXXX"); \
	trap 'rm -rf "$$scratch"' EXIT; trap 'exit 130' INT; trap 'exit 143' TERM; \
	export DBT_TARGET_PATH="$$scratch/target" DBT_LOG_PATH="$$scratch/logs" WAREHOUSE_PATH="$$scratch/warehouse.duckdb"; unset RAW_DATA_DIR; \
	echo '== 1/2 parse and lint'; \
	$(MAKE) --no-print-directory lint; \
	echo '== 2/2 tests, with builds on demo and fixture data'; \
	$(BIN)/python -m pytest

lint: $(INSTALLED) ## parse with warnings as errors, ruff, sqlfluff
	@echo '-- dbt parse, warnings are errors'
	@$(BIN)/dbt --warn-error --no-partial-parse parse
	@echo '-- ruff check'
	@$(BIN)/ruff check
	@echo '-- ruff format --check'
	@$(BIN)/ruff format --check
	@echo '-- sqlfluff lint'
	@$(BIN)/sqlfluff lint --disable-progress-bar models analyses tests/quality

# dbt opens the warehouse for writing, so the catalogue is read from a copy.
docs: $(INSTALLED) ## write docs/index.html from the published warehouse
	@set -eu; \
	if [ ! -f warehouse/current/warehouse.duckdb ]; then echo 'Nothing is published yet: run make build first.' >&2; exit 1; fi; \
	scratch=$$(mktemp -d "$${TMPDIR:-/tmp}/fashion-docs.XXXXXX"); \
	trap 'rm -rf "$$scratch"' EXIT; trap 'exit 130' INT; trap 'exit 143' TERM; \
	cp warehouse/current/warehouse.duckdb "$$scratch/warehouse.duckdb"; chmod u+w "$$scratch/warehouse.duckdb"; \
	WAREHOUSE_PATH="$$scratch/warehouse.duckdb" DBT_TARGET_PATH="$$scratch/target" DBT_LOG_PATH="$$scratch/logs" \
		$(BIN)/dbt docs generate --static; \
	mkdir -p docs; \
	cp "$$scratch/target/static_index.html" docs/index.html; \
	echo 'wrote docs/index.html'

bench: $(INSTALLED) ## measure a real-size build against a bare load, then damage and kill much more than make test does
	@$(BIN)/python -m benchmarks.run
	@$(BIN)/python -m benchmarks.damage
	@$(BIN)/python -m benchmarks.crashes

clean: ## remove what can be made again; keeps .venv, data/raw and the published versions
	@rm -rf target logs exports data/demo docs/index.html .pytest_cache .ruff_cache .user.yml warehouse/dev.duckdb*
	@find . -name .venv -prune -o -name .git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo 'Removed caches, dbt output, demo data, exports and warehouse/dev.duckdb.'
