"""How surely a picture is found again after each change, and how often strangers are taken for it: docs/media.md.

`python -m bench.media_rates [ORIGINALS [STRANGERS]]`
"""

import io
import sys

import numpy as np
from PIL import Image

from lake.lookalikes import near
from lake.manifest import DISTANCE
from lake.pictures import seen_in
from lake.rejects import Limits
from sample.drawings import CHANGES, changed, drawing, jpeg


def heavily_cropped(original: bytes) -> bytes:
    """Return the middle of a picture: three quarters of each side."""
    with Image.open(io.BytesIO(original)) as picture:
        width, height = picture.size
        return jpeg(picture.crop((width // 8, height // 8, width - width // 8, height - height // 8)))


def code(content: bytes) -> int:
    return int(seen_in(content, Limits()).hashes[0][0], 16)


def main(originals: int = 300, strangers: int = 2_000) -> None:
    found: dict[str, list[int]] = {change: [] for change in (*CHANGES, "cropped to 3/4 of each side")}
    for number in range(originals):
        original = jpeg(drawing(2, number))
        own = code(original)
        for change in CHANGES:
            found[change].append((own ^ code(changed(original, change, number / originals))).bit_count())
        found["cropped to 3/4 of each side"].append((own ^ code(heavily_cropped(original))).bit_count())
    for change, distances in found.items():
        share = sum(distance <= DISTANCE for distance in distances) / len(distances)
        print(f"| {change} | {share:.1%} | {np.median(distances):.0f} | {max(distances)} |")
    codes = [code(jpeg(drawing(3, number))).to_bytes(32, "big") for number in range(strangers)]
    rows = np.frombuffer(b"".join(codes), np.uint8).reshape(-1, 32)
    pairs = strangers * (strangers - 1) // 2
    alike = (len(near(rows, rows, DISTANCE).rows) - strangers) // 2
    print(f"strangers: {alike} of {pairs:,} pairs")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
