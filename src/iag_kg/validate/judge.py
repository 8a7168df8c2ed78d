"""pySHACL, shown the data without loading them, and aimed at the nodes that it has to judge."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from iag_kg.errors import GraphError
from iag_kg.validate.index import Index
from iag_kg.validate.terms import as_rdflib_reads, from_rdflib, to_rdflib

if TYPE_CHECKING:
    import rdflib


def judge(index: Index, shapes: Iterable[ox.Triple]) -> tuple[rdflib.Graph, rdflib.Graph]:
    """The report of pySHACL, and the shapes as a graph, to which the report refers.

    Raises:
        GraphError: the shapes are not valid SHACL.
    """
    import pyshacl
    import rdflib
    from pyshacl.errors import ReportableRuntimeError

    with _quiet():
        shapes_graph = rdflib.Graph()
        for triple in shapes:
            shapes_graph.add(tuple(map(to_rdflib, map(as_rdflib_reads, triple))))
        view = _view_class()(index)
        data = view.graph = rdflib.Graph(store=view)
        try:
            _, report, text = pyshacl.validate(data, shacl_graph=shapes_graph, inplace=True)
        except ReportableRuntimeError as error:
            raise GraphError(f"the shapes cannot be applied: {error}") from error
    if not isinstance(report, rdflib.Graph):
        raise GraphError(f"the shapes cannot be applied: {text}")
    return report, shapes_graph


@cache
def _view_class() -> type[Any]:
    import rdflib
    from rdflib.plugins.stores.memory import Memory

    class View(Memory):
        """The triples of an index, read-only; a term is converted when it is first met."""

        def __init__(self, index: Index) -> None:
            super().__init__()
            self.graph: rdflib.Graph | None = None
            self._index = index
            self._terms: dict[int, Any] = {}
            self._numbers: dict[Any, int] = {}

        def __len__(self, context: Any = None) -> int:
            return self._index.size

        def triples(self, triple_pattern: Any, context: Any = None) -> Any:
            subject, link, value = triple_pattern
            if link is not None and not isinstance(link, rdflib.URIRef):
                return
            links = self._index.predicates if link is None else [ox.NamedNode(link)]
            for predicate in links:
                named = to_rdflib(predicate) if link is None else link
                for start, end in self._pairs(predicate, subject, value):
                    yield (self._term(start), named, self._term(end)), (self.graph,)

        def _pairs(
            self, predicate: ox.NamedNode, subject: Any, value: Any
        ) -> Iterable[tuple[int, int]]:
            if subject is not None:
                start = self._number(subject)
                ends = dict.fromkeys(self._index.ends_of(predicate, start))
                if value is None:
                    return [(start, end) for end in ends]
                end = self._number(value)
                return [(start, end)] if end in ends else []
            column = self._index.column(predicate)
            if value is not None:
                end = self._number(value)
                return [(start, end) for start in dict.fromkeys(column.inverse.ends_of(end))]
            return dict.fromkeys(zip(column.sources, column.targets, strict=True))

        def _term(self, number: int) -> Any:
            if number not in self._terms:
                term = self._terms[number] = to_rdflib(self._index.terms[number])
                self._numbers[term] = number
            return self._terms[number]

        def _number(self, term: Any) -> int:
            if term not in self._numbers:
                self._numbers[term] = self._index.number(from_rdflib(term))
            return self._numbers[term]

    return View


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each ill-typed literal: SHACL reports them."""
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)
