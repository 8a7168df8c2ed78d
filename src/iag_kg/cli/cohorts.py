"""`cohort`: what awaits a workforce, from headcounts by métier and nothing about persons."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from iag_kg.cli.output import (
    Format,
    FormatOption,
    Language,
    LanguageOption,
    print_json,
    print_lines,
    print_table,
)
from iag_kg.cli.passing import Taxonomy
from iag_kg.cli.plan_store import GateOption, StoreOption, TaxonomyOption, refuse_store_options
from iag_kg.errors import IagError

if TYPE_CHECKING:
    from iag_kg.cli.plan_world import World
    from iag_kg.cohort import Move, Outlook, Report, Work
    from iag_kg.graph import Value

PAGE = "cohort.html"
ELSEWHERE = "codes and titles of ROME or ESCO need --store PATH"
LINES = 60  # of a table on a terminal: all those of the studies, the most needed of a taxonomy


class Table(StrEnum):
    """The tables of a cohort."""

    EXPOSURE = "exposure"
    TOTALS = "totals"
    DESTINATIONS = "destinations"
    PASSERELLES = "passerelles"
    FLOWS = "flows"
    TRAINING = "training"


class Towards(StrEnum):
    """Where flows may lead."""

    AWAY = "away"
    ANY = "any"


def cohort(
    file: Annotated[Path, typer.Argument(help="CSV: metier (or code), headcount (or effectif).")],
    k: Annotated[int, typer.Option("--k", min=3, help="Smallest headcount shown.")] = 5,
    towards: Annotated[
        Towards, typer.Option(help="Flows only away from obsolescence, or to any recommended.")
    ] = Towards.AWAY,
    table: Annotated[
        Table | None, typer.Option(help="Only this table. [default: all; with csv: exposure]")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Folder for the tables, a JSON file and a page.")
    ] = None,
    store: StoreOption = None,
    taxonomy: TaxonomyOption = None,
    gate: GateOption = None,
    language: LanguageOption = Language.FR,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show what awaits a cohort: exposure, destinations, flows, training; small métiers masked.

    Files with anything about persons are refused.

    Example: iag-kg cohort effectifs.csv --k 5 --output cohort/

    Example: iag-kg cohort effectifs-rome.csv --store my-store --taxonomy rome
    """
    from iag_kg.cohort import publish, report

    if output is not None:
        _refuse_file(output)
    if store is None:
        refuse_store_options(taxonomy, gate)
        headcounts, outlook = _studied(file, language)
    else:
        from iag_kg.cli.cohort_store import read_stored_cohort

        headcounts, outlook = read_stored_cohort(
            file, store, taxonomy or Taxonomy.ROME, gate, language
        )
    answer = report(publish(headcounts, k), outlook, towards is Towards.ANY)
    if output is not None:
        _write(answer, outlook, output, language, form)
    elif form is Format.JSON:
        print_json(_record(answer) if table is None else list(answer.tables[table]))
    elif form is Format.CSV:
        print_table(*_sheet(answer, table or Table.EXPOSURE), form)
    else:
        _print(answer, language, table)


def _studied(file: Path, language: Language) -> tuple[dict[str, int], Outlook]:
    """The headcounts of a file by métier of the studies, and what the graph says of them."""
    from iag_kg import shipped
    from iag_kg.cli.plan_world import read_world
    from iag_kg.cohort import read_cohort
    from iag_kg.plans import read_unassessed

    graph = shipped.store()
    world = read_world(graph, language)
    headcounts = read_cohort(file, known_names(world), read_unassessed(graph), ELSEWHERE)
    return headcounts, read_outlook(world, headcounts)


def known_names(world: World) -> dict[str, str]:
    """The code of each métier that has a profile, by label in either language, code and IRI."""
    names = world.names
    codes = world.landscape.profiles
    found = {label: code for code in codes for label in names.metiers[code].values()}
    found |= {code: code for code in codes}
    return found | {iri: code for iri, code in names.codes.items() if code in codes}


