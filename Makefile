# Two commands matter: `make run` and `make test`. Both need only Python >= 3.11 with venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := -m pytest -n 2 --dist loadfile
# The variants below take minutes, so they leave to `test` what says the same in any surroundings:
# pages in a browser, documents, and whole runs one after another.
SAME := tests/cli/test_every_name.py tests/cli/test_route.py tests/cli/test_run.py \
	tests/cli/test_templates.py tests/result/test_schema.py tests/test_contributing.py \
	tests/test_docs.py tests/test_notebook.py tests/verdict/test_seeds.py
VARIANT := $(PYTEST) -m "not browser" $(addprefix --ignore=,$(SAME))
ONE_THREAD := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 POLARS_MAX_THREADS=1 RAYON_NUM_THREADS=1
OTHER := $(VENV)-$(notdir $(PYTHON))

.PHONY: run serve test test-slow-pages test-one-thread test-lowest test-python test-kernels
.PHONY: mutants fuzz bench front lock site pictures seeds changelog clean

run: $(VENV)/.run
	$(BIN)/accord run

# The app in a browser, on this machine.
serve: $(VENV)/.run
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[serve]'
	$(BIN)/accord serve

test: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python $(PYTEST)

# The tests that look at pages, on slow ones: which of them does not wait for what it asserts?
test-slow-pages: $(VENV)/.test
	SLOW_PAGES=$(or $(RATE),5) $(BIN)/python $(PYTEST) -m browser

# The same answers with one thread, ...
test-one-thread: $(VENV)/.test
	$(ONE_THREAD) $(BIN)/python $(VARIANT)

# ... with the lowest versions that pyproject.toml allows, ...
test-lowest: $(VENV)-lowest/.test
	$(VENV)-lowest/bin/python $(VARIANT)

# ... on another Python (make test-python PYTHON=python3.13), ...
test-python: $(OTHER)/.test
	$(OTHER)/bin/python $(VARIANT)

# ... and on two kernels of the BLAS, as two types of processor have them. By hand, outside CI.
test-kernels: $(VENV)/.test
	$(BIN)/python -m pytest tests/kernels.py

# A seeded sample of small faults put into the code: which does no test notice? About an hour.
mutants: $(VENV)/.test
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[mutants]'
	$(BIN)/python -m bench.mutants

# Hostile input for each door, from a corpus kept in .fuzz: ten minutes, or make fuzz MINUTES=60.
fuzz: $(VENV)/.test
	$(BIN)/python -m bench.fuzz --minutes $(or $(MINUTES),10)

# The pictures of README and docs, from terminal, report and app: needs Chromium, some minutes.
pictures: $(VENV)/.test
	$(BIN)/python docs/make.py pictures

# The words of the shipped cases for seeds 0 to 19, claims of markets included: some minutes.
seeds: $(VENV)/.test
	$(BIN)/python -m tests.verdict.seeds 20

# Whole processes against an earlier commit, then each engine against its goal and its peer.
bench: $(VENV)/.test
	$(BIN)/python -m bench.against
	$(BIN)/python -m bench

front:
	npm ci --prefix front
	npm run build --prefix front

# The documentation as a site, to be read from the disk: site/index.html.
site: $(VENV)/.test
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet

# What the container installs, pinned with hashes.
lock: $(VENV)/.test
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --extra serve --extra draft --generate-hashes --universal \
		--no-emit-index-url --no-header --no-annotate --upgrade --quiet -o container/requirements.lock

# Gather the fragments in changes/ under a version's heading in CHANGELOG.md.
changelog: $(VENV)/.run
	$(BIN)/python changes/gather.py

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

# The tests run on an editable install, which also serves `make run`.
$(VENV)/.run: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@ $(VENV)/.run

$(VENV)-lowest/.test: pyproject.toml
	$(PYTHON) -m venv --clear $(VENV)-lowest
	$(VENV)-lowest/bin/pip install --quiet --disable-pip-version-check uv
	$(VENV)-lowest/bin/uv pip install --quiet --python $(VENV)-lowest/bin/python \
		--resolution lowest-direct -e '.[test]'
	touch $@

ifneq ($(OTHER),$(VENV)-lowest)
$(OTHER)/.test: pyproject.toml
	$(PYTHON) -m venv --clear $(OTHER)
	$(OTHER)/bin/pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@
endif

clean:
	rm -rf $(VENV) $(VENV)-* out .pytest_cache .mypy_cache .ruff_cache .hypothesis .fuzz
