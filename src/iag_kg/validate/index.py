"""The data in columns: each term a number, each predicate its subjects and its objects.

Everything that is asked of the data here is asked of a whole set of nodes at once; on columns of
numbers that is set algebra, which Python does at the speed of C.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import compress

import pyoxigraph as ox

from iag_kg.graph import RDF_TYPE, Term
from iag_kg.namespaces import RDFS
from iag_kg.validate.terms import as_rdflib_reads

SUBCLASS = ox.NamedNode(f"{RDFS}subClassOf")
_BITS = 32
_LOW = (1 << _BITS) - 1
# With so many times fewer nodes than pairs, going from node to node is quicker than reading all
# pairs; but the look-up for it is worth making only for a relation that is often asked.
_FEW, _OFTEN = 8, 3


def pair(source: int, target: int) -> int:
    """Two numbers as one, the first of which it sorts by."""
    return source << _BITS | target


def source_of(pair: int) -> int:
    """The source of a pair."""
    return pair >> _BITS


class Relation:
    """Pairs of numbers, as two columns of the same length. Data said twice is there twice.

    Nothing here makes an object a pair: millions of them would keep the garbage collector busy
    for longer than all the rest takes.
    """

    def __init__(self, sources: list[int], targets: list[int]) -> None:
        self.sources = sources
        self.targets = targets
        self._asked = 0

    @classmethod
    def of_pairs(cls, pairs: Collection[int]) -> Relation:
        """The relation of pairs that `pair` makes."""
        return cls([each >> _BITS for each in pairs], [each & _LOW for each in pairs])

    @cached_property
    def starts(self) -> set[int]:
        """The distinct sources."""
        return set(self.sources)

    @cached_property
    def ends(self) -> set[int]:
        """The distinct targets."""
        return set(self.targets)

    @cached_property
    def pairs(self) -> set[int]:
        """The distinct pairs, each as `pair` makes it."""
        return {s << _BITS | t for s, t in zip(self.sources, self.targets, strict=True)}

    @cached_property
    def inverse(self) -> Relation:
        """The same pairs, the other way round."""
        return Relation(self.targets, self.sources)

    @cached_property
    def counts(self) -> Mapping[int, int]:
        """How many distinct targets each source has."""
        if len(self.starts) == len(self.sources):
            return dict.fromkeys(self.starts, 1)
        return Counter(each >> _BITS for each in self.pairs)

    def ends_of(self, source: int) -> Iterator[int]:
        """The targets of one source, the last one said first."""
        last, before = self._rows
        row = last.get(source, -1)
        while row >= 0:
            yield self.targets[row]
            row = before[row] if before else -1

    @cached_property
    def _rows(self) -> tuple[dict[int, int], list[int]]:
        """The last row of each source, and for each row the one before of the same source."""
        last = dict(zip(self.sources, range(len(self.sources)), strict=True))
        if len(last) == len(self.sources):
            return last, []
        last.clear()
        before = []
        for row, source in enumerate(self.sources):
            before.append(last.get(source, -1))
            last[source] = row
        return last, before

    def of(self, sources: set[int]) -> Relation:
        """The pairs that start from one of `sources`."""
        self._asked += 1
        if self._asked > _OFTEN and len(sources) * _FEW < len(self.sources):
            return Relation.of_pairs([pair(s, t) for s in sources for t in self.ends_of(s)])
        if self.starts <= sources:
            return self
        return self._where(map(sources.__contains__, self.sources))

    def then(self, second: Relation) -> Relation:
        """The sources of this relation with the targets of the next, where they meet."""
        if len(second.starts) == len(second.sources):
            ahead = dict(zip(second.sources, second.targets, strict=True))
            met = self.to(second.starts)
            return Relation(met.sources, [ahead[target] for target in met.targets])
        return Relation.of_pairs(
            {
                pair(source, end)
                for source, target in zip(self.sources, self.targets, strict=True)
                for end in second.ends_of(target)
            }
        )

    def to(self, targets: set[int]) -> Relation:
        """The pairs that end in one of `targets`."""
        return self._where(map(targets.__contains__, self.targets))

    def leading_to(self, targets: set[int]) -> set[int]:
        """The sources of the pairs that end in one of `targets`."""
        return self.to(targets).starts if targets else set()

    def _where(self, kept: Iterable[bool]) -> Relation:
        rows = list(kept)
        return Relation(list(compress(self.sources, rows)), list(compress(self.targets, rows)))


class _Numbers(dict[Term, int]):
    """Term to number, given at first sight, from 0 on; terms that rdflib holds for one share it."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: list[Term] = []
        self.languages: dict[str, set[int]] = {}

    def __missing__(self, term: Term) -> int:
        if not isinstance(term, ox.NamedNode):
            same = as_rdflib_reads(term)
            if same is not term:
                number = self[term] = self[same]
                return number
        number = self[term] = len(self.terms)
        self.terms.append(term)
        if isinstance(term, ox.Literal) and (language := term.language):
            self.languages.setdefault(language, set()).add(number)
        return number


class Index:
    """The triples of a graph by predicate; the terms by number, the texts of each language."""

    def __init__(self, data: Iterable[ox.Triple]) -> None:
        self._numbers = numbers = _Numbers()
        self.terms = numbers.terms
        self.languages = numbers.languages
        self._columns: dict[ox.NamedNode, Relation] = {}
        adding: dict[ox.NamedNode, tuple[Callable[[int], None], Callable[[int], None]]] = {}
        for subject, predicate, value in data:
            both = adding.get(predicate)
            if both is None:
                column = self._columns[predicate] = Relation([], [])
                both = adding[predicate] = column.sources.append, column.targets.append
            add_source, add_target = both
            add_source(numbers[subject])
            add_target(numbers[value])
        self._classes: dict[ox.NamedNode, set[int]] = {}

    @property
    def predicates(self) -> list[ox.NamedNode]:
        """Every predicate of the data, in the order of first use."""
        return list(self._columns)

    @property
    def size(self) -> int:
        """How many triples there are; those said twice count twice."""
        return sum(len(column.sources) for column in self._columns.values())

    def column(self, predicate: ox.NamedNode) -> Relation:
        """The pairs that `predicate` links; none where the data does not use it."""
        return self._columns.get(predicate) or Relation([], [])

    def ends_of(self, predicate: ox.NamedNode, source: int) -> Iterator[int]:
        """What one node is linked to by `predicate`."""
        return self.column(predicate).ends_of(source)

    def number(self, term: Term) -> int:
        """The number of a term, which need not occur in the data."""
        return self._numbers[term]

    def instances(self, kind: ox.NamedNode) -> set[int]:
        """What is of class `kind`, or of a class below it by rdfs:subClassOf in the data."""
        if kind not in self._classes:
            below, types = self.column(SUBCLASS).inverse, self._types
            found: set[int] = set()
            seen: set[int] = set()
            waiting = [self.number(kind)]
            while waiting:
                each = waiting.pop()
                if each not in seen:
                    seen.add(each)
                    found |= types.get(each, set())
                    waiting += below.ends_of(each)
            self._classes[kind] = found
        return self._classes[kind]

    @cached_property
    def _types(self) -> dict[int, set[int]]:
        column = self.column(RDF_TYPE)
        found: dict[int, set[int]] = {}
        for instance, kind in zip(column.sources, column.targets, strict=True):
            members = found.get(kind)
            if members is None:
                members = found[kind] = set()
            members.add(instance)
        return found
