#!/bin/sh
# Imports a prepared graph into a data volume that holds none yet: sh import.sh FOLDER
# FOLDER is what `ioscope load --prepare-import FOLDER` wrote. NEO4J_DATA names the volume, /data by default.
set -eu
[ $# -eq 1 ] || { echo "usage: sh import.sh FOLDER" >&2; exit 2; }
prepared=$1
data=${NEO4J_DATA:-/data}
if [ ! -f "$prepared/import.sh" ]; then
  echo "error: no prepared graph in $prepared" >&2
  echo "hint: ioscope load FILES --prepare-import $prepared" >&2
  exit 1
fi
if [ -d "$data/databases/neo4j" ] && [ -n "$(ls -A "$data/databases/neo4j")" ]; then
  echo "error: $data holds a graph already, and importing would replace it" >&2
  echo "hint: take an empty volume, or load over Bolt: ioscope load FILES" >&2
  exit 1
fi
exec sh "$prepared/import.sh" neo4j
