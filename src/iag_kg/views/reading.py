"""Reading a graph for the views: SELECT with the project's prefixes, texts by language, keys."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pyoxigraph as ox

from iag_kg import graph
from iag_kg.namespaces import PREFIXES
from iag_kg.views.atlas import Text

_PROLOGUE = "".join(f"PREFIX {prefix}: <{base}>\n" for prefix, base in PREFIXES.items())


def select(store: ox.Store, text: str) -> graph.Rows:
    """The rows of a SELECT whose prefixes are those of the table."""
    return graph.select(store, _PROLOGUE + text)


def find_records(store: ox.Store, text: str) -> list[dict[str, graph.Value]]:
    """The same as dictionaries of plain values."""
    return select(store, text).records()


def find_one(store: ox.Store, text: str) -> dict[str, graph.Value]:
    """The first of them; empty where there is none."""
    return next(iter(find_records(store, text)), {})


def to_number(value: graph.Value, default: float = 0.0) -> float:
    """A number as a float; `default` for anything else."""
    return float(value) if isinstance(value, (Decimal, float, int)) else default


def local_name(iri: str) -> str:
    """The end of an IRI."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def find_texts(store: ox.Store, predicate: str) -> dict[str, Text]:
    """The French and English text that a predicate gives each thing, passerelles left out."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    rows = select(
        store,
        f"""SELECT DISTINCT ?thing ?text WHERE {{ ?thing {predicate} ?text
        FILTER NOT EXISTS {{ ?thing a iag:Passerelle }} }} ORDER BY ?thing ?text""",
    )
    for thing, text in rows.terms:
        if isinstance(text, ox.Literal) and thing is not None:
            found[str(graph.to_python(thing))].setdefault(text.language or "fr", text.value)
    return {
        iri: Text(texts.get("fr") or texts["en"], texts.get("en") or texts["fr"])
        for iri, texts in found.items()
        if texts.keys() & {"fr", "en"}
    }


def find_keys(store: ox.Store) -> dict[str, str]:
    """The short key of every métier, family and skill: its notation, or the end of its IRI."""
    rows = find_records(
        store,
        """SELECT ?thing (MIN(?n) AS ?notation) WHERE { ?thing a ?class .
        VALUES ?class { iag:Metier iag:MetierFamily iag:Skill }
        OPTIONAL { ?thing a iag:Metier ; skos:notation ?n } } GROUP BY ?thing""",
    )
    return {str(r["thing"]): str(r["notation"] or local_name(str(r["thing"]))) for r in rows}
