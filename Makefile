# Two commands for a fresh clone: make demo, make test.
PYTHON ?= python3
BIN = .venv/bin
REGIO = $(BIN)/regio
DUTCH = regio_cli/locale/nl/LC_MESSAGES/regio.mo

.PHONY: demo test lint bench mutants hooks people rules lock clean
demo: .venv/ready $(DUTCH)
	$(REGIO) validate
	@echo; $(REGIO) show regiobestuur | sed -nE '/^(Seats and holders|Zetels en wie)/,/^$$/p'
	@$(REGIO) show hattem | sed -nE '/^(Seats now|Zetels nu)/,/^$$/p'
	@$(REGIO) query - <docs/balance.sql
	@echo; $(REGIO) site build/site
	@$(REGIO) export xlsx -o build/regio-zwolle.xlsx && echo "build/regio-zwolle.xlsx"

test: .venv/ready $(DUTCH)
	$(BIN)/python -m pytest

lint: .venv/ready
	$(BIN)/ruff check regio_cli tests tools
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# SCALES=1,10,100 takes some ten minutes.
SCALES ?= 1,10
bench: .venv/ready $(DUTCH)
	$(BIN)/python -m tools.bench --scales $(SCALES)

# Changes the code a little, each time, and counts what no test notices: some twenty minutes. mutmut is not among what a test run
# needs, so it is installed here. MODULES="regio_cli.change.guard" tries one.
MODULES ?=
mutants: .venv/ready $(DUTCH)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-mutants.txt
	$(BIN)/python -m tools.mutants $(MODULES)

hooks: .venv/ready
	printf '#!/bin/sh\nexec make lint\n' > "$$(git rev-parse --git-path hooks)/pre-commit"
	chmod +x "$$(git rev-parse --git-path hooks)/pre-commit"

# After a change of bodies, partners or the generator: the people that go with them, and what their files say of people.
people: .venv/ready
	rm -rf build/demo
	$(REGIO) demo build/demo
	for kind in partners bodies persons mandates deviations; do \
	  rm -rf registry/$$kind && cp -R build/demo/registry/$$kind registry/ || exit 1; done

# After a change of rules: the page that lists them.
rules: .venv/ready
	$(BIN)/python -m tools.rules_page

clean:
	rm -rf .venv build dist

$(DUTCH): $(DUTCH:.mo=.po) | .venv/ready
	$(BIN)/pybabel --quiet compile --domain regio --directory regio_cli/locale

.venv/ready: pyproject.toml requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# Renews the pinned versions and their hashes; names no index, so that any mirror will do.
lock: .venv/ready
	$(BIN)/pip-compile --quiet --generate-hashes --extra dev --strip-extras --allow-unsafe --no-header \
	  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements-dev.txt pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --extra mutants --constraint requirements-dev.txt --strip-extras --allow-unsafe --no-header \
	  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements-mutants.txt pyproject.toml
