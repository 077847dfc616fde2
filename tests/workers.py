"""How the tests are shared out when several workers run them, each with a server of its own (`make test`)."""

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/sample/": "sample",  # one archive of 60,000 tweets for all of them
    "tests/explorer/test_release.py": "thailand",  # one graph of the real release
    "tests/loader/test_bulk.py": "thailand",
    "tests/loader/test_thailand.py": "thailand",
    "tests/analysis/test_thailand": "thailand",
}
"""Modules (by the beginning of their path) that share what takes long to make."""


SAID = "said"
"""The property of a report that holds what a test has to tell; it is printed before the summary."""


def group_of(nodeid: str) -> str:
    """Return what runs on one worker, in one piece: a module, for its fixtures, or several that share theirs."""
    module = nodeid.partition("::")[0]
    return next((group for start, group in TOGETHER.items() if module.startswith(start)), module)


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Gives each worker the next group when it has done one."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def long_first(items: list[pytest.Item]) -> None:
    """Put the groups that take long first, so that no worker is left alone with one at last."""
    long = {group_of(item.nodeid) for item in items if "slow" in item.keywords or "release" in item.keywords}
    items.sort(key=lambda item: group_of(item.nodeid) not in long)
