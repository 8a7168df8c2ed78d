"""Constraints that refer to other shapes: sh:property and sh:node, the logical ones, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from iag_kg.graph import Term
from iag_kg.validate.checks import Check, World
from iag_kg.validate.index import Relation


def each_conforms(shape: Term) -> Check:
    """Every value conforms to a shape."""

    def check(world: World, values: Relation, _: set[int], exact: bool) -> set[int]:
        return values.leading_to(world.failing(shape, values.ends, exact))

    return check


def each_conforms_to_all(shapes: Sequence[Term]) -> Check:
    """Every value conforms to each of several shapes."""

    def check(world: World, values: Relation, _: set[int], exact: bool) -> set[int]:
        failing = (world.failing(shape, values.ends, exact) for shape in shapes)
        return values.leading_to(set().union(*failing))

    return check


def none_conforms(shape: Term) -> Check:
    """No value conforms to a shape."""

    def check(world: World, values: Relation, _: set[int], exact: bool) -> set[int]:
        return values.leading_to(values.ends - world.failing(shape, values.ends, exact=True))

    return check


def each_conforms_to_one(shapes: Sequence[Term]) -> Check:
    """Every value conforms to at least one of several shapes."""

    def check(world: World, values: Relation, _: set[int], exact: bool) -> set[int]:
        # All of them, as pySHACL does: one that only pySHACL can judge must not be passed over.
        failing = [world.failing(shape, values.ends, exact) for shape in shapes]
        return values.leading_to(values.ends.intersection(*failing))

    return check


def each_conforms_to_just_one(shapes: Sequence[Term]) -> Check:
    """Every value conforms to exactly one of several shapes; one named twice counts twice."""

    def check(world: World, values: Relation, _: set[int], exact: bool) -> set[int]:
        conforming: Counter[int] = Counter()
        for shape in shapes:
            conforming.update(values.ends - world.failing(shape, values.ends, exact=True))
        return values.leading_to({end for end in values.ends if conforming[end] != 1})

    return check


def number_that_conform(shape: Term, least: int | None, most: int | None) -> Check:
    """At least, or at most, so many of the values conform to a shape."""

    def check(world: World, values: Relation, nodes: set[int], exact: bool) -> set[int]:
        failing = world.failing(shape, values.ends, exact or most is not None)
        counts = values.to(values.ends - failing).counts
        few = {node for node in nodes if least is not None and counts.get(node, 0) < least}
        return few | {node for node in nodes if most is not None and counts.get(node, 0) > most}

    return check
