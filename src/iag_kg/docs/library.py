"""The queries page: every question of the library, with its parameters and its columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby

from iag_kg.docs.terms import anchor, bilingual, code, table
from iag_kg.queries import Field, Query

_ABOUT = """# Queries

Written by `make docs` from the headers of [`queries/`](../../queries): correct them there, not this
page.

`iag-kg query run NAME` answers a question, `-p name=value` sets a parameter, and
`iag-kg query show NAME` prints the SPARQL. Each file runs as it stands in any SPARQL 1.1 tool over
`exports/iag-kg.ttl`.
"""


def library_page(queries: Mapping[str, Query]) -> str:
    """The page of the library, theme by theme."""
    lines = _ABOUT.splitlines()
    lines.append("")
    lines += table(
        ("query", "question", "question (en)"),
        (
            (f"[{code(name)}](#{anchor(name)})", query.summary["fr"], query.summary["en"])
            for name, query in queries.items()
        ),
    )
    for theme, group in groupby(queries.values(), key=lambda query: query.path.parent.name):
        lines += [f"## {theme}", ""]
        for query in group:
            lines += _query(query)
    return "\n".join(lines).rstrip("\n") + "\n"


def _query(query: Query) -> list[str]:
    lines = [f"### {query.name}", "", f"**{query.summary['fr']}** · **{query.summary['en']}**", ""]
    if query.description:
        lines += bilingual(query.description["fr"], query.description["en"])
    if query.params:
        lines += table(
            ("parameter", "type", "default", "fr", "en"),
            (
                (code(name), _type(field), code(_default(query, name)), *_both(field))
                for name, field in query.params.items()
            ),
        )
    lines += table(
        ("column", "type", "fr", "en"),
        ((code(name), _type(field), *_both(field)) for name, field in query.columns.items()),
    )
    return [*lines, f"File: [`queries/{query.name}.rq`](../../queries/{query.name}.rq)", ""]


def _type(field: Field) -> str:
    return f"{field.type} of {code(field.of_class)}" if field.of_class else field.type


def _both(field: Field) -> tuple[str, str]:
    return field.text["fr"], field.text["en"]


def _default(query: Query, name: str) -> str:
    """What the one-line `VALUES` of a parameter holds; the library has checked that it is there."""
    found = re.search(rf"VALUES[ \t]+\?{name}[ \t]*\{{([^{{}}\n]*)\}}", query.text)
    return found[1].strip() if found else ""
