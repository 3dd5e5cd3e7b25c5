# make serve   build the site and serve it at http://127.0.0.1:8000/
# make build   build the site into site/
# make test    every check and test, a real browser included
# make lock    renew the two lock files

PYTHON ?= python3.13
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CHROMIUM = $(shell command -v chromium chromium-browser google-chrome 2>/dev/null | head -n 1)

.PHONY: serve build test check browser lock clean

serve: $(READY)
	@$(BIN)/quartech-support serve

build: $(READY)
	@$(BIN)/quartech-support build

$(READY): requirements.lock pyproject.toml package-lock.json
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python 3.13 is missing: install it (Debian: apt install python3.13 python3.13-venv; macOS: brew install python@3.13; anywhere: pyenv install 3.13)."; exit 1; }
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null || { echo "Node.js 20 or newer is missing: install it (Debian: apt install nodejs npm; macOS: brew install node)."; exit 1; }
	@npm --version >/dev/null 2>&1 || { echo "npm is missing: install it (Debian: apt install npm; it comes with Node.js elsewhere)."; exit 1; }
	@echo "Installing the locked dependencies…"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@npm ci --silent --no-audit --no-fund
	@touch $@

test: check browser
	$(BIN)/pytest

check: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

browser: $(READY)
	@if [ -z "$(CHROMIUM)" ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "Installing Chromium for the browser tests…"; \
	    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q chromium; \
	  else $(BIN)/playwright install chromium; fi; fi

lock: $(READY)
	@$(BIN)/pip-compile --quiet --extra dev --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements.lock pyproject.toml
	@npm install --package-lock-only --silent

clean:
	@rm -rf site .cache $(VENV) node_modules
