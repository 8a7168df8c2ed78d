"""What located facts have in common: a label, a document, a section, a place in it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from unicodedata import combining, normalize

import pyoxigraph as ox

from iag_kg.views.atlas import Text
from iag_kg.views.reading import find_records, find_texts, local_name, select

Data = dict[str, Any]


@dataclass(frozen=True)
class Evidence:
    """The names of all that is named, and where each fact was read.

    `documents` stand with the most read first; a fact names its own by its number there.
    """

    labels: dict[str, Text]
    documents: tuple[str, ...]
    titles: dict[str, Text]
    places: dict[str, tuple[int, str]]

    def text(self, iri: str) -> Data:
        """The two labels of a thing; the end of its IRI where it has none."""
        found = self.labels.get(iri)
        return as_data(found) if found else {"fr": local_name(iri), "en": local_name(iri)}

    def thing(self, iri: str) -> Data:
        """A thing with its key and its labels."""
        return {"key": local_name(iri), **self.text(iri)}

    def fact(self, iri: str) -> Data:
        """A fact with its labels, its document and its place."""
        document, place = self.places.get(iri, (-1, ""))
        return {**self.text(iri), "source": document, "at": place}

    def sources(self) -> list[Data]:
        """The documents: full title and short name."""
        found = []
        for iri in self.documents:
            short = self.text(iri)
            title = as_data(self.titles[iri]) if iri in self.titles else short
            found.append({"key": local_name(iri), **title, "short": short})
        return found

    def by_label(self, iris: Iterable[str]) -> list[str]:
        """Things in the order of their French labels."""
        return sorted(iris, key=lambda iri: (_plain(self.text(iri)["fr"]), iri))

    def in_order(self, facts: Iterable[str]) -> list[str]:
        """Facts in the order of documents, then of reading."""
        return sorted(facts, key=self.reading_order)

    def reading_order(self, iri: str) -> tuple[Any, ...]:
        """What sorts a fact: its document, its line numbers, its IRI."""
        document, place = self.places.get(iri, (len(self.documents), ""))
        lines = re.findall(r"\d+", place.rpartition("l. ")[2])
        return document, [int(line) for line in lines], iri


def _plain(text: str) -> str:
    """The text without case or accents, as it sorts."""
    return "".join(c for c in normalize("NFD", text) if not combining(c)).casefold()


def as_data(text: Text) -> Data:
    """A text ready for JSON."""
    return {"fr": text.fr, "en": text.en}


def read_evidence(store: ox.Store) -> Evidence:
    """The labels of a graph but those of passerelles, its documents, the places of its facts."""
    labels = find_texts(store, "rdfs:label")
    rows = find_records(
        store,
        """SELECT DISTINCT ?fact ?document ?place WHERE {
        ?fact prov:hadPrimarySource ?document ; iag:inSection ?section ; iag:locator ?place }""",
    )
    counts = Counter(str(row["document"]) for row in rows)
    for row in find_records(store, "SELECT DISTINCT ?d WHERE { ?d a iag:SourceDocument }"):
        counts[str(row["d"])] += 0
    documents = tuple(sorted(counts, key=lambda iri: (-counts[iri], iri)))
    number = {iri: index for index, iri in enumerate(documents)}
    return Evidence(
        labels=labels,
        documents=documents,
        titles=find_texts(store, "dcterms:title"),
        places={
            str(row["fact"]): (number[str(row["document"])], str(row["place"]))
            for row in sorted(rows, key=str, reverse=True)
        },
    )


def find_pairs(store: ox.Store, pattern: str) -> list[tuple[str, str]]:
    """The pairs ?a, ?b of a pattern, in a fixed order."""
    rows = select(store, f"SELECT DISTINCT ?a ?b WHERE {{ {pattern} }}").values()
    return sorted((str(a), str(b)) for a, b in rows)


def find_links(store: ox.Store, predicate: str) -> dict[str, list[str]]:
    """What a predicate leads to from each thing."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for a, b in find_pairs(store, f"?a {predicate} ?b"):
        found[a].append(b)
    return found


def find_instances(store: ox.Store, kind: str) -> list[str]:
    """The things of a class, in the order of their IRIs."""
    rows = select(store, f"SELECT DISTINCT ?x WHERE {{ ?x a {kind} }}").values()
    return sorted(str(iri) for (iri,) in rows)


def find_kinds(store: ox.Store, base: str) -> dict[str, str]:
    """The narrowest class of each thing of a base class: the base itself where it has no other."""
    narrower = {a for a, _ in find_pairs(store, f"?a rdfs:subClassOf ?b FILTER(?b = {base})")}
    found: dict[str, str] = {}
    for thing, kind in find_pairs(store, f"?a a {base} ; a ?b"):
        if thing not in found or kind in narrower:
            found[thing] = kind
    return found
