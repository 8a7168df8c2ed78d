"""The answer in words, line by line, in French or in English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from iag_kg.law.classify import PROHIBITED, Answer, Finding, Status
from iag_kg.law.report import DISCLAIMER
from iag_kg.law.rules import Law, Rule
from iag_kg.law.vocabulary import Named

NBSP = "\u00a0"
MOST = 6
_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
_FRENCH = {
    "colon": f"{NBSP}: ",
    "semicolon": f"{NBSP}; ",
    "open": f"«{NBSP}",
    "close": f"{NBSP}»",
    "tier": "Niveau",
    "undecided": "indéterminé, les réponses données ne suffisent pas",
    "not-modelled": "indéterminé, ces points de la loi ne sont pas modélisés",
    "rests": "Qualification",
    "from": "S’applique à partir du",
    "why": "Pourquoi",
    "met": "Réponses qui y conduisent",
    "also": "Pourrait relever aussi de",
    "possible": "Encore possible",
    "missing": "Il manque",
    "transparency": "Transparence",
    "no duty": "aucun devoir de l’article 50",
    "prohibited": "sans objet, l’usage doit cesser",
    "since": "depuis le",
    "starting": "à partir du",
    "maybe": "possible, selon",
    "role": "Rôle",
    "unknown role": "inconnu",
    "caution": "À vérifier",
    "presumed": "Silences qui valent réponse",
    "steps": "Règles examinées avant, et ce qui les écarte",
    "several": "plusieurs faits",
    "changes": "Ce qui changerait la réponse",
    "settles": "Ce qui trancherait",
    "if": "si",
}
_ENGLISH = {
    "colon": ": ",
    "semicolon": "; ",
    "open": "“",
    "close": "”",
    "tier": "Tier",
    "undecided": "undecided, the answers given are not enough",
    "not-modelled": "undecided, these points of the law are not modelled",
    "rests": "Rests on",
    "from": "Applies from",
    "why": "Why",
    "met": "Answers that lead there",
    "also": "May also fall under",
    "possible": "Still possible",
    "missing": "Missing",
    "transparency": "Transparency",
    "no duty": "no duty under Article 50",
    "prohibited": "not applicable, the use must stop",
    "since": "since",
    "starting": "from",
    "maybe": "possible, depending on",
    "role": "Role",
    "unknown role": "unknown",
    "caution": "To check",
    "presumed": "Silences taken as answers",
    "steps": "Rules examined before, and what rules them out",
    "several": "several facts",
    "changes": "What would change the answer",
    "settles": "What would settle it",
    "if": "if",
}


def lines(law: Law, answer: Answer, language: str, today: date) -> list[str]:
    """The answer for a person; `today` tells a duty that binds from one that is to come."""
    return list(_Teller(law, answer, language, today).all())


class _Teller:
    """Tells one answer in one language."""

    def __init__(self, law: Law, answer: Answer, language: str, today: date) -> None:
        self.law, self.answer, self.language, self.today = law, answer, language, today
        self.words = _FRENCH if language == "fr" else _ENGLISH

    def all(self) -> Iterator[str]:
        """Every line, in the order in which they are read."""
        yield from self._tier()
        yield from self._transparency()
        yield from self._roles()
        yield from self._list("caution", [rule.caution[self.language] for rule in self._cautions()])
        yield from self._list("steps", list(self._steps()))
        presumed = sorted(self.answer.outcome.presumed)
        if presumed:
            yield self._say("presumed", self._features(presumed))
        settled = self.answer.status is not Status.UNDECIDED
        yield from self._list("changes" if settled else "settles", list(self._changes()))
        yield DISCLAIMER[self.language]

    def _tier(self) -> Iterator[str]:
        answer = self.answer
        if answer.status is Status.UNDECIDED:
            yield self._say("tier", self.words["undecided"])
            yield from self._list("possible", list(self._possible()))
            yield from self._list("missing", self._questions(answer.missing))
            return
        yield self._say("tier", self._tier_label(answer.tier))
        yield self._say("rests", f"{self._cited(answer.rule)} ({self._certainty(answer.rule)})")
        if answer.starts:
            yield f"{self.words['from']} {self._day(answer.starts)}."
        yield self._say("why", answer.rule.reason[self.language])
        if answer.met:
            yield self._say("met", self._features(answer.met))
        yield from self._list("also", [self._cited(rule) for rule in answer.also])

    def _transparency(self) -> Iterator[str]:
        answer = self.answer
        if answer.tier and answer.tier.key == PROHIBITED:
            yield self._say("transparency", self.words["prohibited"])
            return
        found = [self._finding(each) for each in answer.transparency]
        if not found:
            yield self._say("transparency", self.words["no duty"])
        yield from self._list("transparency", found)

    def _roles(self) -> Iterator[str]:
        found = [self._finding(each) for each in self.answer.roles]
        yield self._say("role", self.words["semicolon"].join(found) or self.words["unknown role"])

    def _finding(self, finding: Finding) -> str:
        label = finding.thing.labels[self.language]
        told = f"{label} ({self._cited(*finding.rules)})"
        if day := finding.thing.starts:
            word = self.words["since" if day <= self.today else "starting"]
            told += f", {word} {self._day(day)}"
        if not finding.certain:
            outcome = self.answer.outcome
            keys = {key for rule in finding.rules for key in rule.questions & outcome.open}
            told += f", {self.words['maybe']} {', '.join(sorted(keys))}"
        return told

    def _cautions(self) -> Sequence[Rule]:
        return list({rule.caution[self.language]: rule for rule in self.answer.cautions}.values())

    def _steps(self) -> Iterator[str]:
        for step in self.answer.steps:
            ruled_out = self._features(step.ruled_out_by) or self.words["several"]
            first = step.rule.basis[0].labels[self.language]
            yield f"{step.rule.labels[self.language]} ({first}) ← {ruled_out}"

    def _changes(self) -> Iterator[str]:
        vocabulary = self.law.vocabulary
        for change in self.answer.changes:
            question = vocabulary.questions[change.question]
            values = self.words["semicolon"].join(
                question.values[value][self.language] for value in change.values
            )
            when = f"{self.words['if']} {change.question}{self.words['colon']}{values}"
            yield f"{self._tier_label(change.tier)}, {when}"

    def _questions(self, keys: Sequence[str]) -> list[str]:
        questions = self.law.vocabulary.questions
        return [f"{questions[key].text[self.language]} ({key})" for key in keys]

    def _possible(self) -> Iterator[str]:
        """Each tier that remains possible, with the provisions that could give it."""
        grouped: dict[Named | None, list[Rule]] = {}
        for rule in self.answer.possible:
            grouped.setdefault(rule.gives, []).append(rule)
        for tier, rules in grouped.items():
            yield f"{self._tier_label(tier)} ({self._cited(*rules)})"

    def _tier_label(self, tier: Named | None) -> str:
        return tier.labels[self.language] if tier else self.words["not-modelled"]

    def _cited(self, *rules: Rule) -> str:
        """The provisions of rules, each once; many are cut short."""
        labels = [each.labels[self.language] for rule in rules for each in rule.basis]
        cited = list(dict.fromkeys(labels))
        return self.words["semicolon"].join(cited[:MOST] + ["…"] * (len(cited) > MOST))

    def _certainty(self, rule: Rule) -> str:
        label = rule.certainty.labels[self.language]
        return label[:1].lower() + label[1:]

    def _features(self, names: Sequence[str]) -> str:
        vocabulary = self.law.vocabulary
        return self.words["semicolon"].join(
            f"{vocabulary.label(name, self.language)} ({vocabulary.question_of(name).key})"
            for name in names
        )

    def _say(self, word: str, text: str) -> str:
        return f"{self.words[word]}{self.words['colon']}{text}"

    def _list(self, word: str, items: Sequence[str]) -> Iterator[str]:
        if items:
            yield self._say(word, "").rstrip()
            yield from (f"  - {item}" for item in items)

    def _day(self, day: date) -> str:
        month = _MONTHS[self.language].split()[day.month - 1]
        number = "1er" if day.day == 1 and self.language == "fr" else str(day.day)
        return f"{number} {month} {day.year}"
