"""axe-core, rules of accessibility: fetched once from the npm registry, compared by checksum.

It is no part of ioscope (MPL-2.0): tests alone inject it into pages. Run as a module, fetches it where it is missing.
"""

import hashlib
import io
import sys
import tarfile
from pathlib import Path

import requests

VERSION = "4.14.1"
ADDRESS = f"npm:axe-core/-/axe-core-{VERSION}.tgz"
MEMBER = "package/axe.min.js"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
"""Of the file inside the archive."""

PLACE = Path(__file__).resolve().parents[1] / ".venv" / "share" / f"axe-{VERSION}.min.js"


def source() -> str:
    """Return the text of axe-core, fetched when it is not there; fails when it is not the one that is expected."""
    if not PLACE.exists():
        answer = requests.get(ADDRESS, timeout=60)
        answer.raise_for_status()
        with tarfile.open(fileobj=io.BytesIO(answer.content)) as archive:
            member = archive.extractfile(MEMBER)
            assert member is not None, f"{ADDRESS} holds no {MEMBER}"
            data = member.read()
        assert hashlib.sha256(data).hexdigest() == SHA256, f"{ADDRESS} is not the file that was expected"
        PLACE.parent.mkdir(parents=True, exist_ok=True)
        PLACE.write_bytes(data)
    text = PLACE.read_text(encoding="utf-8")
    assert hashlib.sha256(text.encode()).hexdigest() == SHA256, f"{PLACE} was changed; remove it"
    return text


if __name__ == "__main__":
    sys.stdout.write(f"{PLACE if source() else ''}\n")
