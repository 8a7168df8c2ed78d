"""What the score reads of ROME in a store, by rank of the métier among sorted codes.

Published mobilities are read elsewhere (`published`), for the bench alone: the score never sees
them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from iag_kg.graph import RDF_TYPE, node
from iag_kg.namespaces import IAGG
from iag_kg.references import check_held

SKILL, MACRO, ATTITUDE, KNOWLEDGE, CERTIFICATE, CONTEXT = (
    "skill", "macro", "attitude", "knowledge", "certificate", "context",
)  # fmt: skip
CORE = ("iag:hasCoreSkill", "iag:hasEmergingSkill")
CALLS = (*CORE, "iag:hasOrdinarySkill")
_CERTIFICATES = "rome-categorie-certif"


@dataclass(frozen=True)
class Register:
    """ROME as the score sees it; lists run along `codes`, items are keys of `label`, `kind`."""

    codes: list[str]
    titles: list[str]
    items: list[list[str]]
    label: Mapping[str, str]
    kind: Mapping[str, str]
    macro: Mapping[str, str]
    appellations: list[list[str]]
    definition: list[str]
    access: list[str]
    sectors: list[dict[str, float]]
    parent: list[str]
    executive: list[bool]


class Graph:
    """One named graph of a store, by subject or by object; IRIs as the end of their path."""

    def __init__(self, store: ox.Store, key: str) -> None:
        self.store, self.graph = store, ox.NamedNode(f"{IAGG}{key}")
        check_held(store, key)

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Subjects and objects of a predicate (a CURIE); a literal gives its text."""
        for quad in self.store.quads_for_pattern(None, node(predicate), None, self.graph):
            yield _short(quad.subject), _short(quad.object)

    def french(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Subjects and French texts of a predicate, sorted."""
        found = self.store.quads_for_pattern(None, node(predicate), None, self.graph)
        yield from sorted(
            (_short(quad.subject), quad.object.value)
            for quad in found
            if isinstance(quad.object, ox.Literal) and quad.object.language == "fr"
        )

    def names(self, language: str) -> dict[str, str]:
        """The preferred label of each thing, in a language where the store has one in it.

        What its publisher does not name in the language, labels added from outside may (the graph
        `iagg:esco-labels` beside `iagg:esco`).
        """
        found: dict[str, str] = {}
        named: set[str] = set()
        for graph in (self.graph, ox.NamedNode(f"{self.graph.value}-labels")):
            for quad in self.store.quads_for_pattern(None, node("skos:prefLabel"), None, graph):
                thing, label = _short(quad.subject), quad.object
                if not isinstance(label, ox.Literal) or thing in named:
                    continue
                if label.language == language:
                    named.add(thing)
                if label.language == language or thing not in found:
                    found[thing] = label.value
            if len(named) == len(found):
                break
        return found

    def of_class(self, kind: str) -> set[str]:
        """The things of a class."""
        found = self.store.quads_for_pattern(None, RDF_TYPE, node(kind), self.graph)
        return {_short(quad.subject) for quad in found}

    def codes(self) -> dict[str, str]:
        """The code of each métier, in the order of codes."""
        notation, coded = node("skos:notation"), []
        kind = node("iag:ReferenceMetier")
        for metier in self.store.quads_for_pattern(None, RDF_TYPE, kind, self.graph):
            subject = metier.subject
            for quad in self.store.quads_for_pattern(subject, notation, None, self.graph):
                coded.append((_short(quad.object), _short(subject)))
        return {metier: code for code, metier in sorted(coded)}


def read_register(store: ox.Store) -> Register:
    """ROME as it stands in the graph iagg:rome of a store.

    Raises:
        NotFoundError: the store holds no ROME.
    """
    graph = Graph(store, "rome")
    coded = graph.codes()
    rank = {metier: number for number, metier in enumerate(coded)}
    label = dict(graph.french("skos:prefLabel"))
    above = dict(sorted(graph.pairs("skos:broader")))
    kind, macro = _kinds(graph, above)
    items: list[list[str]] = [[] for _ in coded]
    for predicate in (*CALLS, "iag:hasWorkContext"):
        for metier, item in graph.pairs(predicate):
            items[rank[metier]].append(item)
    titles: list[list[str]] = [[] for _ in coded]
    for title, metier in graph.pairs("iag:namesMetier"):
        titles[rank[metier]].append(label[title])
    sectors: list[dict[str, float]] = [{} for _ in coded]
    for predicate in ("iag:inActivitySector", "iag:hasTheme"):
        for metier, group in graph.pairs(predicate):
            for held in (group, above.get(group)):
                if held:
                    sectors[rank[metier]][held] = 1.0
    definition, access = (
        {metier: text.replace("''", "’").replace("\n", " ") for metier, text in graph.french(said)}
        for said in ("iag:publishedText", "iag:accessText")
    )
    parent = dict(graph.pairs("iag:hasParentMetier"))
    executive = {thing for thing, mark in graph.pairs("iag:hasMark") if mark == "ExecutiveJob"}
    return Register(
        list(coded.values()),
        [label[metier] for metier in coded],
        [sorted(row) for row in items],
        label,
        kind,
        macro,
        [sorted(row) for row in titles],
        [definition.get(metier, "") for metier in coded],
        [access.get(metier, "") for metier in coded],
        [dict(sorted(row.items())) for row in sectors],
        [coded[parent.get(metier, metier)] for metier in coded],
        [metier in executive for metier in coded],
    )


def _kinds(graph: Graph, above: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What sort of item each is, and the macro-compétence of each skill that is not an attitude.

    A savoir-faire that stands under no other is a macro-compétence, as ROME has it.
    """
    kind: dict[str, str] = dict.fromkeys(graph.of_class("iag:WorkContext"), CONTEXT)
    macro: dict[str, str] = {}
    said = dict(graph.pairs("iag:hasSkillKind"))
    for item, sort in said.items():
        over = above.get(item, "")
        if sort == "SoftSkill":
            kind[item] = ATTITUDE
        elif sort == "Knowledge":
            kind[item] = CERTIFICATE if over.startswith(_CERTIFICATES) else KNOWLEDGE
        else:
            kind[item] = SKILL if over in said else MACRO
            macro[item] = over if over in said else item
    return kind, macro


def _short(term: object) -> str:
    value = str(getattr(term, "value", ""))
    if isinstance(term, ox.Literal):
        return value
    return value.rpartition("/")[2].rpartition("#")[2]
