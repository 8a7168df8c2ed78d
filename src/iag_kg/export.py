"""Graph → byte-stable files: Turtle, TriG, nested JSON-LD, CSV tables, GraphML, manifest.

Every function returns bytes for one file; nothing is written here. RDF is in RDFC-1.0 order.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import pyoxigraph as ox

from iag_kg.graph import Rows, Value, select

MANIFEST = "MANIFEST.csv"

_METIERS = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?code ?fr ?en ?family WHERE {
  ?metier a iag:Metier ; skos:notation ?code ; rdfs:label ?fr, ?en ;
    iag:inFamily/rdfs:label ?family .
  FILTER (LANG(?fr) = "fr" && LANG(?en) = "en" && LANG(?family) = "fr")
}
ORDER BY ?code
"""
_PASSERELLES = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?origin ?destination ?coverage ?affinity ?durable ?rarity_coverage ?kind ?recommended WHERE {
  ?passerelle iag:origin/skos:notation ?origin ; iag:destination/skos:notation ?destination ;
    iag:coverage ?coverage ; iag:affinity ?affinity ; iag:durableShare ?durable ;
    iag:rarityCoverage ?rarity_coverage ; iag:hasKind/rdfs:label ?kind ;
    iag:isRecommended ?recommended .
  FILTER (LANG(?kind) = "fr")
}
ORDER BY ?origin ?destination
"""
_DEMANDS = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?code ?skill ?fr ?en ?category ?demand WHERE {
  ?line a iag:SkillDemand ; iag:concernsMetier/skos:notation ?code ; iag:concernsSkill ?skill ;
    iag:demand ?demand .
  ?skill rdfs:label ?fr, ?en ; skos:broader/rdfs:label ?category .
  FILTER (LANG(?fr) = "fr" && LANG(?en) = "en" && LANG(?category) = "fr")
}
ORDER BY ?code ?skill
"""
_STAKES = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?from ?from_kind ?from_fr ?from_en ?link ?to ?to_kind ?to_fr ?to_en (COUNT(*) AS ?times)
WHERE {
  {
    ?claim a iag:Claim ; iag:saidBy ?from ; iag:isAbout ?to . ?to a iag:Risk .
    BIND ("stakeholder" AS ?from_kind) BIND ("speaks of" AS ?link) BIND ("risk" AS ?to_kind)
  } UNION {
    ?to a iag:Recommendation ; iag:carriedBy ?from .
    BIND ("stakeholder" AS ?from_kind) BIND ("carries" AS ?link) BIND ("measure" AS ?to_kind)
  } UNION {
    ?from a iag:Recommendation ; iag:mitigates ?to .
    BIND ("measure" AS ?from_kind) BIND ("mitigates" AS ?link) BIND ("risk" AS ?to_kind)
  }
  ?from rdfs:label ?from_fr, ?from_en . ?to rdfs:label ?to_fr, ?to_en .
  FILTER (LANG(?from_fr) = "fr" && LANG(?from_en) = "en")
  FILTER (LANG(?to_fr) = "fr" && LANG(?to_en) = "en")
}
GROUP BY ?from ?from_kind ?from_fr ?from_en ?link ?to ?to_kind ?to_fr ?to_en
ORDER BY ?from ?link ?to
"""


def to_csv(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A CSV table: UTF-8, LF, header row; booleans as `true` and `false`, nothing for None."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell_text(value) for value in row] for row in rows)
    return buffer.getvalue().encode()


def rows_to_csv(rows: Rows) -> bytes:
    """The answer to a query as a CSV table."""
    return to_csv(rows.columns, rows.values())


def cell_text(value: Value) -> str:
    """A value as a table shows it: numbers in plain notation, booleans in lower case."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def passerelles_graphml(store: ox.Store) -> bytes:
    """Métiers as nodes, passerelles as directed edges with their scores, for Gephi and the like."""
    import networkx as nx

    graph = nx.DiGraph()
    for code, fr, en, family in select(store, _METIERS).values():
        graph.add_node(code, label=fr, label_en=en, family=family)
    for row in select(store, _PASSERELLES).records():
        origin, destination = row.pop("origin"), row.pop("destination")
        if origin in graph and destination in graph:
            graph.add_edge(origin, destination, weight=float(str(row["coverage"])), **_plain(row))
    return _graphml(graph)


def skills_graphml(store: ox.Store) -> bytes:
    """Métiers and skills as nodes of two kinds, linked by the demand of one for the other."""
    import networkx as nx

    graph = nx.Graph()
    for code, fr, en, family in select(store, _METIERS).values():
        graph.add_node(code, kind="metier", label=fr, label_en=en, group=family)
    for code, iri, fr, en, category, demand in select(store, _DEMANDS).values():
        skill = str(iri).rpartition("/")[2]
        graph.add_node(skill, kind="skill", label=fr, label_en=en, group=category)
        graph.add_edge(code, skill, weight=float(str(demand)))
    return _graphml(graph)


def stakeholders_graphml(store: ox.Store) -> bytes:
    """Stakeholders, risks and measures as nodes: who speaks of, carries and mitigates what."""
    import networkx as nx

    graph = nx.DiGraph()
    for row in select(store, _STAKES).values():
        source, source_kind, source_fr, source_en, link, target, kind, fr, en, times = row
        ends = [str(iri).rpartition("/")[2] for iri in (source, target)]
        graph.add_node(ends[0], kind=source_kind, label=source_fr, label_en=source_en)
        graph.add_node(ends[1], kind=kind, label=fr, label_en=en)
        graph.add_edge(*ends, kind=link, weight=times)
    return _graphml(graph)


def manifest(files: Mapping[str, bytes]) -> bytes:
    """File, size in bytes and SHA-256 of every export, by name."""
    rows = [
        (name, len(content), hashlib.sha256(content).hexdigest())
        for name, content in sorted(files.items())
    ]
    return to_csv(("file", "bytes", "sha256"), rows)


def _plain(row: Mapping[str, Value]) -> dict[str, str | bool | float]:
    """Values as GraphML knows them: decimals become doubles."""
    return {
        key: value if isinstance(value, (str, bool)) else float(str(value))
        for key, value in row.items()
    }


def _graphml(graph: object) -> bytes:
    import networkx as nx

    lines = nx.generate_graphml(graph, named_key_ids=True)  # type: ignore[no-untyped-call]
    return ("\n".join(lines) + "\n").encode()
