"""Triples sorted for reasoning: what states something, and what belongs to the ontology."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

import pyoxigraph as ox

from iag_kg.namespaces import OWL, RDF, RDFS

TYPE = ox.NamedNode(f"{RDF}type")
SAME_AS = ox.NamedNode(f"{OWL}sameAs")
DIFFERENT_FROM = ox.NamedNode(f"{OWL}differentFrom")
FUNCTIONAL = ox.NamedNode(f"{OWL}FunctionalProperty")
IMPORTS = ox.NamedNode(f"{OWL}imports")

_ANNOTATION = ox.NamedNode(f"{OWL}AnnotationProperty")
_ONTOLOGY = ox.NamedNode(f"{OWL}Ontology")
_VOCABULARIES = (OWL, RDFS)
_INDIVIDUAL = ox.NamedNode(f"{OWL}NamedIndividual")
_BUILT_IN_ANNOTATIONS = frozenset(
    ox.NamedNode(iri)
    for iri in (
        *(f"{RDFS}{name}" for name in ("label", "comment", "seeAlso", "isDefinedBy")),
        *(f"{OWL}{name}" for name in ("deprecated", "priorVersion", "versionInfo")),
        *(f"{OWL}{name}" for name in ("backwardCompatibleWith", "incompatibleWith")),
    )
)


def strip_annotations(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """The triples that mean something in OWL, once each: no headers, imports or annotations."""
    triples = list(dict.fromkeys(triples))
    headers = {t.subject for t in triples if t.predicate == TYPE and t.object == _ONTOLOGY}
    annotations = _BUILT_IN_ANNOTATIONS | {
        t.subject for t in triples if t.predicate == TYPE and t.object == _ANNOTATION
    }
    return [
        t
        for t in triples
        if t.subject not in headers and t.predicate != IMPORTS and t.predicate not in annotations
    ]


def split_data(
    statements: Iterable[ox.Triple],
) -> tuple[list[ox.Triple], list[list[ox.Triple]]]:
    """The axioms of the ontology, and the data in one bundle a resource, both in order.

    Axioms are what a term of OWL or RDFS says, what is said of a term that has such a type, and
    every blank node: the project's data have none.
    """
    statements = list(statements)
    schema = {
        t.subject
        for t in statements
        if t.predicate == TYPE
        and isinstance(t.object, ox.NamedNode)
        and t.object.value.startswith(_VOCABULARIES)
        and t.object != _INDIVIDUAL
    }
    ontology: list[ox.Triple] = []
    bundles: defaultdict[object, list[ox.Triple]] = defaultdict(list)
    for triple in statements:
        says_axiom = triple.predicate.value.startswith(_VOCABULARIES)
        says_axiom &= triple.predicate not in (SAME_AS, DIFFERENT_FROM)
        if says_axiom or triple.subject in schema or isinstance(triple.subject, ox.BlankNode):
            ontology.append(triple)
        else:
            bundles[triple.subject].append(triple)
    return ontology, list(bundles.values())


def assume_unique_names(statements: Sequence[ox.Triple]) -> list[ox.Triple]:
    """`owl:differentFrom` between IRIs that a functional property would otherwise merge."""
    functional = {t.subject for t in statements if t.predicate == TYPE and t.object == FUNCTIONAL}
    merged = {term for t in statements if t.predicate == SAME_AS for term in (t.subject, t.object)}
    values: defaultdict[tuple[object, ox.NamedNode], list[ox.NamedNode]] = defaultdict(list)
    for triple in statements:
        value = triple.object
        if triple.predicate in functional and isinstance(value, ox.NamedNode):
            values[triple.subject, triple.predicate].append(value)
    return [
        ox.Triple(one, DIFFERENT_FROM, other)
        for group in values.values()
        for one, other in combinations(dict.fromkeys(group), 2)
        if one not in merged and other not in merged
    ]
