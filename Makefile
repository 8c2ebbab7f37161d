# vocabsync: `make` alone lists what can be made. Every target sets up what it needs, inside this folder.
.DEFAULT_GOAL := help
SHELL := /bin/sh
.SUFFIXES:

VENV := .venv
BIN := $(VENV)/bin
# A working Python, 3.11 or newer: a version manager's shim may answer to a name and still fail.
PYTHON = $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	  "$$name" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$name"; break; }; done)
STARTER = vocabsync/desired/starter_files/workflows/vocabularies.yml
# Two workers a core, as many tests wait for sockets and processes.
TESTS = $(BIN)/python -m pytest -n 4 --dist worksteal

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-15s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: setup
setup: $(VENV)/installed ## the development environment in .venv, every package pinned by hash

$(VENV)/installed: requirements-dev.txt requirements-referee.txt pyproject.toml
	@python="$(PYTHON)"; test -n "$$python" || { echo "vocabsync needs Python 3.11 or newer; none was found" >&2; exit 1; }; \
	  test -x $(BIN)/python || { echo "setting up $(VENV) with $$($$python --version), a minute the first time"; "$$python" -m venv $(VENV); }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes --upgrade \
	  --target $(VENV)/referee-1.x -r requirements-referee.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: demo
demo: setup ## the whole round without key or network: plan, apply, change, plan, apply, output
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh docs/demo.sh

.PHONY: format
format: setup ## code as the formatter wants it, and what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.PHONY: lint
lint: setup ## style, types, floors, dependencies, spelling
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/codespell

.PHONY: lint-workflows
lint-workflows: setup ## the workflows, ours and the one that `vocabsync init` writes
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/actionlint .github/workflows/*.yml $(STARTER)
	$(BIN)/zizmor --offline --quiet .github $(STARTER)
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml $(STARTER)
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.gitlab-ci docs/gitlab-ci.yml
	$(BIN)/shellcheck docs/demo.sh .ci/run

.PHONY: check
check: lint lint-workflows ## everything that reads and runs nothing: what a pull request must pass first
	$(BIN)/python docs/generate.py --check
	$(BIN)/vocabsync validate --strict

.PHONY: test
test: setup ## the whole suite but for the long tests
	$(TESTS) -m "not slow and not live"

.PHONY: test-long
test-long: setup ## the long tests too: stories in workflows, large simulations, many examples
	HYPOTHESIS_PROFILE=long $(TESTS) -m "not live"

.PHONY: test-editor
test-editor: setup ## the schemas in yaml-language-server, as editors use it; needs npm and asks the network
	npm install --silent --no-audit --no-fund --prefix build/editor yaml-language-server@1.25.0
	$(BIN)/python -m pytest -n 0 -m slow tests/desired/test_editor.py

.PHONY: test-live
test-live: setup ## against the live service: needs DASHSCOPE_API_KEY, leaves nothing behind
	$(BIN)/python -m tests.contract

.PHONY: cover
cover: setup ## coverage by branches; domain and operations must be complete
	rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest -n 2 -m "not slow and not live"
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --include='vocabsync/domain/*,vocabsync/operations/*' --fail-under=100
	$(BIN)/coverage report --fail-under=95

.PHONY: mutants
mutants: setup ## mutation testing of the decisions; survivors are read, not counted
	HYPOTHESIS_PROFILE=mutants $(BIN)/mutmut run
	$(BIN)/mutmut results

.PHONY: bench
bench: setup ## speed and memory against peers; SIZES, PEERS and ROUNDS narrow it
	$(BIN)/python -m tests.bench

.PHONY: docs
docs: setup ## rewrite the generated parts of the documentation
	$(BIN)/python docs/generate.py

.PHONY: golden
golden: setup ## write the golden files and the page of error messages anew; read the difference
	VOCABSYNC_UPDATE_GOLDEN=1 $(BIN)/python -m pytest -n 0 tests/render tests/errors

.PHONY: build
build: setup ## the wheel and the source package, in dist/
	rm -rf dist
	$(BIN)/hatchling build

.PHONY: test-wheel
test-wheel: build ## the suite on the built wheel, with no source folder beside it
	rm -rf build/wheel && mkdir -p build/wheel
	git ls-files -z --cached --others --exclude-standard -- . ':!vocabsync' | tar --null -T - -cf - | tar -xf - -C build/wheel
	$(BIN)/python -m venv build/wheel/.venv
	build/wheel/.venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.txt
	build/wheel/.venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps dist/*.whl
	cd build/wheel && .venv/bin/python -m pytest -n 2 -m "not slow and not live"

.PHONY: test-lowest
test-lowest: setup ## the suite with the lowest versions that pyproject.toml allows
	rm -rf build/lowest && mkdir -p build
	$(BIN)/uv pip compile --quiet --resolution lowest-direct pyproject.toml --extra excel --output-file build/lowest.txt
	$(BIN)/python -m venv build/lowest
	build/lowest/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.txt
	$(BIN)/uv pip install --quiet --python build/lowest/bin/python -r build/lowest.txt
	build/lowest/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@echo "the published schemas are compared with the pinned pydantic only: each version words them a little differently"
	PATH="$(CURDIR)/build/lowest/bin:$$PATH" build/lowest/bin/python -m pytest -n 2 -m "not slow and not live" \
	  --deselect tests/render/test_plan_schema.py::test_the_published_schema_is_current \
	  --deselect tests/desired/test_schemas.py::test_a_checked_in_schema_is_the_one_that_the_shapes_give

.PHONY: sbom
sbom: setup ## the bill of materials of what vocabsync needs at run time; asks the network
	rm -rf build/sbom && mkdir -p build/sbom/vocabsync
	cp pyproject.toml README.md LICENSE build/sbom && cp vocabsync/__init__.py build/sbom/vocabsync
	$(BIN)/uv export --quiet --project build/sbom --format cyclonedx1.5 --no-dev --all-extras --output-file build/sbom.json
	$(BIN)/python tests/house/check_sbom.py build/sbom.json

.PHONY: release-notes
release-notes: setup ## the changelog's section of VERSION; fails if there is none, or if it is not the project's version
	@test -n "$(VERSION)" || { echo "say which: make release-notes VERSION=1.2.3" >&2; exit 1; }
	@test "$$($(BIN)/hatchling version)" = "$(VERSION)" || { echo "pyproject.toml does not say version $(VERSION)" >&2; exit 1; }
	@mkdir -p build
	@awk -v heading="## [$(VERSION)]" 'index($$0, "## ") == 1 { inside = index($$0, heading) == 1; next } inside' CHANGELOG.md > build/release-notes.md
	@grep -q '[^[:space:]]' build/release-notes.md || { echo "CHANGELOG.md has no section $(VERSION)" >&2; exit 1; }
	@cat build/release-notes.md

.PHONY: audit
audit: setup ## known vulnerabilities of the pinned packages; asks the network
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements-dev.txt

.PHONY: requirements
requirements: setup ## pin the development packages again, by hash, for every Python and system
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 pyproject.toml --extra excel --group dev \
	  --no-annotate --custom-compile-command "make requirements" --output-file requirements-dev.txt

.PHONY: clean
clean: ## remove what make made; local state in .vocabsync/ stays
	rm -rf $(VENV) build dist mutants bench-results .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
