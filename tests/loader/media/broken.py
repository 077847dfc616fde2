"""Broken and hostile media files, made by code: name in the zip, content, and the reason for which each is refused."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from sample.drawings import clip, drawing, gif, jpeg, png

TWEET = 1_100_000_000_000_000_000


@dataclass(frozen=True)
class Case:
    """One file that must be refused, whatever else is in its zip."""

    title: str
    name: str
    content: bytes
    reason: str
    spoil: Callable[[zipfile.ZipInfo], None] | None = None
    """What is changed in the zip's directory after the entry is written."""


def encoded(kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    drawing(1, 2, (120, 90)).save(stream, kind, **options)
    return stream.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def flipped(content: bytes, at: int, count: int = 40) -> bytes:
    return content[:at] + bytes(255 - byte for byte in content[at : at + count]) + content[at + count :]


def animated_png(frames: int) -> bytes:
    stream = io.BytesIO()
    tiny = [Image.new("RGB", (2, 2), (n % 256, n // 256, 0)) for n in range(frames)]
    tiny[0].save(stream, "GIF", save_all=True, append_images=tiny[1:], duration=10)
    return stream.getvalue()


def encrypted(info: zipfile.ZipInfo) -> None:
    info.flag_bits |= 1


def strange_method(info: zipfile.ZipInfo) -> None:
    info.compress_type = 97


def wrong_crc(info: zipfile.ZipInfo) -> None:
    info.CRC ^= 1


def says_less(info: zipfile.ZipInfo) -> None:
    info.file_size = 1_000


def says_more(info: zipfile.ZipInfo) -> None:
    info.file_size += 1_000


def huge(info: zipfile.ZipInfo) -> None:
    info.file_size = 3_000_000_000


def elsewhere(info: zipfile.ZipInfo) -> None:
    info.header_offset += 7


def cases() -> list[Case]:
    """Return every kind; each name carries a tweet's id as good ones do."""
    whole, drawn, film = jpeg(drawing(1, 1)), png(drawing(1, 1)), film_of()
    moving = gif([drawing(1, n) for n in (1, 2)])
    noisy = film[:40] + flipped(film[40:], len(film) - 900, 700)
    enormous = png_of(40_000, 40_000, zlib.compress(bytes(1000)))
    play_list = b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"
    pixels = "more pixels than are decoded"
    webp = encoded("WEBP")
    neither, damaged, cut = "neither a picture nor a video", "damaged", "cut short"
    made: list[tuple[str, str, bytes, str, Callable[[zipfile.ZipInfo], None] | None]] = [
        ("an empty file", "jpg", b"", "empty", None),
        ("a JPEG cut in half", "jpg", whole[: len(whole) // 2], cut, None),
        ("a JPEG of its first three bytes", "jpg", whole[:3], damaged, None),
        ("a JPEG without its tables", "jpg", whole[:20] + whole[600:], damaged, None),
        ("a JPEG cut inside its header", "jpg", whole[:120], cut, None),
        ("a PNG cut in half", "png", drawn[: len(drawn) // 2], cut, None),
        ("a PNG with a header only", "png", drawn[:33], damaged, None),
        ("a PNG with a wrong checksum", "png", flipped(drawn, 20, 4), damaged, None),
        ("a PNG whose pixels are noise", "png", png_of(64, 64, b"noise" * 50), damaged, None),
        ("a PNG without pixels", "png", png_of(64, 64), cut, None),
        ("a PNG of 40,000 by 40,000 pixels", "png", enormous, pixels, None),
        ("a PNG of no pixel", "png", png_of(0, 0), damaged, None),
        ("a GIF cut in its first frame", "gif", moving[:400], damaged, None),
        ("a GIF of its signature", "gif", b"GIF89a", damaged, None),
        ("a GIF with thousands of frames", "gif", animated_png(5_001), "more frames than are decoded", None),
        ("a WebP cut in half", "webp", webp[: len(webp) // 2], damaged, None),
        ("a WebP whose picture is noise", "webp", webp[:20] + bytes(200), damaged, None),
        ("a bitmap with a header only", "bmp", b"BM" + bytes(20), damaged, None),
        ("a web page", "jpg", b"<!DOCTYPE html><script>alert(1)</script>", neither, None),
        ("a drawing in SVG", "svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", neither, None),
        ("a play list that names a file of the machine", "mp4", play_list, neither, None),
        ("a zip in the zip", "jpg", zip_of(whole), neither, None),
        ("a program", "jpg", b"\x7fELF" + bytes(300), neither, None),
        ("zeros", "jpg", bytes(5_000), neither, None),
        ("a TIFF", "tif", encoded("TIFF"), neither, None),
        ("a clip named picture", "jpg", film, "not what its name says", None),
        ("a picture named clip", "mp4", whole, "not what its name says", None),
        ("a clip cut in half", "mp4", film[: len(film) // 2], damaged, None),
        ("a clip of its first box", "mp4", film[:40], damaged, None),
        ("a clip whose index is noise", "mp4", noisy, "no picture in it", None),
        ("a WebM of its signature", "webm", b"\x1a\x45\xdf\xa3" + bytes(60), damaged, None),
        ("an entry with a password", "jpg", whole, "protected by a password", encrypted),
        ("an entry packed by an unknown method", "jpg", whole, "packed in a way that is not read", strange_method),
        ("an entry whose checksum is another", "jpg", whole, "damaged in the zip", wrong_crc),
        ("an entry that is more than it says", "jpg", whole, "larger than the zip says", says_less),
        ("an entry that is less than it says", "jpg", whole, cut, says_more),
        ("a picture of three gigabytes", "jpg", whole, "larger than is read", huge),
        ("an entry that is not where the zip says", "jpg", whole, "damaged in the zip", elsewhere),
    ]  # fmt: skip
    return [
        Case(title, f"1/100/{'videos' if ending == 'mp4' else 'images'}/{TWEET + n}-x.{ending}", content, reason, spoil)
        for n, (title, ending, content, reason, spoil) in enumerate(made)
    ]


def film_of() -> bytes:
    return clip([drawing(1, n, (240, 160)) for n in range(4)])


def zip_of(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("inner.jpg", content)
    return stream.getvalue()


def write_corpus(path: Path, good: dict[str, bytes]) -> list[Case]:
    """Write all cases, and good entries before, among and after them, into one zip."""
    made = cases()
    names = list(good)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, case in enumerate(made):
            if number % 10 == 0 and names:
                name = names.pop(0)
                archive.writestr(name, good[name])
            archive.writestr(case.name, case.content)
            if case.spoil is not None:
                case.spoil(archive.getinfo(case.name))
        for name in names:
            archive.writestr(name, good[name])
    return made
