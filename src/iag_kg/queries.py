"""The query library: read a `.rq` file with its `#+` header, and bind values to its parameters.

The header is YAML after `#+` at the top of the file, as grlc reads it, with four keys: `summary`,
`description`, `params`, `columns`. Where grlc warns, reading fails. A parameter is a one-line
`VALUES ?name { default }`, so that the file runs as it stands in any SPARQL tool.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

import pyoxigraph as ox
import yaml

from iag_kg.errors import NotFoundError, QueryError
from iag_kg.namespaces import PREFIXES, XSD, expand

LANGUAGES = ("fr", "en")

# What a value of each type looks like, and how the type is named to the person who got it wrong.
_TYPES = {
    "iri": (r"(?s).*", "a full IRI (https://…) or a CURIE with a known prefix (iagd:…)"),
    "string": (r"(?s).*", "text"),
    "integer": (r"[+-]?[0-9]{1,18}", "a whole number of at most 18 digits, such as 2"),
    "decimal": (r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?", "a number with a decimal point, such as 0.5"),
    "boolean": (r"true|false", "true or false"),
    "date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date such as 2026-11-20"),
}
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_VALUES = re.compile(r"^(?P<head>[ \t]*VALUES[ \t]+\?(?P<name>\w+)[ \t]*\{)[^{}\n]*\}[ \t]*$", re.M)


@dataclass(frozen=True)
class Field:
    """A parameter or a column: its name, its type, what it means in French and in English."""

    name: str
    type: str
    text: Mapping[str, str]
    of_class: str | None = None


@dataclass(frozen=True)
class Query:
    """One question of the library: what its header says, and the SPARQL text (header included)."""

    name: str
    path: Path
    summary: Mapping[str, str]
    description: Mapping[str, str]
    params: Mapping[str, Field]
    columns: Mapping[str, Field]
    text: str


def read_queries(folder: Path) -> dict[str, Query]:
    """Every query under `folder`, keyed `theme/question`, in alphabetical order.

    Raises:
        QueryError: no query is there, a file is outside a theme folder or cannot be read.
    """
    paths = sorted(folder.rglob("*.rq"), key=lambda path: path.relative_to(folder).as_posix())
    if not paths:
        raise QueryError(f"{folder}: no query here (<theme>/<question>.rq expected)")
    for path in paths:
        if path.parent.parent != folder:
            raise QueryError(f"{path}: a query stands in a theme folder, <theme>/<question>.rq")
    return {query.name: query for query in map(read_query, paths)}


def read_query(path: Path) -> Query:
    """The query of one `.rq` file, named after its folder and itself.

    Raises:
        QueryError: the file cannot be read, its header is malformed or does not agree with the
            SPARQL below it; the message names file, line and value.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise QueryError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        raise QueryError(f"{path}:{line}: not UTF-8 (byte {byte:#04x})") from error
    header = _Header(path, text)
    keys = header.entries(header.root, "header", "summary", "description?", "params?", "columns")
    query = Query(
        name=f"{path.parent.name}/{path.stem}",
        path=path,
        summary=header.sentences(keys["summary"], "summary"),
        description=header.sentences(keys.get("description"), "description"),
        params=header.fields(keys.get("params"), "params"),
        columns=header.fields(keys["columns"], "columns"),
        text=text,
    )
    _check_body(query, header, keys)
    return query


def find_query(queries: Mapping[str, Query], name: str) -> Query:
    """The query called `name`.

    Raises:
        NotFoundError: there is none; the message offers the nearest names.
    """
    if name in queries:
        return queries[name]
    near = difflib.get_close_matches(name, queries, n=3, cutoff=0.4)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    raise NotFoundError(f"no query '{name}'{hint}")


def bind(query: Query, values: Mapping[str, str]) -> str:
    """The SPARQL text with the given values in place of the defaults of their parameters.

    A value enters the text only as a term written by the RDF library, never as it was typed.

    Raises:
        QueryError: the query has no such parameter, or the value is not of its type.
    """
    for name in values:
        if name not in query.params:
            known = ", ".join(query.params) or "it has none"
            raise QueryError(f"{query.name}: no parameter '{name}' ({known})")
    terms = {name: _to_term(query, query.params[name], value) for name, value in values.items()}

    def replace(line: re.Match[str]) -> str:
        return f"{line['head']} {terms[line['name']]} }}" if line["name"] in terms else line[0]

    return _VALUES.sub(replace, query.text)


def _to_term(query: Query, param: Field, value: str) -> ox.NamedNode | ox.Literal:
    pattern, expected = _TYPES[param.type]
    try:
        if param.type == "iri":
            return ox.NamedNode(expand(value))
        if re.fullmatch(pattern, value) and (param.type != "date" or date.fromisoformat(value)):
            return ox.Literal(value, datatype=ox.NamedNode(f"{XSD}{param.type}"))
    except (KeyError, ValueError):  # among them a day that no calendar has
        pass
    raise QueryError(f"{query.name}: parameter '{param.name}': {value!r} is not {expected}")


