"""Drawn pictures and clips, shapes on clouds of colour, and what people do to a picture that they reuse.

Everything is a function of seed and number, so the same sample is the same bytes.
"""

import io
from fractions import Fraction

import av
import numpy as np
from PIL import Image, ImageDraw

from sample.draws import generator

QUALITY = 88
EXACT, RECOMPRESSED, RESIZED, CROPPED, WATERMARKED, MIRRORED = CHANGES = (
    *("exact", "recompressed", "resized", "cropped", "watermarked", "mirrored"),
)
CLIP_SIZE = (192, 128)
CLIP_FRAMES = 24
CLIP_RATE = 8  # frames a second
Picture = Image.Image


def drawing(seed: int, number: int, size: tuple[int, int] | None = None) -> Picture:
    """Return picture `number`: clouds at several scales, as in photographs, under a few shapes; sizes differ."""
    draws = generator(seed, "picture", number)
    width, height = size or (int(draws.integers(360, 720)), int(draws.integers(260, 520)))
    small = (width // 3, height // 3)
    made = _cloud(draws, 3, 2).resize(small, Image.Resampling.BICUBIC)
    for columns in (6, 12, 24, 48):
        finer = _cloud(draws, columns, columns * 2 // 3).resize(small, Image.Resampling.BILINEAR)
        made = Image.blend(made, finer, 0.3)
    made = made.resize((width, height), Image.Resampling.BILINEAR)
    pen = ImageDraw.Draw(made)
    for _ in range(int(draws.integers(6, 12))):
        x, y = int(draws.integers(0, width)), int(draws.integers(0, height))
        across, down = int(draws.integers(width // 20, width // 3)), int(draws.integers(height // 20, height // 3))
        colour = (int(draws.integers(256)), int(draws.integers(256)), int(draws.integers(256)))
        shape = pen.ellipse if draws.random() < 0.5 else pen.rectangle
        shape((x - across, y - down, x + across, y + down), fill=colour)
    return made


def _cloud(draws: np.random.Generator, columns: int, rows: int) -> Picture:
    return Image.fromarray(draws.integers(0, 256, (rows, columns, 3), dtype=np.uint8))


def jpeg(picture: Picture, quality: int = QUALITY) -> bytes:
    """Return a picture as JPEG."""
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def png(picture: Picture) -> bytes:
    """Return a picture as PNG."""
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def gif(pictures: list[Picture]) -> bytes:
    """Return pictures as one animated GIF."""
    stream = io.BytesIO()
    pictures[0].save(stream, "GIF", save_all=True, append_images=pictures[1:], duration=250, loop=0)
    return stream.getvalue()


def changed(original: bytes, change: str, draw: float) -> bytes:
    """Return what became of a JPEG; `draw` from [0, 1) says how much of the change."""
    if change == EXACT:
        return original
    picture = Image.open(io.BytesIO(original)).convert("RGB")
    width, height = picture.size
    quality = QUALITY
    match change:
        case "recompressed":
            quality = 30 + int(draw * 35)
        case "resized":
            scale = 0.3 + 0.4 * draw
            picture = picture.resize((round(width * scale), round(height * scale)), Image.Resampling.LANCZOS)
        case "cropped":
            cut = 0.02 + 0.04 * draw
            left, top = round(width * cut), round(height * cut)
            picture = picture.crop((left, top, width - left, height - top))
        case "watermarked":
            _stamp(picture, draw)
        case "mirrored":
            picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return jpeg(picture, quality)


def _stamp(picture: Picture, draw: float) -> None:
    """Write a channel's name into a lower corner, as those do who pass pictures on."""
    width, height = picture.size
    place = (width * 0.03 if draw < 0.5 else width * 0.68, height * 0.88)
    ImageDraw.Draw(picture).text(place, "CHANNEL 24", fill=(255, 255, 255), font_size=max(10, height // 16))


def clip(pictures: list[Picture], *, bit_rate: int = 400_000, size: tuple[int, int] = CLIP_SIZE) -> bytes:
    """Return an MP4 that shows one picture after the other, each sliding a little.

    MPEG-4 Part 2: what x264 makes of the same frames differs now and then.
    """
    stream = io.BytesIO()
    with av.open(stream, "w", format="mp4", options={"fflags": "+bitexact"}) as container:
        track = container.add_stream("mpeg4", rate=CLIP_RATE)
        track.width, track.height = size
        track.pix_fmt = "yuv420p"
        track.bit_rate = bit_rate
        track.time_base = Fraction(1, CLIP_RATE)
        for number in range(CLIP_FRAMES):
            shown = pictures[number * len(pictures) // CLIP_FRAMES].resize((size[0] + 8, size[1]))
            shift = number % 8
            frame = _frame(shown.crop((shift, 0, shift + size[0], size[1])))
            frame.pts = number
            container.mux(track.encode(frame))
        container.mux(track.encode())
    return stream.getvalue()


def _frame(picture: Picture) -> av.VideoFrame:
    """Return a picture as a frame with colours at half size; FFmpeg's own conversion differs from run to run."""
    width, height = picture.size
    frame = av.VideoFrame(width, height, "yuv420p")
    bright, blue, red = picture.convert("YCbCr").split()
    half = (width // 2, height // 2)
    for plane, channel in zip(frame.planes, (bright, blue.resize(half), red.resize(half)), strict=True):
        across = channel.size[0]
        content = channel.tobytes()
        rows = (content[at : at + across].ljust(plane.line_size, b"\0") for at in range(0, len(content), across))
        plane.update(b"".join(rows).ljust(plane.buffer_size, b"\0"))
    return frame
