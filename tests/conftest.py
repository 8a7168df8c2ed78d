"""What tests share: a hand-made graph, the one that ships, one full build, the command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from pyoxigraph import Store

from command import Outcome, call, start
from iag_kg.graph import read_quads, to_store
from iag_kg.paths import resources
from iag_kg.queries import Query, read_queries

# The same examples on every machine, however slow.
settings.register_profile("iag-kg", deadline=None, derandomize=True)
settings.load_profile("iag-kg")

TINY = Path(__file__).parent / "tiny" / "tiny.trig"


@pytest.fixture(scope="session")
def tiny() -> Store:
    """The hand-made world of `tiny/tiny.trig`: read it only, it is shared by all tests."""
    return to_store(read_quads(TINY))


@pytest.fixture(scope="session")
def kg() -> Store:
    """The graph as it ships: read it only, it is shared by all tests."""
    return to_store(read_quads(resources() / "exports" / "iag-kg.trig"))


@pytest.fixture(scope="session")
def library() -> dict[str, Query]:
    """The queries as they ship, keyed `theme/question`."""
    return read_queries(resources() / "queries")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that one full `iag-kg build` fills, as a process of its own: read it only."""
    folder = tmp_path_factory.mktemp("built")
    process = start(["build", "--output", folder])
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    return folder


@pytest.fixture
def asked(kg: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Calls a command on the graph as it ships, read once for all tests."""
    monkeypatch.setattr("iag_kg.shipped.store", lambda: kg)
    return call
