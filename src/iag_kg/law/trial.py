"""Put descriptions to the rules: what holds, what may hold, which rule decides.

A rule is run on two sets of features: those stated, and those together with every value of every
question left open. As conditions only gain by more features, a rule met by the first holds, one met
by the second alone may hold, and any other does not, whatever the missing answers are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from iag_kg.graph import RDF_TYPE, node
from iag_kg.law.rules import Kind, Law, Rule
from iag_kg.law.vocabulary import Answers, Named, Vocabulary, local

CASE = "urn:iag-kg:case:"


@dataclass(frozen=True)
class Outcome:
    """What came of one description: its features, those presumed, and the rules by their key."""

    stated: frozenset[str]
    presumed: frozenset[str]
    open: frozenset[str]
    holds: frozenset[str]
    may: frozenset[str]

    @property
    def features(self) -> frozenset[str]:
        """What is stated and what silences are taken to mean."""
        return self.stated | self.presumed


@dataclass(frozen=True)
class Verdict:
    """The first tier rule that holds, and the rules above it that may hold and say otherwise."""

    rule: Rule
    rivals: tuple[Rule, ...]
    others: tuple[Rule, ...]

    @property
    def tiers(self) -> tuple[Named | None, ...]:
        """The tiers that remain possible, in the order of their rules."""
        return tuple(dict.fromkeys(rule.gives for rule in (*self.rivals, self.rule)))


def outcomes(law: Law, descriptions: Sequence[Answers]) -> list[Outcome]:
    """What the rules make of each description.

    Raises:
        KeyError: an answer that the vocabulary does not hold.
    """
    vocabulary = law.vocabulary
    stated = [vocabulary.features(answers) for answers in descriptions]
    silent = constructed(vocabulary, law.of(Kind.DEFAULT), stated)
    presumed = [frozenset(name.removeprefix("feature-") for name in names) for names in silent]
    known = [said | taken for said, taken in zip(stated, presumed, strict=True)]
    left = [frozenset(vocabulary.questions) - vocabulary.answered(each) for each in known]
    possible = [
        each | vocabulary.opened(questions) for each, questions in zip(known, left, strict=True)
    ]
    met = rules_met(law, [*known, *possible])
    count = len(stated)
    return [Outcome(stated[n], presumed[n], left[n], met[n], met[count + n]) for n in range(count)]


def verdict(law: Law, outcome: Outcome) -> Verdict:
    """Which tier rule decides, and which open ones contradict it."""
    rules = law.of(Kind.TIER)
    first = next(rule for rule in rules if rule.key in outcome.holds)
    above = [rule for rule in rules if rule.rank < first.rank and rule.key in outcome.may]
    rivals = tuple(rule for rule in above if rule.gives != first.gives)
    return Verdict(first, rivals, tuple(rule for rule in above if rule not in rivals))


def rules_met(law: Law, cases: Sequence[Iterable[str]]) -> list[frozenset[str]]:
    """The keys of the rules, defaults apart, that each set of features meets."""
    rules = [rule for rule in law.rules.values() if rule.kind is not Kind.DEFAULT]
    found = constructed(law.vocabulary, rules, cases)
    return [frozenset(name.removeprefix("rule-") for name in names) for names in found]


def constructed(
    vocabulary: Vocabulary, rules: Iterable[Rule], cases: Sequence[Iterable[str]]
) -> list[set[str]]:
    """The local names of what rules construct for each set of features, all in one small store."""
    kind, link, answers = (
        node(f"iag:{name}") for name in ("UseDescription", "hasFeature", "answersQuestion")
    )
    store, graph = ox.Store(), ox.DefaultGraph()
    quads = [
        ox.Quad(node(f"iagd:feature-{name}"), answers, node(f"iagd:question-{key}"), graph)
        for key in vocabulary.questions
        for name in sorted(vocabulary.opened([key]))
    ]
    for number, features in enumerate(cases):
        use = ox.NamedNode(f"{CASE}{number}")
        quads.append(ox.Quad(use, RDF_TYPE, kind, graph))
        quads += [ox.Quad(use, link, node(f"iagd:feature-{name}"), graph) for name in features]
    store.bulk_extend(quads)
    found: list[set[str]] = [set() for _ in cases]
    for rule in rules:
        triples = store.query(rule.text)
        assert isinstance(triples, ox.QueryTriples)
        for triple in triples:
            assert isinstance(triple.subject, ox.NamedNode)
            found[int(triple.subject.value.removeprefix(CASE))].add(local(triple.object))
    return found
