#!/bin/sh
# Runs ioscope with the password of the secret file, which holds neo4j/PASSWORD on its first line.
set -eu
secret=${AUTH_FILE:-/run/secrets/neo4j_auth}
if [ -r "$secret" ]; then
  IFS= read -r line < "$secret" || [ -n "$line" ]
  NEO4J_PASSWORD=${line#*/}
  export NEO4J_PASSWORD
fi
exec "${PYTHON:-python}" -m ioscope "$@"
