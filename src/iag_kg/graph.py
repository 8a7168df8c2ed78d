"""The one seam to the RDF store: read, hold, query and write quads.

A graph is a `pyoxigraph.Store` whose triples all stand in named graphs. Queries see the union of
those graphs as their default graph, so that a plain triple pattern works here as it does on a
single Turtle file: no triple stands in two graphs, which the union would count twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from iag_kg.errors import GraphError, QueryError
from iag_kg.namespaces import IAGG, PREFIXES, RDF, expand

if TYPE_CHECKING:
    import rdflib

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Object = str | ox.NamedNode | ox.Literal
Value = str | int | float | Decimal | bool | None

ONTOLOGY = ox.NamedNode(f"{IAGG}ontology")
HARMONISATION = ox.NamedNode(f"{IAGG}harmonisation")
LAW = ox.NamedNode(f"{IAGG}law")
ALIGNMENTS = ox.NamedNode(f"{IAGG}alignments")
INFERRED = ox.NamedNode(f"{IAGG}inferred")
PASSERELLES = ox.NamedNode(f"{IAGG}passerelles")
RDF_TYPE = ox.NamedNode(f"{RDF}type")

_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".xml": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".json": ox.RdfFormat.JSON_LD,
}
_DEEPEST = 500
_NUMBERS: dict[str, Callable[[str], Value]] = {
    "integer": int,
    "decimal": Decimal,
    "double": float,
    "float": float,
}


@dataclass(frozen=True)
class Rows:
    """The answer to a SELECT: column names, one tuple of terms a solution (None: unbound)."""

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]

    def values(self) -> list[tuple[Value, ...]]:
        """The same rows as plain Python values: text of IRIs and literals, numbers, booleans."""
        return [tuple(to_python(term) for term in row) for row in self.terms]

    def records(self) -> list[dict[str, Value]]:
        """The same rows as dictionaries, one a row, keyed by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.values()]


def to_python(term: Term | None) -> Value:
    """The Python value of a term: int, Decimal, float or bool by datatype, else its text."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        kind = term.datatype.value.rpartition("#")[2]
        if kind == "boolean":
            return term.value in ("true", "1")
        return _NUMBERS.get(kind, str)(term.value)
    return term.value if isinstance(term, (ox.NamedNode, ox.BlankNode)) else str(term)


def read_quads(path: Path, graph: ox.NamedNode | None = None) -> list[ox.Quad]:
    """The quads of an RDF file, its default graph renamed to `graph` where one is given.

    Raises:
        GraphError: the file is missing, is a folder, has an unknown ending, is not UTF-8 or does
            not parse; the message names file and line.
    """
    rdf_format = _FORMATS.get(path.suffix.lower())
    if path.is_dir():
        raise GraphError(f"{path}: a folder, not an RDF file")
    if not path.exists():
        raise GraphError(f"{path}: no such file")
    if rdf_format is None:
        known = " ".join(_FORMATS)
        raise GraphError(f"{path}: unknown ending '{path.suffix}'; known endings: {known}")
    try:
        content = path.read_bytes()
        if rdf_format == ox.RdfFormat.JSON_LD and _depth(content) > _DEEPEST:
            raise GraphError(f"{path}: nested more than {_DEEPEST} levels deep")
        quads = list(ox.parse(content, format=rdf_format, base_iri=path.resolve().as_uri()))
    except OSError as error:
        raise GraphError(f"{path}: cannot be read ({error.strerror})") from error
    except SyntaxError as error:
        place = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise GraphError(f"{place}: not valid {rdf_format.name}: {error.msg}") from error
    except ValueError as error:
        raise GraphError(f"{path}: not valid {rdf_format.name}: {error}") from error
    if graph is None:
        return quads
    default = ox.DefaultGraph()
    return [
        ox.Quad(q.subject, q.predicate, q.object, graph) if q.graph_name == default else q
        for q in quads
    ]


def _depth(content: bytes) -> int:
    """How deep JSON is nested: some thousands of levels overflow the parser's stack."""
    marks = re.sub(rb'"(?:[^"\\]|\\.)*"|[^\[\]{}"]+', b"", content)
    return max(accumulate(1 if mark in b"[{" else -1 for mark in marks), default=0)


def to_store(quads: Iterable[ox.Quad]) -> ox.Store:
    """A new in-memory store that holds `quads`."""
    store = ox.Store()
    store.bulk_extend(quads)
    return store


