"""Small pictures inside a page: blurred, bounded, and nothing but JPEG."""

import io
import re
from base64 import b64decode, b64encode
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageFilter

from explorer.maps.network import Ints

BUDGET = 600_000
"""Bytes of all small pictures of one page."""
RADIUS = 6
"""Pixels over which a small picture is smeared: what it shows can be guessed, no face told."""
JPEG = re.compile(r"data:image/jpeg;base64,([A-Za-z0-9+/]+={0,2})")


def bounded(uris: Sequence[str | None], strength: Ints, *, blur: bool) -> tuple[list[str | None], str]:
    """Return the small pictures of the strongest nodes within BUDGET, and a sentence that says of how many.

    Blurring is done here: a page that shows blurred pictures does not hold the sharp ones.
    """
    kept: list[str | None] = [None] * len(uris)
    left = BUDGET
    there = [place for place in np.argsort(-strength, kind="stable").tolist() if uris[place]]
    held = 0
    for place in there:
        found = JPEG.fullmatch(uris[place] or "")
        if not found:
            continue
        uri = blurred(found[1]) if blur else found[0]
        if len(uri) > left:
            break
        kept[place], left, held = uri, left - len(uri), held + 1
    if not there:
        return kept, "no small pictures are in the graph: ioscope load PATH --media --thumbnails keeps them"
    how = "blurred" if blur else "as they were kept; those of profiles are always blurred"
    return kept, f"small pictures for {held:,} of {len(there):,} that have one, {how}"


def blurred(content: str) -> str:
    """Return a JPEG in base64 smeared over RADIUS pixels, as a data URI."""
    with Image.open(io.BytesIO(b64decode(content)), formats=("JPEG",)) as opened:
        smeared = opened.convert("RGB").filter(ImageFilter.GaussianBlur(RADIUS))
    target = io.BytesIO()
    smeared.save(target, "JPEG", quality=60)
    return f"data:image/jpeg;base64,{b64encode(target.getvalue()).decode('ascii')}"
