# Commands of the project, the short form of .venv/bin/fashion and dbt; `make` lists those of every day, `make help-all` all. Variables:
# RAW_DATA_DIR (folder with your MART_* files), AUTHORS and SEED (of the demo data), FRESH=1 (build from nothing: no stored model, no
# history), VARS (variables of dbt, as YAML), ASK (arguments for mf), ID (an account), PYTHON (the interpreter that makes .venv).

SHELL := /bin/sh
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help help-all install explore demo raw-data build forget rollback test test-long lint docs metrics cookbook report account bench spark-install \
	spark-test snowflake-install snowflake-test clean moved

export DO_NOT_TRACK := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# before it runs a node, dbt makes it wait for all tests of what lies before it; this way of finding them spares half a second a build
export DBT_USE_FAST_TEST_EDGES := true

AUTHORS ?= 2000
SEED ?= 1
FRESH ?=
ID ?=
ASK ?=
VARS ?=
export VARS
export ID
PYTHON ?=
BIN := .venv/bin
FASHION := $(BIN)/python -m fashion_panel

# `##` describes a command of every day, `#+` any other
help: #+ list the commands of every day
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' Makefile

help-all: #+ list all commands
	@awk -F ':.*#[#+] ' '/^[a-z-]+:.*#[#+] / { printf "  make %-17s %s\n", $$1, $$2 }' Makefile

# One recipe makes the five environments: .venv from requirements/base.lock, .venv-<name> from requirements/<name>.lock.
install: .venv/installed ## make the environment in .venv from requirements/base.lock
	@echo 'The environment is ready: .venv/bin/dbt, .venv/bin/fashion, or . .venv/bin/activate'

explore: .venv-explore/installed #+ make the environment of metrics and lineage in .venv-explore
	@echo 'The environment is ready: make metrics, make docs'

spark-install: .venv-spark/installed #+ make the environment of the target spark in .venv-spark (800 MB)
	@echo 'The environment is ready: .venv-spark/bin/dbt build --target spark (docs/past_one_machine.md)'

snowflake-install: .venv-snowflake/installed #+ make the environment of the target snowflake in .venv-snowflake (800 MB)
	@echo 'The environment is ready: .venv-snowflake/bin/dbt build --target snowflake (docs/past_one_machine.md)'

# A virtual environment knows its own path, so one that was copied or moved with the checkout is made again.
MOVED := $(shell for mark in .venv*/installed; do [ ! -f "$$mark" ] || [ "$$(cat "$$mark")" = "$$(pwd -P)" ] || echo "$$mark"; done)
$(MOVED): moved

define environment
	@set -eu; \
	$(BEFORE) \
	if [ -f $@ ] && [ "$$(cat $@)" != "$$(pwd -P)" ]; then rm -rf $(@D); fi; \
	echo "Installing the locked packages into $(@D) with $$("$$python" --version); this takes a minute or two ..."; \
	started=$$(date +%s); \
	"$$python" -m venv $(@D) || { echo "$$python cannot make a virtual environment (on Debian the package python3-venv is missing)." >&2; exit 1; }; \
	$(@D)/bin/python -m pip install --quiet --quiet --require-hashes $(PIP_OPTIONS) -r $< || { \
		echo 'The packages could not be installed: is a package index within reach?' >&2; exit 1; }; \
	$(AFTER) \
	pwd -P > $@; \
	echo "Installed in $$(($$(date +%s) - started)) s."
endef

