"""What the rules make of the descriptions of a graph, as triples of the inferred graph."""

from __future__ import annotations

import pyoxigraph as ox

from iag_kg.graph import INFERRED, Term, node
from iag_kg.law.rules import Kind, Law
from iag_kg.law.trial import outcomes, verdict
from iag_kg.law.vocabulary import Answers, described, local
from iag_kg.namespaces import IAG

_MEETS = node("iag:meetsRule")


def met_quads(store: ox.Store, law: Law) -> list[ox.Quad]:
    """For each description, the rule that decides its tier and those that add to it.

    A tier left undecided is not stated; a rule met below the deciding one says nothing, and is left
    out.
    """
    names = list(described(store, "UseDescription").items())
    answers = [_answers(law, said.get(f"{IAG}hasFeature", [])) for _, said in names]
    quads = []
    for (name, _), outcome in zip(names, outcomes(law, answers), strict=True):
        found = verdict(law, outcome)
        met = [] if found.rivals else [found.rule]
        for kind in (Kind.TRANSPARENCY, Kind.ROLE):
            met += [rule for rule in law.of(kind) if rule.key in outcome.holds]
        quads += [
            ox.Quad(node(f"iagd:{name}"), _MEETS, node(f"iagd:rule-{rule.key}"), INFERRED)
            for rule in met
        ]
    return quads


def _answers(law: Law, features: list[Term]) -> Answers:
    answers: dict[str, list[str]] = {}
    for feature in features:
        key = local(feature).removeprefix("feature-")
        question = law.vocabulary.question_of(key).key
        answers.setdefault(question, []).append(key.removeprefix(f"{question}-"))
    return answers
