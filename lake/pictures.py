"""Pictures: format, size and perceptual hash (PDQ), by decoding no more of a picture than the hash needs.

PDQ sees a picture as 64 x 64 greys. A JPEG is decoded at the smallest of its own scales with 128 pixels a side and
reduced to 64 x 64 by Pillow, in place of PDQ's own blur over the full size: twenty times faster, and nearer to the
full-size hash than PDQ of the reduced picture (docs/decisions/021).
"""

import io
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import pdqhash
from numpy.typing import NDArray
from PIL import Image, ImageFilter, UnidentifiedImageError

from lake.rejects import Limits, Reject

IMAGE, ANIMATION, VIDEO = "image", "animation", "video"
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")
DRAFT = (128, 128)
SIDE = 64
THUMBNAIL = (64, 64)
BLUR = 6
"""Pixels of a thumbnail over which a profile picture is smeared: no face can be told."""
FRAMES = 8
"""Frames of an animation that are hashed, evenly spread."""

Greys = NDArray[np.uint8]


@dataclass(frozen=True)
class Seen:
    """What decoding found: kind, format, pixels, seconds, and (hash, quality) of its picture or frames."""

    kind: str
    format: str
    width: int
    height: int
    duration: float | None
    hashes: tuple[tuple[str, int], ...]
    small: bytes | None = None
    """A small JPEG, when asked for."""


def seen_in(content: bytes, limits: Limits) -> Seen:
    """Return what is seen in a picture; raises Reject when it cannot be decoded, or is beyond the limits."""
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            warnings.simplefilter("ignore")  # odd metadata is not ours to judge
            width, height = picture.size
            if width * height > limits.pixels:
                raise Reject("more pixels than are decoded", f"{width} x {height}")
            if getattr(picture, "n_frames", 1) > 1:
                return _animation(picture, limits)
            shape = picture.format or ""
            picture.draft("L", DRAFT)
            code, quality = pdq(greys(picture))
            return Seen(IMAGE, shape, width, height, None, ((code, quality),))
    except Image.DecompressionBombError as error:  # Pillow's own limit, met before ours can be asked
        raise Reject("more pixels than are decoded", str(error)) from error
    except UnidentifiedImageError as error:
        raise Reject("damaged", "its beginning is that of a picture, and no more") from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError) as error:
        # Pillow raises all of these, and struct.error (a ValueError's cousin), for damage inside a picture.
        text = str(error)
        raise Reject("cut short" if "truncated" in text.casefold() else "damaged", text) from error


def _animation(picture: Image.Image, limits: Limits) -> Seen:
    count = int(getattr(picture, "n_frames", 1))
    if count > limits.frames:
        raise Reject("more frames than are decoded", f"{count}")
    chosen = {number * count // FRAMES for number in range(FRAMES)}
    width, height = picture.size
    milliseconds, found = 0.0, []
    for number in range(count):
        picture.seek(number)
        milliseconds += float(picture.info.get("duration") or 0)
        if number in chosen:
            found.append(pdq(greys(picture)))
    return Seen(ANIMATION, picture.format or "", width, height, milliseconds / 1000, tuple(found))


def thumbnail(content: bytes, *, blurred: bool) -> bytes:
    """Return a picture as a JPEG of at most 64 pixels a side; pictures of profiles are kept `blurred` only.

    Many of those were stolen from people who have nothing to do with it.
    """
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        picture.draft("RGB", DRAFT)
        small = picture.convert("RGB")
    return shrunk(small, blurred=blurred)


def shrunk(picture: Image.Image, *, blurred: bool) -> bytes:
    """Return a picture in colours as a JPEG of at most 64 pixels a side, smeared when it is to be `blurred`."""
    small = picture.copy()
    small.thumbnail(THUMBNAIL)
    if blurred:
        small = small.filter(ImageFilter.GaussianBlur(BLUR))
    stream = io.BytesIO()
    small.save(stream, "JPEG", quality=50)
    return stream.getvalue()


def greys(picture: Image.Image) -> Greys:
    """Return a picture as 64 x 64 greys, what is transparent as white."""
    if "A" in picture.getbands() or "transparency" in picture.info:
        small = picture.convert("RGBA").resize((SIDE, SIDE), Image.Resampling.BILINEAR, reducing_gap=2.0)
        white = Image.new("RGBA", small.size, "white")
        return np.asarray(Image.alpha_composite(white, small).convert("L"))
    plain = picture if picture.mode == "L" else picture.convert("L")
    return np.asarray(plain.resize((SIDE, SIDE), Image.Resampling.BILINEAR, reducing_gap=2.0))


def pdq(values: Greys) -> tuple[str, int]:
    """Return the PDQ hash of 64 x 64 greys as 64 hex digits, and its quality from 0 to 100."""
    bits, quality = pdqhash.compute(np.repeat(values[:, :, None], 3, axis=2))
    return as_hex(bits), int(quality)


def as_hex(bits: Any) -> str:
    """Return 256 bits as 64 hex digits."""
    return np.packbits(np.asarray(bits, dtype=np.uint8)).tobytes().hex()
