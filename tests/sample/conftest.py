from pathlib import Path

import pytest

from sample.archive import write_sample
from terminal import Stages
from tests.sample.reading import Sample

SEED = 7


def made(folder: Path, tweets: int, *, seed: int = SEED, noise: bool = False) -> Sample:
    write_sample(folder, tweets=tweets, seed=seed, noise=noise, stages=Stages(quiet=True))
    return Sample(folder)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return made(tmp_path_factory.mktemp("sample") / "small", 500)


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return made(tmp_path_factory.mktemp("sample") / "full", 60_000)


@pytest.fixture(scope="session")
def noise(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return made(tmp_path_factory.mktemp("sample") / "noise", 6_000, noise=True)


@pytest.fixture(params=["small", "full"])
def either(request: pytest.FixtureRequest) -> Sample:
    """The sample of 500 tweets, then the one of 60,000: what holds for one must hold for both."""
    found: Sample = request.getfixturevalue(request.param)
    return found
