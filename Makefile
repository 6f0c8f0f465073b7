# Commands of the project; `make` alone lists them. Variables: RAW_DATA_DIR (folder with your MART_* files), AUTHORS and SEED
# (of the demo data), FRESH=1 (build from nothing: no stored model, no history), VARS (variables of dbt, as YAML), ASK (arguments for
# mf), PYTHON (the interpreter that makes .venv).

SHELL := /bin/sh
.SUFFIXES:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help install explore demo raw-data build rollback test test-long lint docs metrics cookbook report bench spark-install spark-test snowflake-install snowflake-test clean moved

export DO_NOT_TRACK := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# before it runs a node, dbt makes it wait for all tests of what lies before it; this way of finding them spares half a second a build
export DBT_USE_FAST_TEST_EDGES := true

AUTHORS ?= 2000
SEED ?= 1
FRESH ?=
ASK ?=
VARS ?=
export VARS
PYTHON ?=
BIN := .venv/bin
INSTALLED := .venv/installed
EXPLORING := .venv-explore/installed
SPARK_INSTALLED := .venv-spark/installed
SNOWFLAKE_INSTALLED := .venv-snowflake/installed

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-17s %s\n", $$1, $$2 }' Makefile

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

explore: $(EXPLORING) ## make the environment of metrics and lineage in .venv-explore
	@echo 'The environment is ready: make metrics, make docs'

ifneq ($(shell cat $(EXPLORING) 2>/dev/null),$(shell pwd -P))
$(EXPLORING): moved
endif
# the lock is whole, so pip need not look for dependencies: it would refuse sqlglot beside a pinned sqlglot[c]
$(EXPLORING): requirements-explore.lock $(INSTALLED)
	@rm -rf .venv-explore
	@echo 'Installing MetricFlow and dbt-colibri into .venv-explore; this takes half a minute ...'
	@$(BIN)/python -m venv .venv-explore
	@.venv-explore/bin/python -m pip install --quiet --quiet --require-hashes --no-deps -r requirements-explore.lock || { \
		echo 'The packages could not be installed: is a package index within reach?' >&2; exit 1; }
	@pwd -P > $(EXPLORING)

demo: $(INSTALLED) ## write demo data into data/demo (AUTHORS=2000 SEED=1)
	@$(BIN)/python -m tools.demo --authors '$(AUTHORS)' --seed '$(SEED)' --out data/demo

# demo data are made when the folder that will be read is the default one and lacks a table
raw-data: $(INSTALLED)
	@[ -n "$${RAW_DATA_DIR:-}" ] \
		|| $(BIN)/python -c 'import sys; from tools.landing import *; sys.exit(not all(find_files(raw_folder()).values()))' \
		|| $(MAKE) --no-print-directory demo
	@$(BIN)/python -c 'from tools.landing import raw_folder; print("Raw data:", raw_folder())'

build: raw-data ## build the warehouse and publish it, if anything is new (FRESH=1: from nothing; VARS='keep_raw_records: false')
	@$(BIN)/python -m tools.publishing $(if $(FRESH),--fresh) $(if $(VARS),--vars "$$VARS")

rollback: $(INSTALLED) ## publish the version before the current one again
	@$(BIN)/python -m tools.publishing rollback

# Tests work in a folder of their own, on demo data of their own, and leave the warehouse and data/ alone. Files go to the two processes
# whole, in the order of tests/python/conftest.py.
test: $(INSTALLED) $(EXPLORING) ## check everything that a change can break: parse, lint, builds on demo and fixture data, tests
test-long: $(INSTALLED) $(EXPLORING) ## the same at greater length: every damage alone, 20 kills, the real size (tests/README.md)
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
	if [ -z "$$($(BIN)/python -m tools.report.browser)" ]; then \
		echo 'No Chromium is installed (or set CHROMIUM=/path/to/it): the tests that open the report in a browser are left out.'; \
		marks="$$marks and not browser"; \
	fi; \
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "$$marks"

lint: $(INSTALLED) ## parse with warnings as errors, ruff, sqlfluff
	@echo '-- dbt parse, warnings are errors'
	@$(BIN)/dbt --warn-error --no-partial-parse parse
	@echo '-- ruff check'
	@$(BIN)/ruff check
	@echo '-- ruff format --check'
	@$(BIN)/ruff format --check
	@echo '-- sqlfluff lint'
	@$(BIN)/sqlfluff lint --disable-progress-bar --processes 2 models analyses tests/quality tools/report/queries

docs: $(INSTALLED) $(EXPLORING) ## write docs/index.html and docs/lineage.html from the published warehouse
	@set -eu; \
	if [ ! -f warehouse/current/warehouse.duckdb ]; then echo 'Nothing is published yet: run make build first.' >&2; exit 1; fi; \
	scratch=$$(mktemp -d "$${TMPDIR:-/tmp}/fashion-docs.XXXXXX"); \
	trap 'rm -rf "$$scratch"' EXIT; trap 'exit 130' INT; trap 'exit 143' TERM; \
	export DBT_PROFILES_DIR=tools/reader DBT_TARGET_PATH="$$scratch/target" DBT_LOG_PATH="$$scratch/logs"; \
	export WAREHOUSE_PATH=warehouse/current/warehouse.duckdb; \
	$(BIN)/dbt --quiet docs generate --static; \
	mkdir -p docs; \
	$(BIN)/python -m tools.lineage "$$scratch/target" docs/lineage.html; \
	cp "$$scratch/target/static_index.html" docs/index.html; \
	echo 'wrote docs/index.html and docs/lineage.html'

