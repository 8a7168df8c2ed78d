"""The picture of actors, risks and groups of measures, as plain nodes and edges."""

from __future__ import annotations

from collections import Counter
from math import log2

from iag_kg.views.evidence import Data
from iag_kg.views.layout import place_columns
from iag_kg.views.networks import Edge, Network, Node


def stakeholder_network(data: Data) -> Network:
    """Actors by kind on the left, risks in the middle, measures by document and kind on the right.

    An edge stands for all claims and measures between its two ends; what is linked to no risk is
    left to the tables.
    """
    pairs: Counter[tuple[int, int]] = Counter()
    for fact in (*data["claims"], *data["measures"]):
        pairs.update((actor, risk) for actor in fact["by"] for risk in fact["risks"])
    groups: Counter[tuple[int, int]] = Counter()
    remedies: Counter[tuple[int, tuple[int, int]]] = Counter()
    for measure in data["measures"]:
        group = (measure["source"], measure["kind"])
        groups[group] += bool(measure["risks"])
        remedies.update((risk, group) for risk in measure["risks"])
    ties = Counter(risk for _, risk in pairs.elements()) + Counter(
        risk for risk, _ in remedies.elements()
    )
    strength = Counter(actor for actor, _ in pairs.elements())
    kinds = Counter(data["actors"][actor]["kind"] for actor in strength.elements())
    named = data["actors"]
    actors = sorted(
        strength,
        key=lambda a: (-kinds[named[a]["kind"]], named[a]["kind"], -strength[a], a),
    )
    risks = sorted(ties, key=lambda risk: (-ties[risk], risk))
    bundles = sorted(group for group, size in groups.items() if size)
    actor_keys = {a: f"a:{named[a]['key']}" for a in actors}
    risk_keys = {r: f"r:{data['risks'][r]['key']}" for r in risks}
    bundle_keys = {group: f"b:{group[0]}:{group[1]}" for group in bundles}
    places = place_columns(
        [[*actor_keys.values()], [*risk_keys.values()], [*bundle_keys.values()]],
        ["left", "middle", "right"],
    )
    nodes = [
        Node(key, named[a]["fr"], "dot", places[key], f"k:{named[a]['kind']}")
        for a, key in actor_keys.items()
    ]
    nodes += [
        Node(key, data["risks"][r]["fr"], "diamond", places[key]) for r, key in risk_keys.items()
    ]
    nodes += [
        Node(key, data["measureKinds"][kind]["fr"], "square", places[key], f"s:{source}")
        for (source, kind), key in bundle_keys.items()
    ]
    edges = [
        Edge(f"e:{a}:{r}", actor_keys[a], risk_keys[r], _width(count))
        for (a, r), count in sorted(pairs.items())
    ]
    edges += [
        Edge(f"f:{r}:{group[0]}:{group[1]}", risk_keys[r], bundle_keys[group], _width(count))
        for (r, group), count in sorted(remedies.items())
    ]
    return Network(tuple(nodes), tuple(edges))


def _width(count: int) -> float:
    """The width of an edge in pixels: 1 for one fact, one more for each doubling."""
    return round(1 + log2(count), 2)
