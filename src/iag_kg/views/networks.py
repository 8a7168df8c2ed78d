"""The three pictures as plain nodes and edges, each node with the place where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from iag_kg.views.atlas import Atlas, Metier, Need, Passerelle
from iag_kg.views.layout import HEIGHT, WIDTH, Place, net_scores, place_columns, place_ring

_UNRATED = 9  # the score that stands for a key skill, which has no level
_LEVEL_WIDTHS = {2: 3.0, 1: 1.5, 0: 1.0, -1: 1.5, -2: 3.0, _UNRATED: 1.5}
_LEVEL_DASHES: dict[int, list[int] | bool] = {-1: [7, 4], -2: [7, 4], 0: [1, 4]}
BEST = 8


@dataclass(frozen=True)
class Node:
    """A point: its label in French, its shape, its place, the heading that it stands under."""

    key: str
    label: str
    shape: str
    place: Place
    heading: str = ""
    section: int = 0


@dataclass(frozen=True)
class Edge:
    """A line between two points."""

    key: str
    source: str
    target: str
    width: float
    dashes: list[int] | bool = False
    arrow: bool = False
    bend: float = 0.0


@dataclass(frozen=True)
class Network:
    """One picture."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def passerelle_network(atlas: Atlas) -> Network:
    """Every métier on a ring by family, every passerelle as an arrow as wide as its coverage."""
    places = place_ring(atlas)
    nodes = tuple(
        Node(f"m:{m.key}", m.label.fr, _metier_shape(m.basis), places[m.key], m.family)
        for m in atlas.metiers
    )
    edges = tuple(
        Edge(
            f"p{index}",
            f"m:{p.origin}",
            f"m:{p.destination}",
            coverage_width(p.coverage),
            arrow=True,
            bend=_bend(places[p.origin], places[p.destination]),
        )
        for index, p in enumerate(atlas.passerelles)
    )
    return Network(nodes, edges)


def skill_network(atlas: Atlas) -> Network:
    """Fading skills on the left, métiers in the middle, reinforced skills on the right."""
    scores = _scores(atlas)
    net = net_scores(atlas.needs, scores)
    uses = Counter(need.skill for need in atlas.needs)
    used = sorted((s for s in atlas.skills if s.key in uses), key=lambda s: s.key)
    falling = sorted(
        (s for s in used if net.get(s.key, 0) < 0), key=lambda s: (net[s.key], -uses[s.key], s.key)
    )
    rising = sorted(
        (s for s in used if net.get(s.key, -1) >= 0),
        key=lambda s: (-net[s.key], -uses[s.key], s.key),
    )
    unrated = sorted((s for s in used if s.key not in net), key=lambda s: (-uses[s.key], s.key))
    places = place_columns(
        [
            [f"s:{s.key}" for s in falling],
            [f"m:{m.key}" for m in atlas.metiers],
            [f"s:{s.key}" for s in (*rising, *unrated)],
        ],
        ["left", "middle", "right"],
    )
    groups = [(falling, "falling", "triangleDown"), (rising, "rising", "triangle")]
    nodes = [
        Node(f"s:{s.key}", s.label.fr, shape, places[f"s:{s.key}"], heading)
        for group, heading, shape in [*groups, (unrated, "unrated", "square")]
        for s in group
    ]
    nodes += [
        Node(f"m:{m.key}", m.label.fr, _metier_shape(m.basis), places[f"m:{m.key}"], m.family)
        for m in atlas.metiers
    ]
    edges = [_need_edge(index, n, scores) for index, n in enumerate(atlas.needs)]
    return Network(tuple(nodes), tuple(edges))


