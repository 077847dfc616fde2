"""Large networks on the page: their columns as JSON, compressed with gzip and written as base64.

Small networks stay plain, so that whoever wants to know whether a name is in a file can search it (decision 17). The
browser inflates with its own DecompressionStream (`template/js/unpack.js`).
"""

import base64
import gzip
import json
from collections.abc import Mapping
from typing import Any

PLAIN_NODES, PLAIN_EDGES = 5_000, 20_000
"""Up to here the columns stay plain."""

MODEL, ENGINE = ("nodes", "edges", "months", "coactions", "evidence"), ("nodes",)
"""What is compressed of the model and of the engine's data."""


def is_large(model: Mapping[str, Any]) -> bool:
    """Return whether a model is compressed on its page."""
    return len(model["nodes"]["label"]) > PLAIN_NODES or len(model["edges"]["source"]) > PLAIN_EDGES


def packed(model: Mapping[str, Any], engine: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Return model and engine data without their columns, and the columns as text for the page.

    The ends where lines start are written as differences: lines come in their order, and most differences are small.
    """
    columns = {name: model[name] for name in MODEL}
    columns["edges"] = {**model["edges"], "source": _differences(model["edges"]["source"])}
    block = {"model": columns, "engine": {name: engine[name] for name in ENGINE}}
    text = json.dumps(block, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    data = base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()
    rest = {name: value for name, value in model.items() if name not in MODEL}
    return rest, {name: value for name, value in engine.items() if name not in ENGINE}, data


def _differences(values: list[int]) -> list[int]:
    return [value - before for value, before in zip(values, [0, *values[:-1]], strict=True)]
