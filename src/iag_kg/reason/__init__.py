"""OWL reasoning: is the graph consistent, what clashes and why, which types follow.

HermiT decides. What clashes is then traced through the axioms (`clashes`), or, where an axiom of
a kind unknown to the trace is involved, narrowed down by asking HermiT again (`shrink`); either
way it is said in words (`words`).

IRIs are taken to name distinct things: two values of a functional property clash unless
`owl:sameAs` speaks of one of them. OWL alone would conclude that they are the same thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from iag_kg.namespaces import compact
from iag_kg.reason.clashes import MEMBER, Contradiction, find_contradictions, find_ill_typed
from iag_kg.reason.closure import infer_types
from iag_kg.reason.hermit import ReasonerError, Verdict, ask_hermit, find_java
from iag_kg.reason.shrink import find_minimal_part
from iag_kg.reason.statements import TYPE, assume_unique_names, split_data, strip_annotations
from iag_kg.reason.words import Vocabulary

__all__ = [
    "Clash",
    "Consistency",
    "ReasonerError",
    "check_consistency",
    "find_java",
    "infer_types",
]

ORACLE_CALLS = 120  # of about one second each, when the trace finds no explanation


@dataclass(frozen=True)
class Clash:
    """What cannot hold, in words; `about` is a CURIE, `statements` are the triples involved."""

    about: str
    fr: str
    en: str
    statements: tuple[ox.Triple, ...]


@dataclass(frozen=True)
class Consistency:
    """HermiT's answer; `unsatisfiable` are CURIEs of classes that can have no member.

    Each unsatisfiable class has its clash too, but leaves `consistent` true as long as nothing is
    said to be a member of it.
    """

    consistent: bool
    clashes: tuple[Clash, ...]
    unsatisfiable: tuple[str, ...]


def check_consistency(triples: Sequence[ox.Triple]) -> Consistency:
    """Whether ontology and data can hold together, and if not, what clashes.

    Takes the ontology and the data in one sequence; annotations serve for the words only.

    Raises:
        ReasonerError: Java or HermiT failed, which says nothing about the graph.
    """
    vocabulary = Vocabulary(triples)
    stated = strip_annotations(triples)
    found = find_ill_typed(stated)
    ill_typed = {part.statements[0] for part in found}
    sound = [triple for triple in stated if triple not in ill_typed]
    verdict = _ask(sound)
    if not verdict.consistent:
        found += find_contradictions(sound) or [_narrow_down(sound)]
    elif verdict.unsatisfiable:
        found += [_explain_class(sound, iri) for iri in verdict.unsatisfiable]
    clashes = tuple(_say(part, vocabulary) for part in found)
    unsatisfiable = tuple(compact(iri) for iri in verdict.unsatisfiable)
    return Consistency(verdict.consistent and not ill_typed, clashes, unsatisfiable)


def _ask(statements: Sequence[ox.Triple]) -> Verdict:
    return ask_hermit([*statements, *assume_unique_names(statements)])


def _narrow_down(statements: Sequence[ox.Triple]) -> Contradiction:
    """A smallest part of the data that the ontology contradicts, found by asking HermiT again."""
    ontology, bundles = split_data(statements)

    def clash(parts: Sequence[Sequence[ox.Triple]]) -> bool:
        return not _ask([*ontology, *(triple for part in parts for triple in part)]).consistent

    if clash([]):
        return Contradiction(None, (), None)
    few, left = find_minimal_part(bundles, clash, ORACLE_CALLS)
    single, _ = find_minimal_part([[triple] for part in few for triple in part], clash, left)
    involved = tuple(triple for part in single for triple in part)
    return Contradiction(involved[0].subject, involved, None)


def _explain_class(statements: Sequence[ox.Triple], iri: str) -> Contradiction:
    """Why the class can have no member: what a member of it would clash with."""
    ontology, _ = split_data(statements)
    supposed = ox.Triple(MEMBER, TYPE, ox.NamedNode(iri))
    for part in find_contradictions([*ontology, supposed]):
        if part.about == MEMBER:
            return replace(part, about=ox.NamedNode(iri), supposed=True)
    return Contradiction(ox.NamedNode(iri), (supposed,), None, supposed=True)


def _say(part: Contradiction, vocabulary: Vocabulary) -> Clash:
    fr, en = vocabulary.describe(part)
    about = compact(part.about.value) if isinstance(part.about, ox.NamedNode) else ""
    return Clash(about, fr, en, part.statements)
