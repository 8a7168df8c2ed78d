"""Statements and contradictions said in French and in English, with the labels of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from iag_kg.namespaces import RDFS, SKOS, compact
from iag_kg.reason.clashes import (
    DISJOINT,
    DOMAIN,
    MEMBER,
    PROPERTY_DISJOINT,
    RANGE,
    SUBCLASS,
    Contradiction,
    Term,
)
from iag_kg.reason.statements import DIFFERENT_FROM, FUNCTIONAL, SAME_AS, TYPE

_LABELS = (ox.NamedNode(f"{RDFS}label"), ox.NamedNode(f"{SKOS}prefLabel"))
_LANGUAGES = ("fr", "en")

_SENTENCES: dict[ox.NamedNode, dict[str, str]] = {
    TYPE: {"fr": "{s} est de la classe {o}", "en": "{s} is of class {o}"},
    SUBCLASS: {
        "fr": "ce qui est de la classe {s} est de la classe {o}",
        "en": "whatever is of class {s} is of class {o}",
    },
    DOMAIN: {
        "fr": "ce qui porte la propriété {s} est de la classe {o}",
        "en": "whatever has the property {s} is of class {o}",
    },
    RANGE: {
        "fr": "la valeur de {s} est de la classe {o}",
        "en": "the value of {s} is of class {o}",
    },
    DISJOINT: {
        "fr": "rien ne peut être à la fois {s} et {o}",
        "en": "nothing can be both {s} and {o}",
    },
    PROPERTY_DISJOINT: {
        "fr": "{s} et {o} ne mènent jamais à la même chose",
        "en": "{s} and {o} never lead to the same thing",
    },
    DIFFERENT_FROM: {
        "fr": "{s} et {o} sont deux choses différentes",
        "en": "{s} and {o} are two different things",
    },
    SAME_AS: {
        "fr": "{s} et {o} sont une seule et même chose",
        "en": "{s} and {o} are one and the same thing",
    },
}
_AXIOMS = frozenset(_SENTENCES) - {TYPE}
_ONE_VALUE = {"fr": "{s} n'admet qu'une valeur", "en": "{s} takes one value only"}
_ANY_FACT = {"fr": "{s} — {p} : {o}", "en": "{s} — {p}: {o}"}
_QUOTES = {"fr": "« {} »", "en": "“{}”"}
_MEMBER = {"fr": "ce membre", "en": "this member"}
_MOST_SHOWN = 12
_MORE = {"fr": " ; et {count} autres énoncés", "en": "; and {count} more statements"}
_AND = {"fr": " et ", "en": " and "}
_SOMETHING = {"fr": "une expression sans nom", "en": "an unnamed expression"}
_BREAK = {"fr": " ; ", "en": "; "}
_BUT = {"fr": "{facts}. Or {rule}.", "en": "{facts}. But {rule}."}
_TOGETHER = {
    "fr": "{facts}. L'ontologie ne permet pas que cela soit vrai ensemble.",
    "en": "{facts}. The ontology does not let this hold together.",
}
_ILL_TYPED = {
    "fr": "{facts}. Or cette valeur n'est pas du type {kind} qu'elle annonce.",
    "en": "{facts}. But this value is not of the type {kind} that it claims.",
}
_DATATYPE = {"fr": "une valeur de {s} est du type {o}", "en": "a value of {s} is of type {o}"}
_EMPTY = {
    "fr": "{cls} ne peut avoir aucun membre. Supposons-en un : {reason}",
    "en": "{cls} cannot have any member. Suppose one: {reason}",
}
_UNKNOWN = {
    "fr": "l'ontologie ne le permet pas.",
    "en": "the ontology does not let it be.",
}
_ITSELF = {
    "fr": "L'ontologie se contredit elle-même, sans aucune donnée.",
    "en": "The ontology contradicts itself, without any data.",
}


class Vocabulary:
    """How the terms of a graph are called, in both languages."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._labels: dict[tuple[Term, str | None], str] = {}
        for triple in triples:
            if triple.predicate in _LABELS and isinstance(triple.object, ox.Literal):
                key = triple.subject, triple.object.language
                self._labels.setdefault(key, triple.object.value)

    def describe(self, part: Contradiction) -> tuple[str, str]:
        """The contradiction in one French and one English text."""
        fr, en = (self._describe(part, language) for language in _LANGUAGES)
        return fr, en

    def _describe(self, part: Contradiction, language: str) -> str:
        if part.supposed and part.about is not None:
            reason = self._argue(part, language) if part.rule else _UNKNOWN[language]
            return _EMPTY[language].format(cls=self._call(part.about, language), reason=reason)
        if not part.statements:
            return _ITSELF[language]
        return self._argue(part, language)

    def _argue(self, part: Contradiction, language: str) -> str:
        facts = self._tell(part.statements, language)
        if part.rule:
            return _BUT[language].format(facts=facts, rule=self._state(part.rule, language))
        value = part.statements[0].object
        if len(part.statements) == 1 and isinstance(value, ox.Literal):
            kind = compact(value.datatype.value)
            return _ILL_TYPED[language].format(facts=facts, kind=kind)
        return _TOGETHER[language].format(facts=facts)

    def _tell(self, statements: Sequence[ox.Triple], language: str) -> str:
        """The statements one after the other, a subject named once where it stays the same."""
        text, before = "", None
        for triple in statements[:_MOST_SHOWN]:
            if triple.subject == before and triple.predicate not in _AXIOMS:
                text += _AND[language] + self._state(triple, language, named=False)
            else:
                text += (_BREAK[language] if text else "") + self._state(triple, language)
            before = triple.subject
        if len(statements) > _MOST_SHOWN:
            text += _MORE[language].format(count=len(statements) - _MOST_SHOWN)
        return text

    def _state(self, triple: ox.Triple, language: str, *, named: bool = True) -> str:
        sentence = _SENTENCES.get(triple.predicate, _ANY_FACT)
        if triple.predicate == TYPE and triple.object == FUNCTIONAL:
            sentence = _ONE_VALUE
        elif triple.predicate == RANGE and compact(str(triple.object)[1:-1]).startswith("xsd:"):
            sentence = _DATATYPE
        text = sentence[language] if named else sentence[language].removeprefix("{s}").lstrip(" —")
        return text.format(
            s=self._call(triple.subject, language),
            p=self._label(triple.predicate, language),
            o=self._call(triple.object, language),
        )

    def _call(self, term: Term, language: str) -> str:
        if isinstance(term, ox.BlankNode):
            return (_MEMBER if term == MEMBER else _SOMETHING)[language]
        return _QUOTES[language].format(self._label(term, language))

    def _label(self, term: Term, language: str) -> str:
        if isinstance(term, ox.Literal):
            return term.value
        for choice in (language, *_LANGUAGES, None):
            if (term, choice) in self._labels:
                return self._labels[term, choice]
        return compact(term.value) if isinstance(term, ox.NamedNode) else str(term)