def _check_body(query: Query, header: _Header, keys: Mapping[str, yaml.Node]) -> None:
    found = [line["name"] for line in _VALUES.finditer(query.text)]
    for name in query.params:
        if found.count(name) != 1:
            wanted = f"one line 'VALUES ?{name} {{ default }}' in the query"
            header.fail(keys["params"], f"'{name}' needs {wanted}, found {found.count(name)}")
    try:
        # An empty store is enough to ask a query for its variables.
        solutions = ox.Store().query(query.text)
    except SyntaxError as error:
        place = re.search(r"error at (\d+):", str(error))
        line = place[1] if place else 1
        raise QueryError(f"{query.path}:{line}: not a valid SPARQL query: {error}") from error
    selected = solutions.variables if isinstance(solutions, ox.QuerySolutions) else []
    variables = ", ".join(variable.value for variable in selected)
    if variables != ", ".join(query.columns):
        said = f"'columns' ({', '.join(query.columns)})"
        header.fail(keys["columns"], f"{said} are not the variables of a SELECT ({variables})")


class _Header:
    """The `#+` block of a file as YAML nodes, which know their line."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        lines = text.split("\n")
        size = next((n for n, line in enumerate(lines) if not line.startswith("#+")), len(lines))
        if not size:
            raise QueryError(f"{path}:1: '#+ summary:' expected, not '{lines[0][:60]}'")
        for number, line in enumerate(lines[size:], size + 1):
            if line.lstrip().startswith("#+"):
                raise QueryError(f"{path}:{number}: header line '{line}' below the header")
        block = "\n".join(line[2:].removeprefix(" ") for line in lines[:size])
        try:
            self.root = yaml.compose(block, Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            number = min(mark.line + 1, size) if mark else 1
            reason = f"{getattr(error, 'problem', error)}: '{lines[number - 1]}'"
            raise QueryError(f"{path}:{number}: header is not YAML: {reason}") from error

    def fail(self, node: yaml.Node | None, message: str) -> NoReturn:
        """Refuses the file, with the line and the value of a node."""
        line = node.start_mark.line + 1 if node is not None else 1
        value = f" (found '{node.value}')" if isinstance(node, yaml.ScalarNode) else ""
        raise QueryError(f"{self.path}:{line}: {message}{value}")

    def sentences(self, node: yaml.Node | None, where: str) -> dict[str, str]:
        """The French and the English text of a key; nothing where an optional key is absent."""
        if node is None:
            return {}
        return self._texts(self.entries(node, where, *LANGUAGES), where)

    def fields(self, node: yaml.Node | None, where: str) -> dict[str, Field]:
        """The parameters or the columns that a key lists, in their order."""
        if node is None:
            return {}
        return {name: self._field(n, where, name) for name, n in self.entries(node, where).items()}

    def _field(self, node: yaml.Node, where: str, name: str) -> Field:
        if not _NAME.fullmatch(name):
            self.fail(node, f"'{where}.{name}' is not a name like 'origin_family'")
        keys = ("type", "class?", *LANGUAGES) if where == "params" else ("type", *LANGUAGES)
        where = f"{where}.{name}"
        parts = self.entries(node, where, *keys)
        text = self._texts(parts, where)
        kind, of_class = text.pop("type"), text.pop("class", None)
        if kind not in _TYPES:
            self.fail(parts["type"], f"'{where}.type' is not one of {', '.join(_TYPES)}")
        if of_class is not None and of_class.partition(":")[0] not in PREFIXES:
            self.fail(parts["class"], f"'{where}.class' is not a CURIE")
        return Field(name, kind, text, of_class)

    def entries(self, node: yaml.Node | None, where: str, *known: str) -> dict[str, yaml.Node]:
        """The pairs of a node; the keys known, if any, are all there but for those with `?`."""
        if not isinstance(node, yaml.MappingNode):
            self.fail(node, f"'{where}' is not made of 'key: value'")
        found: dict[str, yaml.Node] = {}
        names = [key.rstrip("?") for key in known]
        for key_node, value in node.value:
            key = self._text(key_node, f"a key of {where}")
            if names and key not in names:
                self.fail(key_node, f"'{where}' has no such key, but {', '.join(names)}")
            if key in found:
                self.fail(key_node, f"'{where}' has a key twice")
            found[key] = value
        for key in known:
            if key not in found and not key.endswith("?"):
                self.fail(node, f"key '{key}' is missing in '{where}'")
        return found

    def _texts(self, parts: Mapping[str, yaml.Node], where: str) -> dict[str, str]:
        return {key: self._text(part, f"{where}.{key}") for key, part in parts.items()}

    def _text(self, node: yaml.Node, where: str) -> str:
        is_text = isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str"
        if not is_text or not node.value.strip():
            self.fail(node, f"'{where}' is not text, or empty: quote it?")
        return str(node.value)
