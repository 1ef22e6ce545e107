# Two front doors: `make run` opens the room, `make test` proves everything. Plain pip and venv, nothing else.
# `run` installs what running needs; what tests need is three times that and comes with `test`.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
STAMP := $(VENV)/.installed
METER_VENV := .venv-meter
METER_STAMP := $(METER_VENV)/.installed
BENCH_VENV := .venv-bench
BENCH_STAMP := $(BENCH_VENV)/.installed

SAY ?= me in the rain, waiting for the last bus
OUT ?= films/first.mp4
export SAY OUT FACE
export OPENBLAS_NUM_THREADS := 1
# What is installed is compiled when it is first used, once.
export PYTHONDONTWRITEBYTECODE :=
START := $(shell date +%s)

.PHONY: run film test system check clients unit room crash explore faults meter dialogues voices bench assets models lock clean

run: $(READY)
	@$(BIN)/python -m bot.cli assets
	@echo "make run: ready after $$(( $$(date +%s) - $(START) )) s"
	@$(BIN)/python -m bot.cli run

film: $(READY)
	@test -n "$$FACE" || { echo 'Use: make film FACE=selfie.jpg SAY="me in the rain, waiting"'; exit 2; }
	@$(BIN)/python -m bot.cli assets
	@$(BIN)/python -m bot.cli render "$$SAY" --cast "me=$$FACE" --out "$$OUT"

# What runs beside the room is as patient (LATER) as the workers whose films somebody waits for there.
test:
	@$(MAKE) --no-print-directory -j3 --output-sync check clients meter room FILMS=en-astronaut,zh-zuri WIDTH=360 LATER=nice
	@$(BIN)/python -m pytest -n 3 --dist worksteal -m "not browser" --durations=15
	@echo "make test: $$(( $$(date +%s) - $(START) )) s"

system:
	@.ci/system-deps

check: $(STAMP)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(LATER) $(BIN)/mypy && $(LATER) $(BIN)/lint-imports --no-cache

# Three at a time, also where there are two cores: many tests wait for what they have started.
unit: $(STAMP) clients
	@$(BIN)/python -m pytest -n 3 --dist worksteal --durations=15

# Other libraries than ours to drive the fake Bot API and the fake Discord with.
CLIENTS := tests/telegram/clients tests/discord/clients
clients: $(CLIENTS:%=%/node_modules/.package-lock.json)

%/node_modules/.package-lock.json: %/package-lock.json | system
	@npm ci --prefix $* --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

room: system models
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m browser --durations=5 tests/browser

crash: $(STAMP)
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m faults --every-point --durations=5

explore: $(STAMP)
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m hypothesis --hypothesis-profile=explore --durations=5

faults: $(STAMP)
	@$(BIN)/python -m tests.faults.run --kills 200 --commands 2000

assets: $(READY)
	@$(BIN)/python -m bot.cli assets

models: $(STAMP)
	@$(BIN)/python -m bot.cli assets

meter: system models $(METER_STAMP)
	@$(LATER) $(BIN)/python -m tests.quality.run --meter-python $(METER_VENV)/bin/python --only "$(FILMS)" --width $(or $(WIDTH),720)

dialogues: system $(STAMP) $(METER_STAMP)
	@$(BIN)/python -m bot.cli assets
	@$(BIN)/python -m tests.quality.dialogues --meter-python $(METER_VENV)/bin/python

SPHINX := build/voices/pocketsphinx-5.1.1.tar.gz
voices: system $(STAMP)
	@test -s $(SPHINX) || $(BIN)/pip download -q --no-deps --no-binary pocketsphinx -d $(dir $(SPHINX)) pocketsphinx==5.1.1
	@$(BIN)/python -m tests.quality.voices --sdist $(SPHINX)

bench: $(STAMP) $(BENCH_STAMP)
	@$(BIN)/python -m bot.cli bench --peer-python $(BENCH_VENV)/bin/python

INSTALL := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/pip install -q --no-compile
$(READY): requirements/run.txt pyproject.toml
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(INSTALL) --no-deps --require-hashes -r requirements/run.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

# PyTorch comes by itself and first: which build of it is right depends on the machine. Without a GPU,
# TORCH_PIP_ARGS with an --index-url of PyTorch's builds for CPUs saves some gigabytes.
TORCH := torch==2.13.0
$(STAMP): requirements/dev.txt requirements/neural.txt requirements/kokoro.txt pyproject.toml
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(INSTALL) $(TORCH) $(TORCH_PIP_ARGS)
	@$(INSTALL) --no-deps --require-hashes -r requirements/dev.txt
	@$(INSTALL) --no-deps --require-hashes -r requirements/neural.txt -r requirements/kokoro.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m generation.libraries
	@touch $@ $(READY)

$(METER_STAMP): requirements/meter.txt requirements/meter-mediapipe.txt
	@test -d $(METER_VENV) || $(PYTHON) -m venv $(METER_VENV)
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(METER_VENV)/bin/pip install -q --no-compile --no-deps --require-hashes -r requirements/meter.txt
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(METER_VENV)/bin/pip install -q --no-compile --no-deps --require-hashes -r requirements/meter-mediapipe.txt
	@touch $@

$(BENCH_STAMP): requirements/bench.txt
	@test -d $(BENCH_VENV) || $(PYTHON) -m venv $(BENCH_VENV)
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(BENCH_VENV)/bin/pip install -q --no-compile --require-hashes -r requirements/bench.txt
	@touch $@

COMPILE := $(BIN)/pip-compile -q --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options --no-header
lock: $(STAMP)
	@mkdir -p build
	@$(COMPILE) --strip-extras --extra telegram --extra discord --build-deps-for editable --output-file requirements/run.txt pyproject.toml
	@$(COMPILE) --strip-extras --extra dev --extra telegram --extra discord -c requirements/run.txt --output-file requirements/dev.txt pyproject.toml
	@$(COMPILE) --strip-extras --extra neural --extra coqui -c requirements/dev.txt --output-file build/neural.txt pyproject.toml
	@awk '/^[a-z]/{keep=!/^(torch==|triton==|nvidia-|cuda-|pip==|setuptools==)/} /^#/{keep=0} keep' build/neural.txt > requirements/neural.txt
	@$(COMPILE) --strip-extras --output-file requirements/bench.txt requirements/bench.in
	@$(COMPILE) --strip-extras --output-file requirements/meter.txt requirements/meter.in

clean:
	@rm -rf $(VENV) $(METER_VENV) $(BENCH_VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
