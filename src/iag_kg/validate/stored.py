"""The data where they lie: a store that is asked, and read only as far as it has to be.

To read a term from a disk costs far more than to compare two that are there. What only compares
terms (classes, counts, properties equal or disjoint) is therefore asked of the store in SPARQL;
values are read where their text matters, whole columns where `questions` has no question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import pyoxigraph as ox

from iag_kg.graph import RDF_TYPE, Term
from iag_kg.validate.index import SUBCLASS, Index, Relation
from iag_kg.validate.literals import natural
from iag_kg.validate.shapes import Unknown

Solution = tuple[Term, ...]


class StoredIndex(Index):
    """The union of some named graphs of a store; a column is read when it is first asked for."""

    def __init__(self, store: ox.Store, graphs: Sequence[ox.NamedNode]) -> None:
        super().__init__(())
        self._store = store
        self._graphs: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = list(graphs)
        counted = f"SELECT ?c (COUNT(*) AS ?n) {{ ?s {RDF_TYPE} ?c }} GROUP BY ?c"
        self._counts = {kind: natural(count) or 0 for kind, count in self.select(counted)}
        self._below: dict[Term, list[Term]] = {}
        for lower, upper in self.select(f"SELECT ?s ?o {{ ?s {SUBCLASS} ?o }}"):
            self._below.setdefault(upper, []).append(lower)

    @property
    def predicates(self) -> list[ox.NamedNode]:
        found = [link for (link,) in self.select("SELECT DISTINCT ?p { ?s ?p ?o }")]
        return [link for link in found if isinstance(link, ox.NamedNode)]

    @cached_property
    def size(self) -> int:
        ((count,),) = self.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        return natural(count) or 0

    def column(self, predicate: ox.NamedNode) -> Relation:
        if predicate not in self._columns:
            rows = self.select(f"SELECT ?s ?o {{ ?s {predicate} ?o }}")
            self._columns[predicate] = self.relation(rows)
        return self._columns[predicate]

    def ends_of(self, predicate: ox.NamedNode, source: int) -> Iterator[int]:
        term = self.terms[source]
        if predicate in self._columns or not isinstance(term, ox.NamedNode):
            return super().ends_of(predicate, source)
        return map(self.number, self.values(f"{term} {predicate} ?o"))

    def relation(self, rows: Iterable[Solution]) -> Relation:
        """Rows of two terms in two columns of numbers."""
        relation = Relation([], [])
        for source, target in rows:
            relation.sources.append(self.number(source))
            relation.targets.append(self.number(target))
        return relation

    def select(self, text: str) -> list[Solution]:
        """The rows of a query, whose variables are bound in each."""
        found = self._store.query(text, default_graph=self._graphs)
        assert isinstance(found, ox.QuerySolutions)
        return [tuple(row) for row in found]

    def values(self, pattern: str) -> list[Term]:
        """The distinct values of ?o in a pattern."""
        found = self._store.query(f"SELECT DISTINCT ?o {{ {pattern} }}", default_graph=self._graphs)
        assert isinstance(found, ox.QuerySolutions)
        return [row[0] for row in found]

    def holds(self, pattern: str) -> bool:
        """Whether a pattern is found at all."""
        return bool(self._store.query(f"ASK {{ {pattern} }}", default_graph=self._graphs))

    def classes(self, kind: ox.NamedNode) -> list[Term]:
        """A class and those below it, as far as they have instances.

        Raises:
            Unknown: one of them has no name by which the store could be asked.
        """
        seen: dict[Term, None] = {kind: None}
        waiting: list[Term] = [kind]
        while waiting:
            new = [each for each in self._below.get(waiting.pop(), ()) if each not in seen]
            seen |= dict.fromkeys(new)
            waiting += new
        found = [each for each in seen if each in self._counts]
        if not all(isinstance(each, ox.NamedNode) for each in found):
            raise Unknown
        return found

    def count(self, kind: Term) -> int:
        """How many instances a class has of its own."""
        return self._counts.get(kind, 0)
