"""What is wrong in `schema.yaml`, in words: the reader stops at the first fault.

Each fault presumes that those looked for before it are mended: the columns of every table first,
then what its rows become in the graph.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from typing import Any

from iag_kg.namespaces import PREFIXES

GRAPHS = ("harmonisation", "alignments", "law")

_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PLACE = {"source": "ref", "section": "section", "lines": "lines"}
# What the program reads by name, whatever else the schema declares.
_READ = {
    "gates": {"key", "threshold"},
    "harmonisation": {"family", "wording", "metier", "skill", "reason_fr", "reason_en", "status"},
    "labels": {"fr", "en"},
    "matrices": {"file", "kind", "family", "source", "section"},
    "metiers": {"key", "code", "family", "label_fr", "label_en"},
    "sections": {"source", "section", "number", "title_fr", "lines"},
    "skills": {"key", "label_fr", "label_en"},
    "sources": {"key"},
}


def faults(schema: Mapping[Any, Any], types: Container[str]) -> Iterator[str]:
    """The faults of a schema, `types` being those of a plain cell."""
    for name, table in schema.items():
        yield from (f"table {name!r}{fault}" for fault in _column_faults(schema, table, types))
    for name, table in schema.items():
        yield from (f"table {name!r}{fault}" for fault in _table_faults(schema, table))
    for name, columns in _READ.items():
        for column in sorted(columns - schema.get(name, {"columns": {}})["columns"].keys()):
            yield f"table {name!r}: a column {column!r} expected"


def _column_faults(schema: Mapping[Any, Any], table: Any, types: Container[str]) -> Iterator[str]:
    match table:
        case {"key": str(key), "columns": dict(columns)} if set(key.split()) <= columns.keys():
            if not key.split():
                yield ": a key and columns expected, not an empty key"
        case _:
            yield ": a key and columns expected, the key among the columns"
            return
    for column, spec in columns.items():
        if not isinstance(column, str):
            yield f": the name of a column, {column!r}, is not a string"
        if not _is_type(schema, spec, types):
            yield f", column {column!r}: unknown type {spec!r}"
        if "prefix" in spec:
            yield from (f", column {column!r}: {fault}" for fault in _prefix_faults(spec))
        if column in _PLACE and spec["type"] != _PLACE[column]:
            yield f", column {column!r}: {_PLACE[column]} expected, not the type {spec['type']}"
        if column == "source" and spec["table"] != "sources":
            yield f", column {column!r}: ref to sources expected, not to {spec['table']}"
    if {"section", "lines"} <= columns.keys() and "source" not in columns:
        yield ": section and lines need a column source"


def _is_type(schema: Mapping[Any, Any], spec: Any, types: Container[str]) -> bool:
    match spec:
        case {"type": "ref", "table": str(target)}:
            return target in schema
        case {"type": "refs", "tables": [_, *_] as named}:
            return all(isinstance(target, str) and target in schema for target in named)
        case {"type": "enum", "values": list(values) | dict(values)}:
            return bool(values) and all(isinstance(value, str) for value in values)
        case {"type": str(kind)}:
            return kind in types
    return False


def _prefix_faults(spec: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the part of the keys that the cells of a column leave out."""
    if spec["type"] != "refs":
        yield f"prefix is for refs, not for the type {spec['type']}"
    if not _is_name(spec["prefix"]):
        yield f"prefix {spec['prefix']!r} is not a key (lower case, digits, hyphens)"


def _table_faults(schema: Mapping[Any, Any], table: Mapping[str, Any]) -> Iterator[str]:
    if "class" in table and "iri" not in table:
        yield ": a class needs iri, the kind of its resources"
    for field in ("class", "basis"):
        if field in table and not _is_term(table[field]):
            yield f": no prefix of the project fits the {field} {table[field]!r}"
    for field in ("iri", "concept_of"):
        if field in table and not _is_name(table[field]):
            yield f": {field} {table[field]!r} is not a key (lower case, digits, hyphens)"
    if "graph" in table and table["graph"] not in GRAPHS:
        yield f": graph {table['graph']!r} is not one of {', '.join(GRAPHS)}"
    match table.get("scheme", {"iri": "none", "fr": "", "en": ""}):
        case {"iri": iri, "fr": str(), "en": str()} if _is_name(iri):
            pass
        case scheme:
            yield f": scheme {scheme!r} is not a mapping with iri (a key), fr and en"
    for column, spec in table["columns"].items():
        yield from (f", column {column!r}: {fault}" for fault in _term_faults(schema, spec))
    if "class" in table or "label" in table:
        yield from _label_faults(schema, table)
    if "shortcut" in table:
        yield from _shortcut_faults(schema, table)


