#!/usr/bin/env bash
# Sets up what ioscope needs, in this folder: the virtual environment .venv with locked packages (Java among them).
# It can be run again at any time and does nothing when all is there. Neo4j itself comes with the first command.
# usage: requirements/setup.sh [run|test]        run: to use ioscope (default); test: also to test it, with Chromium and Spark
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-run}
python=${PYTHON:-python3}

fail() { printf 'error: %s\nhint: %s\n' "$1" "$2" >&2; exit 1; }

install_packages() {  # package...
  [ $# -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    fail "these system packages are missing: $*" "sudo apt-get install $*      then run this again"
  fi
  echo "installing system packages: $*" >&2
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

missing=()
while read -r when package check; do
  case "$when" in ''|'#'*) continue ;; esac
  [ "$when" = run ] || [ "$what" = test ] || continue
  bash -c "$check" >/dev/null 2>&1 || missing+=("$package")
done < requirements/system-packages.txt
install_packages "${missing[@]}"

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  fail "Python 3.11 or newer is needed, $python is older" "name one with PYTHON=/path/to/python3.11"

lock=requirements/run.lock
extra=
# Spark comes with the tests; to use it without them: .venv/bin/pip install --require-hashes -r requirements/spark.lock
[ "$what" = test ] && lock=requirements/dev.lock extra=requirements/spark.lock
want=$(cat "$lock" $extra pyproject.toml | sha256sum | cut -d' ' -f1)
have() { [ -f .venv/ready ] && grep -qs "$1" .venv/ready; }
if ! have "$lock $want"; then
  echo "setting up .venv from $lock ..." >&2
  [ -x .venv/bin/python ] || "$python" -m venv .venv
  .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" ${extra:+-r "$extra"}
  .venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
  # The packages to use ioscope are among those to test it.
  echo "$lock $want" > .venv/ready
  if [ "$what" = test ]; then
    echo "requirements/run.lock $(cat requirements/run.lock pyproject.toml | sha256sum | cut -d' ' -f1)" >> .venv/ready
  fi
fi

# Chromium: what is on the PATH, else Playwright's own, else the distribution's package.
if [ "$what" = test ] && ! .venv/bin/python -m tests.chromium >/dev/null 2>&1; then
  echo "fetching Chromium ..." >&2
  timeout 300 .venv/bin/playwright install chromium >/dev/null 2>&1 || install_packages chromium
  .venv/bin/python -m tests.chromium >/dev/null ||
    fail "there is no Chromium" "install chromium, or run: .venv/bin/playwright install chromium"
fi
