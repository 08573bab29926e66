# make demo     the real journal, from import to static site, in demo/
# make test     every test, slow and browser ones too
# make check    what every commit passes: format, lint, types, import contracts, quick tests
# make bench    speed beside the tools we measure ourselves against
# make lock     resolve the dependencies anew and write locks/
#
# Any Python >= 3.11 will do; name one with PYTHON=... if the right one is not found.

SHELL := /bin/sh
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help setup demo test check bench lock format clean
.DEFAULT_GOAL := help

help:
	@sed -n '/^# make/s/^# //p' Makefile

setup: .venv/.dev

# What `make demo` needs is a part of what the developer's tools need, with the same versions.
.venv/.demo: locks/demo.txt pyproject.toml scripts/setup
	@scripts/setup demo
	@touch $@

.venv/.dev: locks/dev.txt pyproject.toml scripts/setup
	@scripts/setup dev
	@touch .venv/.demo $@

demo: .venv/.demo
	@scripts/demo

test: .venv/.dev
	@scripts/browser
	@scripts/schemas
	$(BIN)/pytest -n 2

check: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 -m "not slow and not browser"

format: .venv/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/.dev
	@scripts/bench

lock:
	@scripts/lock

clean:
	rm -rf .venv .cache build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
