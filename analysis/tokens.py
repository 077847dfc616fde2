"""Texts as sets of numbers, the rarest first: words, or stretches of 5 characters where a script has no spaces."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Numbers = npt.NDArray[np.int64]

GRAM = 5
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

    tokens: Numbers
    starts: Numbers

    @property
    def sizes(self) -> Numbers:
        """How many distinct tokens each text has."""
        return np.diff(self.starts)


def token_sets(texts: pa.Array) -> TokenSets:
    """Return the tokens of normalised texts (their words are one space apart)."""
    count = len(texts)
    texts = texts.cast(pa.large_string())
    # A third of the characters decides: a few foreign words or a name do not make a text one without spaces.
    unspaced = pc.count_substring_regex(texts, f"[{_CLASS}]").to_numpy() * 3 > pc.utf8_length(texts).to_numpy()
    spaced = np.flatnonzero(~unspaced)
    words = pc.split_pattern(texts.take(pa.array(spaced)), " ")
    owners = [np.repeat(spaced, pc.list_value_length(words).to_numpy())]
    values = [words.flatten()]
    for place in np.flatnonzero(unspaced).tolist():
        grams = _grams(texts[place].as_py())
        owners.append(np.full(len(grams), place))
        values.append(pa.array(grams, pa.large_string()))
    owner = np.concatenate(owners) if owners else np.zeros(0, dtype=np.int64)
    encoded = pa.chunked_array(values, pa.large_string()).combine_chunks().dictionary_encode()
    code = encoded.indices.to_numpy().astype(np.int64)
    distinct = np.unique(owner * max(1, len(encoded.dictionary)) + code)
    owner, code = np.divmod(distinct, max(1, len(encoded.dictionary)))
    uses = np.bincount(code, minlength=len(encoded.dictionary))
    rank = np.empty(len(uses), dtype=np.int64)
    rank[np.argsort(uses, kind="stable")] = np.arange(len(uses))
    order = np.argsort(owner * max(1, len(uses)) + rank[code])
    return TokenSets(rank[code][order], np.searchsorted(owner, np.arange(count + 1)))


def _grams(text: str) -> list[str]:
    """Return the stretches of GRAM characters, marked so that no word is one of them."""
    bare = text.replace(" ", "")
    return list({"\0" + bare[place : place + GRAM] for place in range(max(1, len(bare) - GRAM + 1))})
