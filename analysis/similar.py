"""Near-identical texts close in time: exact Jaccard similarity, found by a prefix filter.

Two sets of n and m tokens can only be alike to a share s when they have one of their rarest n - ceil(s n) + 1 and
m - ceil(s m) + 1 tokens in common (Chaudhuri, Ganti and Kaushik 2006). Those tokens are an index, sorted by time: what
lies within the window of an entry is looked at, all else is forgotten. Nothing is estimated: every candidate's tokens
are compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.counting import window_ends
from analysis.tokens import TokenSets

Numbers = npt.NDArray[np.int64]

BLOCK = 1 << 21
"""Candidates looked at together."""
MOST_CANDIDATES = 500_000_000
MOST_FOUND = 50_000_000
"""Pairs of near-identical tweets that are listed (16 bytes each)."""


@dataclass(frozen=True)
class Alike:
    """Pairs of tweets by place (`first` < `second` in the order of time), and a note when a limit was met."""

    first: Numbers
    second: Numbers
    note: str | None


def near_identical(
    sets: TokenSets,
    text: Numbers,
    account: Numbers,
    t: Numbers,
    *,
    window_ms: int,
    similarity: float,
    most: int = MOST_CANDIDATES,
) -> Alike:
    """Return the pairs of tweets by different accounts at most `window_ms` apart whose texts are alike.

    `text` is the set of each tweet, `t` its time, ascending. Tokens with the most candidates are left out of the index
    when there would be more than `most` in all, and the note says so.
    """
    token, tweet = prefix_index(sets, text, similarity)
    keys = token.astype(np.int64) * max(1, len(t)) + tweet
    keys.sort()
    token, tweet = np.divmod(keys, max(1, len(t)))
    del keys
    follow = window_ends(token, t[tweet], window_ms) - np.arange(1, len(tweet) + 1)
    note = None
    names, place = np.unique(token, return_inverse=True)
    sizes = np.bincount(place, follow, minlength=len(names))
    if sizes.sum() > most:
        ascending = np.argsort(sizes, kind="stable")
        crowded = ascending[np.cumsum(sizes[ascending]) > most]
        follow[np.isin(place, crowded)] = 0
        note = (
            f"{len(crowded):,} words that too many tweets share within the window were not used to find near-identical "
            "texts: pairs that share no rarer word are missing"
        )
    found = list(_verified(sets, text, account, tweet, follow, similarity))
    first = np.concatenate([pair[0] for pair in found]) if found else np.zeros(0, dtype=np.int64)
    second = np.concatenate([pair[1] for pair in found]) if found else np.zeros(0, dtype=np.int64)
    return Alike(first, second, note)


def prefix_index(sets: TokenSets, text: Numbers, similarity: float) -> tuple[Numbers, Numbers]:
    """Return (token, tweet) for the tokens of each tweet's prefix; `text` is the set of each tweet."""
    sizes = sets.sizes
    prefix: Numbers = np.minimum(sizes, sizes + 1 - _least(similarity * sizes))
    lengths = prefix[text]
    tweet = np.repeat(np.arange(len(text)), lengths)
    inside = np.arange(len(tweet)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return sets.tokens[np.repeat(sets.starts[text], lengths) + inside].astype(np.int64), tweet


def _verified(
    sets: TokenSets, text: Numbers, account: Numbers, tweet: Numbers, follow: Numbers, similarity: float
) -> Iterator[tuple[Numbers, Numbers]]:
    """Yield the pairs that are alike, all candidates of one tweet at once, so that each pair comes once."""
    by_tweet = np.argsort(tweet, kind="stable")
    work = np.cumsum(follow[by_tweet])
    bits = signatures(sets)
    start = 0
    while start < len(by_tweet):
        done = int(work[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(work, done + BLOCK, side="right")))
        last = tweet[by_tweet[stop - 1]]
        while stop < len(by_tweet) and tweet[by_tweet[stop]] == last:
            stop += 1
        entries = by_tweet[start:stop]
        start = stop
        counts = follow[entries]
        entry = np.repeat(entries, counts)
        step = np.arange(len(entry)) - np.repeat(np.cumsum(counts) - counts, counts)
        one, other = tweet[entry], tweet[entry + 1 + step]
        differ = account[one] != account[other]
        keys = np.unique(one[differ] * len(text) + other[differ])
        one, other = keys // max(1, len(text)), keys % max(1, len(text))
        alike = alike_of(sets, bits, text[one], text[other], similarity)
        yield one[alike], other[alike]


def alike_of(
    sets: TokenSets, bits: npt.NDArray[np.uint64], one: Numbers, other: Numbers, similarity: float
) -> npt.NDArray[np.bool_]:
    """Say which two texts share enough tokens: s (n + m) / (1 + s) of them for a Jaccard similarity of s."""
    sizes = sets.sizes
    alike: npt.NDArray[np.bool_] = one == other
    n, m = sizes[one], sizes[other]
    needed = _least(similarity * (n + m) / (1 + similarity))
    # Tokens of one text whose bit the other lacks are not shared.
    possible = np.minimum(
        n - np.bitwise_count(bits[one] & ~bits[other]).astype(np.int64),
        m - np.bitwise_count(bits[other] & ~bits[one]).astype(np.int64),
    )
    open_ = np.flatnonzero(~alike & (possible >= needed))
    for part in np.array_split(open_, max(1, int(n[open_].sum()) // BLOCK)):
        shared = shared_tokens(sets, one[part], other[part])
        alike[part] = shared >= needed[part]
    return alike


def shared_tokens(sets: TokenSets, one: Numbers, other: Numbers) -> Numbers:
    """Return how many tokens each two texts have in common."""
    sizes = sets.sizes
    pair = np.r_[np.repeat(np.arange(len(one)), sizes[one]), np.repeat(np.arange(len(one)), sizes[other])]
    tokens = np.r_[_members(sets, one), _members(sets, other)]
    keys = np.sort(pair * (int(sets.tokens.max(initial=0)) + 1) + tokens)
    twice = keys[1:][keys[1:] == keys[:-1]]
    shared: Numbers = np.bincount(twice // (int(sets.tokens.max(initial=0)) + 1), minlength=len(one))
    return shared


def _members(sets: TokenSets, texts: Numbers) -> Numbers:
    lengths = sets.sizes[texts]
    inside = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    found: Numbers = sets.tokens[np.repeat(sets.starts[texts], lengths) + inside].astype(np.int64)
    return found


def signatures(sets: TokenSets) -> npt.NDArray[np.uint64]:
    """Return 64 bits a text: bit token mod 64 is set when the text has the token."""
    bits = np.left_shift(np.uint64(1), (sets.tokens % 64).astype(np.uint64))
    found = np.zeros(len(sets.starts) - 1, dtype=np.uint64)
    held = np.flatnonzero(sets.sizes > 0)
    if len(held):
        found[held] = np.bitwise_or.reduceat(bits, sets.starts[held])
    return found


def _least(value: npt.NDArray[np.floating[Any]]) -> Numbers:
    """Return the least whole number that is not below a product of a share: floats may be a little too large."""
    found: Numbers = np.ceil(value - 1e-9).astype(np.int64)
    return found
