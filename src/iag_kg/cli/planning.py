"""`plan`, `open`, `network`: the way to a métier, the skill that opens doors, the whole network."""

from __future__ import annotations

from typing import Annotated

import typer

from iag_kg.cli.output import (
    Format,
    FormatOption,
    Language,
    LanguageOption,
    print_answer,
)
from iag_kg.cli.passing import Taxonomy
from iag_kg.cli.plan_answers import (
    GAP_COLUMNS,
    network_record,
    openings_records,
    plan_record,
)
from iag_kg.cli.plan_store import GateOption, StoreOption, TaxonomyOption, refuse_store_options
from iag_kg.cli.plan_tables import print_network, print_openings, print_plan
from iag_kg.cli.plan_world import find_family, find_metier, read_world
from iag_kg.errors import IagError, NotFoundError

OPENING_COLUMNS = (
    "skill",
    "origin",
    "destination",
    "level",
    "coverage_before",
    "coverage",
    "durable_before",
    "durable",
)


def plan(
    origin: Annotated[
        str, typer.Argument(metavar="FROM", help="Label, part of a label, short code or IRI.")
    ],
    destination: Annotated[str, typer.Argument(metavar="TO", help="The same.")],
    steps: Annotated[
        int, typer.Option(min=1, max=6, help="Most steps of a route (4 with --store).")
    ] = 3,
    offers: Annotated[
        int | None, typer.Option(min=0, help="Most training offers. [default: as many as it takes]")
    ] = None,
    store: StoreOption = None,
    taxonomy: TaxonomyOption = None,
    gate: GateOption = None,
    language: LanguageOption = Language.FR,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show the way from a métier to another: passerelle or route, gap, training, exposure.

    Example: iag-kg plan "audit interne" "relation client" --steps 3

    Example: iag-kg plan M1203 M1205 --store my-store --taxonomy rome
    """
    if store is not None:
        from iag_kg.cli.planning_stored import stored_plan

        if offers is not None:
            raise IagError("--offers is for the studies: no offer listed is tied to a taxonomy")
        stored_plan(
            store, taxonomy or Taxonomy.ROME, gate, origin, destination, steps, language, form
        )
        return
    refuse_store_options(taxonomy, gate)
    from iag_kg import shipped

    graph = shipped.store()
    world = read_world(graph, language)
    ends = [find_metier(graph, world, name) for name in (origin, destination)]
    if ends[0] == ends[1]:
        raise NotFoundError(f"no passerelle from '{origin}' to '{destination}'")
    record = plan_record(world, ends[0], ends[1], steps, offers)
    gap = [tuple(line.values()) for line in record["gap"]]
    print_answer(record, GAP_COLUMNS, gap, form, lambda: print_plan(record, steps, language))


def open_doors(
    metier: Annotated[
        str | None, typer.Argument(help="Label, part of a label, short code or IRI.")
    ] = None,
    family: Annotated[str | None, typer.Option(help="All métiers of a family instead.")] = None,
    top: Annotated[int, typer.Option(min=1, help="How many skills to show.")] = 10,
    store: StoreOption = None,
    taxonomy: TaxonomyOption = None,
    gate: GateOption = None,
    language: LanguageOption = Language.FR,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show which single skill, once acquired, opens most passerelles.

    Example: iag-kg open "audit interne" --top 5

    Example: iag-kg open --family M18 --store my-store --taxonomy rome
    """
    from iag_kg import shipped
    from iag_kg.plans import find_openings

    if (metier is None) == (family is None):
        raise typer.BadParameter("give either a métier or --family")
    if store is not None:
        from iag_kg.cli.planning_stored import stored_openings

        stored_openings(store, taxonomy or Taxonomy.ROME, gate, metier, family, top, language, form)
        return
    refuse_store_options(taxonomy, gate)
    graph = shipped.store()
    world = read_world(graph, language)
    if family is not None:
        codes = find_family(world, family)
        name = world.names.families[codes[0]][language]
    else:
        codes = [find_metier(graph, world, metier or "")]
        name = world.metier(codes[0])
    records = openings_records(world, find_openings(world.landscape, codes)[:top])
    rows = [(each["skill"], *row.values()) for each in records for row in each["passerelles"]]
    print_answer(
        records,
        OPENING_COLUMNS,
        rows,
        form,
        lambda: print_openings(records, name, family is not None, language),
    )


def network(
    nearest: Annotated[
        int, typer.Option("--nearest", min=1, help="Length k of the lists behind N_k.")
    ] = 5,
    store: StoreOption = None,
    taxonomy: TaxonomyOption = None,
    gate: GateOption = None,
    top: Annotated[
        int | None,
        typer.Option(
            min=1, help="With --store: links are the so many best destinations of each métier."
        ),
    ] = None,
    language: LanguageOption = Language.FR,
    form: FormatOption = Format.TABLE,
) -> None:
    """Diagnose the network of passerelles: communities, bridges, isolated métiers, hubs.

    Example: iag-kg network --lang en

    Example: iag-kg network --store my-store --taxonomy esco --format csv
    """
    if store is not None:
        from iag_kg.cli.planning_stored import stored_network

        stored_network(store, taxonomy or Taxonomy.ROME, gate, top, nearest, language, form)
        return
    refuse_store_options(taxonomy, gate, top)
    from iag_kg import shipped

    record = network_record(read_world(shipped.store(), language), nearest)
    metiers = record["metiers"]
    rows = [tuple(each.values()) for each in metiers]
    print_answer(
        record, tuple(next(iter(metiers), {})), rows, form, lambda: print_network(record, language)
    )
