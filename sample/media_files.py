"""The sample's media zips, as releases have them: stored or deflated, with what computers leave in them."""

import zipfile
from pathlib import Path
from typing import Any

from sample import drawings
from sample.mark import ZIP_COMMENT
from sample.media_plan import BANNER, CLIP, GIF, PROFILE, Entry, MediaPlan
from sample.release_files import LEVEL, Books, Progress

SPOILED = "catalonia_201906_1"
"""The campaign whose first zip has entries that cannot be read."""
EMPTY = "venezuela_201906_1_tweet_media_hashed_9.zip"
PAGE = b"<!DOCTYPE html><title>404</title>this picture is no longer here"


def write_media_zip(seed: int, plan: MediaPlan, path: str, folder: Path, progress: Progress) -> Books:
    """Write one media zip below `folder` and return its books."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    entries, campaign = plan.zips[path], plan.campaigns[path]
    books = Books(campaign.key, "media", rows=len(entries))
    deflated = "profile" in path
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED) as archive:
        archive.comment = ZIP_COMMENT
        for entry in entries:
            _write(archive, entry.name, entry_bytes(seed, entry))
            progress(1)
        if campaign.key == SPOILED:
            for junk in ("__MACOSX/._1", ".DS_Store"):
                _write(archive, junk, b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X        ")
            if path.endswith("_1.zip"):
                whole = drawings.jpeg(drawings.drawing(seed, 10**6 + 1))
                _write(archive, "1/nobody/images/1-cut.jpg", whole[: len(whole) // 2])
                books.reject("cut short")
                _write(archive, "1/nobody/images/2-page.jpg", PAGE)
                books.reject("neither a picture nor a video")
    return books


def write_empty_zip(folder: Path) -> Books:
    """Write the zip without an entry that one campaign has, and return its books."""
    with zipfile.ZipFile(folder / EMPTY, "w") as archive:
        archive.comment = ZIP_COMMENT
    return Books("venezuela_201906_1", "media")


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name)  # dated 1980: nothing in it depends on the clock
    info.compress_type = archive.compression
    archive.writestr(info, content, compresslevel=LEVEL if info.compress_type else None)


def entry_bytes(seed: int, entry: Entry) -> bytes:
    """Return the content of one entry."""
    match entry.kind:
        case "profile":
            return drawings.jpeg(drawings.drawing(seed, entry.picture, (200, 200)))
        case "banner":
            return drawings.png(drawings.drawing(seed, entry.picture, (300, 100)))
        case "gif":
            pictures = [drawings.drawing(seed, entry.picture * 7 + n, (96, 96)) for n in range(3)]
            return drawings.gif(pictures)
        case "clip":
            pictures = [drawings.drawing(seed, 2 * 10**6 + entry.picture * 4 + n, (240, 160)) for n in range(4)]
            return drawings.clip(pictures)
        case _:
            whole = drawings.jpeg(drawings.drawing(seed, entry.picture))
            return drawings.changed(whole, entry.change, entry.draw)


def media_truth(plan: MediaPlan) -> dict[str, Any]:
    """Return what truth.json says of the media."""
    return {
        "entries": plan.entries,
        "clips": sum(entry.kind == CLIP for its in plan.zips.values() for entry in its),
        "profile_pictures": sum(entry.kind in {PROFILE, GIF} for its in plan.zips.values() for entry in its),
        "banners": sum(entry.kind == BANNER for its in plan.zips.values() for entry in its),
        "reuse": [
            {"change": change, "original_tweet": first, "copy_tweet": copy} for change, first, copy in plan.reuse
        ],
        "shared_profile_pictures": plan.shared_profiles,
        "co_posted": plan.co_posted,
        "without_tweet": plan.without_tweet,
    }
