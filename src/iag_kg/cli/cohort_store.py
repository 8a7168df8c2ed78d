"""What awaits a cohort whose métiers are those of a taxonomy of a store."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from iag_kg.cli.naming import title_forms
from iag_kg.cli.plan_store import read_stored_world

if TYPE_CHECKING:
    from iag_kg.cli.plan_world import World
    from iag_kg.cohort import Move, Outlook, Work
    from iag_kg.plans import Covered


def read_stored_cohort(
    file: Path, store: Path, taxonomy: str, gate: float | None, language: str
) -> tuple[dict[str, int], Outlook]:
    """The headcounts of a file by métier of a taxonomy, and what its store says of them.

    Raises:
        IagError: the store does not hold the taxonomy, or the file is refused (`read_cohort`).
    """
    from iag_kg.cohort import Outlook, read_cohort
    from iag_kg.plans import Covered

    _, world = read_stored_world(store, taxonomy, gate, language)
    headcounts = read_cohort(file, stored_names(world))
    land, covered = world.landscape, Covered(world.landscape)
    outlook = Outlook(
        {code: _work(world, code) for code in land.profiles},
        {code: _moves(world, covered, code) for code in headcounts},
        {skill: labels[language] for skill, labels in world.names.skills.items()},
        {},
        taxonomy,
        land.gates.coverage,
    )
    return headcounts, outlook


def stored_names(world: World) -> dict[str, str]:
    """The code of each métier by code, IRI and title, but for titles that several bear."""
    from iag_kg.cohort import fold

    names = world.names
    told: dict[str, str] = {}  # a title as people write it, by its folded form
    borne: dict[str, set[str]] = {}
    for code, labels in names.metiers.items():
        for label in labels.values():
            title = label.removeprefix(f"{code} ")
            whole, *halves = title_forms(title)
            told |= {whole: title, fold(label): label}
            for form in (fold(label), whole, *halves):
                borne.setdefault(form, set()).add(code)
    found = {told.get(form, form): min(codes) for form, codes in borne.items() if len(codes) == 1}
    return found | {code: code for code in names.metiers} | dict(names.codes)


def _work(world: World, code: str) -> Work:
    """A métier with its class and the groups that tell it: the surest ones."""
    from iag_kg.cohort import MIXED, RANKS, Work
    from iag_kg.plans import surest

    reached = world.groups.get(code, ())
    # Where the ILO assesses none of them, the surest still say what the métier is.
    groups = surest(reached) or [each for each in reached if each.tier == reached[0].tier]
    ranks = {each.rank for each in groups if each.rank is not None}
    degree = MIXED if len(ranks) > 1 else RANKS[ranks.pop()] if ranks else "unknown"
    family = world.names.families[code][world.language]
    said = " ; ".join(f"{each.group} {each.name}".strip() for each in groups)
    return Work(world.metier(code), family, 0, 0, 0, 0, "", degree, said)


def _moves(world: World, covered: Covered, origin: str) -> list[Move]:
    """The open passerelles of a métier: at this size, the others are left out."""
    from iag_kg import plans
    from iag_kg.cohort import Move

    land = world.landscape
    moves = []
    for code in covered.within(land.profiles[origin]):
        if not plans.is_open(land, origin, code):
            continue
        wanted = land.profiles[code]
        found = plans.score(land.profiles[origin], wanted, land.gates)
        gap = {
            line.skill: Fraction(line.gap) / land.unit
            for line in plans.find_gap(land, land.profiles[origin], wanted)
        }
        ends = [world.groups.get(end, ()) for end in (origin, code)]
        direction = plans.compare_groups(*ends)
        gates = (True, True, True)
        moves.append(Move(code, found.coverage, found.affinity, gates, direction, gap))
    return moves
