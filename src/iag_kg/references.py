"""What those who read imported references share: whether one is there, how sure its bridges are."""

from __future__ import annotations

import pyoxigraph as ox

from iag_kg.errors import NotFoundError
from iag_kg.namespaces import IAGG

# The local names of the levels, the surest first.
CONFIDENCES = ("HighConfidence", "MediumConfidence", "LowConfidence")


def check_held(store: ox.Store, key: str) -> None:
    """That a store holds the graph of an import ('rome', 'esco', 'bridges', …).

    Raises:
        NotFoundError: it does not; the message says how to get it.
    """
    if not store.contains_named_graph(ox.NamedNode(f"{IAGG}{key}")):
        raise NotFoundError(f"no {key} in this store; `iag-kg import {key} …` puts it there")