.venv/installed: BEFORE = python=; \
	for candidate in $${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do \
		if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$candidate; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo 'Python 3.11 or newer is needed and was not found; name one with make PYTHON=/path/to/python.' >&2; exit 1; \
	fi;
.venv/installed: AFTER = cp fashion_panel/fashion.sh $(@D)/bin/fashion; chmod +x $(@D)/bin/fashion;
.venv/installed: requirements/base.lock fashion_panel/fashion.sh
	$(environment)

.venv/installed: PIP_OPTIONS =

.venv-%/installed: BEFORE = python=$(BIN)/python;
# these locks are whole, so pip need not look for dependencies: it would refuse sqlglot beside a pinned sqlglot[c]
.venv-explore/installed .venv-snowflake/installed: PIP_OPTIONS = --no-deps
.venv-spark/installed: BEFORE = python=$(BIN)/python; sh fashion_panel/engines/spark/java.sh;
.venv-spark/installed: AFTER = $(@D)/bin/python fashion_panel/engines/spark/install.py;
.venv-snowflake/installed: AFTER = printf '%s\n' "$$(pwd -P)" "$$(pwd -P)/fashion_panel/engines/snowflake" > \
		"$$($(@D)/bin/python -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')/fashion_panel.pth";
.venv-%/installed: requirements/%.lock | .venv/installed
	$(environment)

demo: .venv/installed ## write demo data into data/demo (AUTHORS=2000 SEED=1)
	@$(FASHION) demo --authors '$(AUTHORS)' --seed '$(SEED)' --out data/demo

# demo data are made when the folder that will be read is the default one and lacks a table
raw-data: .venv/installed
	@[ -n "$${RAW_DATA_DIR:-}" ] \
		|| $(BIN)/python -c 'import sys; from fashion_panel.landing import *; sys.exit(not all(find_files(raw_folder()).values()))' \
		|| $(MAKE) --no-print-directory demo
	@$(BIN)/python -c 'from fashion_panel.landing import raw_folder; print("Raw data:", raw_folder())'

build: raw-data ## build the warehouse and publish it, if anything is new (FRESH=1: from nothing; VARS='keep_raw_records: false')
	@$(FASHION) build $(if $(FRESH),--fresh) $(if $(VARS),--vars "$$VARS")

forget: .venv/installed #+ forget one account: ID=n (docs/privacy.md)
	@$(FASHION) forget '$(ID)' $(if $(VARS),--vars "$$VARS")

rollback: .venv/installed ## publish the version before the current one again
	@$(FASHION) rollback

# Tests work in a folder of their own, on demo data of their own, and leave the warehouse and data/ alone. Files go to the two processes
# whole, in the order of tests/python/conftest.py.
test: .venv/installed .venv-explore/installed ## check everything that a change can break: parse, lint, types, builds, tests
test-long: .venv/installed .venv-explore/installed #+ the same at greater length: every damage alone, 20 kills, the real size (tests/README.md)
test test-long:
	@set -eu; \
	scratch=$$(mktemp -d "$${TMPDIR:-/tmp}/fashion-test.XXXXXX"); \
	trap 'rm -rf "$$scratch"' EXIT; trap 'exit 130' INT; trap 'exit 143' TERM; \
	export DBT_TARGET_PATH="$$scratch/target" DBT_LOG_PATH="$$scratch/logs" WAREHOUSE_PATH="$$scratch/warehouse.duckdb"; unset RAW_DATA_DIR; \
	marks=long; \
	if [ $@ = test ]; then \
		marks='not long'; \
		echo '== 1/2 parse and lint'; \
		$(MAKE) --no-print-directory lint; \
		echo '== 2/2 tests, with builds on demo and fixture data'; \
	fi; \
	if [ -z "$$($(BIN)/python -m fashion_panel.report.browser)" ]; then \
		echo 'No Chromium is installed (or set CHROMIUM=/path/to/it): the tests that open the report in a browser are left out.'; \
		marks="$$marks and not browser"; \
	fi; \
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "$$marks"

lint: .venv/installed #+ parse with warnings as errors, ruff, mypy, sqlfluff
	@echo '-- dbt parse, warnings are errors'
	@$(BIN)/dbt --warn-error --no-partial-parse parse
	@echo '-- ruff check'
	@$(BIN)/ruff check
	@echo '-- ruff format --check'
	@$(BIN)/ruff format --check
	@echo '-- mypy'
	@$(BIN)/mypy
	@echo '-- sqlfluff lint'
	@$(BIN)/sqlfluff lint --disable-progress-bar --processes 2 models analyses tests/quality fashion_panel/report/queries fashion_panel/report/claims \
		fashion_panel/account/blocks

docs: .venv/installed .venv-explore/installed ## write docs/index.html and docs/lineage.html from the published warehouse
	@$(FASHION) docs

metrics: .venv/installed .venv-explore/installed ## answer the saved queries (ASK='query --metrics posts --group-by metric_time__week')
	@$(FASHION) metrics $(ASK)

cookbook: .venv/installed #+ rewrite docs/cookbook.md, with the answers of the demo (2,000 authors, seed 1)
	@set -eu; \
	scratch=$$(mktemp -d "$${TMPDIR:-/tmp}/fashion-cookbook.XXXXXX"); \
	trap 'rm -rf "$$scratch"' EXIT; trap 'exit 130' INT; trap 'exit 143' TERM; \
	$(FASHION) demo --authors 2000 --seed 1 --out "$$scratch/demo"; \
	$(BIN)/python tests/python/builds.py "$$scratch/demo" "$$scratch"; \
	$(FASHION) cookbook "$$scratch/warehouse.duckdb"

# The report is of WAREHOUSE_PATH when it is set, else of the published version.
report: .venv/installed ## write reports/index.html: the users' questions, answered with numbers and charts
	@$(FASHION) report

# ID comes out of the environment, as it is: whatever it holds, the shell runs none of it
account: .venv/installed ## write what the published warehouse says of one account (ID=123)
	@$(FASHION) account -- "$$ID"

bench: .venv/installed .venv-peers/installed #+ measure a real-size build against a plain CSV load, then damage and kill much more than make test does
	@$(BIN)/python -m benchmarks.run
	@$(BIN)/python -m benchmarks.damage
	@$(BIN)/python -m benchmarks.crashes

spark-test: .venv-spark/installed #+ build on a Spark cluster of this machine and compare every mart with DuckDB's (15 to 20 minutes)
	@$(BIN)/python -m pytest tests/spark -s

snowflake-test: .venv-snowflake/installed #+ build on an emulator of Snowflake, as a test of the dialect only (about 3 minutes)
	@$(BIN)/python -m pytest tests/snowflake -s

clean: #+ remove what can be made again; keeps the environments, data/raw and the published versions
	@rm -rf target logs exports reports data/demo data/landed docs/index.html docs/lineage.html
	@rm -rf .pytest_cache .ruff_cache .mypy_cache .user.yml warehouse/dev.duckdb* warehouse/spark
	@find . -name '.venv*' -prune -o -name .git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo 'Removed caches, dbt output, demo data, exports, reports, warehouse/dev.duckdb and warehouse/spark.'
