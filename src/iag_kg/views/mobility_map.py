"""The page of all passerelles of an imported taxonomy: groups that open one after the other.

What is drawn follows from what is opened, so the page carries lists of whole numbers and draws
itself: the tree and its order are settled here, the moves between groups are counted there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from iag_kg.references import CONFIDENCES
from iag_kg.views.atlas import Text
from iag_kg.views.mobility_exposure import CLASSES, Exposure, read_exposure
from iag_kg.views.mobility_reading import NamedGraph, Taxonomy, read_taxonomy

Data = dict[str, Any]
# Codes of origin and destination, rank from 1, score, coverage and affinity in [0, 1].
MoveRow = tuple[str, str, int, float, float, float]
_PARTS = 1000  # scores travel as whole thousandths, which is what the page shows


@dataclass(frozen=True)
class MobilityMap:
    """The page of a taxonomy: its key, and the data that it carries."""

    key: str
    data: Data

    @property
    def view(self) -> str:
        """The kind of page, and the stem of its file name."""
        return f"mobilites-{self.key}"


def read_map(store: ox.Store, key: str, moves: Iterable[MoveRow]) -> MobilityMap:
    """The map of a taxonomy ('rome', 'esco') of a store, with its best moves, ranked elsewhere.

    Raises:
        NotFoundError: the store does not hold it.
    """
    taxonomy = read_taxonomy(store, key)
    exposure = read_exposure(store, key, taxonomy.iris)
    place = {code: number for number, code in enumerate(taxonomy.codes)}
    iris = {iri: number for number, iri in enumerate(taxonomy.iris)}
    data = {
        "view": f"mobilites-{key}",
        "source": None,
        "sources": _sources(store, key, bool(exposure)),
        **{name: [] for name in ("families", "metiers", "skills", "levels")},
        "taxonomy": key,
        "groups": [[g.code, _pair(g.label), g.parent] for g in taxonomy.groups],
        "codes": taxonomy.codes,
        "labels": [_pair(label) for label in taxonomy.labels],
        "group": taxonomy.group,
        "titles": taxonomy.titles,
        "moves": _moves(moves, place),
        "published": _published(NamedGraph(store, key), iris),
        "exposure": [_exposures(exposure.get(iri, [])) for iri in taxonomy.iris],
        "classes": _named(store, CLASSES) if exposure else [],
        "confidences": _named(store, CONFIDENCES) if exposure else [],
        **_items(taxonomy),
    }
    return MobilityMap(key, data)


def _moves(moves: Iterable[MoveRow], place: dict[str, int]) -> list[list[int]]:
    """For each métier its destinations by rank: place, score, coverage, affinity, and so on."""
    found: list[list[tuple[int, ...]]] = [[] for _ in place]
    for origin, destination, rank, *scores in moves:
        parts = (round(score * _PARTS) for score in scores)
        found[place[origin]].append((rank, place[destination], *parts))
    return [[n for _, *rest in sorted(row) for n in rest] for row in found]


def _published(graph: NamedGraph, iris: dict[str, int]) -> list[list[int]]:
    """The destinations that the publisher’s experts list for each métier, in code order."""
    start, end = dict(graph.pairs("iag:fromMetier")), dict(graph.pairs("iag:toMetier"))
    found: list[set[int]] = [set() for _ in iris]
    for link in graph.of_class("iag:PublishedMobility"):
        origin, destination = iris.get(start.get(link, "")), iris.get(end.get(link, ""))
        if origin is not None and destination is not None:
            found[origin].add(destination)
    return [sorted(row) for row in found]


def _items(taxonomy: Taxonomy) -> Data:
    """What métiers ask for, by number; numbers grow along a row and travel as their steps.

    Frequent items come first, which keeps steps small. An item that a single métier lists, and not
    at its heart, is only counted (`alone`): it is no ground shared and would double the page.
    """
    held = Counter(item for row in (*taxonomy.core, *taxonomy.other) for item in row)
    heart = {item for row in taxonomy.core for item in row}
    kept = sorted((i for i in held if held[i] > 1 or i in heart), key=lambda i: (-held[i], i))
    number = {item: n for n, item in enumerate(kept)}

    def steps(row: Sequence[str]) -> list[int]:
        places = sorted(number[item] for item in row if item in number)
        return [b - a for a, b in zip([0, *places], places, strict=False)]

    return {
        "items": [_pair(taxonomy.items[item]) for item in kept],
        "core": [steps(row) for row in taxonomy.core],
        "other": [steps(row) for row in taxonomy.other],
        "alone": [sum(item not in number for item in row) for row in taxonomy.other],
    }


def _exposures(found: Sequence[Exposure]) -> list[list[int | str]]:
    return [
        [e.group, e.rank, round(e.score * 100), -1 if e.confidence is None else e.confidence]
        for e in found
    ]


def _named(store: ox.Store, names: Sequence[str]) -> list[dict[str, str]]:
    """The labels of coded values of the ontology, which the store holds."""
    labels = NamedGraph(store, "ontology").texts("rdfs:label")
    by_name = {iri.rpartition("#")[2]: label for iri, label in labels.items()}
    return [_text(by_name.get(name, Text(name, name))) for name in names]


def _sources(store: ox.Store, key: str, is_exposed: bool) -> list[dict[str, str]]:
    """Title, release, publisher and licence of each graph that the page draws on."""
    said: defaultdict[str, dict[str, Text]] = defaultdict(dict)
    keys = (key, "ilo") if is_exposed else (key,)
    for each in keys:
        graph = NamedGraph(store, each)
        for name, predicate in (
            ("title", "rdfs:label"),
            ("release", "iag:release"),
            ("publisher", "dcterms:publisher"),
            ("licence", "iag:licence"),
        ):
            about = graph.graph.value
            if about in (found := graph.texts(predicate)):
                said[each][name] = found[about]
    return [
        {language: _cited(said[each], language) for language in ("fr", "en")}
        for each in keys
        if each in said
    ]


def _cited(said: dict[str, Text], language: str) -> str:
    words = {name: getattr(text, language) for name, text in said.items()}
    details = [words[name] for name in ("publisher", "licence") if name in words]
    title = " ".join(words[name] for name in ("title", "release") if name in words)
    return f"{title} ({', '.join(details)})" if details else title


def _pair(label: Text) -> str | list[str]:
    """French and English; one text where they are the same."""
    return label.fr if label.fr == label.en else [label.fr, label.en]


def _text(label: Text) -> dict[str, str]:
    return {"fr": label.fr, "en": label.en}
