"""Which focus nodes may break a shape: all that pySHACL has to look at.

A node that is not among them conforms, for two reasons. Each constraint is checked exactly, or
else in favour of suspicion. And suspicion only ever grows on its way up: `sh:not`, `sh:xone` and
`sh:qualifiedMaxCount`, which would turn "may fail" into "may conform", ask for exact answers, and
where there is none the whole shape is given up. A shape given up, or of which something is not
known here, is left to pySHACL with all its focus nodes.
"""

from __future__ import annotations

import pyoxigraph as ox

from iag_kg.graph import Term
from iag_kg.validate.checks import Check
from iag_kg.validate.constraints import compile_constraints
from iag_kg.validate.index import Index, Relation
from iag_kg.validate.paths import Path, follow
from iag_kg.validate.shapes import Shapes, Unknown

_DEEPEST = 10  # pySHACL gives up at fifteen


class Screen:
    """Shapes held against data, each for many nodes at once."""

    def __init__(self, index: Index, shapes: Shapes) -> None:
        self.index = index
        self._shapes = shapes
        self._compiled: dict[Term, tuple[Path | None, list[Check]]] = {}
        self._depth: dict[Term, int] = {}
        self._focus: dict[frozenset[tuple[str, Term]], set[int]] = {}

    def suspects(self, root: Term) -> set[Term] | None:
        """The focus nodes of a shape that may not conform; None where pySHACL must say.

        `root` is one of the roots of the shapes, which are well-formed.
        """
        try:
            nodes = self._focus_nodes(root)
            if nodes or self._shapes.may_be_class(root):
                self._compile(root)
            found = self.failing(root, nodes, exact=False)
        except Unknown:
            return None
        return {self.index.terms[number] for number in found}

    def failing(self, shape: Term, nodes: set[int], exact: bool) -> set[int]:
        """Those of `nodes` that do not conform to a shape, and, unless `exact`, some that may not.

        Raises:
            Unknown: the exact answer cannot be given.
        """
        if not nodes or self._shapes.is_off(shape):
            return set()
        path, checks = self._compiled[shape]
        column = list(nodes)
        values = follow(self.index, path, nodes) if path else Relation(column, column)
        found: set[int] = set()
        for check in checks:
            found |= check(self, values, nodes, exact)
        return found

    def _compile(self, shape: Term) -> int:
        """Make the checks of a shape and of those in it; how deep these are nested."""
        if shape not in self._depth:
            self._depth[shape] = _DEEPEST  # as long as it is not known; so is one within itself
            checks = compile_constraints(self._shapes, shape)
            self._compiled[shape] = self._shapes.path_of(shape), checks
            inner = map(self._compile, self._shapes.inner(shape))
            self._depth[shape] = 1 + max(inner, default=0)
        if self._depth[shape] >= _DEEPEST:
            raise Unknown
        return self._depth[shape]

    def _focus_nodes(self, shape: Term) -> set[int]:
        targets = frozenset(self._shapes.targets(shape))
        if targets not in self._focus:
            self._focus[targets] = set().union(*(self._targeted(*each) for each in targets))
        return self._focus[targets]

    def _targeted(self, name: str, value: Term) -> set[int]:
        if name == "targetNode":
            return {self.index.number(value)}
        if not isinstance(value, ox.NamedNode):
            raise Unknown
        if name == "targetClass":
            return self.index.instances(value)
        column = self.index.column(value)
        return column.starts if name == "targetSubjectsOf" else column.ends