def read_outlook(world: World, headcounts: Mapping[str, int]) -> Outlook:
    """What the graph says of the métiers of a cohort, and of all those where they may lead."""
    from iag_kg.cohort import Outlook

    offers: dict[str, list[str]] = {}
    for offer in world.offers.values():
        said = f"{offer.titles[world.language]} ({offer.providers[world.language]})"
        for skill in offer.skills:
            offers.setdefault(skill, []).append(said)
    return Outlook(
        {code: _work(world, code) for code in world.landscape.profiles},
        {code: _moves(world, code) for code in headcounts},
        {skill: labels[world.language] for skill, labels in world.names.skills.items()},
        offers,
    )


def _work(world: World, code: str) -> Work:
    from iag_kg.cohort import Work
    from iag_kg.plans import Exposure

    cells = world.exposures.get(code, Exposure())
    family = world.names.families[code][world.language]
    counts = (cells.cells, cells.declining, cells.strongly, cells.rising)
    return Work(world.metier(code), family, *counts, cells.transformation)


def _moves(world: World, origin: str) -> list[Move]:
    from iag_kg import plans
    from iag_kg.cohort import Move

    land, moves = world.landscape, []
    for code, wanted in land.profiles.items():
        if code == origin:
            continue
        found = plans.score(land.profiles[origin], wanted, land.gates)
        gates = (
            plans.passes_coverage(found, land.gates),
            plans.passes_durability(found, land.gates),
            {origin, code} <= land.complete,
        )
        ends = [world.exposures.get(end, plans.Exposure()) for end in (origin, code)]
        gap = {
            line.skill: Fraction(line.gap) / land.unit
            for line in plans.find_gap(land, land.profiles[origin], wanted)
            if line.skill not in land.fading
        }
        direction = plans.compare_exposure(*ends)
        moves.append(Move(code, found.coverage, found.affinity, gates, direction, gap))
    return moves


def _print(answer: Report, language: Language, table: Table | None) -> None:
    """The tables that a terminal has room for, and how they are made."""
    from iag_kg.cohort import SHOWN, notes, show_table, words_of

    words = words_of(answer.taxonomy, language)
    for name in SHOWN if table is None else (table.value,):
        if name in SHOWN:
            headings, rows = show_table(answer, name, language)
            print_table(headings, rows[:LINES], title=words["tables"][name])
            if left := len(rows[LINES:]):
                print_lines(words["more"].format(left))
        else:
            print_table(*_sheet(answer, name))
    print_lines(*notes(answer, language))


def _refuse_file(output: Path) -> None:
    """Raises IagError where a file stands in the way of the folder to write."""
    for place in (output, *output.parents):
        if os.path.exists(place) and not os.path.isdir(place):
            raise IagError(f"{place}: a file, not a folder to write into")


def _write(
    answer: Report, outlook: Outlook, folder: Path, language: Language, form: Format
) -> None:
    """Every table as CSV, all of them as JSON, and the page; then the list of files."""
    from iag_kg import pipeline
    from iag_kg.cohort import render_cohort
    from iag_kg.export import to_csv

    files = {f"{name}.csv": to_csv(*_sheet(answer, name)) for name in answer.tables}
    text = json.dumps(_record(answer), ensure_ascii=False, indent=2, default=float)
    files["cohort.json"] = f"{text}\n".encode()
    files[PAGE] = render_cohort(answer, outlook, language.value).encode()
    pipeline.write_files(files, folder)
    print_table(
        ("file", "bytes"), [(str(folder / name), len(made)) for name, made in files.items()], form
    )


def _record(answer: Report) -> dict[str, Any]:
    towards = Towards.ANY if answer.anywhere else Towards.AWAY
    return {"k": answer.published.k, "towards": towards.value, **answer.tables}


def _sheet(answer: Report, name: str) -> tuple[list[str], list[tuple[Value, ...]]]:
    """The columns and the rows of a table as a spreadsheet may open them: no text is a formula."""
    from iag_kg.cohort import neutralise

    return answer.columns[name].split(), [
        tuple(neutralise(cell) if isinstance(cell, str) else cell for cell in row.values())
        for row in answer.tables[name]
    ]
