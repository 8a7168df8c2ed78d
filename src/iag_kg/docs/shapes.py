"""The shapes page: every rule of the graph, with what it holds against and how it says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from iag_kg.docs.terms import Index, code, show, table
from iag_kg.graph import Term
from iag_kg.namespaces import compact

_SILENT = ("rdf:type", "sh:path", "sh:property", "sh:severity", "sh:message", "sh:name")
_TARGETS = {
    "sh:targetClass": "every {}",
    "sh:targetNode": "{}",
    "sh:targetSubjectsOf": "whatever has {}",
    "sh:targetObjectsOf": "whatever is {} of something",
}
_MARKS = {"sh:zeroOrMorePath": "*", "sh:oneOrMorePath": "+", "sh:zeroOrOnePath": "?"}
_ABOUT = """# Shapes

Written by `make docs` from [`shapes/`](../../shapes): correct the Turtle there, not this page.

The rules that every graph must keep, in SHACL Core. A *violation* stops the build and makes
`iag-kg validate` end with exit code 1; a *warning* is reported and lets both pass. `itself` in the
column *path* means that the rule is about the node, not about one of its properties.
"""


@dataclass(frozen=True)
class ShapeFile:
    """One file of shapes: its name, the promise of its first line, its triples."""

    name: str
    promise: str
    triples: Sequence[ox.Triple]


def shapes_page(files: Sequence[ShapeFile]) -> str:
    """The page of all shape files, in the order given."""
    lines = [*_ABOUT.splitlines(), ""]
    for file in files:
        subject, _, promise = file.promise.partition(": ")
        index = Index(file.triples)
        lines += [f"## {subject}", ""]
        lines += [f"{promise[:1].upper()}{promise[1:]}", ""]
        lines += [f"File: [`shapes/{file.name}`](../../shapes/{file.name})", ""]
        for shape in index.subjects("sh:NodeShape"):
            lines += _shape(index, shape)
    return "\n".join(lines).rstrip("\n") + "\n"


def _shape(index: Index, shape: ox.NamedNode) -> list[str]:
    aims = [
        phrase.format(code(show(aim)))
        for predicate, phrase in _TARGETS.items()
        for aim in index.objects(shape, predicate)
    ]
    parts: list[Term] = [shape] if _constraints(index, shape) else []
    parts += index.objects(shape, "sh:property")
    return [
        f"### {compact(shape.value)}",
        "",
        f"Holds for {', '.join(aims)}." if aims else "Holds where another shape refers to it.",
        "",
        *table(
            ("rule", "path", "constraints", "severity", "message"),
            (_row(index, part) for part in parts),
        ),
    ]


def _row(index: Index, part: Term) -> tuple[str, ...]:
    path, severity = index.first(part, "sh:path"), index.first(part, "sh:severity")
    messages = [index.text(part, "sh:message", language) for language in ("fr", "en")]
    return (
        code(show(part)) if isinstance(part, ox.NamedNode) else "",
        "itself" if path is None else code(_path(index, path)),
        ", ".join(code(text) for text in _constraints(index, part)),
        show(severity).removeprefix("sh:").lower() if severity else "violation",
        "<br>".join(text for text in messages if text),
    )


def _constraints(index: Index, shape: Term) -> list[str]:
    return [
        f"{predicate.removeprefix('sh:')} {_value(index, value)}"
        for predicate in sorted(index.predicates(shape))
        if predicate.startswith("sh:") and predicate not in (*_SILENT, *_TARGETS)
        for value in index.objects(shape, predicate)
    ]


def _value(index: Index, term: Term) -> str:
    """A value as Turtle would write it: lists in parentheses, nested shapes in brackets."""
    if index.is_list(term):
        return f"( {' '.join(_value(index, item) for item in index.items(term))} )"
    if not isinstance(term, ox.BlankNode):
        return show(term)
    inside = []
    if path := index.first(term, "sh:path"):
        inside.append(f"path {_path(index, path)}")
    inside += [f"property {_value(index, part)}" for part in index.objects(term, "sh:property")]
    return f"[ {' ; '.join(inside + _constraints(index, term))} ]"


def _path(index: Index, path: Term) -> str:
    """A path as SPARQL writes it: `iag:a/iag:b`, `^iag:a`, `(iag:a|iag:b)`."""
    if index.is_list(path):
        return "/".join(_path(index, step) for step in index.items(path))
    if inverse := index.first(path, "sh:inversePath"):
        return f"^{_path(index, inverse)}"
    if choice := index.first(path, "sh:alternativePath"):
        return f"({'|'.join(_path(index, step) for step in index.items(choice))})"
    for predicate, mark in _MARKS.items():
        if inner := index.first(path, predicate):
            return f"{_path(index, inner)}{mark}"
    return show(path)
