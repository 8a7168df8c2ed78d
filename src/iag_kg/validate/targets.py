"""The shapes as pySHACL gets them: each by itself, aimed at the nodes that it has to judge."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pyoxigraph as ox

from iag_kg.graph import RDF_TYPE, Term
from iag_kg.namespaces import SH
from iag_kg.validate.shapes import SHAPE_TYPES, TARGETS, Subject

_AIMS = {ox.NamedNode(SH + name) for name in TARGETS}
_NODE, _PROPERTY = ox.NamedNode(f"{SH}targetNode"), ox.NamedNode(f"{SH}property")
_NODE_SHAPE = ox.NamedNode(f"{SH}NodeShape")
_HOLDING = {ox.NamedNode(SH + name) for name in ("path", "deactivated", "closed")}
_SIBLINGS = ox.NamedNode(f"{SH}qualifiedValueShapesDisjoint")


def hand_down_targets(shapes: Sequence[ox.Triple]) -> list[ox.Triple]:
    """The shapes with each named property shape aimed by itself at the targets of its node shape.

    Then it is held against all its nodes at once, and only against those that may fail it. A node
    shape keeps its links where another shape refers to it (then not only its targets bring nodes),
    where it is itself a property shape or may be a class, where it is switched off, and where the
    links say which properties a closed shape may have, or which qualified shapes are siblings.
    """
    if any(triple.predicate == _SIBLINGS for triple in shapes):
        return list(shapes)
    kept: set[Any] = {t.object for t in shapes}
    kept |= {t.subject for t in shapes if t.predicate in _HOLDING}
    kept |= {t.subject for t in shapes if t.predicate == RDF_TYPE and t.object != _NODE_SHAPE}
    targets: dict[Any, list[ox.Triple]] = {}
    for triple in shapes:
        if triple.predicate in _AIMS and triple.subject not in kept:
            targets.setdefault(triple.subject, []).append(triple)
    handed = []
    for triple in shapes:
        inner = triple.object
        aims = targets.get(triple.subject) if triple.predicate == _PROPERTY else None
        if aims and isinstance(inner, ox.NamedNode):
            handed += [ox.Triple(inner, aim.predicate, aim.object) for aim in aims]
        else:
            handed.append(triple)
    return handed


def aim(
    shapes: Sequence[ox.Triple], suspects: Mapping[Subject, Collection[Term]]
) -> list[ox.Triple]:
    """The shapes, with those that are known to have some suspects, or none, aimed at just these."""
    kept = [
        triple
        for triple in shapes
        if triple.subject not in suspects
        or (
            triple.predicate not in _AIMS
            and (triple.predicate != RDF_TYPE or triple.object in SHAPE_TYPES)
        )
    ]
    return kept + [ox.Triple(s, _NODE, node) for s, nodes in suspects.items() for node in nodes]


def part_about(shapes: Sequence[ox.Triple], roots: Sequence[Subject]) -> list[ox.Triple]:
    """The triples that can be reached from some of the shapes; all, where siblings matter.

    pySHACL finds the siblings of a qualified shape by way of the shapes that hold it.
    """
    if any(triple.predicate == _SIBLINGS for triple in shapes):
        return list(shapes) if roots else []
    said: dict[Any, list[ox.Triple]] = {}
    for triple in shapes:
        said.setdefault(triple.subject, []).append(triple)
    waiting: list[Any] = list(roots)
    reached = set(waiting)
    found = []
    while waiting:
        for triple in said.get(waiting.pop(), ()):
            found.append(triple)
            if triple.object not in reached:
                reached.add(triple.object)
                waiting.append(triple.object)
    return found
