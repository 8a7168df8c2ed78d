"""The ontology page: every term with its names, its definitions and what it is tied to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from iag_kg.docs.terms import Index, bilingual, code, link, show, table
from iag_kg.graph import Term, node
from iag_kg.namespaces import IAG, compact

_KINDS = {
    "owl:Class": ("Classes", "class"),
    "owl:ObjectProperty": ("Object properties", "object property"),
    "owl:DatatypeProperty": ("Datatype properties", "datatype property"),
    "owl:NamedIndividual": ("Individuals", "individual"),
}
_ABOUT = """# Ontology

Written by `make docs` from [`ontology/`](../../ontology): correct the Turtle there, not this page.

Terms stand in the namespace `https://w3id.org/iag-kg/ontology#`, prefix `iag:`. Labels and
definitions are given in French and in English. Cardinalities and datatypes are rules of the
[shapes](shapes.md), not of the ontology.
"""


def ontology_page(modules: Mapping[str, Sequence[ox.Triple]]) -> str:
    """The page of the modules, given by name; one that defines no term is left out."""
    index = Index(triple for triples in modules.values() for triple in triples)
    lines = _ABOUT.splitlines()
    lines += ["", "## All terms", ""]
    for kind, (title, _) in _KINDS.items():
        links = [link(compact(term.value)) for term in _terms(index, kind)]
        lines += [f"**{title}** ({len(links)}): {' · '.join(links)}", ""]
    for name, triples in modules.items():
        lines += _module(name, Index(triples), index)
    return "\n".join(lines).rstrip("\n") + "\n"


def _terms(index: Index, kind: str) -> list[ox.NamedNode]:
    return [term for term in index.subjects(kind) if term.value.startswith(IAG)]


def _module(name: str, module: Index, everything: Index) -> list[str]:
    terms = [(kind, term) for kind in _KINDS for term in _terms(module, kind)]
    if not terms:
        return []
    lines = [f"## Module {name}", ""]
    for ontology in module.subjects("owl:Ontology"):
        lines += bilingual(*_both(module, ontology, "dcterms:description"))
    for kind, term in terms:
        lines += _term(kind, term, everything)
    return lines


def _term(kind: str, term: ox.NamedNode, index: Index) -> list[str]:
    fr, en = _both(index, term, "rdfs:label")
    lines = [f"### {compact(term.value)}", ""]
    lines += [f"**{fr}** (fr) · **{en}** (en) — {_nature(kind, term, index)}", ""]
    lines += bilingual(*_both(index, term, "skos:definition"))
    rows = [
        (title, *_both(index, term, predicate))
        for title, predicate in (("Example", "skos:example"), ("Scope", "skos:scopeNote"))
        if index.text(term, predicate, "en")
    ]
    if rows:
        lines += table(("", "fr", "en"), rows)
    return lines


def _nature(kind: str, term: ox.NamedNode, index: Index) -> str:
    """What the term is and is tied to, in one line."""
    if kind == "owl:NamedIndividual":
        types = [t for t in index.objects(term, "rdf:type") if show(t) != kind]
        values = [
            f"{code(predicate)} {code(show(value))}"
            for predicate in ("skos:notation", "iag:impactScore", "iag:demandWeight")
            for value in index.objects(term, predicate)
        ]
        return "; ".join([f"individual of {_names(index, types)}", *values])
    parts = [_KINDS[kind][1]]
    if node("owl:FunctionalProperty") in index.objects(term, "rdf:type"):
        parts = [f"functional {parts[0]}"]
    for said, predicate in (
        ("subclass of", "rdfs:subClassOf"),
        ("subproperty of", "rdfs:subPropertyOf"),
        ("from", "rdfs:domain"),
        ("to", "rdfs:range"),
    ):
        if objects := index.objects(term, predicate):
            parts.append(f"{said} {_names(index, objects)}")
    return ", ".join(parts)


def _names(index: Index, terms: Sequence[Term]) -> str:
    return ", ".join(_name(index, term) for term in terms)


def _name(index: Index, term: Term) -> str:
    """A class by its name, linked where it is ours; a union by those of its members."""
    if union := index.first(term, "owl:unionOf"):
        return " or ".join(_name(index, member) for member in index.items(union))
    if isinstance(term, ox.NamedNode):
        curie = compact(term.value)
        return link(curie) if curie.startswith("iag:") else code(curie)
    return "an anonymous class"


def _both(index: Index, term: Term, predicate: str) -> tuple[str, str]:
    return index.text(term, predicate, "fr"), index.text(term, predicate, "en")
