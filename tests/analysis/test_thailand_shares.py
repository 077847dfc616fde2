"""The share of accounts that act together in the Thailand release, as published."""

import pytest

from analysis.parameters import Parameters
from analysis.request import Request
from analysis.run import perform
from lake.findings import withdraw_findings
from lake.workspace import Workspace
from terminal import Stages

pytestmark = pytest.mark.release


def test_154_of_455_accounts_co_retweet_or_co_tweet_within_a_minute(thailand_workspace: Workspace) -> None:
    request = Request(("retweet", "tweet"), Parameters(min_length=1))
    done = perform(thailand_workspace, request, Stages(quiet=True))
    withdraw_findings(thailand_workspace, request.key)  # the workspace is shared
    [share] = done.findings.shares
    assert (share["accounts"], share["co_acting"]) == (455, 154)
    assert 0 < share["co_flagged"] < 154
