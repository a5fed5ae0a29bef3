# Two commands do it all on a fresh machine: `make run` and `make test`.
# Without make, the same by: python3 scripts/setup.py run
PYTHON ?= python3

.PHONY: help run test soak fuzz check setup clean lock

help:
	@echo "make run      set up, import the two pages of seeds/ and open the window"
	@echo "make test     set up, run every check and test; ARGS='-k words' goes to pytest"
	@echo "make soak     set up, do at length whatever a person and an importer may do, and prove the laws (minutes)"
	@echo "make fuzz     set up, throw damaged files at every reader, five minutes each; ARGS='--seconds 30 hocr' for less"
	@echo "make check    ruff, mypy and import-linter alone"
	@echo "make setup    set up for both"
	@echo "make lock     refresh requirements.lock (needs uv)"
	@echo "make clean    remove .venv, the demo library, builds and caches"

run test soak fuzz check setup clean:
	@$(PYTHON) scripts/setup.py $@ $(ARGS)

lock:
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --group dev --group fuzz --group build --no-annotate \
	  --custom-compile-command "make lock" --output-file requirements.lock pyproject.toml
