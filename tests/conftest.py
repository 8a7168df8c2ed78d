"""The two graphs that tests ask: a hand-made world, and the one that ships."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings
from pyoxigraph import Store

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
