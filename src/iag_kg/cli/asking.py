"""`query` and `passerelles`: ask the graph that comes with the package."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from iag_kg.cli.output import Format, Language, percent, print_json, print_lines, print_table
from iag_kg.errors import NotFoundError, QueryError
from iag_kg.paths import resources

if TYPE_CHECKING:
    from iag_kg.moves import Metier, Move, SkillLine

FormatOption = Annotated[Format, typer.Option("--format", help="How the table is printed.")]
LanguageOption = Annotated[Language, typer.Option("--lang", help="Language of the answer.")]

query_app = typer.Typer(
    help="The library of questions. Example: iag-kg query run impacts/cells --format csv",
    no_args_is_help=True,
)

_TEXT: dict[str, dict[str, Any]] = {
    "fr": {
        "columns": ("métier d’arrivée", "famille", "couverture", "affinité", "durable", "nature"),
        "gates": "seuils",
        "passes": "recommandée",
        "coverage": "couverture trop faible",
        "durability": "recouvrement peu durable",
        "full": "profil partiel",
        "scores": "Couverture {coverage} · affinité {affinity} · part durable {durable} · {kind}",
        "rarity": "Pondérées par la rareté : couverture {rarity_coverage}, "
        "affinité {rarity_affinity}",
        "shared": "Ce qui est commun (les parts s’additionnent en la couverture)",
        "missing": "Ce qui reste à acquérir ou à renforcer",
        "shared_columns": ("compétence", "départ", "arrivée", "part"),
        "missing_columns": ("compétence", "départ", "arrivée", "écart"),
        "from": "Passerelles depuis « {0} » ({1})",
    },
    "en": {
        "columns": ("destination", "family", "coverage", "affinity", "durable", "kind"),
        "gates": "gates",
        "passes": "recommended",
        "coverage": "coverage too low",
        "durability": "overlap not durable",
        "full": "partial profile",
        "scores": "Coverage {coverage} · affinity {affinity} · durable share {durable} · {kind}",
        "rarity": "Weighted by rarity: coverage {rarity_coverage}, affinity {rarity_affinity}",
        "shared": "What is shared (the parts add up to the coverage)",
        "missing": "What remains to acquire or strengthen",
        "shared_columns": ("skill", "origin", "destination", "part"),
        "missing_columns": ("skill", "origin", "destination", "gap"),
        "from": "Passerelles from “{0}” ({1})",
    },
}


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
        typer.Option("--param", "-p", help="name=value; a métier may be given by its label."),
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Answer a question.

    Example: iag-kg query run passerelles/from-metier -p origin="relation client"
    """
    from iag_kg import shipped
    from iag_kg.graph import select
    from iag_kg.moves import find_metier
    from iag_kg.queries import bind, find_query, read_queries

    query = find_query(read_queries(resources() / "queries"), name)
    store = shipped.store()
    values: dict[str, str] = {}
    for param in params or ():
        key, equals, value = param.partition("=")
        if not equals:
            raise QueryError(f"--param {param!r}: name=value expected")
        field = query.params.get(key)
        if field and field.of_class == "iag:Metier":
            value = find_metier(store, value).iri
        values[key] = value
    rows = select(store, bind(query, values))
    print_table(rows.columns, rows.values(), form)


