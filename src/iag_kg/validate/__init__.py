"""A graph held against its shapes (SHACL Core): what breaks a rule, where, and in whose words.

pySHACL says it, but only of the nodes for which there is something to say. The data are put into
columns (`index`), each shape is held against all its focus nodes at once (`shapes`, `paths`,
`constraints`, `screen`), and pySHACL judges those that may not conform (`targets`, `judge`). Its
report is the one it gives on its own: no node that conforms is in it, and none that may fail is
left out. Where nothing can fail, neither pySHACL nor rdflib is loaded.

What is in a store is not read first: the store itself is asked which nodes may fail (`stored`,
`asked`, `questions`), and read only for what it cannot be asked.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import pyoxigraph as ox

from iag_kg.graph import graph_names
from iag_kg.validate.asked import Asked
from iag_kg.validate.findings import Finding, read_findings
from iag_kg.validate.index import Index
from iag_kg.validate.judge import judge
from iag_kg.validate.screen import Screen
from iag_kg.validate.shapes import Shapes
from iag_kg.validate.stored import StoredIndex
from iag_kg.validate.targets import aim, hand_down_targets, part_about

__all__ = ["Finding", "validate", "validate_store"]


def validate(data: Iterable[ox.Triple], shapes: Sequence[ox.Triple]) -> list[Finding]:
    """What the data breaks of the shapes: violations, then warnings, then advice; shape by shape.

    Raises:
        GraphError: the shapes themselves are not valid SHACL.
    """
    with _undisturbed():
        index = Index(data)
        waiting = _to_judge(index, hand_down_targets(shapes))
    return read_findings(*judge(index, waiting), index) if waiting else []


def validate_store(
    store: ox.Store, shapes: Sequence[ox.Triple], graphs: Sequence[ox.NamedNode] = ()
) -> list[Finding]:
    """What the union of some named graphs of a store, of all where none is named, breaks.

    Same findings as those of `validate` on the same triples, without reading all of them.

    Raises:
        GraphError: the shapes themselves are not valid SHACL.
    """
    with _undisturbed():
        index = StoredIndex(store, graphs or graph_names(store))
        waiting = _to_judge(index, hand_down_targets(shapes))
    return read_findings(*judge(index, waiting), index) if waiting else []


def _to_judge(index: Index, shapes: Sequence[ox.Triple]) -> list[ox.Triple]:
    """The part of the shapes that pySHACL has to judge, aimed at the nodes that may break it."""
    read = Shapes(shapes)
    if not read.are_well_formed():
        return list(shapes)
    screen = Asked(index, read) if isinstance(index, StoredIndex) else Screen(index, read)
    suspects = {root: screen.suspects(root) for root in read.roots()}
    aimed = aim(shapes, {root: found for root, found in suspects.items() if found is not None})
    return part_about(aimed, [root for root, found in suspects.items() if found != set()])


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the garbage collector from walking through all triples again and again.

    It would take as long as the screening, and finds nothing: what is made here has no cycles.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
