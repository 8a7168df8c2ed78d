"""How exposed the métiers of a taxonomy are, by the ILO: through their unit groups of ISCO-08.

ESCO states the group of each occupation; ROME reaches it by bridges, computed from names, each with
its confidence. Several candidates stay several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from iag_kg.graph import graph_names, select
from iag_kg.namespaces import IAGG
from iag_kg.plans.exposure import AWAY, LEVEL, TOWARDS, UNKNOWN
from iag_kg.plans.taxonomy import PREFIXES
from iag_kg.references import CONFIDENCES

if TYPE_CHECKING:
    import pyoxigraph as ox

MIXED = "mixed"
_NEEDED = {"rome": ("esco", "bridges", "ilo"), "esco": ("ilo",)}
_TIERS = ("", *CONFIDENCES)
_WAYS = {
    "rome": """GRAPH iagg:bridges { ?node iag:bridgesMetier ?metier ;
    iag:bridgesOccupation ?through ; iag:hasConfidence ?tier }
  GRAPH iagg:esco { ?through iag:inIscoGroup ?unit }
  GRAPH iagg:rome { ?metier skos:notation ?code }
  OPTIONAL { ?through skos:prefLabel ?said FILTER (LANG(?said) = "%(language)s") }
  OPTIONAL { ?tier rdfs:label ?confidence FILTER (LANG(?confidence) = "%(language)s") }""",
    "esco": """GRAPH iagg:esco { ?metier iag:inIscoGroup ?unit ; skos:notation ?code }""",
}
_REACHED = """SELECT ?code ?unit ?name ?degree ?rank ?score ?tier ?confidence ?said WHERE {
  %s
  OPTIONAL { ?unit skos:prefLabel ?name FILTER (LANG(?name) = "%s") }
  OPTIONAL {
    ?exposure iag:assessesGroup ?unit ; iag:exposureScore ?score ; iag:hasExposureClass ?class .
    ?class iag:exposureRank ?rank ; rdfs:label ?degree FILTER (LANG(?degree) = "%s")
  }
}"""


@dataclass(frozen=True)
class Reached:
    """A unit group that a métier may belong to, and what the ILO says of it.

    `rank` runs from 0 (not exposed) to 5 (gradient 4); None where the ILO does not assess the
    group. `tier` and `confidence` are '' where the taxonomy itself states the group; `through` is
    the occupation that leads there.
    """

    group: str
    name: str
    degree: str
    rank: int | None
    score: Decimal | None
    tier: str
    confidence: str
    through: str


def missing_graphs(store: ox.Store, key: str) -> list[str]:
    """What a store lacks for the exposure of a taxonomy, as `iag-kg import` names it."""
    held = {graph.value for graph in graph_names(store)}
    return [graph for graph in _NEEDED[key] if f"{IAGG}{graph}" not in held]


def read_groups(store: ox.Store, key: str, language: str) -> dict[str, tuple[Reached, ...]]:
    """The groups of each métier by code, the surest first; nothing where the store lacks a graph.

    A group that several occupations lead to is there once, by the surest of them.
    """
    if missing_graphs(store, key):
        return {}
    way = _WAYS[key] % {"language": language} if key == "rome" else _WAYS[key]
    found: defaultdict[str, dict[str, Reached]] = defaultdict(dict)
    rows = select(store, PREFIXES + _REACHED % (way, language, language)).values()
    for code, unit, name, degree, rank, score, tier, confidence, said in rows:
        group = str(unit).rpartition("/C")[2]
        each = Reached(
            group,
            str(name or ""),
            str(degree or ""),
            None if rank is None else int(str(rank)),
            None if score is None else Decimal(str(score)),
            str(tier or "").rpartition("#")[2],
            str(confidence or ""),
            str(said or ""),
        )
        known = found[str(code)].get(group)
        if known is None or _surer(each) < _surer(known):
            found[str(code)][group] = each
    return {
        code: tuple(sorted(groups.values(), key=lambda each: (*_surer(each), each.group)))
        for code, groups in found.items()
    }


def surest(groups: Sequence[Reached]) -> list[Reached]:
    """The groups of the surest kind, those that the ILO assesses: what a direction rests on."""
    rated = [each for each in groups if each.rank is not None]
    return [each for each in rated if each.tier == rated[0].tier]


def compare_groups(origin: Sequence[Reached], destination: Sequence[Reached]) -> str:
    """Whether a move leads to groups less exposed: 'away', 'level', 'towards', 'mixed', 'unknown'.

    Judged on the classes of the surest groups at each end: 'away' where all those of the
    destination are below all those of the origin; 'mixed' where they overlap without being one.
    """
    before, after = ([each.rank or 0 for each in surest(end)] for end in (origin, destination))
    if not before or not after:
        return UNKNOWN
    if max(after) < min(before):
        return AWAY
    if min(after) > max(before):
        return TOWARDS
    return LEVEL if {*before} == {*after} and len({*before}) == 1 else MIXED


def _surer(each: Reached) -> tuple[int, str]:
    return _TIERS.index(each.tier), each.through
