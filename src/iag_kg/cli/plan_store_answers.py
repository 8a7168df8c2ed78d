"""What the answers of `plan` and `network` hold of their own in a taxonomy of a store."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from iag_kg.cli.plan_store import lower_gates
from iag_kg.cli.plan_world import number

if TYPE_CHECKING:
    from iag_kg.cli.plan_world import World
    from iag_kg.plans import Reached, Route

Record = dict[str, Any]
MAIN = 3


def plan_extras(
    world: World, origin: str, destination: str, most: int, route: Route | None
) -> Record:
    """The gate, what is to learn in all, the highest lower gate with a route, the exposure."""
    from iag_kg import plans

    land = world.landscape
    gap = plans.find_gap(land, land.profiles[origin], land.profiles[destination])
    return {
        "taxonomy": world.taxonomy,
        "gate": number(land.gates.coverage),
        "gap_direct": world.share(sum(line.gap for line in gap)),
        "gap_route": world.share(route.gap) if route else None,
        "lower": None if route else _lower(world, origin, destination, most),
        "exposure": _exposure(world, origin, destination),
    }


def network_extras(world: World, record: Record, top: int | None) -> Record:
    """What links are; of each community its main families and best linked métiers; the isolated.

    Args:
        record: the diagnosis, from `network_record`.
        top: the number of best destinations that are links; None where the gate decides.
    """
    rows = {row["metier"]: row for row in record["metiers"]}
    communities = []
    for group in record["communities"]:
        metiers = [rows[name] for name in group["metiers"]]
        linked = sorted(metiers, key=lambda row: (-row["leaving"] - row["arriving"], row["code"]))
        families = Counter(row["family"] for row in metiers).most_common()
        communities.append(
            {
                "community": group["community"],
                "size": len(metiers),
                "families": [{"family": name, "metiers": n} for name, n in families],
                "main": [row["metier"] for row in linked[:MAIN]],
                "metiers": group["metiers"],
            }
        )
    alone = Counter(row["family"] for row in record["metiers"] if row["isolated"])
    every = Counter(row["family"] for row in record["metiers"])
    unreached = sum(not row["arriving"] and not row["isolated"] for row in record["metiers"])
    return {
        "taxonomy": world.taxonomy,
        "link": "coverage" if top is None else "rank",
        "gate": number(world.landscape.gates.coverage) if top is None else None,
        "top": top,
        **record,
        "communities": communities,
        "isolated": sum(alone.values()),
        "unreached": unreached,
        "isolated_by_family": [
            {"family": name, "isolated": alone[name], "metiers": every[name]}
            for name in sorted(alone, key=lambda name: (-alone[name], name))
        ],
    }


def _lower(world: World, origin: str, destination: str, most: int) -> Record | None:
    """The route that the highest lower gate lets through, if it takes several steps."""
    from iag_kg import plans

    land = world.landscape
    for gate in lower_gates(land.gates.coverage):
        lowered = replace(land, gates=replace(land.gates, coverage=gate))
        if plans.is_open(lowered, origin, destination):
            return None
        if route := plans.find_route(lowered, origin, destination, most):
            passed = [world.metier(step.destination) for step in route.steps]
            return {"gate": number(gate), "through": passed[:-1]}
    return None


def _exposure(world: World, origin: str, destination: str) -> Record:
    from iag_kg import plans

    ends = [world.groups.get(code, ()) for code in (origin, destination)]
    return {
        "index": "ilo",
        "missing": list(world.missing),
        "origin": [_group(each) for each in ends[0]],
        "destination": [_group(each) for each in ends[1]],
        "direction": plans.compare_groups(*ends),
    }


def _group(each: Reached) -> Record:
    return {
        "group": each.group,
        "name": each.name,
        "class": each.degree or None,
        "rank": each.rank,
        "score": each.score,
        "confidence": each.confidence or None,
        "through": each.through or None,
    }
