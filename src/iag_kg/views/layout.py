"""Where things stand in a picture, worked out beforehand: communities, ring and columns.

Everything is deterministic: networkx is given integer nodes in a fixed order and a fixed seed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from iag_kg.views.atlas import Atlas, Metier, Need, Passerelle

WIDTH, HEIGHT = 1000, 700
_SEED = 2025
_HEADING = 1.3


@dataclass(frozen=True)
class Place:
    """A point of the picture; `side` says where the label stands: left, right or on the point."""

    x: float
    y: float
    side: str


def find_communities(atlas: Atlas) -> dict[str, int]:
    """The community of each métier, 1 for the largest; 0 for a métier linked to no other.

    Louvain communities of the graph whose edges are the pairs with a passerelle over the
    threshold in one direction at least, weighted by affinity.
    """
    import networkx as nx

    number = {metier.key: index for index, metier in enumerate(atlas.metiers)}
    network = nx.Graph()
    network.add_nodes_from(range(len(number)))
    network.add_weighted_edges_from(
        sorted(
            (*sorted((number[p.origin], number[p.destination])), p.affinity)
            for p in atlas.passerelles
            if p.coverage >= atlas.coverage_threshold
        )
    )
    found = nx.community.louvain_communities(network, weight="weight", seed=_SEED)
    groups = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    keys = [metier.key for metier in atlas.metiers]
    return {
        keys[index]: rank if len(group) > 1 else 0
        for rank, group in enumerate(groups, start=1)
        for index in group
    }


def place_ring(atlas: Atlas) -> dict[str, Place]:
    """The métiers on a lens, family by family under its heading, labels outside.

    Families that exchange most stand side by side; the two halves are about equally long.
    """
    members: defaultdict[str, list[Metier]] = defaultdict(list)
    for metier in atlas.metiers:
        members[metier.family].append(metier)
    order = order_families(atlas.passerelles, {m.key: m.family for m in atlas.metiers})
    lengths = {family: len(members[family]) + _HEADING for family in order}
    left, right = _halve(order, lengths)
    places: dict[str, Place] = {}
    for side, families in (("right", right), ("left", left[::-1])):
        total = sum(lengths[family] for family in families)
        row = 0.0
        for family in families:
            row += _HEADING
            for metier in members[family]:
                places[metier.key] = _on_lens((row + 0.5) / total, side)
                row += 1
    return places


def order_families(passerelles: Sequence[Passerelle], family: Mapping[str, str]) -> list[str]:
    """The families around the ring, so that those with most coverage between them are close."""
    weight: defaultdict[tuple[str, str], float] = defaultdict(float)
    for p in passerelles:
        pair = sorted((family[p.origin], family[p.destination]))
        if pair[0] != pair[1]:
            weight[pair[0], pair[1]] += p.coverage**3
    order = sorted(set(family.values()))

    def cost(candidate: list[str]) -> float:
        at = {name: index for index, name in enumerate(candidate)}
        size = len(candidate)
        return sum(
            value * min(abs(at[a] - at[b]), size - abs(at[a] - at[b]))
            for (a, b), value in weight.items()
        )

    best = cost(order)
    improved = True
    while improved:
        improved = False
        for i, j in combinations(range(len(order)), 2):
            for trial in (
                _swapped(order, i, j),
                order[:i] + order[i : j + 1][::-1] + order[j + 1 :],
            ):
                if (value := cost(trial)) < best - 1e-9:
                    order, best, improved = trial, value, True
    return order


def net_scores(needs: Sequence[Need], scores: Mapping[str, int]) -> dict[str, float]:
    """The mean printed level of each skill over the métiers that have one."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for need in needs:
        if need.level in scores:
            found[need.skill].append(scores[need.level])
    return {skill: sum(values) / len(values) for skill, values in found.items()}


def place_columns(columns: Sequence[Sequence[str]], sides: Sequence[str]) -> dict[str, Place]:
    """Keys stacked in columns from left to right, the first of a column on top."""
    longest = max((len(column) for column in columns), default=1)
    return {
        key: Place(
            round(WIDTH * index / max(len(columns) - 1, 1), 1),
            round(HEIGHT * (row + 0.5 + (longest - len(column)) / 2) / max(longest, 1), 1),
            side,
        )
        for index, (column, side) in enumerate(zip(columns, sides, strict=True))
        for row, key in enumerate(column)
    }


def _on_lens(share: float, side: str) -> Place:
    """The point at `share` of the height on one edge of the lens."""
    bend = 1 - 0.55 * abs(2 * share - 1) ** 2.2
    half = WIDTH / 2 * bend
    x = WIDTH / 2 + half if side == "right" else WIDTH / 2 - half
    return Place(round(x, 1), round(HEIGHT * share, 1), side)


def _halve(order: list[str], lengths: Mapping[str, float]) -> tuple[list[str], list[str]]:
    """The cyclic order cut in two runs (left, right) whose lengths differ least."""
    size = len(order)
    cuts = [
        (order[start:] + order[:start], count)
        for start in range(size)
        for count in range(1, max(size, 2))
    ]

    def difference(cut: tuple[list[str], int]) -> float:
        turned, count = cut
        right = sum(lengths[family] for family in turned[:count])
        return abs(2 * right - sum(lengths.values()))

    turned, count = min(cuts, key=difference)
    return turned[count:], turned[:count]


def _swapped(order: list[str], i: int, j: int) -> list[str]:
    trial = list(order)
    trial[i], trial[j] = trial[j], trial[i]
    return trial