def metier_network(
    key: str, atlas: Atlas, passerelles: Sequence[Passerelle], needs: Sequence[Need]
) -> Network:
    """One métier in the middle: its best passerelles above, its skills below."""
    metiers = {m.key: m for m in atlas.metiers}
    skills = {s.key: s for s in atlas.skills}
    me = f"m:{key}"
    middle = Place(WIDTH / 2, HEIGHT / 2, "middle")
    nodes = [Node(me, metiers[key].label.fr, _metier_shape(metiers[key].basis), middle)]
    edges: list[Edge] = []
    for heading, side in (("in", "left"), ("out", "right")):
        for row, (index, p) in enumerate(_best(passerelles, heading, key, metiers)):
            other = p.origin if heading == "in" else p.destination
            there = f"{heading}:{other}"
            shape = _metier_shape(metiers[other].basis)
            place = _cell(side, 0, row)
            nodes.append(Node(there, metiers[other].label.fr, shape, place, heading, 0))
            ends = (there, me) if heading == "in" else (me, there)
            edges.append(Edge(f"p{index}", *ends, coverage_width(p.coverage), arrow=True))
    rows: Counter[str] = Counter()
    scores = _scores(atlas)
    ordered = sorted(enumerate(needs), key=lambda pair: _level_order(pair[1], scores))
    for index, need in ordered:
        heading, side, shape = _direction(scores.get(need.level, _UNRATED))
        place = _cell(side, 1, rows[side])
        rows[side] += 1
        label = skills[need.skill].label.fr
        nodes.append(Node(f"s:{need.skill}", label, shape, place, heading, 1))
        edges.append(_need_edge(index, need, scores))
    return Network(tuple(nodes), tuple(edges))


def _best(
    passerelles: Sequence[Passerelle], heading: str, key: str, metiers: Mapping[str, Metier]
) -> list[tuple[int, Passerelle]]:
    """The best passerelles of a métier one way: of all, and of those that leave its family."""
    own = [
        (index, p)
        for index, p in enumerate(passerelles)
        if (p.destination if heading == "in" else p.origin) == key and p.coverage > 0
    ]
    between = [
        pair
        for pair in own
        if metiers[pair[1].origin].family != metiers[pair[1].destination].family
    ]
    return sorted({index: p for index, p in own[:BEST] + between[:BEST]}.items())


def coverage_width(coverage: float) -> float:
    """The width of a passerelle in pixels: 0.6 up to a coverage of 0.3, 6 at 1."""
    return round(0.6 + 5.4 * max(0.0, coverage - 0.3) / 0.7, 2)


def default_threshold(passerelles: Iterable[Passerelle], gate: float, most: int) -> float:
    """The lowest multiple of 0.05, at least the gate, over which at most `most` passerelles lie."""
    coverages = [p.coverage for p in passerelles]
    steps = [step / 20 for step in range(20) if step / 20 >= gate - 1e-9]
    fitting = (step for step in steps if sum(c >= step for c in coverages) <= most)
    return next(fitting, steps[-1] if steps else gate)


def _metier_shape(basis: str) -> str:
    return "dot" if basis == "full" else "diamond"


def _scores(atlas: Atlas) -> dict[str, int]:
    return {sign: level.score for sign, level in atlas.levels.items()}


def _direction(score: int) -> tuple[str, str, str]:
    """Heading, side and shape of a skill in the picture of one métier."""
    if score == _UNRATED:
        return "key", "right", "square"
    if score > 0:
        return "rising", "right", "triangle"
    if score < 0:
        return "falling", "left", "triangleDown"
    return "marginal", "left", "dot"


def _level_order(need: Need, scores: Mapping[str, int]) -> tuple[int, str]:
    """Strongest first on either side; marginal and unrated skills last."""
    return -abs(scores.get(need.level, 0)), need.skill


def _cell(side: str, section: int, row: int) -> Place:
    return Place(0.0 if side == "left" else float(WIDTH), section * HEIGHT + row * 30.0, side)


def _need_edge(index: int, need: Need, scores: Mapping[str, int]) -> Edge:
    score = scores.get(need.level, _UNRATED)
    return Edge(
        f"n{index}",
        f"m:{need.metier}",
        f"s:{need.skill}",
        _LEVEL_WIDTHS.get(score, 1.5),
        _LEVEL_DASHES.get(score, False),
    )


def _bend(origin: Place, destination: Place) -> float:
    """How much an arrow bends: towards the middle where both ends stand on one side."""
    if origin.side != destination.side:
        return 0.12
    inward = (destination.y > origin.y) == (origin.side == "left")
    reach = abs(destination.y - origin.y) / HEIGHT
    depth = round(0.55 - 0.25 * reach, 2)
    return depth if inward else -depth
