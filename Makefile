# What there is to do. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help demo setup setup-test test test-fast check generated bench bench-questions bench-lts bench-load bench-truth bench-detect clean

PY := .venv/bin/python
# Two tests at a time, each module on one worker with a Neo4j of its own: see tests/workers.py.
WORKERS := -n 2 --dist loadscope --no-loadscope-reorder

help:  ## list these targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

setup:  ## set up .venv to use ioscope
	@requirements/setup.sh run

setup-test:
	@requirements/setup.sh test

demo: setup  ## set everything up, make a synthetic archive, load it, ask it and map it
	@.venv/bin/ioscope demo

test: setup-test check  ## check the code and run every test (set-up included)
	@$(PY) -m pytest $(WORKERS)

test-fast: setup-test  ## run the tests that take a moment
	@$(PY) -m pytest -m "not slow and not browser and not release"

check: setup-test  ## style, types, import rules, generated files
	@.venv/bin/ruff check . && .venv/bin/ruff format --check --quiet .
	@.venv/bin/mypy .
	@.venv/bin/lint-imports --no-cache >/dev/null || .venv/bin/lint-imports --no-cache
	@$(PY) -m docs.generate --check

generated: setup-test  ## write the generated pages of docs/ anew
	@$(PY) -m docs.generate

bench: setup-test  ## measure loading, questions and maps; writes bench-output/*.json
	@$(PY) -m bench

bench-questions: setup-test  ## ask every question on a big archive, p95 and plans; TWEETS=2000000 or ARCHIVE=DIR
	@$(PY) -m bench.library --tweets $(or $(TWEETS),2000000) $(if $(ARCHIVE),--archive $(ARCHIVE))

bench-lts: setup-test  ## ask every question on Neo4j 5.26, too, and compare the rows; TWEETS=20000 for a sample
	@$(PY) -m bench.lts $(if $(TWEETS),--tweets $(TWEETS))

bench-load: setup-test  ## measure bulk loading against the importer alone; TWEETS=2000000
	@$(PY) -m bench.bulk --tweets $(or $(TWEETS),2000000)

bench-truth: setup-test  ## score detect and the peers' rules on planted groups and on noise; TWEETS=60000 SEEDS=20
	@$(PY) -m bench.truth --tweets $(or $(TWEETS),60000) --seeds $(or $(SEEDS),20)

bench-detect: setup-test  ## race detect against the QUT toolkit, in an environment of its own; TWEETS=2000000
	@$(PY) -m bench.detect --tweets $(or $(TWEETS),2000000)

clean:  ## remove .venv, caches and test output (workspaces stay)
	@rm -rf .venv build dist test-output bench-output .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
