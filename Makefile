# make briefings  builds the default editions;  make test  runs every test. Both set up by themselves.
# Another Python wants an environment of its own: make test PYTHON=python3.13 VENV=.venv-3.13
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: briefings test days figures check coverage lab docs bench lock clean
.DEFAULT_GOAL := briefings

briefings: $(READY)
	@$(BIN)/h200 build

# As many test files at a time as there are processors, those that take longest first (see
# tests/conftest.py); one file alone runs with plain pytest.
test: $(READY)
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(PYTEST)

# Builds every briefing for every day on which something was learned, pages and paper left out.
days: $(READY)
	@$(BIN)/python -m pytest -n auto -m "every_day or not every_day" $(PYTEST) tests/test_days.py

# Writes anew the printed figures that the tests hold; the changelog explains what then differs.
figures: $(READY)
	@$(BIN)/python -m tests.printed

# Every line and branch of the model is reached by its tests.
coverage: $(READY)
	@$(BIN)/python -m coverage run --branch --source=src/h200analysis/model -m pytest -q \
		tests/model --ignore=tests/model/test_mutations.py
	@$(BIN)/python -m coverage report --fail-under=100 --skip-covered

# The list is in .pre-commit-config.yaml, so that a commit and CI ask for the same.
check: $(READY)
	@$(BIN)/pre-commit run --all-files

# One thread, as in the press: sums differ in their last digits by how many there are.
lab: $(READY)
	@OPENBLAS_NUM_THREADS=1 $(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks $(LAB)

# The site, without a network: open docs/site/index.html. A warning is an error.
docs: $(READY)
	@$(BIN)/python -m sphinx --quiet --fail-on-warning --keep-going --builder html docs docs/site

bench: $(READY)
	@$(BIN)/python -m benchmarks.ledger
	@$(BIN)/python -m benchmarks.belief
	@$(BIN)/python -m benchmarks.draws
	@$(BIN)/python -m benchmarks.kernels
	@$(BIN)/python -m benchmarks.press

# The lock holds versions and hashes only, for every platform; uv itself is taken from it.
lock: $(READY)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --python-version 3.11 --constraint constraints.txt --extra dev -o requirements.lock pyproject.toml

# An environment that was copied along with its checkout runs the original: it is made anew.
ifneq ($(READY),$(wildcard $(READY)))
else ifneq ($(shell cat $(READY)),$(CURDIR))
$(shell rm -f $(READY))
endif

# Bytecode is compiled here, since an environment may forbid Python to write it later.
$(READY): requirements.lock pyproject.toml
	@echo "Setting up $(VENV) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "h200analysis needs Python 3.11 or later")'
	@$(PYTHON) -m venv --clear $(VENV)
	@awk '/^[^ ]/ {on = /^uv==/} on' requirements.lock > $(VENV)/uv.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps -e .
	@$(BIN)/python -m compileall -q src
	@echo "$(CURDIR)" > $@

# Editions stay: nothing that was published is lost to tidying.
clean:
	rm -rf .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis benchmarks/results docs/site
	find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
