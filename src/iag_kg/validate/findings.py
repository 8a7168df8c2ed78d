"""What the report of pySHACL says, as findings: what breaks a rule, where, and in whose words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from iag_kg.namespaces import RDFS, SH, compact
from iag_kg.validate.index import Index
from iag_kg.validate.terms import from_rdflib

if TYPE_CHECKING:
    import rdflib

_RANKS = {"violation": 0, "warning": 1, "info": 2}
_LABEL = ox.NamedNode(f"{RDFS}label")
_Labels = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Finding:
    """One constraint that one node does not meet; IRIs are CURIEs where a prefix fits."""

    severity: str
    shape: str
    node: str
    path: str | None
    constraint: str
    value: str | None
    message_fr: str
    message_en: str
    label_fr: str | None
    label_en: str | None


def read_findings(report: rdflib.Graph, shapes: rdflib.Graph, index: Index) -> list[Finding]:
    """The results of a report: violations, then warnings, then advice; shape by shape."""
    import rdflib

    results = list(report.objects(None, rdflib.URIRef(f"{SH}result")))
    focus = rdflib.URIRef(f"{SH}focusNode")
    labels = _labels(index, {report.value(result, focus) for result in results})
    found = {_finding(report, shapes, result, labels) for result in results}
    return sorted(found, key=lambda f: (_RANKS.get(f.severity, 3), *map(str, vars(f).values())))


def _finding(report: rdflib.Graph, shapes: rdflib.Graph, result: Any, labels: _Labels) -> Finding:
    import rdflib

    def get(name: str) -> Any:
        return report.value(result, rdflib.URIRef(f"{SH}{name}"))

    found: list[Any] = list(report.objects(result, rdflib.URIRef(f"{SH}resultMessage")))
    messages = {message.language: str(message) for message in sorted(found, key=str)}
    fallback = next(iter(messages.values()), "")
    component = str(get("sourceConstraintComponent"))[len(SH) :].removesuffix("ConstraintComponent")
    path, value, node = get("resultPath"), get("value"), get("focusNode")
    return Finding(
        severity=str(get("resultSeverity"))[len(SH) :].lower(),
        shape=_short(_named(shapes, get("sourceShape"))),
        node=_short(node),
        path=None if path is None else _path(shapes, path),
        constraint=component[:1].lower() + component[1:],
        value=None if value is None else _short(value),
        message_fr=messages.get("fr", fallback),
        message_en=messages.get("en", fallback),
        label_fr=labels.get((str(node), "fr")),
        label_en=labels.get((str(node), "en")),
    )


def _labels(index: Index, nodes: Iterable[Any]) -> _Labels:
    """Node and language to label; the first in alphabetical order where there are several."""
    labels: _Labels = {}
    for node in nodes:
        for number in index.ends_of(_LABEL, index.number(from_rdflib(node))):
            text = index.terms[number]
            if isinstance(text, ox.Literal) and text.language:
                key = (str(node), text.language)
                labels[key] = min(text.value, labels.get(key, text.value))
    return labels


def _short(term: Any) -> str:
    import rdflib

    if isinstance(term, rdflib.BNode):
        return f"_:{term}"
    return compact(str(term)) if isinstance(term, rdflib.URIRef) else str(term)


def _named(shapes: rdflib.Graph, shape: Any) -> Any:
    """The shape itself where it has an IRI, else the named shape in which it is nested."""
    import rdflib

    parent = shape
    while isinstance(shape, rdflib.BNode) and parent is not None:
        shape, parent = parent, next(shapes.subjects(None, parent), None)
    return shape


def _path(shapes: rdflib.Graph, path: Any) -> str:
    """A SHACL path as SPARQL writes it: `iag:gap`, `^iag:comparesSkill`, `iag:a/iag:b`, `(a|b)`."""
    import rdflib

    if isinstance(path, rdflib.URIRef):
        return _short(path)
    if shapes.value(path, rdflib.RDF.first) is not None:
        return "/".join(_path(shapes, step) for step in shapes.items(path))
    _, kind, inner = next(shapes.triples((path, None, None)))
    name = str(kind)[len(SH) :]
    if name == "alternativePath":
        return f"({'|'.join(_path(shapes, choice) for choice in shapes.items(inner))})"
    marks = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
    return f"^{_path(shapes, inner)}" if name not in marks else _path(shapes, inner) + marks[name]
