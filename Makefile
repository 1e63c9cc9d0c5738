# One word per job. `make help` lists them.
PY ?= $(shell command -v python3.11 || command -v python3)
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help up test demo lint bench docs torture pure units record lock image changelog clean

help: ## list the jobs
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

ifneq ($(UV),)
INSTALL = $(UV) pip install -q --python $(BIN)/python --require-hashes -r
VENV = $(UV) venv -q --python $(PY) .venv
else
INSTALL = $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r
VENV = $(PY) -m venv .venv
endif

$(BIN)/python:
	$(VENV)

.venv/.runtime: requirements/runtime.txt dev/launchers.py | $(BIN)/python
	$(INSTALL) requirements/runtime.txt
	$(BIN)/python dev/launchers.py
	$(BIN)/python dev/messages.py --compile
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.runtime
	$(INSTALL) requirements/dev.txt
	@touch $@

up: .venv/.runtime ## start Rempart on this machine and print one sign-in link
	@$(BIN)/python dev/messages.py --compile
	@$(BIN)/rempart tools install >/dev/null 2>&1 & $(BIN)/rempart up

demo: .venv/.dev ## a real WordPress, people and a week of history, then start
	@$(BIN)/python dev/messages.py --compile
	@$(BIN)/python dev/demo.py

test pure lint: export PYTHONDONTWRITEBYTECODE :=  # or every process that the tests start compiles all of ours anew
test: .venv/.dev ## set up everything, lint, and pass the tests
	@dev/system-packages.sh
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -q -n 3 --dist loadgroup
	@REMPART_TEST_DATABASE=postgres $(BIN)/python -m pytest -q -n 3 --dist loadgroup

pure: .venv/.dev ## the tests that need no server (seconds)
	@$(BIN)/python -m pytest -q -n 3 -m "not slow"

lint: .venv/.dev ## style, types, import rules, budgets, units, generated pages
	@$(BIN)/ruff check rempart tests dev bench rempart_verify.py
	@$(BIN)/ruff format --check -q rempart tests dev bench rempart_verify.py
	@$(BIN)/lint-imports --no-cache | tail -n 12
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/python dev/budgets.py
	@$(BIN)/python dev/units.py
	@$(BIN)/python dev/messages.py --check
	@$(BIN)/python dev/plugin_messages.py --check
	@$(BIN)/python dev/pages.py --check

bench: .venv/.dev ## measure against the peers; results go to docs/benchmarks.md
	@dev/system-packages.sh
	@$(BIN)/python -m bench

docs: .venv/.dev ## print the reference pages from the registry, and the pictures
	@$(BIN)/python dev/pages.py
	@dev/system-packages.sh
	@$(BIN)/python dev/docs_pictures.py

record: .venv/.dev ## look at every fixture again and write the examples of collectors and controls
	@dev/system-packages.sh
	@$(BIN)/python dev/record.py all

units: .venv/.dev ## stamp translations after reading them, and say what is missing
	@$(BIN)/python dev/units.py --stamp

torture: .venv/.dev ## the long kill and fuzz runs, resumable
	@$(BIN)/python dev/torture.py

lock: ## pin the requirements again (needs uv)
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra report pyproject.toml -o requirements/runtime.txt
	$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra report --extra tls --group dev pyproject.toml -o requirements/dev.txt
	echo "sslyze==6.3.1" | $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate - -o requirements/sslyze.txt

image: ## build the container image (with docker, podman or buildah)
	@dev/image.sh

changelog: .venv/.dev ## gather the notes of changelog.d for a release: VERSION=x.y.z
	@$(BIN)/python dev/changelog.py $(VERSION)

clean: ## remove what was set up (never the data)
	rm -rf .venv .mypy_cache .ruff_cache build dist
