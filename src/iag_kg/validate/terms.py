"""The terms of pyoxigraph and those of rdflib, on which pySHACL works."""

from __future__ import annotations

import re
from typing import Any

import pyoxigraph as ox

from iag_kg.graph import Term
from iag_kg.namespaces import XSD

_STRING, _TOKEN = f"{XSD}string", f"{XSD}token"
_FOLDED = (f"{XSD}normalizedString", _TOKEN)


def as_rdflib_reads(term: Term) -> Term:
    """The term that stands for all those which rdflib, and so pySHACL, does not tell apart.

    Most stand for themselves. A triple term is to it a text; a text has no direction; the blanks
    of xsd:token and xsd:normalizedString are folded. NaN, which compares with no number, is given
    to it as a text.
    """
    if not isinstance(term, ox.Literal):
        return ox.Literal(str(term)) if isinstance(term, ox.Triple) else term
    if term.language:
        return ox.Literal(term.value, language=term.language) if term.direction else term
    kind = term.datatype.value
    if term.value == "NaN":
        return term if kind == _STRING else ox.Literal("NaN")
    if kind not in _FOLDED:
        return term
    folded = re.sub("[\t\n\r]", " ", term.value)
    if kind == _TOKEN:
        folded = re.sub(" +", " ", folded.strip())
    return term if folded == term.value else ox.Literal(folded, datatype=term.datatype)


def to_rdflib(term: Any) -> Any:
    """The rdflib term of a term that `as_rdflib_reads` gives."""
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = rdflib.URIRef(term.datatype.value)
    if datatype == rdflib.XSD.string:  # to rdflib, "a" and "a"^^xsd:string are two terms
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


def from_rdflib(term: Any) -> Term:
    """The term of which a term of rdflib says the same."""
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    if term.language:
        return ox.Literal(str(term), language=term.language)
    kind = None if term.datatype is None else ox.NamedNode(str(term.datatype))
    return ox.Literal(str(term), datatype=kind)
