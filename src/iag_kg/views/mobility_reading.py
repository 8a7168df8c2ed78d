"""An imported taxonomy as its map shows it: its groups as a tree, its métiers, what they ask.

ROME: grands domaines, domaines professionnels, métiers. ESCO: the groups of ISCO-08, as deep as
they are full, then occupations.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from iag_kg.graph import RDF_TYPE, node
from iag_kg.references import check_held
from iag_kg.views.atlas import Text
from iag_kg.views.reading import local_name

TAXONOMIES = ("rome", "esco")
CORE = ("iag:hasCoreSkill", "iag:hasEmergingSkill", "iag:hasEssentialSkill")
OTHER = ("iag:hasOrdinarySkill", "iag:hasOptionalSkill")
UNPLACED = "0?"  # the code of the group of métiers that the taxonomy puts nowhere
_UNPLACED_LABEL = Text("Sans domaine", "No domain")
_FULL = 60  # métiers that a group below the second level may show at once, undivided


@dataclass(frozen=True)
class Group:
    """A group of the tree: its code, its label, the place of the group above (none: -1)."""

    code: str
    label: Text
    parent: int


@dataclass(frozen=True)
class Taxonomy:
    """A taxonomy; lists run along `iris`, the métiers in the order of their codes.

    `group` is the place of a métier’s narrowest group in `groups`, which stand parents first.
    `core` and `other` are keys of `items`.
    """

    key: str
    iris: list[str]
    codes: list[str]
    labels: list[Text]
    groups: list[Group]
    group: list[int]
    titles: list[list[str]]
    core: list[list[str]]
    other: list[list[str]]
    items: Mapping[str, Text]


class NamedGraph:
    """One named graph of a store, predicate by predicate."""

    def __init__(self, store: ox.Store, key: str) -> None:
        self.store, self.graph = store, node(f"iagg:{key}")
        self.added = node(f"iagg:{key}-labels")  # what the importer was given from outside

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Subjects and objects of a predicate (a CURIE), as IRIs or texts."""
        for quad in self.store.quads_for_pattern(None, node(predicate), None, self.graph):
            yield _value(quad.subject), _value(quad.object)

    def texts(self, predicate: str) -> dict[str, Text]:
        """What a predicate says of each thing in French and English, one for want of the other.

        Labels added from outside the release stand where the publisher has none in the language.
        """
        found = self._by_language(predicate, self.graph)
        for iri, added in self._by_language(predicate, self.added).items():
            found[iri] = added | found.get(iri, {})
        return {
            iri: Text(texts.get("fr") or texts["en"], texts.get("en") or texts["fr"])
            for iri, texts in found.items()
            if texts.keys() & {"fr", "en"}
        }

    def of_class(self, kind: str) -> set[str]:
        """The things of a class."""
        found = self.store.quads_for_pattern(None, RDF_TYPE, node(kind), self.graph)
        return {_value(quad.subject) for quad in found}

    def _by_language(self, predicate: str, graph: ox.NamedNode) -> dict[str, dict[str, str]]:
        """The texts of each thing by language, the first in order where there are several."""
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for quad in self.store.quads_for_pattern(None, node(predicate), None, graph):
            if isinstance(quad.object, ox.Literal):
                language = quad.object.language or "fr"
                texts = found[_value(quad.subject)]
                texts[language] = min(quad.object.value, texts.get(language, quad.object.value))
        return found


def read_taxonomy(store: ox.Store, key: str) -> Taxonomy:
    """ROME ('rome') or ESCO ('esco') as it stands in a store.

    Raises:
        NotFoundError: the store does not hold it.
    """
    check_held(store, key)
    graph = NamedGraph(store, key)
    kinds = graph.of_class("iag:ReferenceMetier")
    coded = sorted((code, iri) for iri, code in graph.pairs("skos:notation") if iri in kinds)
    iris = [iri for _, iri in coded]
    labels = graph.texts("skos:prefLabel")
    groups, group = _tree(graph, iris, labels)
    core = _called(graph, iris, CORE)
    other = _called(graph, iris, OTHER)
    other = [sorted(set(held) - set(heart)) for held, heart in zip(other, core, strict=True)]
    return Taxonomy(
        key,
        iris,
        [code for code, _ in coded],
        [labels.get(iri, Text(code, code)) for code, iri in coded],
        groups,
        group,
        _titles(graph, iris, labels),
        core,
        other,
        {
            item: labels.get(item, Text(local_name(item), local_name(item)))
            for row in (*core, *other)
            for item in row
        },
    )


