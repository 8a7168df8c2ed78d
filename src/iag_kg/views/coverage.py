"""The coverage of each document: its sections in reading order, and the facts read in each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pyoxigraph as ox

from iag_kg.views.evidence import (
    Data,
    Evidence,
    as_data,
    find_instances,
    find_links,
    find_pairs,
)
from iag_kg.views.reading import find_texts, local_name

_WIDE = {"SourceFact", "Wording", "SkillStatement", "Concept"}
_NUMBER = re.compile(r"\d+(\.\d+)*")
_STEM = re.compile(r"(« [^»]*»|[^«»,]+)(?=, )")  # a printed title may hold commas


def read_coverage(store: ox.Store, evidence: Evidence) -> Data:
    """Documents, sections and facts; a fact is counted under one kind, as query coverage does.

    A fact is a row: number of its kind, French label, English label (0 where it is the same),
    place within the section.
    """
    kinds = _base_kinds(store, evidence)
    names = evidence.by_label(sorted(set(kinds.values())))
    number = {iri: index for index, iri in enumerate(names)}
    reasons = find_texts(store, "iag:reason")
    facts: defaultdict[str, list[str]] = defaultdict(list)
    for fact, section in find_pairs(store, "?a iag:inSection ?b"):
        if fact in kinds:
            facts[section].append(fact)
    sections: defaultdict[str, list[str]] = defaultdict(list)
    documents = find_links(store, "prov:hadPrimarySource")
    for section in find_instances(store, "iag:SourceSection"):
        sections[documents[section][0]].append(section)

    def section_data(iri: str) -> Data:
        own = evidence.in_order(facts[iri])
        stem, rows = _split_places([evidence.places.get(fact, (0, ""))[1] for fact in own])
        counts = Counter(number[kinds[fact]] for fact in own)
        return {
            "key": local_name(iri),
            **evidence.text(iri),
            "number": stem if _NUMBER.fullmatch(stem) else "",
            "reason": as_data(reasons[iri]) if iri in reasons else None,
            "kinds": sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])),
            "facts": [
                [number[kinds[fact]], *_labels(evidence.text(fact)), place]
                for fact, place in zip(own, rows, strict=True)
            ],
        }

    return {
        "factKinds": [evidence.thing(iri) for iri in names],
        "documents": [
            [section_data(iri) for iri in sorted(sections[document], key=_section_order)]
            for document in evidence.documents
        ],
    }


def _base_kinds(store: ox.Store, evidence: Evidence) -> dict[str, str]:
    """The kind under which each located fact counts: its class right under the widest ones."""
    inner = {
        narrow
        for narrow, wide in find_pairs(store, "?a rdfs:subClassOf ?b")
        if wide in evidence.labels and local_name(wide) not in _WIDE
    }
    return {
        fact: kind
        for fact, kind in reversed(find_pairs(store, "?a iag:inSection ?s ; a ?b"))
        if kind in evidence.labels and kind not in inner and local_name(kind) not in _WIDE
    }


def _section_order(iri: str) -> tuple[list[int], str]:
    return [int(part) for part in re.findall(r"\d+", local_name(iri))], iri


def _split_places(places: list[str]) -> tuple[str, list[str]]:
    """What all places of a section begin with (its number or its name), and what is left."""
    stems = {found[0] if (found := _STEM.match(place)) else "" for place in places}
    if len(stems) != 1 or not (stem := stems.pop()):
        return "", places
    return stem, [place.removeprefix(f"{stem}, ") for place in places]


def _labels(text: Data) -> list[str | int]:
    return [text["fr"], 0 if text["fr"] == text["en"] else text["en"]]
