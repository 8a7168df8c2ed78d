"""The answer for programs: a record for JSON, flat rows for CSV."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from iag_kg.law.classify import Answer, Change, Finding
from iag_kg.law.rules import Law, Rule
from iag_kg.law.vocabulary import LANGUAGES, Named

DISCLAIMER = {
    "fr": "Ce n’est pas un avis juridique. État du droit relevé au 20 novembre 2026.",
    "en": "This is not legal advice. State of the law recorded on 20 November 2026.",
}
COLUMNS = ("aspect", "key", "label", "certain", "basis", "certainty", "from", "detail")


def record(law: Law, answer: Answer, label: str, language: str) -> dict[str, Any]:
    """The whole answer, with the labels and texts of one language."""
    vocabulary = law.vocabulary

    def features(names: Sequence[str]) -> list[dict[str, str]]:
        return [
            {
                "question": (question := vocabulary.question_of(name)).key,
                "value": name.removeprefix(f"{question.key}-"),
                "label": vocabulary.label(name, language),
            }
            for name in names
        ]

    def asked(keys: Sequence[str]) -> list[dict[str, Any]]:
        return [
            {
                "question": key,
                "text": vocabulary.questions[key].text[language],
                "values": list(vocabulary.questions[key].values),
            }
            for key in keys
        ]

    return {
        "label": label,
        "status": answer.status.value,
        "tier": _named(answer.tier, language),
        "from": answer.starts.isoformat() if answer.starts else None,
        "rule": None if answer.status == "undecided" else _rule(answer.rule, language),
        "possible": [_rule(rule, language) for rule in answer.possible],
        "also_possible": [_rule(rule, language) for rule in answer.also],
        "met": features(answer.met),
        "presumed": features(sorted(answer.outcome.presumed)),
        "steps": [
            {**_rule(step.rule, language), "ruled_out_by": features(step.ruled_out_by)}
            for step in answer.steps
        ],
        "transparency": [_finding(each, language) for each in answer.transparency],
        "roles": [_finding(each, language) for each in answer.roles],
        "missing": asked(answer.missing),
        "missing_for_transparency": asked(answer.missing_for_transparency),
        "missing_for_role": asked(answer.missing_for_role),
        "changes": [_change(each, language) for each in answer.changes],
        "cautions": [
            {"rule": rule.key, "text": rule.caution[language]} for rule in answer.cautions
        ],
        "disclaimer": DISCLAIMER[language],
    }


def rows(law: Law, answer: Answer, language: str) -> list[tuple[Any, ...]]:
    """The same as rows of `COLUMNS`: tier, rules passed over, duties, roles, gaps, changes."""
    vocabulary = law.vocabulary
    undecided = answer.status == "undecided"

    def row(
        aspect: str, rule: Rule, certain: bool, day: date | None, detail: str
    ) -> tuple[Any, ...]:
        thing = rule.gives or Named("", {each: "" for each in LANGUAGES})
        cited = " · ".join(each.labels[language] for each in rule.basis)
        start = day.isoformat() if day else ""
        key, label = thing.key, thing.labels[language]
        return (aspect, key, label, certain, cited, rule.certainty.labels[language], start, detail)

    def names(features: Sequence[str]) -> str:
        return " ".join(features)

    found = [
        row("tier", rule, not undecided, answer.starts, rule.reason[language])
        for rule in answer.possible
    ]
    found += [row("passed-over", s.rule, True, None, names(s.ruled_out_by)) for s in answer.steps]
    for aspect, findings in (("transparency", answer.transparency), ("role", answer.roles)):
        for each in findings:
            day, detail = each.thing.starts, each.rules[0].reason[language]
            found.append(row(aspect, each.rules[0], each.certain, day, detail))
    for aspect, keys in (
        ("missing", answer.missing),
        ("missing-transparency", answer.missing_for_transparency),
        ("missing-role", answer.missing_for_role),
    ):
        for key in keys:
            text = vocabulary.questions[key].text[language]
            found.append((aspect, key, text, False, "", "", "", ""))
    for change in answer.changes:
        detail = f"{change.question}: {' '.join(change.values)}"
        found.append(row("change", change.rules[0], True, None, detail))
    return found


def _named(thing: Named | None, language: str) -> dict[str, str] | None:
    return {"key": thing.key, "label": thing.labels[language]} if thing else None


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    return {
        "rule": rule.key,
        "label": rule.labels[language],
        "gives": _named(rule.gives, language),
        "basis": [_named(each, language) for each in rule.basis],
        "certainty": rule.certainty.labels[language],
        "reason": rule.reason[language],
    }


def _finding(finding: Finding, language: str) -> dict[str, Any]:
    return {
        **(_named(finding.thing, language) or {}),
        "certain": finding.certain,
        "from": finding.thing.starts.isoformat() if finding.thing.starts else None,
        "rules": [_rule(rule, language) for rule in finding.rules],
    }


def _change(change: Change, language: str) -> dict[str, Any]:
    return {
        "question": change.question,
        "values": list(change.values),
        "tier": _named(change.tier, language),
        "rules": [rule.key for rule in change.rules],
    }
