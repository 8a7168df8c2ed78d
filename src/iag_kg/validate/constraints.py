"""From the parameters of a shape to the checks of its constraints.

Each constraint of SHACL Core is taken as pySHACL applies it, where the recommendation would have
it otherwise. A parameter that pySHACL would refuse, or that is not in the table, is unknown.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import pyoxigraph as ox

from iag_kg.graph import Term
from iag_kg.namespaces import SH
from iag_kg.validate import checks, combined
from iag_kg.validate.checks import Check
from iag_kg.validate.literals import (
    OF_ITS_OWN,
    comparable,
    has_datatype,
    in_order,
    is_in_bounds,
    natural,
    word,
)
from iag_kg.validate.paths import Step
from iag_kg.validate.shapes import Parameters, Shapes, Unknown

_Value = TypeVar("_Value")
_Test = Callable[[Term], bool | None]
_Order = Callable[[Any, Any], bool]
_Compiler = Callable[[list[Term], Parameters, Shapes], list[Check]]

_KINDS = {
    f"{SH}IRI": (ox.NamedNode,),
    f"{SH}BlankNode": (ox.BlankNode,),
    f"{SH}Literal": (ox.Literal,),
    f"{SH}BlankNodeOrIRI": (ox.BlankNode, ox.NamedNode),
    f"{SH}BlankNodeOrLiteral": (ox.BlankNode, ox.Literal),
    f"{SH}IRIOrLiteral": (ox.NamedNode, ox.Literal),
}
_NEEDING_A_PATH = {
    *("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals"),
    "qualifiedValueShape",
}
_COMPANIONS = {
    "flags": "pattern",
    "ignoredProperties": "closed",
    "qualifiedMinCount": "qualifiedValueShape",
    "qualifiedMaxCount": "qualifiedValueShape",
    "qualifiedValueShapesDisjoint": "qualifiedValueShape",
}


def compile_constraints(shapes: Shapes, shape: Term) -> list[Check]:
    """The checks of one shape.

    Raises:
        Unknown: a constraint is of a kind that is not known here, or pySHACL would refuse it.
    """
    given = shapes.parameters(shape)
    if shapes.path_of(shape) is None and not _NEEDING_A_PATH.isdisjoint(given):
        raise Unknown
    found: list[Check] = []
    for name in given:
        if name in _COMPILERS:
            found += compile_constraint(name, given, shapes)
        elif _COMPANIONS.get(name) not in given:
            raise Unknown
    return found


def compile_constraint(name: str, given: Parameters, shapes: Shapes) -> list[Check]:
    """The checks of one kind of constraint, by the parameter that names it.

    Raises:
        Unknown: see `compile_constraints`.
    """
    return _COMPILERS[name](given[name], given, shapes)


def _one(values: list[Term]) -> Term:
    if len(values) != 1:
        raise Unknown
    return values[0]


def _iri(term: Term) -> ox.NamedNode:
    if not isinstance(term, ox.NamedNode):
        raise Unknown
    return term


def _known(value: _Value | None) -> _Value:
    if value is None:
        raise Unknown
    return value


def _datatype(values: list[Term], _: Parameters, __: Shapes) -> list[Check]:
    datatype = _iri(_one(values)).value
    if datatype in OF_ITS_OWN:
        raise Unknown
    return [checks.each_passes(lambda term: has_datatype(term, datatype))]


def _node_kind(values: list[Term], _: Parameters, __: Shapes) -> list[Check]:
    kinds = _known(_KINDS.get(_iri(_one(values)).value))
    return [checks.each_passes(lambda term: isinstance(term, kinds))]


def _bound(order: _Order) -> _Compiler:
    def test(bound: Term) -> _Test:
        if comparable(bound) is None:
            raise Unknown
        return lambda term: is_in_bounds(order, term, bound)

    return lambda values, _, __: [checks.each_passes(test(value)) for value in values]


def _length(order: Callable[[int, int], bool]) -> _Compiler:
    def compiler(values: list[Term], _: Parameters, __: Shapes) -> list[Check]:
        limit = _known(natural(_one(values)))
        if order is operator.ge and limit == 0:
            return []  # which even a blank node meets
        return [checks.each_passes(_reads(lambda text: order(len(text), limit)))]

    return compiler


def _pattern(values: list[Term], given: Parameters, _: Shapes) -> list[Check]:
    flags = [_known(word(value)).lower() for value in given.get("flags", ())]
    if len(flags) > 1:
        raise Unknown
    # pySHACL knows two flags and passes over the others.
    options = sum(flag for flag, letter in ((re.I, "i"), (re.M, "m")) if letter in "".join(flags))
    try:
        searches = [re.compile(_known(word(value)), options).search for value in values]
    except re.error as error:
        raise Unknown from error
    return [checks.each_passes(_reads(search)) for search in searches]


def _reads(test: Callable[[str], object]) -> _Test:
    """The test of the text of a literal or of an IRI; a blank node has none and fails."""
    return lambda term: not isinstance(term, ox.BlankNode | ox.Triple) and bool(test(term.value))


def _language_in(values: list[Term], _: Parameters, shapes: Shapes) -> list[Check]:
    allowed = {_known(word(item)).lower() for item in shapes.items(_one(values))}

    def is_allowed(language: str) -> bool:
        return not allowed.isdisjoint(("*", language, language.partition("-")[0]))

    return [checks.each_is_in(is_allowed)]


def _order(order: _Order) -> _Compiler:
    holds = partial(in_order, order)
    return lambda values, _, __: [checks.stands_to(_iri(value), holds) for value in values]


def _closed(values: list[Term], given: Parameters, shapes: Shapes) -> list[Check]:
    ignored = {p for head in given.get("ignoredProperties", ()) for p in shapes.items(head)}
    paths = [_known(shapes.path_of(inner)) for inner in given.get("property", ())]
    steps = {path.predicate for path in paths if isinstance(path, Step) and not path.is_inverse}
    return [checks.each_says_only(ignored | steps)] if shapes.truth(_one(values)) else []


def _referring(needs_path: bool) -> _Compiler:
    """sh:property, which takes property shapes only, and sh:node, which takes node shapes only."""

    def compiler(values: list[Term], _: Parameters, shapes: Shapes) -> list[Check]:
        if any((shapes.path_of(value) is not None) != needs_path for value in values):
            raise Unknown
        return [combined.each_conforms(value) for value in values]

    return compiler


def _listing(check: Callable[[list[Term]], Check]) -> _Compiler:
    return lambda values, _, shapes: [check(shapes.items(value)) for value in values]


def _qualified(values: list[Term], given: Parameters, shapes: Shapes) -> list[Check]:
    if any(map(shapes.truth, given.get("qualifiedValueShapesDisjoint", ()))):
        raise Unknown
    limits = [given.get(name) for name in ("qualifiedMinCount", "qualifiedMaxCount")]
    least, most = (None if limit is None else _known(natural(_one(limit))) for limit in limits)
    if least is None and most is None:
        raise Unknown
    return [combined.number_that_conform(value, least, most) for value in values]


_COMPILERS: dict[str, _Compiler] = {
    "minCount": lambda values, _, __: [checks.at_least(_known(natural(_one(values))))],
    "maxCount": lambda values, _, __: [checks.at_most(_known(natural(_one(values))))],
    "class": lambda values, _, __: [checks.each_is_of_class(_iri(value)) for value in values],
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "minInclusive": _bound(operator.ge),
    "maxInclusive": _bound(operator.le),
    "minExclusive": _bound(operator.gt),
    "maxExclusive": _bound(operator.lt),
    "minLength": _length(operator.ge),
    "maxLength": _length(operator.le),
    "pattern": _pattern,
    "languageIn": _language_in,
    "uniqueLang": lambda values, _, shapes: (
        [checks.languages_differ] if shapes.truth(_one(values)) else []
    ),
    "equals": lambda values, _, __: [checks.same_as(_iri(value)) for value in values],
    "disjoint": lambda values, _, __: [checks.apart_from(_iri(value)) for value in values],
    "lessThan": _order(operator.lt),
    "lessThanOrEquals": _order(operator.le),
    "hasValue": lambda values, _, __: [checks.one_is(value) for value in values],
    "in": lambda values, _, shapes: [checks.each_is_one_of(shapes.items(_one(values)))],
    "closed": _closed,
    "property": _referring(needs_path=True),
    "node": _referring(needs_path=False),
    "not": lambda values, _, __: [combined.none_conforms(value) for value in values],
    "and": _listing(combined.each_conforms_to_all),
    "or": _listing(combined.each_conforms_to_one),
    "xone": _listing(combined.each_conforms_to_just_one),
    "qualifiedValueShape": _qualified,
}