def _called(graph: NamedGraph, iris: list[str], predicates: tuple[str, ...]) -> list[list[str]]:
    found: dict[str, set[str]] = {iri: set() for iri in iris}
    for predicate in predicates:
        for metier, item in graph.pairs(predicate):
            if metier in found:
                found[metier].add(item)
    return [sorted(items) for items in found.values()]


def _titles(graph: NamedGraph, iris: list[str], labels: Mapping[str, Text]) -> list[list[str]]:
    """Other names of each métier: the appellations of ROME, the alternative labels of ESCO."""
    found: dict[str, set[str]] = {iri: set() for iri in iris}
    for title, metier in graph.pairs("iag:namesMetier"):
        if metier in found and title in labels:
            found[metier].add(labels[title].fr)
    for quad in graph.store.quads_for_pattern(None, node("skos:altLabel"), None, graph.graph):
        named = found.get(_value(quad.subject))
        # English alternative labels would take a megabyte; French ones serve who searches here.
        if (
            named is not None
            and isinstance(quad.object, ox.Literal)
            and quad.object.language == "fr"
        ):
            named.add(quad.object.value)
    for iri, names in found.items():
        if iri in labels:
            names -= {labels[iri].fr, labels[iri].en}
    return [sorted(names) for names in found.values()]


def _tree(
    graph: NamedGraph, iris: list[str], labels: Mapping[str, Text]
) -> tuple[list[Group], list[int]]:
    """The groups to open one after the other, and the narrowest of them for each métier."""
    kinds = graph.of_class("iag:ReferenceGroup")
    above = {s: o for s, o in sorted(graph.pairs("skos:broader"), reverse=True) if o in kinds}
    above.update(sorted(graph.pairs("iag:inIscoGroup"), reverse=True))
    code = {iri: code for iri, code in graph.pairs("skos:notation") if iri in kinds}
    paths = [_path(iri, above) for iri in iris]
    full = Counter(path[: depth + 1] for path in paths for depth in range(len(path)))
    below: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for path in paths:
        for depth in range(1, len(path)):
            below[path[:depth]].add(path[depth])
    kept = [_kept(path, full, below) for path in paths]
    order = sorted(
        {path[: depth + 1] for path in kept for depth in range(len(path))},
        key=lambda path: [code.get(iri, local_name(iri)) for iri in path],
    )
    place = {path: number for number, path in enumerate(order)}
    groups = [
        Group(code.get(iri, local_name(iri)), labels.get(iri, _plain(iri, code)), parent)
        for iri, parent in ((path[-1], place.get(path[:-1], -1)) for path in order)
    ]
    if not all(kept):
        groups.append(Group(UNPLACED, _UNPLACED_LABEL, -1))
    return groups, [place[path] if path else len(groups) - 1 for path in kept]


def _path(iri: str, above: Mapping[str, str]) -> tuple[str, ...]:
    """The groups over a métier, the broadest first; a circle ends where it closes."""
    found: list[str] = []
    while (iri := above.get(iri, "")) and iri not in found:
        found.append(iri)
    return tuple(reversed(found))


def _kept(
    path: tuple[str, ...],
    full: Mapping[tuple[str, ...], int],
    below: Mapping[tuple[str, ...], set[str]],
) -> tuple[str, ...]:
    """The groups of a path that are opened: two levels, then deeper ones where they are full.

    A group that holds one group only opens as that one would.
    """
    found = path[:1]
    for depth in range(1, len(path)):
        whole = path[:depth]
        if depth > 1 and full[whole] <= _FULL:
            break
        if len(below[whole]) > 1:
            found = (*found, path[depth])
    return found


def _plain(iri: str, code: Mapping[str, str]) -> Text:
    name = code.get(iri, local_name(iri))
    return Text(name, name)


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))
