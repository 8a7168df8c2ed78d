"""The network of passerelles as a whole: communities, bridges, dead ends, reciprocity, hubs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from iag_kg.plans.links import Link

_SEED = 2025
_WORK = 100_000_000  # pivots × links: some twenty seconds at most


@dataclass(frozen=True)
class Position:
    """Where one métier stands in the network.

    Args:
        community: 1 for the largest; 0 for a métier without a passerelle.
        leaving, arriving: how many passerelles leave it and reach it.
        betweenness: the part of the shortest routes between two other métiers that pass through it.
        across: how many of its passerelles, either way, link two communities.
        occurrences: N_k, in how many lists of the k nearest destinations it stands.
    """

    code: str
    community: int
    leaving: int
    arriving: int
    betweenness: float
    across: int
    occurrences: int

    @property
    def is_isolated(self) -> bool:
        """Whether no passerelle leaves or reaches the métier."""
        return not self.leaving and not self.arriving


@dataclass(frozen=True)
class Diagnosis:
    """The network: its métiers by code, its communities, and three figures on the whole.

    `reciprocity` is the part of the passerelles whose reverse is open too; `modularity` says how
    clear-cut the communities are (Newman 2006); `skewness` is that of N_k: well above 0, a few
    métiers are everybody’s neighbours (Radovanović, Nanopoulos and Ivanović 2010). A figure that
    an empty network does not have is 0. `pivots` are the métiers from which betweenness was
    measured: all of them, or, in a large network, a sample of fixed seed (Brandes and Pich 2007).
    """

    positions: tuple[Position, ...]
    communities: tuple[tuple[str, ...], ...]
    links: int
    pivots: int
    reciprocity: float
    modularity: float
    skewness: float


def diagnose(
    codes: Iterable[str], links: Sequence[Link], nearest: Mapping[str, Sequence[str]]
) -> Diagnosis:
    """The diagnosis of a network, the same on every run.

    Args:
        codes: every métier, linked or not.
        links: the open passerelles.
        nearest: the k nearest destinations of each métier, for N_k.

    Communities are Louvain’s on the undirected network weighted by affinity (Blondel et al. 2008);
    betweenness is Brandes’s on the directed one, each passerelle of length 1.
    """
    import networkx as nx

    order = sorted(codes)
    number = {code: index for index, code in enumerate(order)}
    pairs = sorted((number[link.origin], number[link.destination]) for link in links)
    directed = nx.DiGraph()
    directed.add_nodes_from(range(len(order)))
    directed.add_edges_from(pairs)
    weights = {
        tuple(sorted((number[link.origin], number[link.destination]))): float(link.affinity)
        for link in links
    }
    undirected = nx.Graph()
    undirected.add_nodes_from(range(len(order)))
    undirected.add_weighted_edges_from((a, b, weight) for (a, b), weight in sorted(weights.items()))
    groups = nx.community.louvain_communities(undirected, weight="weight", seed=_SEED)
    ranked = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
    home = {node: rank for rank, group in enumerate(ranked, 1) for node in group if len(group) > 1}
    pivots = min(len(order), max(_WORK // max(len(pairs), 1), 1))
    between = nx.betweenness_centrality(
        directed, k=None if pivots == len(order) else pivots, seed=_SEED
    )
    across = Counter(
        end for pair in pairs if home.get(pair[0]) != home.get(pair[1]) for end in pair
    )
    occurrences = Counter(code for near in nearest.values() for code in near)
    positions = tuple(
        Position(
            code,
            home.get(node, 0),
            directed.out_degree(node),
            directed.in_degree(node),
            float(between[node]),
            across[node],
            occurrences[code],
        )
        for node, code in enumerate(order)
    )
    return Diagnosis(
        positions,
        tuple(tuple(order[node] for node in group) for group in ranked if len(group) > 1),
        len(pairs),
        pivots,
        float(nx.overall_reciprocity(directed)) if pairs else 0.0,
        float(nx.community.modularity(undirected, ranked, weight="weight")) if pairs else 0.0,
        _skewness([occurrences[code] for code in nearest]),
    )


def _skewness(values: Sequence[int]) -> float:
    """E[(x − μ)³] / σ³ over the whole population; 0 where all values are the same."""
    if not values:
        return 0.0
    mean = Fraction(sum(values), len(values))
    second, third = (
        sum(((value - mean) ** power for value in values), Fraction(0)) / len(values)
        for power in (2, 3)
    )
    return float(third) / float(second) ** 1.5 if second else 0.0
