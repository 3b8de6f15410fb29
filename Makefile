# What a newcomer needs: make demo, make test. Each target sets up what it needs in .venv by itself.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready
N ?= 1000

.PHONY: demo test lint law fuzz crash bench samples parsed golden docs clean

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $(READY)

demo: $(READY)  ## generate the six forms of 2020, check the returned ones, show the result
	$(BIN)/python samples/demo.py

test: $(READY)  ## all tests
	$(BIN)/python -m pytest -n 2 -q

lint: $(READY)  ## style and types
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

law: $(READY)  ## make law N=5000: Excel text and Python agree on N random forms
	PERF_XLSX_LAW_FORMS=$(N) $(BIN)/python -m pytest -q tests/test_law.py

fuzz: $(READY)  ## make fuzz N=20000: mutated forms, every one gets a verdict
	PERF_XLSX_FUZZ_FILES=$(N) $(BIN)/python -m pytest -q tests/test_fuzz.py

crash: $(READY)  ## make crash N=2000: N forms, the check killed with -9 ten times and resumed, equals one undisturbed
	PERF_XLSX_CRASH_FORMS=$(N) $(BIN)/python -m pytest -q -s -n 0 tests/test_crash.py

bench: $(READY)  ## ratios, measured side by side in one run; FORMS=60 ROUNDS=1 for a quick look
	$(BIN)/python tests/benchmarks/bench.py

samples: $(READY)  ## make samples/ anew (needs LibreOffice)
	$(BIN)/python samples/make_samples.py

parsed: $(READY)  ## the parsed formulas that travel with the package
	$(BIN)/python -m perf_xlsx.template.parsed

golden: $(READY)  ## accept the pictures of the templates as they are now
	PERF_XLSX_ACCEPT_PICTURES=1 $(BIN)/python -m pytest -q tests/test_golden.py

docs: $(READY)  ## docs/rules.md from the rules
	$(BIN)/python -m perf_xlsx.report.catalogue

clean:
	rm -rf $(VENV) dist build demo
