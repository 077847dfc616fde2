"""The odd-file corpus: each case one oddity of real archives, with what must come of it."""

from tests.loader.odd_files import (
    addresses,
    encoding,
    files,
    ids,
    lists,
    numbers,
    references,
    structure,
    texts,
    times,
)
from tests.loader.odd_files.cases import Case

THEMES = {
    theme.__name__.rsplit(".", 1)[-1]: theme.CASES
    for theme in (encoding, structure, ids, numbers, times, lists, texts, addresses, references, files)
}

CASES: dict[str, Case] = {case.name: case for cases in THEMES.values() for case in cases}
