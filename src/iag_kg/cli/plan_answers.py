"""The answers of `plan`, `open` and `network` as records: plain values, named in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from iag_kg.cli.plan_store_answers import plan_extras
from iag_kg.cli.plan_world import number

if TYPE_CHECKING:
    from iag_kg.cli.plan_world import World
    from iag_kg.plans import Cover, Link, Missing, OneMore, Route, Weight

Record = dict[str, Any]
GAP_COLUMNS = ("step", "todo", "skill", "origin_demand", "demand", "gap", "part")


def plan_record(
    world: World, origin: str, destination: str, most: int, limit: int | None
) -> Record:
    """The direct passerelle, the best route, the gap, the training and the exposure of a pair.

    In a taxonomy there is no durable share, no training, and exposure is that of the ILO.
    """
    from iag_kg import plans

    land = world.landscape
    held, wanted = land.profiles[origin], land.profiles[destination]
    found = plans.score(held, wanted, land.gates)
    route = plans.find_route(land, origin, destination, most)
    # Without a route, the direct gap is all there is to tell.
    learnt = _learnt(route) if route else [(0, line) for line in plans.find_gap(land, held, wanted)]
    gap: dict[str, Weight] = {}
    for _, line in learnt:
        if line.skill not in land.fading:
            gap[line.skill] = gap.get(line.skill, 0) + line.gap
    record: Record = {
        "origin": world.metier(origin),
        "origin_code": origin,
        "destination": world.metier(destination),
        "destination_code": destination,
        "direct": {
            "open": plans.is_open(land, origin, destination),
            "coverage": number(found.coverage),
            "affinity": number(found.affinity),
            "durable": number(found.durable_share),
            "passes_coverage": plans.passes_coverage(found, land.gates),
            "passes_durability": plans.passes_durability(found, land.gates),
            "compares_full": {origin, destination} <= land.complete,
        },
        "route": [
            {
                "step": rank,
                "origin": world.metier(step.origin),
                "destination": world.metier(step.destination),
                "coverage": number(step.score.coverage),
                "durable": number(step.score.durable_share),
                "gap": world.share(sum(x.gap for x in step.learnt if x.skill not in land.fading)),
            }
            for rank, step in enumerate(route.steps if route else (), 1)
        ],
        "gap": [_line(world, rank, line) for rank, line in learnt],
    }
    if world.taxonomy:
        for each in (record["direct"], *record["route"]):
            _drop_levels(each)
        return record | plan_extras(world, origin, destination, most, route)
    offers = {iri: offer.skills for iri, offer in world.offers.items()}
    return record | {
        "training": _training(world, plans.choose_cover(gap, offers, limit), gap),
        "exposure": _exposure(world, origin, destination),
    }


def openings_records(world: World, found: list[OneMore]) -> list[Record]:
    """Each skill with the passerelles that it opens, and their scores before and after."""
    records: list[Record] = [
        {
            "skill": world.skills([each.skill])[0],
            "opened": len(each.openings),
            "level": world.share(each.level),
            "passerelles": [
                {
                    "origin": world.metier(opening.origin),
                    "destination": world.metier(opening.destination),
                    "level": world.share(opening.level),
                    "coverage_before": number(opening.before.coverage),
                    "coverage": number(opening.after.coverage),
                    "durable_before": number(opening.before.durable_share),
                    "durable": number(opening.after.durable_share),
                }
                for opening in each.openings
            ],
        }
        for each in found
    ]
    if world.taxonomy:
        for record in records:
            for row in record["passerelles"]:
                _drop_levels(row)
    return records


def network_record(
    world: World,
    most: int,
    links: Sequence[Link] | None = None,
    nearest: Mapping[str, Sequence[str]] | None = None,
) -> Record:
    """The diagnosis of the network, its métiers by how much they stand between the others.

    Args:
        links: what links the métiers; None for the open passerelles.
        nearest: the `most` nearest destinations of each; None for the best covered.
    """
    from iag_kg import plans

    land = world.landscape
    if links is None or nearest is None:
        links, nearest = plans.open_links(land), plans.rank_nearest(land, most)
    found = plans.diagnose(land.complete, links, nearest)
    ranked = sorted(found.positions, key=lambda at: (-at.betweenness, -at.across, at.code))
    return {
        "links": found.links,
        "pivots": found.pivots,
        "full": len(land.complete),
        "reciprocity": found.reciprocity,
        "modularity": found.modularity,
        "k": most,
        "skewness": found.skewness,
        "communities": [
            {"community": rank, "metiers": [world.metier(code) for code in group]}
            for rank, group in enumerate(found.communities, 1)
        ],
        "metiers": [
            {
                "metier": world.metier(at.code),
                "code": at.code,
                "family": world.names.families[at.code][world.language],
                "community": at.community,
                "leaving": at.leaving,
                "arriving": at.arriving,
                "betweenness": at.betweenness,
                "across": at.across,
                "occurrences": at.occurrences,
                "isolated": at.is_isolated,
            }
            for at in ranked
        ],
        "partial": [world.metier(code) for code in sorted(land.profiles.keys() - land.complete)],
    }


def _drop_levels(record: Record) -> None:
    """Leave out what rests on levels of reinforcement, which a taxonomy does not print."""
    for key in ("durable_before", "durable", "passes_durability"):
        record.pop(key, None)


def _learnt(route: Route) -> list[tuple[int, Missing]]:
    return [(rank, line) for rank, step in enumerate(route.steps, 1) for line in step.learnt]


def _line(world: World, rank: int, line: Missing) -> Record:
    return {
        "step": rank,
        "todo": line.todo,
        "skill": world.skills([line.skill])[0],
        "origin_demand": None if line.held is None else world.share(line.held),
        "demand": world.share(line.wanted),
        "gap": world.share(line.gap),
        "part": number(line.part),
    }


def _training(world: World, cover: Cover, gap: Mapping[str, Weight]) -> Record:
    return {
        "offers": [
            {
                "title": world.offers[iri].titles[world.language],
                "provider": world.offers[iri].providers[world.language],
                "skills": world.skills(skills),
            }
            for iri, skills in cover.offers
        ],
        "covered": world.share(cover.covered),
        "total": world.share(cover.total),
        "coverable": world.share(cover.coverable),
        "exact": cover.is_exact,
        "most": world.share(cover.most),
        "uncovered": [
            {"skill": label, "gap": world.share(gap[skill])}
            for skill, label in zip(cover.uncovered, world.skills(cover.uncovered), strict=True)
        ],
    }


def _exposure(world: World, origin: str, destination: str) -> Record:
    from iag_kg import plans

    land, unknown = world.landscape, plans.Exposure()
    ends = [world.exposures.get(code, unknown) for code in (origin, destination)]
    fate = plans.follow_declining(
        land.profiles[origin], land.profiles[destination], land.gates.declining
    )
    record: Record = {
        name: {
            "cells": end.cells,
            "declining": end.declining,
            "strongly": end.strongly,
            "share": None if end.share is None else number(end.share),
            "transformation": end.transformation,
        }
        for name, end in zip(("origin", "destination"), ends, strict=True)
    }
    return record | {
        "direction": plans.compare_exposure(*ends),
        **{name: world.skills(getattr(fate, name)) for name in ("left", "still", "regained")},
    }
