# make briefings  builds the default editions;  make test  runs every test. Both set up by themselves.
# Another Python wants an environment of its own: make test PYTHON=python3.13 VENV=.venv-3.13
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
unexport VIRTUAL_ENV  # of another project perhaps, of which IPython warns
# What a build needs, and no more; with one of pyproject's extras (lab, delivery, dask); with all that
# tests and checks need.
BUILDS := $(VENV)/.builds
WITH := $(VENV)/.with-
READY := $(VENV)/.ready

.PHONY: briefings setup test days figures schemas check coverage lab docs bench lock clean
.DEFAULT_GOAL := briefings

briefings: $(BUILDS)
	@$(BIN)/h200 build

# Git keeps notebooks clean by itself from then on: what a run or a save in JupyterLab leaves in one
# is in no commit, and diffs and merges are of cells. It is configured for this clone alone.
LEFT_BY_LAB := metadata.language_info.codemirror_mode metadata.language_info.file_extension \
	metadata.language_info.mimetype metadata.language_info.nbconvert_exporter \
	metadata.language_info.pygments_lexer metadata.language_info.version \
	cell.metadata.editable cell.metadata.slideshow cell.metadata.trusted cell.metadata.jupyter
setup: $(READY)
	@$(BIN)/pre-commit install
	@git config filter.nbstripout.clean "$(BIN)/nbstripout --keep-id | sed 's/Python 3 (ipykernel)/Python 3/'"
	@git config filter.nbstripout.smudge cat
	@git config filter.nbstripout.extrakeys "$(strip $(LEFT_BY_LAB))"
	@git config diff.jupyternotebook.command "$(BIN)/git-nbdiffdriver diff --ignore-outputs --ignore-metadata --ignore-details"
	@git config merge.jupyternotebook.name "notebooks, cell by cell"
	@git config merge.jupyternotebook.driver "$(BIN)/git-nbmergedriver merge %O %A %B %L %P"

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

# Writes anew the schemas by which editors complete data/*.toml; a test holds them to the records.
schemas: $(READY)
	@$(BIN)/python -m tests.schemas

# Every line and branch of the model is reached by its tests.
coverage: $(READY)
	@$(BIN)/python -m coverage run --branch --source=src/h200analysis/model -m pytest -q \
		tests/model --ignore=tests/model/test_mutations.py
	@$(BIN)/python -m coverage report --fail-under=100 --skip-covered

# The list is in .pre-commit-config.yaml, so that a commit and CI ask for the same.
check: $(READY)
	@$(BIN)/pre-commit run --all-files

# One thread, as in the press: sums differ in their last digits by how many there are.
lab: $(WITH)lab
	@exec env OPENBLAS_NUM_THREADS=1 $(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks $(LAB)

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
# It asks for no environment, since one cannot be set up while pyproject.toml names what is not locked.
lock:
	@test -x $(BIN)/uv || { $(PYTHON) -m venv $(VENV) && $(GET_UV); }
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --python-version 3.11 --constraint constraints.txt --extra dev -o requirements.lock pyproject.toml

# An environment that was copied along with its checkout runs the original: it is made anew.
ifneq ($(BUILDS),$(wildcard $(BUILDS)))
else ifneq ($(shell cat $(BUILDS)),$(CURDIR))
$(shell rm -f $(BUILDS))
endif

GET_UV = awk '/^[^ ]/ {on = /^uv==/} on' requirements.lock > $(VENV)/uv.lock && \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.lock

# Of the lock only what is asked for, each file by its hash. Bytecode is compiled here, since an
# environment may forbid Python to write it later.
INSTALL = $(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode \
	--require-hashes --constraint requirements.lock -r pyproject.toml

$(BUILDS): requirements.lock pyproject.toml
	@echo "Setting up $(VENV) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "h200analysis needs Python 3.11 or later")'
	@$(PYTHON) -m venv --clear $(VENV)
	@$(GET_UV)
	@$(INSTALL)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --build-constraint requirements.lock --no-deps -e .
	@$(BIN)/python -m compileall -q src
	@echo "$(CURDIR)" > $@

$(WITH)%: $(BUILDS)
	@echo "Adding $* to $(VENV) …"
	@$(INSTALL) --extra $*
	@touch $@

$(READY): $(BUILDS)
	@echo "Adding what tests and checks need to $(VENV) …"
	@$(INSTALL) --extra dev
	@touch $@

# Editions stay: nothing that was published is lost to tidying.
clean:
	rm -rf .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis benchmarks/results docs/site
	find src tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
