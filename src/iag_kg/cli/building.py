"""`build`, `export`, `view`, `info`: make the graph, hand it over, show it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iag_kg import __version__
from iag_kg.cli.output import Format, FormatOption, Language, print_table, progress
from iag_kg.errors import IagError, NotFoundError
from iag_kg.paths import resources

if TYPE_CHECKING:
    from iag_kg.views import MobilityMap

_MAPPED = 20  # destinations of each métier that a map counts
FORMS = {
    "ttl": ["iag-kg.ttl"],
    "jsonld": ["iag-kg.jsonld"],
    "trig": ["iag-kg.trig"],
    "graphml": ["*.graphml"],
    "csv": ["csv/*.csv"],
}
ALIASES = {"turtle": "ttl", "json-ld": "jsonld"}
_STEPS = {
    "tables": "Lecture des tables / reading the tables",
    "triples": "Tables → triplets / triples",
    "inferred": "Inférences / inferences",
    "passerelles": "Passerelles",
    "validation": "Validation SHACL",
    "exports": "Exports",
}


def build(
    data: Annotated[
        Path | None, typer.Option(help="Folder of tables. [default: the project's own]")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Folder of exports. [default: exports/ of the project]")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Build the graph from the tables, validate it and write the exports.

    Nothing is written unless every rule holds.

    Example: iag-kg build --output out/
    """
    from iag_kg import pipeline
    from iag_kg.cli.checking import print_findings

    root = resources()
    with progress() as report:
        built = pipeline.build(root, data or root / "data", lambda step: report(_STEPS[step]))
    if not built.is_valid:
        print_findings(built.findings, Language.FR, form)
        raise typer.Exit(1)
    folder = output or root / "exports"
    pipeline.write_files(built.files, folder)
    rows = [(str(folder / name), len(content)) for name, content in built.files.items()]
    print_table(("file", "bytes"), rows, form)


def export(
    output: Annotated[Path, typer.Option(help="Folder to write into; made if missing.")],
    forms: Annotated[
        list[str] | None, typer.Argument(help=f"Any of: {' '.join(FORMS)}. [default: all]")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Hand over the graph as files: Turtle, JSON-LD, TriG, GraphML, CSV.

    Example: iag-kg export ttl csv --output out/
    """
    from iag_kg import pipeline

    source = resources() / "exports"
    files: dict[str, bytes] = {}
    for wanted in forms or FORMS:
        name = ALIASES.get(wanted, wanted)
        if name not in FORMS:
            raise IagError(f"unknown form '{wanted}'; known forms: {' '.join(FORMS)}")
        for pattern in FORMS[name]:
            for path in sorted(source.glob(pattern)):
                files[path.relative_to(source).as_posix()] = path.read_bytes()
    if not files:
        raise IagError(f"{source}: no export here; `iag-kg build` makes them")
    pipeline.write_files(files, output)
    rows = [(str(output / name), len(content)) for name, content in files.items()]
    print_table(("file", "bytes"), rows, form)


def view(
    output: Annotated[Path, typer.Option(help="Folder to write into; made if missing.")],
    references: Annotated[
        Path | None,
        typer.Option("--store", help="Store with ROME or ESCO: adds a map of each it holds."),
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Write the network views: pages that open in any browser, without network.

    Example: iag-kg view --output views/ --store references.db   then open views/index.html
    """
    from iag_kg import pipeline, shipped
    from iag_kg.views import render_views

    with progress() as report:
        maps = _read_maps(references, report) if references else []
        report("Vues / views")
        texts = render_views(shipped.store(), maps)
        pages = {name: text.encode() for name, text in texts.items()}
        pipeline.write_files(pages, output)
    rows = [(str(output / name), len(content)) for name, content in pages.items()]
    print_table(("file", "bytes"), rows, form)


def _read_maps(place: Path, report: Callable[[str], None]) -> list[MobilityMap]:
    """The map of each taxonomy of a store, with the best destinations of its métiers.

    Raises:
        GraphError: there is no store, or it cannot be opened.
        NotFoundError: it holds no taxonomy of métiers.
    """
    from dataclasses import astuple

    from iag_kg.graph import graph_names
    from iag_kg.mobilities import read_ranked
    from iag_kg.namespaces import IAGG
    from iag_kg.stored import open_store
    from iag_kg.views import TAXONOMIES, read_map

    store = open_store(place)
    held = {graph.value.removeprefix(IAGG) for graph in graph_names(store)}
    wanted = [key for key in TAXONOMIES if key in held]
    if not wanted:
        message = "neither ROME nor ESCO in this store; `iag-kg import rome …` brings one in"
        raise NotFoundError(f"{place}: {message}")
    maps = []
    for key in wanted:
        report(f"Passerelles {key.upper()}")
        ranked = read_ranked(store, key, "fr")
        moves = (astuple(move) for move in ranked.every(_MAPPED) if move.score > 0)
        maps.append(read_map(store, key, moves))
    return maps


def info(
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Facts per source and section, or why there is none.")
    ] = False,
    stored: Annotated[
        Path | None, typer.Option("--store", help="Say what a store on disk holds instead.")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Say what the graph holds; with --coverage, the facts of each section of each source.

    Example: iag-kg info --coverage
    """
    if stored:
        from iag_kg.cli.importing import print_held

        print_held(stored, form)
        return
    from iag_kg import shipped
    from iag_kg.graph import graph_names, select
    from iag_kg.namespaces import compact
    from iag_kg.queries import read_query

    store = shipped.store()
    if coverage:
        query = read_query(resources() / "queries" / "evidence" / "coverage.rq")
        sections = select(store, query.text)
        print_table(sections.columns, sections.values(), form)
        return
    counts = select(
        store,
        "SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE { ?thing a ?class "
        'FILTER (STRSTARTS(STR(?thing), "https://w3id.org/iag-kg/id/")) } '
        "GROUP BY ?class ORDER BY ?class",
    )
    rows: list[tuple[str, str, int | str]] = [("version", "iag-kg", __version__)]
    for graph in graph_names(store):
        held = sum(1 for _ in store.quads_for_pattern(None, None, None, graph))
        rows.append(("graph", compact(graph.value), held))
    rows += [("class", compact(str(kind)), int(str(count))) for kind, count in counts.values()]
    print_table(("what", "name", "count"), rows, form)
