"""How the tests are shared out when several workers run them, each with a server of its own (`make test`)."""

import pytest


def share_out(items: list[pytest.Item]) -> None:
    """Keep each module on one worker, for its fixtures, and put those that take long first: none is left alone at last.

    To be called before the workers tell their tests: they take groups in the order of the first test of each.
    """
    groups: dict[str, str] = {}
    long: set[str] = set()
    for item in items:
        module = _module(item)
        if module.startswith("tests/sample/"):
            groups[module] = "sample"  # one archive of 60,000 tweets for all of them
        elif "thailand_workspace" in getattr(item, "fixturenames", ()):
            groups[module] = "thailand"  # one graph of the real release
        else:
            groups.setdefault(module, module)
    for item in items:
        group = groups[_module(item)]
        item.add_marker(pytest.mark.xdist_group(group))
        if "slow" in item.keywords or "release" in item.keywords:
            long.add(group)
    items.sort(key=lambda item: groups[_module(item)] not in long)


def _module(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]
