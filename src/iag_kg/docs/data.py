"""The tables page: what each file of `data/` holds, column by column."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from iag_kg.docs.terms import code, table
from iag_kg.tables.matrices import LEVELS, TRANSFORMATIONS
from iag_kg.tables.schema import PATTERNS

_ABOUT = """# Tables

Written by `make docs` from [`data/schema.yaml`](../../data/schema.yaml): correct it there, not this
page.

Every fact of the graph is a row of one of these files: CSV, UTF-8, comma, LF, a header row. An
empty cell means unknown or none. Whatever is wrong is reported as `file:line: column …`.
"""
_MATRIX_ROWS = {
    "heading": ("intitulé de compétence, tel qu’imprimé", "skill heading as printed"),
    "wording": ("libellé de la compétence, tel qu’imprimé", "skill wording as printed"),
    "*one column a métier*": (
        f"niveau imprimé ({', '.join(map(code, LEVELS))}) ; vide si la source n’imprime rien. "
        "L’en-tête est le nom imprimé du métier dans `metiers.csv`",
        f"level printed ({', '.join(map(code, LEVELS))}); empty where the source prints nothing. "
        "The header is the printed name of the métier in `metiers.csv`",
    ),
    "lines": ("lignes du texte de la source", "lines of the source's text"),
    "note": ("note éditoriale, facultative", "editorial note, optional"),
}
_KEY_SKILL_ROWS = {
    "group": ("groupe de métiers imprimé", "printed group of métiers"),
    "metier": ("nom imprimé du métier dans `metiers.csv`", "printed name in `metiers.csv`"),
    "transformation": (
        f"une valeur parmi {', '.join(map(code, TRANSFORMATIONS))}",
        f"one of {', '.join(map(code, TRANSFORMATIONS))}",
    ),
    "skills": ("compétences clés, séparées par `|`", "key skills, separated by `|`"),
    "lines": _MATRIX_ROWS["lines"],
    "note": _MATRIX_ROWS["note"],
}


def data_page(schema: Mapping[str, Any]) -> str:
    """The page of the list tables that the schema declares, and of the matrices."""
    lines = [*_ABOUT.splitlines(), "", "## Types", ""]
    lines += table(("type", "a cell holds"), ((code(name), said) for name, said in _types()))
    for name, entry in schema.items():
        keys = ", ".join(code(key) for key in entry["key"].split())
        becomes = f" A row becomes an {code(entry['class'])}." if "class" in entry else ""
        lines += [f"## {name}.csv", "", f"Key: {keys}.{becomes}", ""]
        lines += table(
            ("column", "type", "required", "states", "fr", "en"),
            (
                (
                    code(column),
                    _type(spec),
                    "" if spec.get("optional") else "yes",
                    code(spec["property"]) if "property" in spec else "",
                    spec["fr"],
                    spec["en"],
                )
                for column, spec in entry["columns"].items()
            ),
        )
    lines += [
        "## matrices/",
        "",
        "One file a synthesis table, named in `matrices.csv`, laid out as the page prints it. Rows",
        "that the source prints twice stand twice. Every heading, wording and key skill has its",
        "English label in `labels.csv`; every wording its skills in `harmonisation.csv`.",
        "",
    ]
    for title, rows in (("kind `matrix`", _MATRIX_ROWS), ("kind `key-skills`", _KEY_SKILL_ROWS)):
        lines += [f"### {title}", ""]
        lines += table(
            ("column", "fr", "en"), ((_column(key), *both) for key, both in rows.items())
        )
    return "\n".join(lines).rstrip("\n") + "\n"


def _types() -> list[tuple[str, str]]:
    known = [(name, said) for name, (_, said) in PATTERNS.items()]
    return [
        *known,
        ("enum", "one of the values listed"),
        ("ref", "the key of a row of another table"),
        ("refs", "keys of rows of other tables, apart by a blank; `table:key` where several fit"),
    ]


def _type(spec: Mapping[str, Any]) -> str:
    if spec["type"] == "ref":
        return f"ref to [{spec['table']}.csv](#{spec['table']}csv)"
    if spec["type"] == "refs":
        tables = ", ".join(f"[{name}.csv](#{name}csv)" for name in spec["tables"])
        return f"refs to {tables}" + (f", without `{spec['prefix']}-`" if "prefix" in spec else "")
    if spec["type"] == "enum":
        return f"enum: {', '.join(code(value) for value in spec['values'])}"
    return str(spec["type"])


def _column(name: str) -> str:
    return name if name.startswith("*") else code(name)
