"""Texts as sets of numbers, the rarest first: words, or stretches of 5 characters where a script has no spaces."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Numbers = npt.NDArray[np.int64]

GRAM = 5
AT_ONCE = 100_000
"""Texts taken apart together."""
UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Japanese syllables
    (0x3400, 0x4DBF),  # Chinese characters
    (0x4E00, 0x9FFF),
)
"""Scripts that are written without spaces between words (first and last character)."""

_CLASS = "".join(rf"\x{{{first:x}}}-\x{{{last:x}}}" for first, last in UNSPACED)


@dataclass(frozen=True)
class TokenSets:
    """The distinct tokens of each text: those of text i are `tokens[starts[i]:starts[i + 1]]`, ascending.

    Tokens are numbered from the rarest, so that a text's first ones are those it shares with the fewest.
    """

    tokens: npt.NDArray[np.int32]
    starts: Numbers

    @property
    def sizes(self) -> Numbers:
        """How many distinct tokens each text has."""
        return np.diff(self.starts)


def token_sets(texts: pa.Array) -> TokenSets:
    """Return the tokens of normalised texts (their words are one space apart)."""
    parts = [_words(texts[start : start + AT_ONCE]) for start in range(0, len(texts), AT_ONCE)]
    lengths = [counts for counts, _ in parts]
    encoded = pa.chunked_array([words for _, words in parts], pa.string()).dictionary_encode()
    del parts
    codes = [chunk.indices.to_numpy() for chunk in encoded.chunks if len(chunk)]
    known = len(encoded.chunk(0).dictionary) if encoded.num_chunks else 0
    del encoded
    uses = np.zeros(known, dtype=np.int64)
    for code in codes:
        uses += np.bincount(code, minlength=known)
    rank = np.empty(known, dtype=np.int32)
    rank[np.argsort(uses, kind="stable")] = np.arange(known, dtype=np.int32)
    tokens, sizes = [], []
    for counts, code in zip(lengths, codes, strict=True):
        keys = np.repeat(np.arange(len(counts)), counts) * known + rank[code]
        keys.sort()
        keys = keys[np.r_[True, keys[1:] != keys[:-1]]]
        tokens.append((keys % known).astype(np.int32))
        sizes.append(np.bincount(keys // known, minlength=len(counts)))
    starts = np.cumsum(np.concatenate([np.zeros(1, dtype=np.int64), *sizes]))
    return TokenSets(np.concatenate(tokens) if tokens else np.zeros(0, dtype=np.int32), starts)


def _words(texts: pa.Array) -> tuple[Numbers, pa.Array]:
    """Return how many tokens each text has, repeated ones too, and the tokens, text after text."""
    texts = texts.cast(pa.string())
    # A third of the characters decides: a few foreign words or a name do not make a text one without spaces.
    unspaced = pc.count_substring_regex(texts, f"[{_CLASS}]").to_numpy() * 3 > pc.utf8_length(texts).to_numpy()
    found = pc.split_pattern(texts, " ")
    if unspaced.any():
        listed = found.to_pylist()
        for place in np.flatnonzero(unspaced).tolist():
            listed[place] = _grams(texts[place].as_py())
        found = pa.array(listed, pa.list_(pa.string()))
    return pc.list_value_length(found).to_numpy().astype(np.int64), found.flatten()


def _grams(text: str) -> list[str]:
    """Return the stretches of GRAM characters, marked so that no word is one of them."""
    bare = text.replace(" ", "")
    return list({"\0" + bare[place : place + GRAM] for place in range(max(1, len(bare) - GRAM + 1))})