def select(store: ox.Store, text: str) -> Rows:
    """The answer to a SELECT query over the union of the named graphs.

    Raises:
        QueryError: the text is not a valid SELECT query.
    """
    try:
        solutions = store.query(text, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QueryError(f"not a valid SPARQL query: {error.msg or error}") from error
    if not isinstance(solutions, ox.QuerySolutions):
        raise QueryError("not a SELECT query")
    columns = tuple(variable.value for variable in solutions.variables)
    return Rows(columns, tuple(tuple(solution) for solution in solutions))


def triples(store: ox.Store, *graphs: ox.NamedNode) -> list[ox.Triple]:
    """The distinct triples of the named graphs given, of all where none is, in RDFC-1.0 order.

    Without blank nodes, RDFC-1.0 order is the code-point order of the N-Triples lines; sorting
    lines and parsing them again is several times faster than sorting terms.
    """
    lines: set[bytes] = set()
    for graph in graphs or graph_names(store):
        lines.update(_dump(store, graph).splitlines(keepends=True))
    ordered = b"".join(sorted(lines))
    return [quad.triple for quad in ox.parse(ordered, format=ox.RdfFormat.N_TRIPLES)]


def graph_names(store: ox.Store) -> list[ox.NamedNode]:
    """The named graphs of a store, by name."""
    names = [name for name in store.named_graphs() if isinstance(name, ox.NamedNode)]
    return sorted(names, key=lambda name: name.value)


def to_dataset(store: ox.Store) -> rdflib.Dataset:
    """The same quads as an `rdflib.Dataset` whose default graph is the union of the named ones."""
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    for prefix, base in PREFIXES.items():
        dataset.bind(prefix, base, replace=True)
    quads = store.dump(format=ox.RdfFormat.N_QUADS)
    assert quads is not None
    dataset.parse(data=quads.decode(), format="nquads")
    return dataset


def serialize_turtle(content: Iterable[ox.Triple]) -> bytes:
    """Turtle with the project's prefixes, in the order given (see `triples`)."""
    return _serialize(content, ox.RdfFormat.TURTLE)


def serialize_trig(store: ox.Store) -> bytes:
    """TriG with the project's prefixes: graphs by name, triples in RDFC-1.0 order."""
    quads = b"".join(
        line.removesuffix(b".\n") + f"{graph} .\n".encode()
        for graph in graph_names(store)
        for line in sorted(_dump(store, graph).splitlines(keepends=True))
    )
    return _serialize(ox.parse(quads, format=ox.RdfFormat.N_QUADS), ox.RdfFormat.TRIG)


def _serialize(content: Iterable[ox.Triple] | Iterable[ox.Quad], kind: ox.RdfFormat) -> bytes:
    written = ox.serialize(content, format=kind, prefixes=PREFIXES)
    assert written is not None
    return written


def _dump(store: ox.Store, graph: ox.NamedNode) -> bytes:
    written = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
    assert written is not None
    return written


@cache
def node(curie: str) -> ox.NamedNode:
    """The IRI term of a CURIE of the prefix table."""
    return ox.NamedNode(expand(curie))


def text(value: str, language: str) -> ox.Literal:
    """A literal in `language`, 'fr' or 'en'."""
    return ox.Literal(value, language=language)


def decimal(value: Decimal) -> ox.Literal:
    """An `xsd:decimal` in plain notation, without trailing zeros (1, 0.75, never 7.5E-1)."""
    plain = f"{value:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return ox.Literal(plain, datatype=node("xsd:decimal"))


class Writer:
    """Collects the quads of one named graph."""

    def __init__(self, graph: ox.NamedNode) -> None:
        self.graph = graph
        self.quads: list[ox.Quad] = []

    def add(self, subject: str, predicate: str, *objects: Object) -> None:
        """State `subject predicate object` for each object, given as CURIE or term."""
        source, link = node(subject), node(predicate)
        for item in objects:
            target = node(item) if isinstance(item, str) else item
            self.quads.append(ox.Quad(source, link, target, self.graph))

    def describe(self, subject: str, kind: str, fr: str, en: str) -> None:
        """Give `subject` its class and its two labels."""
        self.add(subject, "rdf:type", kind)
        self.add(subject, "rdfs:label", text(fr, "fr"), text(en, "en"))
