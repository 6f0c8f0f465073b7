# Commands of the project; `make` alone lists them. Variables: RAW_DATA_DIR (folder with your MART_* files), AUTHORS and SEED
# (of the demo data), FRESH=1 (build from nothing), PYTHON (the interpreter that makes .venv).

SHELL := /bin/sh
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help install demo raw-data build rollback test lint docs clean moved

export DO_NOT_TRACK := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export PIP_DISABLE_PIP_VERSION_CHECK := 1

AUTHORS ?= 2000
SEED ?= 1
FRESH ?=
PYTHON ?=
BIN := .venv/bin
INSTALLED := .venv/installed
TABLES := MART_AUTHORS MART_AUTHORS_SEGMENTATIONS MART_IMAGES_OF_POSTS MART_IMAGES_LABELS

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

raw-data: $(INSTALLED)
	@set -eu; \
	if [ -n "$${RAW_DATA_DIR:-}" ]; then echo "Raw data: $$RAW_DATA_DIR"; exit 0; fi; \
	holds_all() { \
		for table in $(TABLES); do \
			found=; \
			for file in "$$1/$$table".csv "$$1/$$table".csv.gz "$$1/$$table".parquet \
				"$$1/$$table"[!_A-Za-z]*.csv "$$1/$$table"[!_A-Za-z]*.csv.gz "$$1/$$table"[!_A-Za-z]*.parquet \
				"$$1/$$table"_[0-9]*.csv "$$1/$$table"_[0-9]*.csv.gz "$$1/$$table"_[0-9]*.parquet; do \
				if [ -f "$$file" ]; then found=1; break; fi; \
			done; \
			[ -n "$$found" ] || return 1; \
		done; \
	}; \
	if holds_all data/raw; then echo 'Raw data: data/raw'; exit 0; fi; \
	if ls data/raw/MART_* >/dev/null 2>&1; then echo 'data/raw lacks one of the four tables, so it is not used.'; fi; \
	if ! holds_all data/demo; then $(MAKE) --no-print-directory demo; fi; \
	echo 'Raw data: data/demo (invented; put your four MART_* files into data/raw, or set RAW_DATA_DIR)'

build: raw-data ## build the warehouse and publish it (FRESH=1: from nothing)
	@$(BIN)/python -m tools.publish $(if $(FRESH),--fresh)

rollback: $(INSTALLED) ## publish the version before the current one again
	@$(BIN)/python -m tools.publish rollback

# Tests work in a folder of their own, on demo data of their own, and leave the warehouse and data/ alone.
test: $(INSTALLED) ## check everything: parse, lint, builds on demo and fixture data, all tests
	@set -eu; \
	scratch=$$(mktemp -d "$${TMPDIR:-/tmp}/fashion-test.XXXXXX"); \
	trap 'rm -rf "$$scratch"' EXIT; trap 'exit 130' INT; trap 'exit 143' TERM; \
	export DBT_TARGET_PATH="$$scratch/target" DBT_LOG_PATH="$$scratch/logs" WAREHOUSE_PATH="$$scratch/warehouse.duckdb"; \
	export RAW_DATA_DIR="$$scratch/demo"; \
	echo '== 1/3 demo data (2,000 authors, seed 1)'; \
	$(BIN)/python -m tools.demo_data --authors 2000 --seed 1 --out "$$RAW_DATA_DIR"; \
	echo '== 2/3 parse and lint'; \
	$(MAKE) --no-print-directory lint; \
	echo '== 3/3 tests, with builds on demo and fixture data'; \
	$(BIN)/python -m pytest

lint: $(INSTALLED) ## parse with warnings as errors, ruff, sqlfluff
	@echo '-- dbt parse, warnings are errors'
	@$(BIN)/dbt --warn-error --no-partial-parse parse
	@echo '-- ruff check'
	@$(BIN)/ruff check
	@echo '-- ruff format --check'
	@$(BIN)/ruff format --check
	@echo '-- sqlfluff lint'
	@$(BIN)/sqlfluff lint --disable-progress-bar $(wildcard models macros analyses tests)

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

clean: ## remove what can be made again; keeps .venv, data/raw and the published versions
	@rm -rf target logs exports data/demo docs/index.html .pytest_cache .ruff_cache .user.yml warehouse/dev.duckdb*
	@find . -name .venv -prune -o -name .git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo 'Removed caches, dbt output, demo data, exports and warehouse/dev.duckdb.'
