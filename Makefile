# make briefings  builds the default editions;  make test  runs every test. Both set up by themselves.
# Another Python wants an environment of its own: make test PYTHON=python3.13 VENV=.venv-3.13
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: briefings test figures check coverage lab bench lock clean
.DEFAULT_GOAL := briefings

briefings: $(READY)
	@$(BIN)/h200 build

test: $(READY)
	@$(BIN)/python -m pytest $(PYTEST)

# Writes anew the printed figures that the tests hold; the changelog explains what then differs.
figures: $(READY)
	@$(BIN)/python -m tests.printed

# Every line and branch of the model is reached by its tests.
coverage: $(READY)
	@$(BIN)/python -m coverage run --branch --source=src/h200analysis/model -m pytest -q \
		tests/model tests/futures/test_policy.py --ignore=tests/model/test_mutations.py
	@$(BIN)/python -m coverage report --fail-under=100 --skip-covered

# The list is in .pre-commit-config.yaml, so that a commit and CI ask for the same.
check: $(READY)
	@$(BIN)/pre-commit run --all-files

lab: $(READY)
	@$(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks $(LAB)

bench: $(READY)
	@$(BIN)/python -m benchmarks.ledger
	@$(BIN)/python -m benchmarks.draws
	@$(BIN)/python -m benchmarks.build

# The lock holds versions and hashes only, for every platform; uv itself is taken from it.
lock: $(READY)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --python-version 3.11 --extra dev -o requirements.lock pyproject.toml

# Bytecode is compiled here, since an environment may forbid Python to write it later.
$(READY): requirements.lock pyproject.toml
	@echo "Setting up $(VENV) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "h200analysis needs Python 3.11 or later")'
	@$(PYTHON) -m venv $(VENV)
	@awk '/^[^ ]/ {on = /^uv==/} on' requirements.lock > $(VENV)/uv.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

clean:
	rm -rf reports/editions .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis benchmarks/results
	find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
