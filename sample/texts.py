"""Texts out of word lists: phrases by language, joined by draws from a seed, as Arrow arrays of many at once."""

import functools
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from sample.draws import Ints, Words, below, generator, mix, unit
from sample.words import LANGUAGES, SPACED, SPICE, WORDS

PHRASES = 2_048  # a language
RETWEET_LENGTH = 140  # characters to which the archive cuts "RT @handle: ..."
_CODE = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", dtype=np.uint8)
_JOINTS = (" ", " ", " ", ". ", ", ", " - ", "\n", "\n\n", "! ", ": ", " … ", "; ", ", ", " ", "\n", "? ")


@functools.cache
def phrases() -> Any:
    """Return the phrases of all languages, `PHRASES` each, in the order of LANGUAGES: 20 to 60 characters."""
    draws = generator(0, "phrases")
    made = []
    for name in LANGUAGES:
        words, glue = WORDS[name], " " if name in SPACED else ""
        counts = draws.integers(4, 9, PHRASES)
        picks = draws.integers(0, len(words), (PHRASES, 9))
        spice = draws.integers(0, len(SPICE) * 8, PHRASES)  # one phrase in eight
        for count, pick, extra in zip(counts, picks, spice, strict=True):
            phrase = glue.join(words[i] for i in pick[: count + (not glue) * 2])
            made.append(f"{phrase} {SPICE[extra]}" if extra < len(SPICE) else phrase)
    return pa.array(made)


@functools.cache
def endings() -> Any:
    """Return the words that tell near-identical texts apart, each with a space before it."""
    draws = generator(0, "endings")
    words = sorted({word for name in SPACED for word in WORDS[name]})
    return pa.array([""] + [f" {words[i]}" for i in draws.permutation(len(words))])


def taken(values: Any, places: Ints) -> Any:
    """Return the values at these places; null where the place is negative."""
    return pc.take(values, pa.array(places, mask=places < 0))


def glued(*parts: Any) -> Any:
    """Join the parts of each row without anything between; null parts vanish."""
    return pc.binary_join_element_wise(*parts, "", null_handling="skip")


def bodies(seeds: Words, languages: Ints, ending: Ints) -> Any:
    """Return the words of each text: two to four phrases, and the one more word of a near-identical text."""
    count = 2 + below(seeds, "length", 10) // 4  # 40 % two, 40 % three, 20 % four
    parts = []
    joints = pa.array(_JOINTS)
    for place in range(4):
        absent = count <= place
        if place:
            joint = below(seeds, f"joint {place}", len(_JOINTS))
            parts.append(taken(joints, np.where(absent, -1, joint)))
        phrase = languages * PHRASES + below(seeds, f"phrase {place}", PHRASES)
        parts.append(taken(phrases(), np.where(absent, -1, phrase)))
    return glued(*parts, taken(endings(), ending))


def codes(values: NDArray[np.generic], label: str, length: int) -> Any:
    """Return a code of `length` characters (at most 21) of the web's base64 alphabet for each value."""
    bits = mix(values, label)
    more = mix(values, label + "+") if length > 10 else bits
    shifts = (np.arange(length, dtype=np.uint64) % np.uint64(10)) * np.uint64(6)
    source = np.where(np.arange(length) < 10, bits[:, None], more[:, None])
    letters = _CODE[((source >> shifts) & np.uint64(63)).astype(np.int64)]
    flat = pa.py_buffer(np.ascontiguousarray(letters))
    offsets = pa.py_buffer(np.arange(0, (len(bits) + 1) * length, length, dtype=np.int32))
    return pa.Array.from_buffers(pa.utf8(), len(bits), [None, offsets, flat])


def short_links(ids: Ints, linked: NDArray[np.bool_]) -> Any:
    """Return the t.co address at the end of each text that has a link or (one in eight) a picture; null elsewhere."""
    pictured = unit(ids, "picture") < 0.125
    made = glued(pa.scalar(" https://t.co/"), codes(ids, "t.co", 10))
    return pc.if_else(pa.array(linked | pictured), made, None)


def cut(texts: Any, length: int = RETWEET_LENGTH) -> Any:
    """Cut texts above `length` characters, the ellipsis included."""
    short = glued(pc.utf8_slice_codeunits(texts, 0, length - 1), pa.scalar("…"))
    return pc.if_else(pc.greater(pc.utf8_length(texts), length), short, texts)
