"""The prefix table: used by Turtle, JSON-LD, tables, queries, shapes and docs alike."""

from __future__ import annotations

IAG = "https://w3id.org/iag-kg/ontology#"
IAGD = "https://w3id.org/iag-kg/id/"
IAGS = "https://w3id.org/iag-kg/shapes#"
IAGG = "https://w3id.org/iag-kg/graph/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
VANN = "http://purl.org/vocab/vann/"
SH = "http://www.w3.org/ns/shacl#"

PREFIXES: dict[str, str] = {
    "dcterms": DCTERMS,
    "iag": IAG,
    "iagd": IAGD,
    "iagg": IAGG,
    "iags": IAGS,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "sh": SH,
    "skos": SKOS,
    "vann": VANN,
    "xsd": XSD,
}


def expand(curie: str) -> str:
    """The full IRI of a CURIE (`iag:Metier`); an IRI with a scheme of its own stays as it is.

    Raises:
        KeyError: the prefix is not in the table.
    """
    prefix, _, local = curie.partition(":")
    if local.startswith("//"):
        return curie
    return PREFIXES[prefix] + local


def compact(iri: str) -> str:
    """The CURIE of an IRI of the table, or the IRI itself where no prefix fits."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri[len(base) :]}"
    return iri
