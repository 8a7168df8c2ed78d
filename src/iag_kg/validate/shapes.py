"""The shapes, read strictly: what is out of the ordinary is not guessed at but said to be unknown.

A shape is known where pySHACL, too, can apply it without an error, and where every constraint in
it, and in the shapes that it refers to, is of a kind that `constraints` can check.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import pyoxigraph as ox

from iag_kg.graph import Term
from iag_kg.namespaces import OWL, RDF, RDFS, SH, XSD
from iag_kg.validate.paths import Alternative, Path, Repeat, Sequence, Step, depth

_FIRST, _REST, _TYPE = (RDF + name for name in ("first", "rest", "type"))
_NIL = ox.NamedNode(f"{RDF}nil")
TARGETS = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
_SILENT = {"name", "description", "order", "group", "defaultValue", "message", "severity"}
_OF_SHAPES = {*TARGETS, "property", "node"}
_STRUCTURE = {*TARGETS, *_SILENT, "path", "deactivated"}
_PATHS = {
    "zeroOrMorePath": (True, True),
    "oneOrMorePath": (False, True),
    "zeroOrOnePath": (True, False),
}
_REFERRING = ("property", "node", "not", "qualifiedValueShape")
_LISTING = ("and", "or", "xone")
_TO_SHAPES = {*_REFERRING, *_LISTING}
_NODE_SHAPE, _PROPERTY_SHAPE, _COMPONENT = (
    ox.NamedNode(SH + name) for name in ("NodeShape", "PropertyShape", "ConstraintComponent")
)
SHAPE_TYPES = {_NODE_SHAPE, _PROPERTY_SHAPE}
_CLASSES = {ox.NamedNode(f"{RDFS}Class"), ox.NamedNode(f"{OWL}Class")}
_BOOLEANS: dict[Term, bool] = {
    ox.Literal(word, datatype=ox.NamedNode(f"{XSD}boolean")): word == "true"
    for word in ("true", "false")
}
_DEEPEST_PATH = 9


Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Parameters = dict[str, list[Term]]


class Unknown(Exception):
    """Something that only pySHACL can judge."""


class Shapes:
    """What the triples of a shapes graph say, by subject and by predicate."""

    def __init__(self, content: Iterable[ox.Triple]) -> None:
        self._facts: dict[Term, dict[str, dict[Term, None]]] = {}
        for subject, predicate, value in content:
            facts = self._facts.setdefault(subject, {})
            facts.setdefault(predicate.value.removeprefix(SH), {})[value] = None

    def says(self, node: Term, name: str) -> list[Term]:
        """The values of a property at a node; a SHACL property goes by its local name."""
        return list(self._facts.get(node, {}).get(name, ()))

    def targets(self, node: Term) -> list[tuple[str, Term]]:
        """The targets of a shape: the name of the property and its value; itself, if a class."""
        targets = [(name, value) for name in TARGETS for value in self.says(node, name)]
        return targets + [("targetClass", node)] * bool(self._types(node) & _CLASSES)

    def roots(self) -> list[Subject]:
        """The shapes that have focus nodes of their own, and those that might."""
        return [
            node
            for node in self._nodes
            if not isinstance(node, ox.Literal) and (self.targets(node) or self.may_be_class(node))
        ]

    def are_well_formed(self) -> bool:
        """Whether pySHACL can load them, and finds no kind of constraint defined in them."""
        if any(self.says(node, "parameter") for node in self._facts):
            return False
        if any(_COMPONENT in o for facts in self._facts.values() for o in facts.values()):
            return False
        try:
            for node in self._nodes:
                self.path_of(node)
                self.is_off(node)
        except Unknown:
            return False
        return True

    def parameters(self, node: Term) -> Parameters:
        """What defines the constraints of a shape: local names of SHACL properties, and values.

        Raises:
            Unknown: the shape may be a class in a way that is not known here.
        """
        if self.may_be_class(node):
            raise Unknown
        facts = self._facts.get(node, {})
        return {k: list(v) for k, v in facts.items() if ":" not in k and k not in _STRUCTURE}

    def inner(self, node: Term) -> list[Term]:
        """The shapes to which the constraints of a shape refer.

        Raises:
            Unknown: a list of them is not well-formed.
        """
        facts = self._facts.get(node, {})
        if facts.keys().isdisjoint(_TO_SHAPES):
            return []
        direct = [shape for name in _REFERRING for shape in facts.get(name, ())]
        heads = [head for name in _LISTING for head in facts.get(name, ())]
        return direct + [shape for head in heads for shape in self.items(head)]

    def items(self, head: Term) -> list[Term]:
        """The members of an RDF list.

        Raises:
            Unknown: it is no well-formed list.
        """
        found: list[Term] = []
        seen: set[Term] = set()
        while head != _NIL:
            first, rest = self.says(head, _FIRST), self.says(head, _REST)
            if head in seen or len(first) != 1 or len(rest) != 1:
                raise Unknown
            seen.add(head)
            found += first
            head = rest[0]
        return found

    def is_off(self, node: Term) -> bool:
        """Whether a shape is deactivated.

        Raises:
            Unknown: it does not say so plainly.
        """
        values = self.says(node, "deactivated")
        if len(values) > 1:
            raise Unknown
        return any(map(self.truth, values))

    def truth(self, term: Term) -> bool:
        """The value of a plainly written xsd:boolean.

        Raises:
            Unknown: the term is none.
        """
        if term not in _BOOLEANS:
            raise Unknown
        return _BOOLEANS[term]

    def path_of(self, node: Term) -> Path | None:
        """The path of a property shape; None for a node shape."""
        types = self._types(node)
        found = self.says(node, "path")
        if isinstance(node, (ox.Literal, ox.Triple)) or len(found) > 1:
            raise Unknown
        if (_PROPERTY_SHAPE in types and not found) or (_NODE_SHAPE in types and found):
            raise Unknown
        if any(not self.items(head) for name in _LISTING for head in self.says(node, name)):
            raise Unknown
        return self._path(found[0]) if found else None

    def _path(self, term: Term, level: int = 0) -> Path:
        if isinstance(term, ox.NamedNode):
            return Step(term)
        if level > _DEEPEST_PATH:
            raise Unknown
        path = self._path_of_blank_node(term, level + 1)
        if depth(path) > _DEEPEST_PATH:
            raise Unknown
        return path

    def _path_of_blank_node(self, term: Term, level: int) -> Path:
        facts = self._facts.get(term, {})
        if _FIRST in facts:
            return Sequence(self._several(term, level))
        values = [value for objects in facts.values() for value in objects]
        if len(values) != 1:
            raise Unknown
        name, inner = next(iter(facts)), values[0]
        if name == "alternativePath":
            return Alternative(self._several(inner, level))
        # pySHACL turns the steps of an inverted sequence round, but not their order.
        if name == "inversePath" and isinstance(inner, ox.NamedNode):
            return Step(inner, is_inverse=True)
        if name in _PATHS:
            return Repeat(self._path(inner, level), *_PATHS[name])
        raise Unknown

    def _several(self, head: Term, level: int) -> tuple[Path, ...]:
        parts = tuple(self._path(part, level) for part in self.items(head))
        if len(parts) < 2:
            raise Unknown
        return parts

    def _types(self, node: Term) -> set[Term]:
        return set(self.says(node, _TYPE))

    def may_be_class(self, node: Term) -> bool:
        """Whether a shape is of a type that is not known here, and may be one of classes."""
        return bool(self._types(node) - SHAPE_TYPES - _CLASSES)

    @cached_property
    def _nodes(self) -> list[Term]:
        """Every node that pySHACL takes for a shape."""
        found: dict[Term, None] = {}
        for node, facts in self._facts.items():
            is_shape = self._types(node) & SHAPE_TYPES
            if is_shape or not facts.keys().isdisjoint(_OF_SHAPES):
                found[node] = None
            try:
                found |= dict.fromkeys(self.inner(node))
            except Unknown:
                found[node] = None
        return list(found)
