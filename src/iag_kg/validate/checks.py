"""What constraints ask of the values of focus nodes, each for all focus nodes at once.

A check is given the values as pairs of focus node and value, and gives the focus nodes that fail.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Protocol

import pyoxigraph as ox

from iag_kg.graph import RDF_TYPE, Term
from iag_kg.namespaces import RDFS
from iag_kg.validate.index import Index, Relation, source_of
from iag_kg.validate.shapes import Unknown

_RESOURCE = ox.NamedNode(f"{RDFS}Resource")


class World(Protocol):
    """The data, and the other shapes to which a constraint may refer."""

    index: Index

    def failing(self, shape: Term, nodes: set[int], exact: bool) -> set[int]:
        """Those of `nodes` that do not conform to a shape; unless `exact`, some that may not too.

        Raises:
            Unknown: the exact answer cannot be given.
        """


Check = Callable[[World, Relation, set[int], bool], set[int]]


def each_passes(test: Callable[[Term], bool | None]) -> Check:
    """Every value passes a test, which says None where it does not know."""

    def check(world: World, values: Relation, _: set[int], exact: bool) -> set[int]:
        terms = world.index.terms
        suspects = {end for end in values.ends if not test(terms[end])}
        if exact and any(test(terms[end]) is None for end in suspects):
            raise Unknown
        return values.leading_to(suspects)

    return check


def each_is_of_class(kind: ox.NamedNode) -> Check:
    """Every value is an instance of a class."""

    def check(world: World, values: Relation, _: set[int], exact: bool) -> set[int]:
        return values.leading_to(values.ends - world.index.instances(kind))

    return check


def each_is_one_of(allowed: Collection[Term]) -> Check:
    """Every value is in a list."""

    def check(world: World, values: Relation, _: set[int], exact: bool) -> set[int]:
        return values.leading_to(values.ends - set(map(world.index.number, allowed)))

    return check


def each_says_only(allowed: Collection[Term]) -> Check:
    """No value has properties other than those allowed; to be an rdfs:Resource is allowed."""

    def check(world: World, values: Relation, _: set[int], exact: bool) -> set[int]:
        resource = world.index.number(_RESOURCE)
        saying: set[int] = set()
        for predicate in world.index.predicates:
            column = world.index.column(predicate)
            if predicate not in allowed and predicate != RDF_TYPE:
                saying |= values.ends & column.starts
            elif predicate not in allowed:
                saying |= column.of(values.ends).leading_to(column.ends - {resource})
        return values.leading_to(saying)

    return check


def at_least(least: int) -> Check:
    """There are so many values, or more."""

    def check(world: World, values: Relation, nodes: set[int], exact: bool) -> set[int]:
        if least <= 1:
            return nodes - values.starts if least else set()
        return nodes - {node for node, count in values.counts.items() if count >= least}

    return check


def at_most(most: int) -> Check:
    """There are so many values, or fewer."""

    def check(world: World, values: Relation, nodes: set[int], exact: bool) -> set[int]:
        if most and len(values.starts) == len(values.sources):
            return set()
        return {node for node, count in values.counts.items() if count > most}

    return check


def one_is(value: Term) -> Check:
    """One of the values is this one."""

    def check(world: World, values: Relation, nodes: set[int], exact: bool) -> set[int]:
        return nodes - values.leading_to({world.index.number(value)})

    return check


def each_is_in(is_allowed: Callable[[str], bool]) -> Check:
    """Every value is a text in a language that is allowed."""

    def check(world: World, values: Relation, _: set[int], exact: bool) -> set[int]:
        suspects = values.ends
        for language, texts in world.index.languages.items():
            if is_allowed(language):
                suspects = suspects - texts
        return values.leading_to(suspects)

    return check


def languages_differ(world: World, values: Relation, _: set[int], exact: bool) -> set[int]:
    """No two values are in the same language."""
    found: set[int] = set()
    for texts in world.index.languages.values():
        said = values.to(texts) if not texts.isdisjoint(values.ends) else None
        if said and len(said.starts) < len(said.sources):
            found |= {node for node, count in said.counts.items() if count > 1}
    return found


def same_as(predicate: ox.NamedNode) -> Check:
    """The values are those of another property."""

    def check(world: World, values: Relation, nodes: set[int], exact: bool) -> set[int]:
        others = world.index.column(predicate).of(nodes)
        return set(map(source_of, values.pairs ^ others.pairs))

    return check


def apart_from(predicate: ox.NamedNode) -> Check:
    """No value is one of another property."""

    def check(world: World, values: Relation, nodes: set[int], exact: bool) -> set[int]:
        others = world.index.column(predicate).of(nodes)
        return set(map(source_of, values.pairs & others.pairs))

    return check


def stands_to(predicate: ox.NamedNode, holds: Callable[[Term, Term], bool | None]) -> Check:
    """Each value stands in the order `holds`, which may not know, to each of another property."""

    def check(world: World, values: Relation, nodes: set[int], exact: bool) -> set[int]:
        terms = world.index.terms
        if any(isinstance(terms[end], ox.BlankNode) for end in values.ends):
            raise Unknown  # an error to pySHACL, whatever it would be compared with
        others = world.index.column(predicate)
        found: set[int] = set()
        for node, end in zip(values.sources, values.targets, strict=True):
            for other in others.ends_of(node):
                verdict = holds(terms[end], terms[other])
                if verdict is None:
                    raise Unknown
                if not verdict:
                    found.add(node)
        return found

    return check