def passerelles(
    metier: Annotated[str, typer.Argument(help="Label, part of a label, short code or IRI.")],
    to: Annotated[str | None, typer.Option(help="Only the passerelle to this métier.")] = None,
    top: Annotated[int, typer.Option(min=1, help="How many to show.")] = 10,
    explain: Annotated[bool, typer.Option("--explain", help="Say why, skill by skill.")] = False,
    language: LanguageOption = Language.FR,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show where someone can move from a métier, and why.

    Example: iag-kg passerelles "relation client" --to "crédits" --explain
    """
    from iag_kg import shipped
    from iag_kg.moves import find_metier, read_lines, read_moves

    store = shipped.store()
    origin = find_metier(store, metier)
    moves = read_moves(store, origin, language)
    if to is not None:
        destination = find_metier(store, to)
        moves = [move for move in moves if move.destination == destination.iri]
        if not moves:
            raise NotFoundError(f"no passerelle from '{metier}' to '{to}'")
    moves = moves[:top]
    name = origin.labels[language]
    lines = {move.iri: read_lines(store, move, language) if explain else [] for move in moves}
    if form is Format.JSON:
        print_json([_record(name, move, lines[move.iri], explain) for move in moves])
    elif form is Format.CSV:
        _print_csv(name, moves, lines, explain)
    else:
        _print_moves(origin, moves, lines, language, explain or to is not None)


def _record(origin: str, move: Move, lines: list[SkillLine], explain: bool) -> dict[str, Any]:
    """One passerelle as JSON: scores, gates, sentence and, if asked, the skills."""
    record: dict[str, Any] = {
        "origin": origin,
        "destination": move.label,
        "family": move.family,
        **move.values,
        "iri": move.iri,
    }
    if explain:
        record["skills"] = [asdict(line) for line in lines]
    return record


def _print_csv(
    origin: str, moves: list[Move], lines: dict[str, list[SkillLine]], explain: bool
) -> None:
    """A row a passerelle, or with the explanation a row a skill of each passerelle."""
    if explain:
        columns = ("origin", "destination", "skill", "origin_demand", "demand", "part", "gap")
        rows = [
            (origin, move.label, *asdict(line).values())
            for move in moves
            for line in lines[move.iri]
        ]
        print_table(columns, rows, Format.CSV)
        return
    columns = ("origin", "destination", "family", *(moves[0].values if moves else ()))
    print_table(
        columns,
        [(origin, move.label, move.family, *move.values.values()) for move in moves],
        Format.CSV,
    )


def _print_moves(
    origin: Metier,
    moves: list[Move],
    lines: dict[str, list[SkillLine]],
    language: Language,
    sentences: bool,
) -> None:
    text = _TEXT[language]
    rows = [
        (
            move.label,
            move.family,
            *(percent(move.values[key], language) for key in ("coverage", "affinity", "durable")),
            move.values["kind"],
            _gates(move, text),
        )
        for move in moves
    ]
    title = text["from"].format(origin.labels[language], origin.families[language])
    print_table((*text["columns"], str(text["gates"])), rows, title=title)
    for move in moves if sentences else ():
        print_lines(f"→ {move.label}", str(move.values["explanation"]), "")
        if lines[move.iri]:
            _print_lines(move, lines[move.iri], language)


def _print_lines(move: Move, lines: list[SkillLine], language: Language) -> None:
    """The scores, then what is shared with its parts, then what is missing."""
    text = _TEXT[language]
    shown = {
        key: percent(move.values[key], language)
        for key in ("coverage", "affinity", "durable", "rarity_coverage", "rarity_affinity")
    }
    print_lines(
        text["scores"].format(**shown, kind=move.values["kind"]), text["rarity"].format(**shown)
    )
    shared = [
        (line.skill, line.origin_demand, line.demand, percent(line.contribution, language))
        for line in lines
        if line.contribution
    ]
    missing = sorted((line for line in lines if line.gap), key=lambda line: (-line.gap, line.skill))
    print_table(text["shared_columns"], shared, title=text["shared"])
    rows = [(line.skill, line.origin_demand, line.demand, line.gap) for line in missing]
    print_table(text["missing_columns"], rows, title=text["missing"])


def _gates(move: Move, text: dict[str, Any]) -> str:
    """Which gates stop a passerelle, or that it passes them all."""
    failed = [
        text[name]
        for name, column in (
            ("coverage", "passes_coverage"),
            ("durability", "passes_durability"),
            ("full", "compares_full"),
        )
        if not move.values[column]
    ]
    return ", ".join(failed) or str(text["passes"])
