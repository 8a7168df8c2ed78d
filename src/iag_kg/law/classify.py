"""The answer to a described use: tier, transparency, roles, why, what is missing or decisive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from iag_kg.law.rules import Kind, Law, Rule
from iag_kg.law.trial import Outcome, Verdict, outcomes, rules_met, verdict
from iag_kg.law.vocabulary import Answers, Named

PROHIBITED = "interdit"


class Status(StrEnum):
    """How far the answer goes."""

    DECIDED = "decided"
    UNDECIDED = "undecided"
    NOT_MODELLED = "not-modelled"


@dataclass(frozen=True)
class Step:
    """A tier rule passed over: the stated features which, alone, rule it out (none: several do)."""

    rule: Rule
    ruled_out_by: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """A duty of transparency or a role: the rules that give it, certain or only possible."""

    thing: Named
    certain: bool
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Change:
    """Answers to one question, each of which alone would give another tier."""

    question: str
    values: tuple[str, ...]
    tier: Named | None
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Answer:
    """What the rules say of a described use; features and questions are named by their keys."""

    outcome: Outcome
    status: Status
    tier: Named | None
    rule: Rule
    possible: tuple[Rule, ...]
    also: tuple[Rule, ...]
    starts: date | None
    met: tuple[str, ...]
    steps: tuple[Step, ...]
    transparency: tuple[Finding, ...]
    roles: tuple[Finding, ...]
    missing: tuple[str, ...]
    missing_for_transparency: tuple[str, ...]
    missing_for_role: tuple[str, ...]
    changes: tuple[Change, ...]
    cautions: tuple[Rule, ...]


def classify(law: Law, answers: Answers) -> Answer:
    """Classify the answers of a description, unanswered questions left open.

    Raises:
        KeyError: an answer that the vocabulary does not hold.
    """
    variants = _variants(law, answers)
    outcome, *varied = outcomes(law, [answers, *(changed for _, _, changed in variants)])
    found = verdict(law, outcome)
    undecided = bool(found.rivals)
    given = found.rule.gives
    status = Status.UNDECIDED if undecided else Status.DECIDED
    if given is None and not undecided:
        status = Status.NOT_MODELLED
    prohibited = not undecided and given is not None and given.key == PROHIBITED
    transparency, open_transparency = _findings(law, outcome, Kind.TRANSPARENCY)
    roles, open_roles = _findings(law, outcome, Kind.ROLE)
    if prohibited:
        transparency, open_transparency = (), ()
    possible = (*found.rivals, found.rule) if undecided else (found.rule,)
    certain = {
        rule.key for finding in transparency + roles for rule in finding.rules if finding.certain
    }
    if not undecided:
        certain.add(found.rule.key)
    verdicts = [
        (question, value, verdict(law, other))
        for (question, value, _), other in zip(variants, varied, strict=True)
    ]
    return Answer(
        outcome=outcome,
        status=status,
        tier=None if undecided else given,
        rule=found.rule,
        possible=possible,
        also=found.others,
        starts=None if undecided else _starts(found.rule),
        met=_ordered(law, found.rule.features & outcome.features),
        steps=_steps(law, outcome, found),
        transparency=transparency,
        roles=roles,
        missing=missing(law, outcome, found.rivals),
        missing_for_transparency=missing(law, outcome, open_transparency),
        missing_for_role=missing(law, outcome, open_roles),
        changes=_changes(law, outcome, found, verdicts),
        cautions=tuple(
            rule for rule in law.rules.values() if rule.caution["fr"] and rule.key in certain
        ),
    )


def missing(law: Law, outcome: Outcome, rules: Iterable[Rule]) -> tuple[str, ...]:
    """The open questions that rules read, in the order in which they are asked."""
    wanted = {question for rule in rules for question in rule.questions}
    return tuple(key for key in law.vocabulary.questions if key in wanted & outcome.open)


def _findings(
    law: Law, outcome: Outcome, kind: Kind
) -> tuple[tuple[Finding, ...], tuple[Rule, ...]]:
    """What the rules of a kind give, and those that are open and would add to it."""
    given: dict[Named, list[Rule]] = {}
    for rule in law.of(kind):
        if rule.gives is not None and rule.key in outcome.may:
            given.setdefault(rule.gives, []).append(rule)
    found = []
    still_open: list[Rule] = []
    for thing, rules in given.items():
        certain = [rule for rule in rules if rule.key in outcome.holds]
        found.append(Finding(thing, bool(certain), tuple(certain or rules)))
        still_open += [] if certain else rules
    return tuple(found), tuple(still_open)


def _steps(law: Law, outcome: Outcome, found: Verdict) -> tuple[Step, ...]:
    """Why each tier rule above the deciding one is not met: answers that, opened, would meet it."""
    vocabulary = law.vocabulary
    answered = [key for key in vocabulary.questions if key not in outcome.open]
    possible = outcome.features | vocabulary.opened(outcome.open)
    met = rules_met(law, [possible | vocabulary.opened([key]) for key in answered])
    steps = []
    for rule in law.of(Kind.TIER):
        if rule.rank >= found.rule.rank:
            break
        if rule.key in outcome.may:
            continue
        keys = [key for key, rules in zip(answered, met, strict=True) if rule.key in rules]
        blame = vocabulary.opened(keys) & outcome.features
        steps.append(Step(rule, _ordered(law, blame)))
    return tuple(steps)


def _variants(law: Law, answers: Answers) -> list[tuple[str, str, Answers]]:
    """Every description that differs in the answer to one question."""
    return [
        (key, value, {**answers, key: (value,)})
        for key, question in law.vocabulary.questions.items()
        for value in question.values
        if value not in answers.get(key, ())
    ]


def _changes(
    law: Law,
    outcome: Outcome,
    found: Verdict,
    verdicts: Sequence[tuple[str, str, Verdict]],
) -> tuple[Change, ...]:
    """Single answers that would settle another tier; for an undecided use, any tier.

    There, answers already given stay as they are: what helps is what is missing.
    """
    useful = set(missing(law, outcome, found.rivals)) if found.rivals else None
    grouped: dict[tuple[str, Named | None], list[tuple[str, Rule]]] = {}
    for question, value, other in verdicts:
        if other.rivals or (useful is not None and question not in useful):
            continue
        if useful is not None or other.rule.gives != found.rule.gives:
            grouped.setdefault((question, other.rule.gives), []).append((value, other.rule))
    return tuple(
        Change(
            question,
            tuple(value for value, _ in group),
            tier,
            tuple({rule.key: rule for _, rule in group}.values()),
        )
        for (question, tier), group in grouped.items()
    )


def _starts(rule: Rule) -> date | None:
    """The day from which the tier binds: its own, or that of a later provision of the rule."""
    if rule.gives is None or rule.gives.starts is None:
        return None
    return max([rule.gives.starts, *(each.starts for each in rule.basis if each.starts)])


def _ordered(law: Law, features: Iterable[str]) -> tuple[str, ...]:
    """Features in the order of their questions."""
    rank = {key: number for number, key in enumerate(law.vocabulary.questions)}
    return tuple(
        sorted(features, key=lambda name: (rank[law.vocabulary.question_of(name).key], name))
    )
