#!/bin/sh
# Writes the lock files anew from pyproject.toml: every package pinned with its hashes, no index address in them.
# usage: requirements/lock.sh      (needs uv on the PATH)
set -eu
cd "$(dirname "$0")/.."
flags="--quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --universal --python-version 3.11"
uv pip compile pyproject.toml $flags --extra build -o requirements/run.lock
uv pip compile pyproject.toml $flags --extra build --extra dev -c requirements/run.lock -o requirements/dev.lock
# Spark is an extra on top of either: its own packages alone, in versions that fit the rest.
python3 -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["spark"], sep="\n")' |
  uv pip compile - $flags -c requirements/dev.lock -o requirements/spark.lock
# A peer of `make bench-detect`, in an environment of its own: nothing of it enters .venv.
echo "coordination-network-toolkit==1.5.2" | uv pip compile - $flags -o requirements/toolkit.lock
