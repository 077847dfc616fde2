"""Free ports: from Neo4j's own upwards, or from a range of one's own."""

import pytest

from database import failures, ports


def test_free_ports_are_looked_for_in_the_range_that_the_environment_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ports.STEP_VARIABLE, "20000")
    found = next(ports.free_pairs())
    assert 27687 <= found.bolt < 27887
    assert found.bolt - found.http == ports.FIRST_BOLT - ports.FIRST_HTTP


@pytest.mark.parametrize("text", ["", "-1", "many", "60000", "²"])
def test_a_range_that_is_none_is_refused_with_a_hint(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(ports.STEP_VARIABLE, text)
    with pytest.raises(failures.ServerFailure, match="IOSCOPE_PORT_STEP") as refused:
        next(ports.free_pairs())
    assert "unset" in (refused.value.hint or "")
