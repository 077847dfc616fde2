"""What a benchmark finds: figures with their targets, and ratios to a peer that did the same beside us."""

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measured value; `samples` are the runs it stands for, in the same unit.

    `target` is the most it may be. Targets speak of the Thailand release, unless `of_any_data`.
    """

    name: str
    value: float
    unit: str
    samples: Sequence[float] = ()
    target: float | None = None
    of_any_data: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        return None if self.target is None else self.value <= self.target


@dataclass(frozen=True)
class Comparison:
    """The same work done by us and by a peer in the same run; `higher_is_better` for rates.

    `at_least` marks a peer that was stopped before it was done: the true ratio is greater.
    """

    name: str
    ours: float
    peer: float
    unit: str
    higher_is_better: bool = False
    at_least: bool = False
    remark: str = ""

    @property
    def ratio(self) -> float:
        """How many times better ours is."""
        return self.ours / self.peer if self.higher_is_better else self.peer / self.ours


@dataclass(frozen=True)
class Result:
    """What one benchmark gives; `detail` goes into the JSON only.

    `children_cpu` are the CPU seconds of processes that end without anybody asking them (Chromium's).
    """

    figures: Sequence[Figure]
    comparisons: Sequence[Comparison] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)
    children_cpu: float = 0.0


def seconds_of(work: Callable[[], object]) -> float:
    """Return the wall seconds that one call takes."""
    began = perf_counter()
    work()
    return perf_counter() - began


def median_figure(
    name: str, samples: Sequence[float], unit: str, *, target: float | None = None, of_any_data: bool = False
) -> Figure:
    """Return the figure that stands for these runs by their median."""
    return Figure(name, statistics.median(samples), unit, samples, target, of_any_data)


def percentile_95(samples: Sequence[float]) -> float:
    """Return the 95th percentile by nearest rank: the 19th of 20 values."""
    return sorted(samples)[math.ceil(0.95 * len(samples)) - 1]


def shown(value: float, unit: str) -> str:
    """Return a value with its unit, three or four digits of it."""
    digits = 0 if value >= 1_000 else 1 if value >= 10 else 2 if value >= 0.1 else 3
    return f"{value:,.{digits}f} {unit}"
