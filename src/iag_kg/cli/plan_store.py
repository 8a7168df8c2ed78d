"""Plans in a taxonomy of a store: its world, its gate, and how a person names its métiers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iag_kg.cli.naming import find_code
from iag_kg.cli.passing import Taxonomy
from iag_kg.errors import AmbiguousError, IagError, NotFoundError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from iag_kg.cli.plan_world import World
    from iag_kg.plans import Landscape, Link

# The least coverage of an open passerelle. ROME describes a métier by some 35 items of its own,
# ESCO by skills that many occupations share: at these gates, a fifth of the métiers of either have
# no passerelle (docs/plans.md gives the figures at other gates).
GATES = {"rome": Fraction(1, 5), "esco": Fraction(1, 2)}

StoreOption = Annotated[
    Path | None, typer.Option("--store", help="Folder of a store: plans in its taxonomy.")
]
TaxonomyOption = Annotated[
    Taxonomy | None,
    typer.Option("--taxonomy", help="Which taxonomy of the store. [default: rome]"),
]
GateOption = Annotated[
    float | None,
    typer.Option(
        "--gate",
        min=0.01,
        max=1.0,
        help="With --store: least coverage of a passerelle. [default: 0.2 for rome, 0.5 for esco]",
    ),
]


def refuse_store_options(
    taxonomy: Taxonomy | None, gate: float | None, top: int | None = None
) -> None:
    """That nothing is asked of a taxonomy where no store is given.

    Raises:
        IagError: something is.
    """
    options = {"--taxonomy": taxonomy, "--gate": gate, "--top": top}
    given = " and ".join(name for name, value in options.items() if value is not None)
    if given:
        raise IagError(f"{given}: for a taxonomy; add --store PATH")


def read_stored_world(
    path: Path, taxonomy: str, gate: float | None, language: str
) -> tuple[ox.Store, World]:
    """The store of a folder and the world of plans that its taxonomy makes.

    Raises:
        GraphError, NotFoundError: there is no store, or it does not hold the taxonomy.
    """
    from iag_kg import plans
    from iag_kg.cli.plan_world import World
    from iag_kg.mobilities.overlap import WEIGHTS
    from iag_kg.stored import open_store

    store = open_store(path)
    names = plans.read_labels(store, taxonomy)
    least = GATES[taxonomy] if gate is None else Fraction(str(gate))
    land = plans.read_profiles(store, taxonomy, WEIGHTS[taxonomy], least, names)
    groups = plans.read_groups(store, taxonomy, language)
    missing = plans.missing_graphs(store, taxonomy)
    return store, World(land, names, {}, {}, language, taxonomy, groups, tuple(missing))


def find_stored(store: ox.Store, world: World, name: str) -> str:
    """The code of the métier that a person names (`naming.find_code`).

    Raises:
        NotFoundError, AmbiguousError: no métier or several answer to the name.
    """
    from iag_kg.plans import read_other_names

    return find_code(
        name,
        world.taxonomy,
        world.names.codes,
        {code: labels.values() for code, labels in world.names.metiers.items()},
        lambda: read_other_names(store, world.taxonomy),
    )


def find_stored_family(store: ox.Store, world: World, name: str) -> tuple[list[str], str]:
    """The métiers of a family (ROME: domain; ESCO: unit group of ISCO-08), and its label.

    A family is named by its code, by the beginning of one (all families below it then), by its
    label or a part of it.

    Raises:
        NotFoundError, AmbiguousError: no family or several answer to the name.
    """
    from iag_kg.cohort import fold
    from iag_kg.plans.taxonomy import read_group_labels

    wanted = fold(name)
    members: dict[str, list[str]] = {}
    for code in sorted(world.landscape.complete):
        members.setdefault(world.names.families[code][world.language], []).append(code)
    folded = {family: fold(family) for family in sorted(members)}
    below = [family for family, each in folded.items() if wanted and each.startswith(wanted)]
    # M15 and 2512 are codes, and so are M and 25: what is named is all that begins so.
    if below and " " not in name.strip() and any(c.isdigit() or len(wanted) == 1 for c in wanted):
        code = name.strip().upper()
        groups = {} if len(below) == 1 else read_group_labels(store, world.taxonomy, world.language)
        label = below[0] if len(below) == 1 else groups.get(code, f"{code}…")
        return [code for family in below for code in members[family]], label
    found = [family for family, each in folded.items() if each.partition(" ")[2] == wanted]
    if not found and wanted:
        found = [family for family, each in folded.items() if wanted in each.partition(" ")[2]]
    if not found:
        raise NotFoundError(f"no family of {world.taxonomy} answers to '{name}'")
    if len(found) > 1:
        raise AmbiguousError(f"'{name}' may mean {len(found)} families:", found)
    return members[found[0]], found[0]


def best_links(
    store: ox.Store, world: World, top: int, nearest: int
) -> tuple[list[Link], dict[str, list[str]]]:
    """Links to the `top` best destinations of each métier, as `passerelles` ranks them; the lists.

    The lists have `nearest` destinations, for N_k.
    """
    from iag_kg.mobilities import read_ranked
    from iag_kg.plans import Link

    land, links = world.landscape, []
    best: dict[str, list[str]] = {code: [] for code in sorted(land.complete)}
    for move in read_ranked(store, world.taxonomy, world.language).every(max(top, nearest)):
        if move.score > 0 and {move.origin, move.destination} <= land.complete:
            best[move.origin].append(move.destination)
    for code, others in best.items():
        links += [Link(code, other, _affinity(land, code, other)) for other in others[:top]]
    lists = {code: others[:nearest] for code, others in best.items()}
    return links, lists


def lower_gates(gate: Fraction) -> Sequence[Fraction]:
    """The gates below one, by steps of five points, the highest first."""
    step = Fraction(1, 20)
    highest = -(-gate // step) - 1
    return [step * number for number in range(int(highest), 0, -1)]


def _affinity(land: Landscape, origin: str, destination: str) -> Fraction:
    from iag_kg.plans import score

    return score(land.profiles[origin], land.profiles[destination], land.gates).affinity
