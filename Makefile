# Two commands: `make run` and `make test`. Both set up whatever is missing, in this folder alone.
PYTHON ?= $(shell for one in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$one && break; done)
SET_UP = @$(or $(PYTHON),python3) backend/setting_up.py

.DEFAULT_GOAL := help
.PHONY: help run test check build bench faults types

help: ## these lines
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+): .*## /  make \1\t/' | expand -t 20

run: ## set up and serve the demo council on http://localhost:8000 (PORT changes it)
	$(SET_UP) run

test: ## set up and run everything: style, types, contracts, unit, API, browser
	$(SET_UP) test

check: ## the fast part: style, types, contracts, unit
	$(SET_UP) check

build: ## build the phone app
	$(SET_UP) build

bench: ## what screens, messages and pushes cost, as ratios to what stands beside them
	$(SET_UP) bench

faults: ## the fault suite at its full size; a tenth of it is part of test
	$(SET_UP) faults

types: ## make the phone's API types from the backend again
	$(SET_UP) types
