"""Finding releases among files: which campaign a file belongs to, what kind it is, and its members.

Names vary: `<key>_tweets_csv_hashed.zip`, parts (`_1`, `_part2`, `_03`, years), sub-folders, bucket consoles that
put the path in the name, inner CSVs named otherwise than their zip. So the key is looked for in the file's name, then
in its folders, then in the member's name, and the kind is read off the CSV's header, which does not lie.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from loader.failures import ReleaseError, SourceError
from loader.sources import Source, is_junk, members, shown
from schema.releases import releases

READABLE = (".csv", ".csv.gz", ".zip")
UNKNOWN = "unknown"
ALIASES = {"032020": "ghana_nigeria_032020"}
"""File-name stems that are not the key."""


@dataclass(frozen=True)
class Release:
    """The files of one campaign among those given: CSVs, names of zips without any, and where these zips are."""

    campaign: str
    sources: tuple[Source, ...]
    media: tuple[str, ...] = ()
    zips: tuple[Path, ...] = ()


@dataclass
class Found:
    """What a search through paths gave: releases by key, files that are none of the archive's, zips of no campaign."""

    releases: dict[str, Release] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)


def find_releases(paths: Sequence[Path], campaign: str | None = None, *, media_alone: bool = False) -> Found:
    """Return the releases among `paths` (files or folders, searched through); `campaign` names all of them.

    A campaign of which there are media zips only is found with `media_alone`.
    Raises SourceError for a path that is not there, an archive that cannot be opened, or when nothing is found;
    ReleaseError when a file names no release and `campaign` is not given.
    """
    found = Found()
    sources: dict[str, list[Source]] = {}
    zips: dict[str, dict[str, Path]] = {}
    for path, relative in _files(paths):
        if not path.name.lower().endswith(READABLE):
            found.left_out.append(shown(relative))
            continue
        held = members(path, _unique_name(path, relative, sources))
        if not held:  # a zip of pictures, or an empty one
            named = zips.setdefault(campaign or campaign_of(relative) or UNKNOWN, {})
            named[shown(relative if path.name in named else path.name)] = path
        for source in held:
            key = campaign or campaign_of(relative) or campaign_of(source.name)
            if key is None:
                raise ReleaseError(
                    f"{shown(relative)} names no release that ioscope knows",
                    hint="say which campaign it is with --campaign KEY (`ioscope releases` lists the known keys)",
                )
            sources.setdefault(key, []).append(source)
    if media_alone:
        sources |= {key: [] for key in zips if key not in sources and key != UNKNOWN}
    if not sources:
        places = ", ".join(str(path) for path in paths)
        raise SourceError(
            f"there are no users or tweets files in {places}",
            hint="give the folder or the .zip, .csv or .csv.gz files that Twitter published",
        )
    for key, its_sources in sorted(sources.items()):
        ordered = tuple(sorted(its_sources, key=lambda source: source.name))
        its = sorted(zips.get(key, {}).items())
        found.releases[key] = Release(key, ordered, tuple(name for name, _ in its), tuple(path for _, path in its))
    found.nameless = sorted(zips.get(UNKNOWN, {}))
    return found


def campaign_of(name: str) -> str | None:
    """Return the key of the release that a path names: in its last part first, the longest key first."""
    for part in reversed(PurePosixPath(name).parts):
        key = _key_in(part)
        if key is not None:
            return key
    return None


def _key_in(name: str) -> str | None:
    stem = name.casefold()
    candidates = [(key.casefold(), key) for key in releases()] + list(ALIASES.items())
    # A key counts only between separators: `ira` is in `iran_201906_1`, `iranian` and `IRA_202012` as well.
    fitting = [
        (len(folded), key)
        for folded, key in candidates
        if re.search(rf"(?<![a-z0-9]){re.escape(folded)}(?![a-z0-9])", stem)
    ]
    return max(fitting)[1] if fitting else None


def variant_of(names: Iterable[str]) -> str | None:
    """Return `hashed` or `unhashed` when every file's name says the same of its edition, else None."""
    said = {"unhashed" if "unhashed" in name else "hashed" for name in names if "hashed" in name}
    return said.pop() if len(said) == 1 else None


def _files(paths: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return every file under `paths` with its path as the user sees it, in the order of names."""
    listed: list[tuple[Path, str]] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file())
            # A hidden folder is searched when the user names it; hidden files inside a folder are not.
            listed += [
                (p, PurePosixPath(path.name, p.relative_to(path)).as_posix())
                for p in inside
                if not is_junk(p.relative_to(path).as_posix())
            ]
        elif path.exists():
            listed += [(path, path.name)] if not is_junk(path.name) else []
        else:
            raise SourceError(f"{path} does not exist", hint="check the path; a folder is searched through")
    once = {path.resolve(): (path, name) for path, name in reversed(listed)}
    return [once[key] for key in reversed(once)]


def _unique_name(path: Path, relative: str, taken: dict[str, list[Source]]) -> str:
    """Return the file's name, with its folder in front when another file of the same name was met.

    The bare name is wanted: books and winners must not depend on the folder in which somebody keeps the files.
    """
    used = {source.path.name for its in taken.values() for source in its if source.path != path}
    return relative if path.name in used else path.name
