"""What a description may say: the questions, their features, and named things of the law."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pyoxigraph as ox

from iag_kg.graph import Term, select
from iag_kg.namespaces import IAG, IAGD, RDFS, SKOS

LANGUAGES = ("fr", "en")
Answers = Mapping[str, Sequence[str]]
Properties = dict[str, list[Term]]


@dataclass(frozen=True)
class Named:
    """A thing of the law by its key, with its labels and the day it applies from, where known."""

    key: str
    labels: Mapping[str, str] = field(compare=False)
    starts: date | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Question:
    """One question of the classification: its wording, its help, its values with their labels."""

    key: str
    rank: int
    several: bool
    text: Mapping[str, str]
    help: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def feature(self, value: str) -> str:
        """The key of the feature that a value is."""
        return f"{self.key}-{value}"


@dataclass(frozen=True)
class Vocabulary:
    """The questions by key, in the order in which they are asked, and whose each feature is."""

    questions: Mapping[str, Question]
    owners: Mapping[str, str]

    def features(self, answers: Answers) -> frozenset[str]:
        """The keys of the features that answers state.

        Raises:
            KeyError: a question or a value that the vocabulary does not hold.
        """
        stated = set()
        for key, values in answers.items():
            for value in values:
                if value not in self.questions[key].values:
                    raise KeyError(value)
                stated.add(self.questions[key].feature(value))
        return frozenset(stated)

    def question_of(self, feature: str) -> Question:
        """The question that a feature answers.

        Raises:
            KeyError: no question has this feature.
        """
        return self.questions[self.owners[feature]]

    def answered(self, features: Iterable[str]) -> frozenset[str]:
        """The keys of the questions that features answer."""
        return frozenset(self.question_of(feature).key for feature in features)

    def opened(self, questions: Iterable[str]) -> frozenset[str]:
        """Every feature of these questions: what they might say."""
        return frozenset(
            self.questions[key].feature(value)
            for key in questions
            for value in self.questions[key].values
        )

    def label(self, feature: str, language: str) -> str:
        """The label of a feature."""
        question = self.question_of(feature)
        return question.values[feature.removeprefix(f"{question.key}-")][language]


def read_vocabulary(store: ox.Store) -> Vocabulary:
    """The questions and features of a graph."""
    questions = []
    for key, said in described(store, "UseQuestion").items():
        rank, several = said[f"{IAG}rank"][0], said[f"{IAG}allowsSeveral"][0]
        assert isinstance(rank, ox.Literal) and isinstance(several, ox.Literal)
        text, help_text = texts(said, f"{RDFS}label"), texts(said, f"{SKOS}scopeNote")
        key = key.removeprefix("question-")
        questions.append(Question(key, int(rank.value), several.value == "true", text, help_text))
    values: dict[str, dict[str, Mapping[str, str]]] = {each.key: {} for each in questions}
    for name, said in described(store, "UseFeature").items():
        question = local(said[f"{IAG}answersQuestion"][0]).removeprefix("question-")
        value = name.removeprefix(f"feature-{question}-")
        values[question][value] = texts(said, f"{RDFS}label")
    ordered = sorted(questions, key=lambda question: question.rank)
    return Vocabulary(
        {
            question.key: replace(question, values=dict(sorted(values[question.key].items())))
            for question in ordered
        },
        {f"{key}-{value}": key for key, known in values.items() for value in known},
    )


def described(store: ox.Store, kind: str) -> dict[str, Properties]:
    """What the graph says of every resource of a class of the ontology, by its local name."""
    found: dict[str, Properties] = {}
    query = f"SELECT DISTINCT ?s ?p ?o WHERE {{ ?s a <{IAG}{kind}> ; ?p ?o }} ORDER BY ?s ?p ?o"
    for subject, predicate, value in select(store, query).terms:
        assert isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode)
        assert value is not None
        found.setdefault(local(subject), {}).setdefault(predicate.value, []).append(value)
    return found


def named(store: ox.Store, kind: str) -> dict[str, Named]:
    """The things of a class of the ontology by local name, with the day they apply from."""
    days = {
        name: said[f"{IAG}onDate"][0] for name, said in described(store, "LegalMilestone").items()
    }
    found = {}
    for name, said in described(store, kind).items():
        (milestone,) = said.get(f"{IAG}startsAt", [None])[:1]
        day = days.get(local(milestone)) if milestone is not None else None
        starts = date.fromisoformat(day.value) if isinstance(day, ox.Literal) else None
        found[name] = Named(name.partition("-")[2] or name, texts(said, f"{RDFS}label"), starts)
    return found


def texts(said: Properties, predicate: str) -> dict[str, str]:
    """The texts of a property by language; '' where the graph has none."""
    literals = [term for term in said.get(predicate, ()) if isinstance(term, ox.Literal)]
    return {
        language: next((term.value for term in literals if term.language == language), "")
        for language in LANGUAGES
    }


def local(term: Term | None) -> str:
    """The end of an IRI of the project: `feature-domain-emploi`, `TierRule`."""
    assert isinstance(term, ox.NamedNode)
    return term.value.removeprefix(IAGD).removeprefix(IAG)


def near(word: str, known: Iterable[str]) -> str:
    """The known words, or those nearest to a word where they are many, as an error lists them."""
    known = list(known)
    close = difflib.get_close_matches(word, known, n=3, cutoff=0.5)
    if close:
        return f"did you mean {', '.join(close)}?"
    return f"known: {', '.join(known)}"