metrics: $(INSTALLED) $(EXPLORING) ## answer the saved queries (ASK='query --metrics posts --group-by metric_time__week': one of yours)
	@$(BIN)/python -m tools.metrics $(ASK)

cookbook: $(INSTALLED) ## write docs/cookbook.md anew, with the answers of the demo (2,000 authors, seed 1)
	@set -eu; \
	scratch=$$(mktemp -d "$${TMPDIR:-/tmp}/fashion-cookbook.XXXXXX"); \
	trap 'rm -rf "$$scratch"' EXIT; trap 'exit 130' INT; trap 'exit 143' TERM; \
	$(BIN)/python -m tools.demo --authors 2000 --seed 1 --out "$$scratch/demo"; \
	$(BIN)/python tests/python/builds.py "$$scratch/demo" "$$scratch"; \
	$(BIN)/python -m tools.cookbook "$$scratch/warehouse.duckdb"

# The report is of WAREHOUSE_PATH when it is set, else of the published version.
report: $(INSTALLED) ## write reports/index.html: the users' questions, answered with numbers and charts
	@$(BIN)/python -m tools.report

bench: $(INSTALLED) ## measure a real-size build against a bare load, then damage and kill much more than make test does
	@$(BIN)/python -m benchmarks.run
	@$(BIN)/python -m benchmarks.damage
	@$(BIN)/python -m benchmarks.crashes

# Spark has an environment of its own, of which nobody else needs the gigabyte.
spark-install: $(SPARK_INSTALLED) ## make the environment of the target spark in .venv-spark
	@echo 'The environment is ready: .venv-spark/bin/dbt build --target spark (docs/past_one_machine.md)'

ifneq ($(shell cat $(SPARK_INSTALLED) 2>/dev/null),$(shell pwd -P))
$(SPARK_INSTALLED): moved
endif
$(SPARK_INSTALLED): requirements-spark.lock $(INSTALLED)
	@set -eu; \
	if ! "$${JAVA_HOME:+$$JAVA_HOME/bin/}java" -version 2>/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless >/dev/null; \
		else \
			echo 'Spark needs Java 17, which was not found; on Debian it is the package openjdk-17-jre-headless.' >&2; exit 1; \
		fi; \
	fi; \
	rm -rf .venv-spark; \
	echo 'Installing the locked packages into .venv-spark (800 MB); this takes some minutes ...'; \
	$(BIN)/python -m venv .venv-spark; \
	.venv-spark/bin/python -m pip install --quiet --quiet --require-hashes -r requirements-spark.lock || { \
		echo 'The packages could not be installed: is a package index within reach?' >&2; exit 1; }; \
	.venv-spark/bin/python tools/spark/install.py; \
	pwd -P > $(SPARK_INSTALLED)

spark-test: $(SPARK_INSTALLED) ## build on a Spark cluster of this machine and compare every mart with DuckDB's (15 to 20 minutes)
	@$(BIN)/python -m pytest tests/spark -s

# Snowflake too has an environment of its own; its lock is whole, as that of .venv-explore.
snowflake-install: $(SNOWFLAKE_INSTALLED) ## make the environment of the target snowflake in .venv-snowflake
	@echo 'The environment is ready: .venv-snowflake/bin/dbt build --target snowflake (docs/past_one_machine.md)'

ifneq ($(shell cat $(SNOWFLAKE_INSTALLED) 2>/dev/null),$(shell pwd -P))
$(SNOWFLAKE_INSTALLED): moved
endif
$(SNOWFLAKE_INSTALLED): requirements-snowflake.lock $(INSTALLED)
	@rm -rf .venv-snowflake
	@echo 'Installing the locked packages into .venv-snowflake (800 MB); this takes some minutes ...'
	@$(BIN)/python -m venv .venv-snowflake
	@.venv-snowflake/bin/python -m pip install --quiet --quiet --require-hashes --no-deps -r requirements-snowflake.lock || { \
		echo 'The packages could not be installed: is a package index within reach?' >&2; exit 1; }
	@printf '%s\n' "$$(pwd -P)" "$$(pwd -P)/tools/snowflake" > \
		"$$(.venv-snowflake/bin/python -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')/fashion_panel.pth"
	@pwd -P > $(SNOWFLAKE_INSTALLED)

snowflake-test: $(SNOWFLAKE_INSTALLED) ## build on an emulator of Snowflake, as a test of the dialect only (about 3 minutes)
	@$(BIN)/python -m pytest tests/snowflake -s

clean: ## remove what can be made again; keeps the environments, data/raw and the published versions
	@rm -rf target logs exports reports data/demo data/landed docs/index.html docs/lineage.html
	@rm -rf .pytest_cache .ruff_cache .user.yml warehouse/dev.duckdb* warehouse/spark
	@find . -name '.venv*' -prune -o -name .git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo 'Removed caches, dbt output, demo data, exports, reports, warehouse/dev.duckdb and warehouse/spark.'
