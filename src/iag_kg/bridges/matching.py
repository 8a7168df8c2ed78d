"""Pairs of métiers of two taxonomies that share a name, with the method and how sure it is.

The main name of a ROME métier and the preferred label of an ESCO occupation weigh most; job
titles and alternative labels name narrower or neighbouring things and weigh less. A name borne by
several métiers of a side distinguishes none of them: confidence falls by a step. Every candidate
is kept; nothing is chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from iag_kg.bridges.names import forms
from iag_kg.references import CONFIDENCES

METHODS = ("ExactLabelMapping", "GenderSplitMapping", "AlternativeLabelMapping")


@dataclass(frozen=True)
class Titled:
    """A métier of a taxonomy: its IRI, its main French name, its other names."""

    iri: str
    name: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class Bridge:
    """A pair that shares a name: the two IRIs, local names of method and confidence, the name."""

    metier: str
    occupation: str
    method: str
    confidence: str
    shared: str


def match(metiers: Sequence[Titled], occupations: Sequence[Titled]) -> list[Bridge]:
    """The bridges from the métiers of ROME to the occupations of ESCO, in a fixed order.

    A pair that meets in several ways is stated once, by the strongest: then the name that comes
    first in the alphabet.
    """
    left, right = _bearers(metiers), _bearers(occupations)
    names = {each.iri: each.name for each in (*metiers, *occupations)}
    best: dict[tuple[str, str], tuple[int, int, str]] = {}
    for shared in left.keys() & right.keys():
        crowded = len(left[shared]) > 1 or len(right[shared]) > 1
        for metier, main in left[shared].items():
            for occupation, preferred in right[shared].items():
                method, step = _judge(names[metier], names[occupation], main, preferred)
                confidence = min(step + crowded, len(CONFIDENCES) - 1)
                found = (METHODS.index(method), confidence, shared)
                pair = (metier, occupation)
                best[pair] = min(best.get(pair, found), found, key=_strength)
    return sorted(
        Bridge(metier, occupation, METHODS[method], CONFIDENCES[confidence], shared)
        for (metier, occupation), (method, confidence, shared) in best.items()
    )


def _strength(found: tuple[int, int, str]) -> tuple[int, int, str]:
    """Surest first, then by method, then by name."""
    method, confidence, shared = found
    return confidence, method, shared


def _bearers(titled: Iterable[Titled]) -> Mapping[str, dict[str, bool]]:
    """Who bears each name, and whether it is a main name of theirs."""
    found: defaultdict[str, dict[str, bool]] = defaultdict(dict)
    for each in titled:
        for other in each.others:
            for form in forms(other):
                found[form].setdefault(each.iri, False)
        for form in forms(each.name):
            found[form][each.iri] = True
    return found


def _judge(name: str, label: str, main: bool, preferred: bool) -> tuple[str, int]:
    """Method and step of confidence (0 the highest) of a name that both bear."""
    if not (main and preferred):
        return "AlternativeLabelMapping", 1 if main or preferred else 2
    # One form in common and not all: the other side prints one gender only, or words it otherwise.
    if set(forms(name)) == set(forms(label)):
        return "ExactLabelMapping", 0
    return "GenderSplitMapping", 1
