"""Memory of a load: written as people write it, bounded, and divided so that the parts are not more than the whole."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from database.configuration import JAVA_MIB, memory_while_building
from database.importer import memory_options
from ioscope import main
from lake.memory import (
    LEAST,
    LEAST_WITH_SPARK,
    MIB,
    PYTHON,
    PYTHON_WORKER,
    checked_memory,
    default_memory,
    machine_memory,
    shares,
)
from terminal import UsageFailure, parse_size, size_text

TOTALS = st.integers(min_value=LEAST, max_value=1 << 42)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("4GB", 4_000_000_000),
        ("2GiB", 2 << 30),
        ("512MB", 512_000_000),
        (" 1.5 gb ", 1_500_000_000),
        ("700b", 700),
        ("1tib", 1 << 40),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "4", "GB", "4G", "-4GB", "4,5GB", "1e3MB", "nanGB", "４GB", "4GB!", "4 G B"])
def test_what_is_no_amount_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(UsageFailure) as refused:
        parse_size(text)
    assert "512MB" in (refused.value.hint or "")


@given(st.integers(min_value=0, max_value=10**15))
def test_an_amount_that_was_written_for_people_is_read_again(size: int) -> None:
    assert parse_size(size_text(size).replace(",", "")) == pytest.approx(size, rel=0.051)


@pytest.mark.parametrize(
    ("memory", "words"),
    [("lots", "no amount of bytes"), ("300MB", "too little"), ("900TB", "more than there is")],
)
def test_a_load_with_memory_that_makes_no_sense_is_wrong_usage(memory: str, words: str, tmp_path: Path) -> None:
    arguments = ["--workspace", str(tmp_path / "w"), "load", "--memory", memory]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "--memory" in result.stderr
    assert words in result.stderr
    assert "hint: " in result.stderr
    assert not (tmp_path / "w").exists()


def test_spark_needs_more_than_duckdb_alone() -> None:
    assert checked_memory(LEAST, with_spark=False) == LEAST
    with pytest.raises(UsageFailure, match="on Spark"):
        checked_memory(LEAST, with_spark=True)


def test_a_quarter_of_the_machine_is_taken_when_nothing_is_said() -> None:
    quarter = machine_memory() // 4
    assert default_memory() == max(quarter, LEAST)
    assert checked_memory(None, with_spark=False) == max(quarter, LEAST)


@given(TOTALS)
def test_what_works_at_the_same_time_takes_no_more_than_the_whole(total: int) -> None:
    parts = shares(total)
    alone = PYTHON + parts.engine
    beside_spark = PYTHON + parts.engine_beside_spark + parts.spark_driver
    assert alone <= total
    assert beside_spark <= total
    if total >= LEAST_WITH_SPARK:
        assert beside_spark + parts.spark_tasks * PYTHON_WORKER <= total
        assert parts.spark_driver >= 471 * MIB  # what Spark refuses to go below


@given(TOTALS)
def test_importer_and_server_of_a_bulk_load_fit_into_the_whole_beside_ioscope(total: int) -> None:
    heap, off_heap = (int("".join(filter(str.isdigit, option))) for option in memory_options(total))
    server = memory_while_building(total)
    # The least that either works with may be a little more than its share: ioscope itself takes less then.
    whole = max(total / MIB, PYTHON / MIB + JAVA_MIB + 512)
    for java in (heap + off_heap, server.heap + server.page_cache):
        assert PYTHON / MIB + JAVA_MIB + java <= whole
    assert heap <= 1024
