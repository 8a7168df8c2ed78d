"""The graph that comes with the package, ready to use from Python.

from iag_kg import shipped

store = shipped.store()            # a pyoxigraph.Store, for speed
dataset = shipped.dataset()        # the same as an rdflib.Dataset
rows = shipped.passerelles()       # a list of dicts: pandas.DataFrame(rows)
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from iag_kg.graph import Value, read_quads, select, to_dataset, to_store
from iag_kg.paths import resources
from iag_kg.queries import read_query

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib


def store() -> ox.Store:
    """The whole graph in an in-memory store, in its named graphs.

    Raises:
        GraphError: the exports are missing (in a checkout: run `iag-kg build`).
    """
    return to_store(read_quads(resources() / "exports" / "iag-kg.trig"))


def dataset() -> rdflib.Dataset:
    """The whole graph as an `rdflib.Dataset` whose default graph is the union of all."""
    return to_dataset(store())


def passerelles() -> list[dict[str, Value]]:
    """Every passerelle as a row: families, métiers, coverage, affinity, durable, kind.

    Scores are floats, as data frames want them; the graph holds them to 15 places.
    """
    query = read_query(resources() / "queries" / "passerelles" / "all.rq")
    return [
        {key: float(value) if isinstance(value, Decimal) else value for key, value in row.items()}
        for row in select(store(), query.text).records()
    ]
