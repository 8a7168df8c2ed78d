"""`query`: list, show and run the questions of the library."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from iag_kg.cli.output import (
    Format,
    FormatOption,
    Language,
    LanguageOption,
    print_lines,
    print_table,
)
from iag_kg.errors import QueryError
from iag_kg.paths import resources

query_app = typer.Typer(
    help="The library of questions. Example: iag-kg query run impacts/cells --format csv",
    no_args_is_help=True,
)


@query_app.command("list")
def list_queries(language: LanguageOption = Language.FR, form: FormatOption = Format.TABLE) -> None:
    """List the questions, with their parameters.

    Example: iag-kg query list --lang en
    """
    from iag_kg.queries import read_queries

    rows = [
        (query.name, query.summary[language], ", ".join(query.params))
        for query in read_queries(resources() / "queries").values()
    ]
    print_table(("name", "summary", "params"), rows, form)


@query_app.command("show")
def show_query(name: Annotated[str, typer.Argument(help="theme/question")]) -> None:
    """Print the text of a question, ready for any SPARQL tool.

    Example: iag-kg query show passerelles/from-metier
    """
    from iag_kg.queries import find_query, read_queries

    typer.echo(find_query(read_queries(resources() / "queries"), name).text, nl=False)


@query_app.command("run")
def run_query(
    name: Annotated[str, typer.Argument(help="theme/question")],
    params: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", help="name=value; a métier or a skill may be a label."),
    ] = None,
    stored: Annotated[
        Path | None, typer.Option("--store", help="Ask a store on disk instead.")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Answer a question. Labels in the answers are in French, as the sources print them.

    Example: iag-kg query run passerelles/from-metier -p origin="relation client"
    """
    from iag_kg import shipped
    from iag_kg.graph import select
    from iag_kg.lookup import find
    from iag_kg.queries import bind, find_query, read_queries
    from iag_kg.stored import open_store

    query = find_query(read_queries(resources() / "queries"), name)
    store = open_store(stored) if stored else shipped.store()
    values: dict[str, str] = {}
    for param in params or ():
        key, equals, value = param.partition("=")
        if not equals:
            raise QueryError(f"--param {param!r}: name=value expected")
        field = query.params.get(key)
        if field and field.of_class:
            value = find(store, field.of_class, value).iri
        values[key] = value
    rows = select(store, bind(query, values))
    print_table(rows.columns, rows.values(), form)
    if not rows.terms and form is Format.TABLE:
        print_lines("Aucune ligne / no row.")
