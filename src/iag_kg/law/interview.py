"""Which question to ask next: only what would still change the answer."""

from __future__ import annotations

from collections.abc import Container

from iag_kg.law.classify import PROHIBITED, missing
from iag_kg.law.rules import Kind, Law
from iag_kg.law.trial import outcomes, verdict
from iag_kg.law.vocabulary import Answers


def next_question(law: Law, answers: Answers, declined: Container[str]) -> str | None:
    """The key of the question to ask, None where nothing is left to ask.

    The open rule of the highest rank comes first, and of it the first question: rules that would
    give another tier, then those of transparency, then those of the role. A prohibited use has no
    further question. Questions in `declined` were asked and left unknown.
    """
    (outcome,) = outcomes(law, [answers])
    found = verdict(law, outcome)
    waiting = list(found.rivals)
    settled = not found.rivals and found.rule.gives is not None
    if not (settled and found.rule.gives and found.rule.gives.key == PROHIBITED):
        certain = {
            rule.gives for rule in law.rules.values() if rule.gives and rule.key in outcome.holds
        }
        for kind in (Kind.TRANSPARENCY, Kind.ROLE):
            waiting += [
                rule
                for rule in law.of(kind)
                if rule.key in outcome.may and rule.gives not in certain
            ]
    for rule in waiting:
        for key in missing(law, outcome, [rule]):
            if key not in declined:
                return key
    return None
