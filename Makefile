# make demo   the demo corpus, from the folder of reports to tables, figures and the report page
# make test   the tests
# Each makes the environment it needs on first use, and again when setup.cfg or pyproject.toml change.
# Another Python (3.11 or newer): make demo PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
HANLP_VENV := .venv-hanlp
PACKAGING := setup.cfg pyproject.toml
PIP_FLAGS := --quiet --disable-pip-version-check

.PHONY: demo test test-examples lint docs bench test-hanlp corpus

demo: $(VENV)/.core
	$(VENV)/bin/policy-toolkit run corpora/demo --out out/demo
	@echo "The report page: $(CURDIR)/out/demo/report.html"

test: $(VENV)/.dev
	$(VENV)/bin/python -m pytest --numprocesses auto --dist loadgroup -m "not examples"

# The notebooks and the code of the documentation's pages, executed: a few minutes more.
test-examples: $(VENV)/.dev
	$(VENV)/bin/python -m pytest tests/test_notebooks.py tests/test_task_pages.py -m examples

lint: $(VENV)/.dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy

# The documentation, into out/docs. A broken link, an unknown name or a column without a meaning ends it.
docs: $(VENV)/.docs
	$(VENV)/bin/python scripts/make_docs_pages.py docs
	NO_MKDOCS_2_WARNING=1 $(VENV)/bin/mkdocs build --strict
	@echo "The documentation: $(CURDIR)/out/docs/index.html (to search in it: $(PYTHON) -m http.server -d out/docs)"

# All benchmarks as one table of ratios, kept in benchmarks/results and compared with the last one kept; about a quarter of an hour.
bench: $(VENV)/.dev
	$(VENV)/bin/python benchmarks/run.py

# The tests marked `hanlp`, in an environment of their own, so that `make test` stays free of PyTorch.
test-hanlp: $(HANLP_VENV)/.hanlp
	$(HANLP_VENV)/bin/python -m pytest tests/entities -m hanlp

# The demo corpus, written again: the same seed gives the same bytes.
corpus:
	$(PYTHON) corpora/make_demo.py --seed 0 --out corpora/demo

$(VENV)/bin/python $(HANLP_VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name one with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(@:/bin/python=)

# Editable, so that a change in toolkit/ needs no new installation.
$(VENV)/.core: $(PACKAGING) | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install $(PIP_FLAGS) --editable .
	@touch $@

$(VENV)/.dev: $(PACKAGING) | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install $(PIP_FLAGS) --editable '.[dev]'
	@touch $@ $(VENV)/.core

$(VENV)/.docs: $(PACKAGING) | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install $(PIP_FLAGS) --editable '.[docs]'
	@touch $@ $(VENV)/.core

# PyTorch first and by version: left to itself, pip takes the newest build and several gigabytes of GPU packages with it.
$(HANLP_VENV)/.hanlp: $(PACKAGING) | $(HANLP_VENV)/bin/python
	$(HANLP_VENV)/bin/python -m pip install $(PIP_FLAGS) torch==2.13.0
	$(HANLP_VENV)/bin/python -m pip install $(PIP_FLAGS) --editable '.[dev,hanlp]'
	@touch $@
