"""Clips: size, duration, and the perceptual hash of each key frame that shows something new."""

from typing import Any

import av
import numpy as np
from PIL import Image

from lake.pictures import SIDE, THUMBNAIL, VIDEO, Seen, pdq, shrunk
from lake.rejects import Limits, Reject
from loader.media.fingerprint import CLEAR, distance

CONTAINERS = {"mp4": "mov", "webm": "matroska"}
"""FFmpeg's reader of each format that is known by its first bytes. It is named, never guessed: among those that it
would guess are play lists, which open files of the machine."""
KEY_FRAMES = 32
"""Key frames that are decoded: the first so many."""
KEPT = 8
"""Hashes that are kept, those unlike the ones before."""
UNLIKE = 31


def seen_in(file: Any, shape: str, limits: Limits, *, small: bool = False, blurred: bool = False) -> Seen:
    """Return what is seen in a clip, with its first clear key frame when a `small` picture is asked for.

    Raises Reject when no frame can be decoded, or it is beyond the limits.
    """
    av.logging.set_level(av.logging.PANIC)
    try:
        with av.open(file, "r", format=CONTAINERS[shape], metadata_errors="replace") as container:
            if not container.streams.video:
                raise Reject("no picture in it", "a container without a video stream")
            track = container.streams.video[0]
            coder = track.codec_context
            width, height = coder.width, coder.height
            if width * height > limits.pixels:
                raise Reject("more pixels than are decoded", f"{width} x {height}")
            coder.skip_frame = "NONKEY"
            coder.thread_count = 1
            found: list[tuple[str, int]] = []
            poster: tuple[int, bytes] | None = None
            for number, frame in enumerate(container.decode(track)):
                if frame.width * frame.height > limits.pixels:
                    raise Reject("more pixels than are decoded", f"{frame.width} x {frame.height}")
                greys = frame.reformat(SIDE, SIDE, "gray", interpolation="AREA").to_ndarray()
                found.append(pdq(np.ascontiguousarray(greys)))
                quality = found[-1][1]
                if small and (poster is None or poster[0] < min(CLEAR, quality)):
                    poster = (quality, _small(frame, blurred=blurred))
                if number + 1 == KEY_FRAMES:
                    break
            if not found:
                raise Reject("no frame can be read")
            seconds, content = _duration(container, track), poster[1] if poster else None
            return Seen(VIDEO, shape.upper(), width, height, seconds, _different(found), content)
    except av.error.FFmpegError as error:
        if isinstance(error, MemoryError):
            raise
        raise Reject("damaged", str(error.strerror or error)) from error


def _small(frame: Any, *, blurred: bool) -> bytes:
    scale = min(1.0, THUMBNAIL[0] / max(frame.width, frame.height))
    width, height = (max(1, round(side * scale)) for side in (frame.width, frame.height))
    pixels = frame.reformat(width, height, "rgb24", interpolation="AREA").to_ndarray()
    return shrunk(Image.fromarray(np.ascontiguousarray(pixels)), blurred=blurred)


def _duration(container: Any, track: Any) -> float | None:
    if container.duration is not None:
        return round(float(container.duration) / av.time_base, 3)
    return round(float(track.duration * track.time_base), 3) if track.duration is not None else None


def _different(found: list[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Return the frames that are clear and unlike those before; of a clip without a clear one, the clearest."""
    kept: list[tuple[str, int]] = []
    for code, quality in found:
        if quality >= CLEAR and all(distance(code, other) > UNLIKE for other, _ in kept):
            kept.append((code, quality))
    return tuple(kept[:KEPT]) or (max(found, key=lambda one: one[1]),)
