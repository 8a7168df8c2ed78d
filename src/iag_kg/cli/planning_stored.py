"""`plan`, `open` and `network` on a taxonomy of a store."""

from __future__ import annotations

from pathlib import Path

from iag_kg.cli.output import Format, Language, print_answer
from iag_kg.cli.plan_answers import (
    GAP_COLUMNS,
    network_record,
    openings_records,
    plan_record,
)
from iag_kg.cli.plan_store import (
    best_links,
    find_stored,
    find_stored_family,
    read_stored_world,
)
from iag_kg.cli.plan_store_answers import network_extras
from iag_kg.cli.plan_store_tables import (
    print_stored_network,
    print_stored_openings,
    print_stored_plan,
)
from iag_kg.cli.plan_world import number
from iag_kg.errors import IagError, NotFoundError

STEPS = 4
OPENING_COLUMNS = ("skill", "origin", "destination", "level", "coverage_before", "coverage")


def stored_plan(
    path: Path,
    taxonomy: str,
    gate: float | None,
    origin: str,
    destination: str,
    steps: int,
    language: Language,
    form: Format,
) -> None:
    """Print the way from a métier of a taxonomy to another.

    Raises:
        IagError: the store, the taxonomy or one of the métiers is not there, both are one, or a
            route would be longer than what can be searched.
    """
    if steps > STEPS:
        raise IagError(f"--steps {steps}: {STEPS} at most with --store, since longer takes minutes")
    store, world = read_stored_world(path, taxonomy, gate, language)
    ends = [find_stored(store, world, name) for name in (origin, destination)]
    if ends[0] == ends[1]:
        raise NotFoundError(f"no passerelle from '{origin}' to '{destination}'")
    record = plan_record(world, ends[0], ends[1], steps, None)
    gap = [tuple(line.values()) for line in record["gap"]]
    print_answer(record, GAP_COLUMNS, gap, form, lambda: print_stored_plan(record, steps, language))


def stored_openings(
    path: Path,
    taxonomy: str,
    gate: float | None,
    metier: str | None,
    family: str | None,
    top: int,
    language: Language,
    form: Format,
) -> None:
    """Print which skills open most passerelles, for a métier or a family of a taxonomy.

    Raises:
        IagError: the store, the taxonomy, the métier or the family is not there.
    """
    from iag_kg.plans import find_openings, is_open

    store, world = read_stored_world(path, taxonomy, gate, language)
    if family is not None:
        codes, name = find_stored_family(store, world, family)
    else:
        codes = [find_stored(store, world, metier or "")]
        name = world.metier(codes[0])
    land = world.landscape
    records = openings_records(world, find_openings(land, codes)[:top])
    rows = [(each["skill"], *row.values()) for each in records for row in each["passerelles"]]

    def show() -> None:
        now = sum(is_open(land, code, other) for code in codes for other in land.complete)
        least = number(land.gates.coverage)
        print_stored_openings(records, name, family is not None, now, least, language)

    print_answer(records, OPENING_COLUMNS, rows, form, show)


def stored_network(
    path: Path,
    taxonomy: str,
    gate: float | None,
    top: int | None,
    nearest: int,
    language: Language,
    form: Format,
) -> None:
    """Print the diagnosis of the network of a taxonomy.

    Raises:
        IagError: the store or the taxonomy is not there, or both --gate and --top are given.
    """
    if gate is not None and top is not None:
        raise IagError("give either --gate or --top: each says what a link is")
    store, world = read_stored_world(path, taxonomy, gate, language)
    if top is None:
        record = network_record(world, nearest)
    else:
        record = network_record(world, nearest, *best_links(store, world, top, nearest))
    record = network_extras(world, record, top)
    metiers = record["metiers"]
    rows = [tuple(each.values()) for each in metiers]
    print_answer(
        record,
        tuple(next(iter(metiers), {})),
        rows,
        form,
        lambda: print_stored_network(record, language),
    )
