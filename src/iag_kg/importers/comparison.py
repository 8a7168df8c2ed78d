"""What changes from one release of a taxonomy to the next: concepts, names, relations, texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from iag_kg.graph import RDF_TYPE, node
from iag_kg.namespaces import compact

_LABEL = node("skos:prefLabel")
_NAMES = {node("rdfs:label"), _LABEL}
_NOTATION = node("skos:notation")
# Where a graph comes from is not what it says.
_RECORDS = {node(f"iag:{name}") for name in ("ReferenceDataset", "ImportedFile", "SourceDefect")}


@dataclass(frozen=True, order=True)
class Change:
    """One difference between two releases.

    `change` is 'added', 'removed' or 'relabelled' for things, 'relation added' or 'relation
    removed' for links, 'text added' or 'text removed' for other statements; `kind` is the class of
    the thing, or the property; `language` that of a label.
    """

    change: str
    kind: str
    subject: str
    before: str
    after: str
    language: str = ""


def compare(removed: Iterable[bytes], added: Iterable[bytes]) -> list[Change]:
    """The changes that N-Triples lines taken out and put in amount to, in a fixed order.

    The statements of a thing that is itself added or removed are not told one by one.
    """
    gone, new = _by_subject(removed), _by_subject(added)
    records = {
        subject
        for side in (gone, new)
        for subject, triples in side.items()
        if any(t.predicate == RDF_TYPE and t.object in _RECORDS for t in triples)
        or "/graph/" in subject
        or "/id/file-" in subject
        or "/id/defect-" in subject
    }
    changes: list[Change] = []
    for subject in sorted((gone.keys() | new.keys()) - records):
        before, after = gone.get(subject, []), new.get(subject, [])
        kinds_before, kinds_after = _kinds(before), _kinds(after)
        if kinds_after and not kinds_before:
            changes.append(Change("added", kinds_after, compact(subject), "", _named(after)))
        elif kinds_before and not kinds_after:
            changes.append(Change("removed", kinds_before, compact(subject), _named(before), ""))
        else:
            changes += _of_one(compact(subject), before, after)
    return sorted(changes)


def _by_subject(lines: Iterable[bytes]) -> dict[str, list[ox.Triple]]:
    found: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in ox.parse(b"".join(lines), format=ox.RdfFormat.N_TRIPLES):
        if isinstance(quad.subject, ox.NamedNode):
            found[quad.subject.value].append(quad.triple)
    return found


def _of_one(subject: str, before: list[ox.Triple], after: list[ox.Triple]) -> Iterable[Change]:
    """What changes in a thing that stays."""
    old, new = _labels(before), _labels(after)
    for language in sorted(old.keys() | new.keys()):
        yield Change(
            "relabelled", "skos:prefLabel", subject, old.get(language, ""), new.get(language, ""),
            language,
        )  # fmt: skip
    for triples, word in ((before, "removed"), (after, "added")):
        for triple in triples:
            if triple.predicate in _NAMES:
                continue
            link, target = compact(triple.predicate.value), triple.object
            if isinstance(target, ox.NamedNode):
                value, change = compact(target.value), f"relation {word}"
            else:
                value, change = str(getattr(target, "value", target)), f"text {word}"
            sides = (value, "") if word == "removed" else ("", value)
            yield Change(change, link, subject, *sides)


def _kinds(triples: Iterable[ox.Triple]) -> str:
    kinds = (t.object.value for t in triples if t.predicate == RDF_TYPE
             and isinstance(t.object, ox.NamedNode))  # fmt: skip
    return ", ".join(sorted(map(compact, kinds)))


def _labels(triples: Iterable[ox.Triple]) -> dict[str, str]:
    return {
        t.object.language or "": t.object.value
        for t in triples
        if t.predicate == _LABEL and isinstance(t.object, ox.Literal)
    }


def _named(triples: list[ox.Triple]) -> str:
    """Code and label of a thing, in French where it has one."""
    labels = _labels(triples)
    codes = sorted(t.object.value for t in triples if t.predicate == _NOTATION
                   and isinstance(t.object, ox.Literal))  # fmt: skip
    label = labels.get("fr") or labels.get("en") or ""
    return " ".join((*codes, label)).strip()
