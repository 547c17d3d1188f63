# From nothing, on a machine with Python 3.11 (with venv) and make:
#
#   make run     talk to 园问 in this terminal; the Telegram bot where TELEGRAM_BOT_TOKEN is set
#   make test    lint, strict types, floors, tests
#
# The first call makes .venv and installs the pinned packages into it; later calls start at once.

SHELL := /bin/sh
VENV := .venv
PY := $(VENV)/bin/python
BOT := $(PY) -m bot
ARGS ?=
# Two at a time where pytest-xdist is installed; a file stays with one worker, which loads once.
PYTEST_FLAGS ?= $(shell $(PY) -c 'import xdist' 2>/dev/null && echo --numprocesses=2 --dist=loadfile)
# A stamp bears the lock file's own time: what was installed once is not installed again.
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev
BENCH_STAMP := $(VENV)/.installed-bench
say = @printf '\n== %s\n'
PIP := $(PY) -m pip --disable-pip-version-check --no-input

export PIP_ROOT_USER_ACTION = ignore

.DEFAULT_GOAL := help
.PHONY: help run test lint types floors pytest proof bench learn belong fit clean

help:
	@sed -n 's/^#   //p' Makefile
	@printf '%s\n' 'make lint    ruff' 'make proof   the proofs at full count; writes docs/proof.md' \
	  'make bench   this engine and its peers, accuracy and latency' \
	  'make learn   what grams mean, learnt anew; then make fit' \
	  'make fit     the weights of the answers, fitted anew' \
	  'make clean   remove .venv and caches (never var/, which is the store)'

# ---- set-up -------------------------------------------------------------------------------

$(PY):
	$(say) "Making $(VENV)"
	@python=; for name in $(PYTHON) python3.11 python3.12 python3.13 python3 python; do \
	  if "$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	  then python=$$name; break; fi; done; \
	if [ -z "$$python" ]; then \
	  echo "No Python 3.11 or newer with venv was found; name one: make PYTHON=/path/to/python3.11"; \
	  exit 2; fi; \
	"$$python" --version && { "$$python" -m venv $(VENV) || { rm -rf $(VENV); exit 2; }; }

# jieba imports pkg_resources where setuptools is there: half a second and a warning for nothing.
define install
	@$(PIP) install --quiet --use-pep517 --require-hashes --requirement $(1)
	@$(PIP) uninstall --quiet --yes setuptools 2>/dev/null || true
	@touch $@
	@echo "Installed: $$(grep -c '^[A-Za-z0-9].*==' $(1)) pinned packages"
endef

$(RUN_STAMP): requirements.lock | $(PY)
	$(say) "Installing what the bot needs (requirements.lock)"
	$(call install,requirements.lock)

$(DEV_STAMP): requirements-dev.lock | $(PY)
	$(say) "Installing what the tests need too (requirements-dev.lock)"
	$(call install,requirements-dev.lock)
	@touch $(RUN_STAMP)

$(BENCH_STAMP): requirements-bench.lock | $(PY)
	$(say) "Installing the peers of the benchmark (requirements-bench.lock)"
	$(call install,requirements-bench.lock)

# ---- run ----------------------------------------------------------------------------------

run: $(RUN_STAMP)
	@if [ -n "$$TELEGRAM_BOT_TOKEN$$TELEGRAM_BOT_TOKEN_FILE" ]; then \
	  printf '\n== Starting the Telegram bot (Ctrl-C ends it)\n'; exec $(BOT) run $(ARGS); \
	else \
	  printf '\n== No TELEGRAM_BOT_TOKEN: a conversation in this terminal (Ctrl-D ends it)\n'; \
	  exec $(BOT) chat $(ARGS); fi

# ---- test ---------------------------------------------------------------------------------

test: $(DEV_STAMP)
	@$(MAKE) --no-print-directory lint types floors
	@$(MAKE) --no-print-directory pytest

lint: $(DEV_STAMP)
	$(say) "ruff: style and common mistakes"
	@$(PY) -m ruff check .

types: $(DEV_STAMP)
	$(say) "mypy: strict types"
	@$(PY) -m mypy

floors: $(DEV_STAMP)
	$(say) "import-linter: the floors of docs/architecture.md"
	@$(VENV)/bin/lint-imports --no-logo

pytest: $(DEV_STAMP)
	$(say) "pytest: loopback only, no token, no clock"
	@$(PY) -m pytest $(PYTEST_FLAGS) $(ARGS)

proof: $(DEV_STAMP)
	$(say) "The proofs at full count; the result goes to docs/proof.md"
	@$(PY) -m pytest --proof $(ARGS)

bench: $(BENCH_STAMP)
	$(say) "Accuracy and latency of this engine and its peers; its table and picture go to docs/"
	@$(BOT) bench --plot docs/bench.png $(ARGS) >docs/bench.txt; status=$$?; \
	cat docs/bench.txt; exit $$status

# The rounds to learn from, what is beside the subject, and cities without utterances; the weights in
# use were fitted before last-7, -8, -10 to -16, english-1 and the last four cities came.
FIT := $(wildcard tests/rounds/round-[1-8].jsonl tests/rounds/last-[ab2-8].jsonl \
  tests/rounds/last-1[0-3].jsonl \
  tests/rounds/beside/*-learnt.jsonl)
FIT_CITIES := yanjiang inkstone linze yunling aolin cangyugang tangchuan hequ
TAUGHT := $(basename $(notdir $(wildcard tests/cities/taught/*.yaml)))
taught = $(foreach city,$(TAUGHT),$(1)tests/cities/taught/$(city).jsonl@.fit/$(city))

# The cities that teach, each turned into a knowledge of its own.
.fit: $(DEV_STAMP) $(wildcard tests/cities/*.yaml tests/cities/taught/*.yaml intents/*.yaml \
  intents/*/*.yaml bot/knowledge/*.py)
	@rm -rf $@ $@.new; for ledger in $(FIT_CITIES:%=tests/cities/%.yaml) $(wildcard tests/cities/taught/*.yaml); do \
	  $(BOT) facts import $$ledger --out $@.new/$$(basename $$ledger .yaml) >/dev/null || exit; done
	@mv $@.new $@

learn: .fit
	$(say) "What grams mean, learnt anew, then what English ones mean: bot/language/data/meaning.npz"
	@$(PY) -m bot.benchmark.learning .fit/meaning.npz $(call taught,)
	@$(PY) -m bot.benchmark.learning_english .fit/meaning.npz bot/language/data/meaning.npz \
	  tests/english/asked.jsonl

belong: $(BENCH_STAMP)
	$(say) "Which grams speak of the subject, learnt anew: bot/language/data/belonging.tsv"
	@$(PY) -m bot.benchmark.belonging bot/language/data/belonging.tsv tests/rounds/beside/off-topic-learnt.jsonl

fit: .fit
	$(say) "The weights of bot/answers/weights.py, fitted anew (printed), and what grams need: bot/language/data/needs.tsv"
	@$(PY) -m bot.benchmark.fitting bot/language/data/needs.tsv $(FIT) $(call taught,--taught=) \
	  $(foreach city,$(FIT_CITIES),--city=tests/cities/$(city).jsonl@.fit/$(city))

clean:
	rm -rf $(VENV) .fit .fit.new build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
