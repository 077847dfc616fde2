"""The drawing engine for large networks: sigma on WebGL, its minified file as the npm registry has it.

It lies in `vendor/` with its licence and checksum (`SHA256SUMS`, compared by a test); there is no build step. The
graph that sigma asks for is our own over the columns of the page (`template/js/renderer.js`).
"""

from functools import cache
from importlib import resources

from explorer.maps.engine import EngineParts
from explorer.maps.layout import Layout

LIBRARIES = (("sigma", "sigma.min.js"),)
ADAPTER = ("engine_still", "renderer", "programs", "engine_sigma")
SOURCE_MAP = "//# sourceMappingURL="
"""A line that makes a browser's developer tools ask for another file."""


def sigma_engine(layout: Layout) -> EngineParts:
    """Return sigma with places and diameters as columns; lines and colours are the model's."""
    data = {"nodes": {"x": layout.x.tolist(), "y": layout.y.tolist(), "size": layout.size.tolist()}}
    libraries = tuple(_library(name, file) for name, file in LIBRARIES)
    return EngineParts("sigma", libraries, ADAPTER, data)


@cache
def _library(name: str, file: str) -> str:
    """Return a library as text, its licence before it."""
    folder = resources.files("explorer.maps") / "vendor"
    licence = (folder / f"{name}.LICENSE.txt").read_text(encoding="utf-8").strip()
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    code = "\n".join(line for line in lines if not line.startswith(SOURCE_MAP))
    # Without WebGL sigma fails while it is read; the adapter sees that it is not there, and draws without.
    return f"/*! {name}\n{licence}\n*/\ntry {{\n{code}\n}} catch (failed) {{ globalThis.{name}Failed = failed; }}"
