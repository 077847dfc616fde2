"""Repeatable randomness: generators by name, and a hash that turns numbers into independent draws.

A draw by hash needs no state: the text of tweet 123 is a function of 123, so a retweet of it can write the same text
without anybody remembering it, in any order and in any thread.
"""

import zlib

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15  # the constants of splitmix64 (Steele, Lea, Flood 2014)


def generator(seed: int, *path: object) -> np.random.Generator:
    """Return the generator of one purpose; the same seed and path always give the same stream."""
    name = "/".join(str(part) for part in path)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, zlib.crc32(name.encode())])))


def mix(values: NDArray[np.generic], label: str) -> Words:
    """Return 64 well-mixed bits for each value; different labels give independent draws from the same values."""
    salt = np.uint64((zlib.crc32(label.encode()) * _GOLDEN) & _MASK)
    bits = np.atleast_1d(values).astype(np.uint64) + salt
    bits ^= bits >> np.uint64(30)
    bits *= np.uint64(0xBF58476D1CE4E5B9)
    bits ^= bits >> np.uint64(27)
    bits *= np.uint64(0x94D049BB133111EB)
    bits ^= bits >> np.uint64(31)
    return bits


def unit(values: NDArray[np.generic], label: str) -> Floats:
    """Return one uniform draw from [0, 1) for each value."""
    return (mix(values, label) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def below(values: NDArray[np.generic], label: str, limit: int) -> Ints:
    """Return one uniform whole number from [0, limit) for each value."""
    return (mix(values, label) >> np.uint64(1)).astype(np.int64) % limit


def heavy(draws: Floats, limit: int, power: float) -> Ints:
    """Turn uniform draws into ranks from [0, limit) with a heavy tail: rank r has about share r^(1/power - 1)."""
    return np.minimum((limit * draws**power).astype(np.int64), limit - 1)