def _term_faults(schema: Mapping[Any, Any], spec: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong in the terms and resources that a column leads to."""
    values = spec.get("values")
    if isinstance(values, dict):
        for value, term in values.items():
            if not _is_term(term):
                yield f"no prefix of the project fits {term!r}, the term of {value!r}"
    if "property" not in spec:
        return
    if not _is_term(spec["property"]):
        yield f"no prefix of the project fits the property {spec['property']!r}"
    if isinstance(values, list):
        yield "a property needs values as a mapping, each with its term"
    for target in targets(spec):
        if not _has_resources(schema[target]):
            yield f"a property needs resources, which the rows of {target} do not become"


def _label_faults(schema: Mapping[Any, Any], table: Mapping[str, Any]) -> Iterator[str]:
    columns = table["columns"]
    match table.get("label", "label"):
        case str(stem):
            for column in (f"{stem}_fr", f"{stem}_en"):
                if column not in columns:
                    yield f": label {stem!r} needs a column {column!r}"
        case [_, *_] as names:
            for column in names:
                if not isinstance(column, str) or column not in columns:
                    yield f": label: {column!r} is no column of the table"
                for target in targets(columns[column]):
                    if not isinstance(schema[target].get("label", ""), str):
                        yield f": label: the rows of {target} have no label of their own"
                    yield from _end_faults(schema, columns, "label", column)
        case label:
            yield f": label {label!r} is neither the stem of columns nor a list of columns"


def _shortcut_faults(schema: Mapping[Any, Any], table: Mapping[str, Any]) -> Iterator[str]:
    columns = table["columns"]
    match table["shortcut"]:
        case [str(subject), str(link), str(target)] if {subject, target} <= columns.keys():
            pass
        case shortcut:
            yield f": shortcut {shortcut!r} is not [column, property or column, column]"
            return
    for end, kinds in ((subject, ("ref", "refs")), (target, ("ref", "refs", "iri"))):
        if columns[end]["type"] not in kinds:
            yield f": shortcut: column {end!r} is not of type {' or '.join(kinds)}"
        yield from _end_faults(schema, columns, "shortcut", end)
    if link not in columns:
        if not _is_term(link):
            yield f": shortcut: {link!r} is no column, and no prefix of the project fits it"
    elif not isinstance(columns[link].get("values"), dict) or columns[link].get("optional"):
        yield f": shortcut: column {link!r} is not a required enum whose values have their terms"


def _end_faults(
    schema: Mapping[Any, Any], columns: Mapping[str, Any], field: str, column: str
) -> Iterator[str]:
    """What is wrong where every row must lead to one resource."""
    if columns[column].get("optional"):
        yield f": {field}: column {column!r} may be empty"
    for target in targets(columns[column]):
        if not _has_resources(schema[target]):
            yield f": {field}: the rows of {target}, of column {column!r}, become no resources"


def targets(spec: Mapping[str, Any]) -> list[str]:
    """The tables whose rows a column links."""
    if spec["type"] == "ref":
        return [spec["table"]]
    return list(spec["tables"]) if spec["type"] == "refs" else []


def _has_resources(table: Mapping[str, Any]) -> bool:
    """Whether the key of a row, as other tables cite it, ends the IRI of a resource."""
    spec = table["columns"].get(table["key"])
    return "class" in table and spec is not None and spec["type"] == "key"


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(_NAME.fullmatch(value))


def _is_term(value: Any) -> bool:
    """Whether a value is a CURIE of a prefix of the project."""
    prefix, _, local = value.partition(":") if isinstance(value, str) else ("", "", "")
    return prefix in PREFIXES and bool(_LOCAL.fullmatch(local))
