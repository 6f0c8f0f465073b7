#!/bin/sh
# The command line of this checkout, from whatever folder it is called; `make install` copies it to .venv/bin/fashion.
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
PYTHONPATH="$root${PYTHONPATH:+:$PYTHONPATH}" exec "$root/.venv/bin/python" -m fashion_panel "$@"
