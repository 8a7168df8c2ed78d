"""The questions that are put to a store: which focus nodes may fail a kind of constraint?

MINUS and sub-selects are chosen for the way they are evaluated: once, as sets, where FILTER NOT
EXISTS and joins look up node after node. A question may be answered with nodes that do not fail,
never without one that does; two terms that rdflib takes for one are two to the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import ne

import pyoxigraph as ox

from iag_kg.graph import RDF_TYPE, Term
from iag_kg.validate.literals import natural
from iag_kg.validate.paths import Alternative, Path, Step
from iag_kg.validate.shapes import Shapes, Unknown
from iag_kg.validate.stored import StoredIndex

# Up to so many focus nodes, it is quicker to go from each to its values than to ask about all
# values of the property, or even to look at one after the other.
FEW, VERY_FEW = 1_000, 500
_NAMED = 1_000  # values in a question


class Asking:
    """What the questions about one shape have in common."""

    def __init__(
        self, index: StoredIndex, shapes: Shapes, path: Path | None, focus: str, size: int
    ) -> None:
        self.index = index
        self.shapes = shapes
        self.focus = focus
        self._read: dict[str, set[int]] = {}
        self.odd = False  # whether a term was read that rdflib takes for another one
        self.few, self.very_few = size <= FEW, size <= VERY_FEW
        self.path = None if path is None else _written(path)
        if path is None and not self.few:
            raise Unknown
        # The focus nodes that have values, with these; or all that have some, to save a join.
        values = "BIND (?s AS ?o)" if path is None else f"?s {self.path} ?o ."
        self.scoped = f"{focus} {values}" if self.few else values

    def read(self, pattern: str) -> set[int]:
        """The distinct values of ?o in a pattern."""
        if pattern not in self._read:
            values = self.index.values(pattern)
            numbers = list(map(self.index.number, values))
            self._read[pattern] = set(numbers)
            self.odd |= any(map(ne, map(self.index.terms.__getitem__, numbers), values))
        return self._read[pattern]

    def nodes(self, pattern: str) -> set[Term]:
        """The focus nodes among ?s of a pattern; where they are few, of one that names them."""
        found = f"{{ SELECT DISTINCT ?s {{ {pattern} }} }}"
        if not self.few:
            if not self.index.holds(found):
                return set()
            found += f" MINUS {{ {found} MINUS {{ SELECT ?s {{ {self.focus} }} }} }}"
        return {node for (node,) in self.index.select(f"SELECT DISTINCT ?s {{ {found} }}")}

    def having(self, values: list[Term]) -> set[Term]:
        """The focus nodes that have one of several values."""
        if len(values) > _NAMED or any(isinstance(value, ox.BlankNode) for value in values):
            raise Unknown
        if values and self.odd:  # what is in the store may not be what they are read as
            raise Unknown
        if self.path is None:
            return set(values)
        return self.nodes(f"{_one_of('?o', values)} {self.scoped}") if values else set()

    def without(self, pattern: str) -> set[Term]:
        """The focus nodes that are not among ?s of a pattern."""
        unless = "FILTER NOT EXISTS" if self.very_few else "MINUS"
        rows = self.index.select(f"SELECT DISTINCT ?s {{ {self.focus} {unless} {{ {pattern} }} }}")
        return {node for (node,) in rows}


def _written(path: Path) -> str:
    """A path as SPARQL writes it.

    Raises:
        Unknown: it is neither a property nor one of several.
    """
    written = []
    for step in path.parts if isinstance(path, Alternative) else (path,):
        if not isinstance(step, Step) or step.is_inverse:
            raise Unknown
        written.append(str(step.predicate))
    return "|".join(written)


def _one_of(variable: str, terms: Iterable[Term]) -> str:
    return f"VALUES {variable} {{ {' '.join(map(str, terms))} }}"


def instances(variable: str, kinds: Iterable[Term]) -> str:
    kind = f"{variable}Kind"  # to MINUS, a variable of the same name would be the same kind
    return f"{_one_of(kind, kinds)} {variable} {RDF_TYPE} {kind} ."


def _iri(term: Term) -> ox.NamedNode:
    if not isinstance(term, ox.NamedNode):
        raise Unknown
    return term


def _at_least(asking: Asking, value: Term) -> set[Term]:
    least = natural(value)
    if least == 1:
        return asking.without(f"?s {asking.path} ?o")
    if least is None or not asking.few:
        raise Unknown
    rows = asking.index.select(f"SELECT DISTINCT ?s ?o {{ {asking.scoped} }}")
    counts = asking.index.relation(rows).counts
    every = asking.index.select(f"SELECT DISTINCT ?s {{ {asking.focus} }}")
    return {node for (node,) in every if counts.get(asking.index.number(node), 0) < least}


def _at_most(asking: Asking, value: Term) -> set[Term]:
    having = f"HAVING (COUNT(DISTINCT ?o) > {natural(value)})"
    return asking.nodes(f"{{ SELECT ?s {{ {asking.scoped} }} GROUP BY ?s {having} }}")


def _of_class(asking: Asking, value: Term) -> set[Term]:
    return _of_classes(asking, asking.index.classes(_iri(value)))


def _of_classes(asking: Asking, kinds: list[Term]) -> set[Term]:
    return asking.nodes(f"{asking.scoped} MINUS {{ {instances('?o', kinds)} }}")


def _of_one_class(asking: Asking, value: Term) -> set[Term]:
    """sh:or of shapes that each ask for one class, and for nothing else."""
    kinds: dict[Term, None] = {}
    for shape in asking.shapes.items(value):
        given = asking.shapes.parameters(shape)
        is_plain = asking.shapes.path_of(shape) is None and not asking.shapes.is_off(shape)
        if not is_plain or set(given) != {"class"} or len(given["class"]) > 1:
            raise Unknown
        kinds |= dict.fromkeys(asking.index.classes(_iri(given["class"][0])))
    return _of_classes(asking, list(kinds))


def _same_as(asking: Asking, value: Term) -> set[Term]:
    here, there = f"?s {asking.path} ?o", f"?s {_iri(value)} ?o"
    scope = asking.focus if asking.few else ""
    return asking.nodes(f"{scope} {here} MINUS {{ {there} }}") | asking.nodes(
        f"{scope} {there} MINUS {{ {here} }}"
    )


def _apart_from(asking: Asking, value: Term) -> set[Term]:
    there, terms = f"?s {_iri(value)} ?o", asking.index.terms
    if not all(isinstance(terms[each], ox.NamedNode) for each in asking.read(asking.scoped)):
        others = f"{asking.focus if asking.few else ''} {there}"
        if asking.read(asking.scoped).isdisjoint(asking.read(others)):
            return set()
        if asking.odd:
            raise Unknown
    return asking.nodes(
        f"{{ SELECT ?s ?o {{ {asking.scoped} }} }} {{ SELECT ?s ?o {{ {there} }} }}"
    )


def _in_different_languages(asking: Asking, value: Term) -> set[Term]:
    if not asking.shapes.truth(value):
        return set()
    several = f"SELECT ?s {{ {asking.scoped} }} GROUP BY ?s HAVING (COUNT(DISTINCT ?o) > 1)"
    values = f"{{ {several} }} ?s {asking.path} ?o"
    by_language = "GROUP BY ?s (LANG(?o) AS ?language) HAVING (COUNT(DISTINCT ?o) > 1)"
    return asking.nodes(f"{{ SELECT ?s ?language {{ {values} }} {by_language} }}")


def _with(asking: Asking, value: Term) -> set[Term]:
    if isinstance(value, ox.BlankNode | ox.Triple):
        raise Unknown
    return asking.without(f"?s {asking.path} {value}")


QUESTIONS: dict[str, Callable[[Asking, Term], set[Term]]] = {
    "minCount": _at_least,
    "maxCount": _at_most,
    "class": _of_class,
    "or": _of_one_class,
    "equals": _same_as,
    "disjoint": _apart_from,
    "uniqueLang": _in_different_languages,
    "hasValue": _with,
}
