"""Which focus nodes of a shape may break it, asked of a store in SPARQL; else `screen` says.

As there, the answer errs on the side of suspicion only. Two terms that rdflib takes for one are two
to the store: that may make a node suspect, never clear it; where it could (sh:disjoint, a
sh:minCount above one, nodes looked up by the values that fail), what was read decides, or `screen`.
"""

from __future__ import annotations

import pyoxigraph as ox

from iag_kg.graph import Term
from iag_kg.validate.constraints import compile_constraint, compile_constraints
from iag_kg.validate.index import Relation
from iag_kg.validate.questions import QUESTIONS, Asking, instances
from iag_kg.validate.screen import Screen
from iag_kg.validate.shapes import Parameters, Shapes, Unknown
from iag_kg.validate.stored import StoredIndex

_OF_EACH_VALUE = {
    *("datatype", "nodeKind", "pattern", "minLength", "maxLength", "languageIn", "in"),
    *("minInclusive", "maxInclusive", "minExclusive", "maxExclusive"),
}


class Asked:
    """Shapes held against the graphs of a store."""

    def __init__(self, index: StoredIndex, shapes: Shapes) -> None:
        self._index = index
        self._shapes = shapes
        self._screen = Screen(index, shapes)

    def suspects(self, root: Term) -> set[Term] | None:
        """The focus nodes of a shape that may not conform; None where pySHACL must say.

        `root` is one of the roots of the shapes, which are well-formed.
        """
        try:
            given = self._shapes.parameters(root)
            if self._shapes.is_off(root):
                return set()
            focus, size = self._focus(root)
            if not size or not given:
                return set()
            compile_constraints(self._shapes, root)  # anything that pySHACL would refuse?
            asking = Asking(self._index, self._shapes, self._shapes.path_of(root), focus, size)
            return set().union(*(self._failing(asking, name, given) for name in given))
        except Unknown:
            return self._screen.suspects(root)

    def _focus(self, root: Term) -> tuple[str, int]:
        """The focus nodes of a shape, as ?s of a pattern, and how many they are at most."""
        (name, first), *more = targets = self._shapes.targets(root)
        if name == "targetSubjectsOf" and not more and isinstance(first, ox.NamedNode):
            pattern = f"{{ SELECT DISTINCT ?s {{ ?s {first} ?any }} }}"
            return pattern, len(self._index.select(f"SELECT ?s {{ {pattern} }}"))
        kinds: dict[Term, None] = {}
        for name, kind in targets:
            if name != "targetClass" or not isinstance(kind, ox.NamedNode):
                raise Unknown
            kinds |= dict.fromkeys(self._index.classes(kind))
        return instances("?s", kinds), sum(map(self._index.count, kinds))

    def _failing(self, asking: Asking, name: str, given: Parameters) -> set[Term]:
        if name == "flags":  # which sh:pattern reads
            return set()
        if name in _OF_EACH_VALUE:
            numbers = asking.read(asking.scoped)
            column, bad = list(numbers), set[int]()
            for check in compile_constraint(name, given, self._shapes):
                bad |= check(self._screen, Relation(column, column), numbers, False)
            return asking.having([self._index.terms[number] for number in bad])
        if name not in QUESTIONS or asking.path is None:
            raise Unknown
        return set().union(*(QUESTIONS[name](asking, value) for value in given[name]))
