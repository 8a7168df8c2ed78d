"""The rules: their rows, read from the graph, and their conditions, read from `rules/*.rq`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyoxigraph as ox

from iag_kg.errors import QueryError
from iag_kg.law.vocabulary import (
    Named,
    Properties,
    Vocabulary,
    described,
    local,
    named,
    read_vocabulary,
    texts,
)
from iag_kg.namespaces import IAG, RDFS


class Kind(StrEnum):
    """What a rule gives."""

    TIER = "tier"
    TRANSPARENCY = "transparency"
    ROLE = "role"
    DEFAULT = "default"


_KINDS = {
    "TierRule": Kind.TIER,
    "TransparencyRule": Kind.TRANSPARENCY,
    "RoleRule": Kind.ROLE,
    "DefaultRule": Kind.DEFAULT,
}
# Where each kind of rule says what it gives.
_GIVES = {Kind.TIER: "hasTier", Kind.TRANSPARENCY: "hasTransparency", Kind.ROLE: "usualRole"}
_TERM = re.compile(r"\biagd:([A-Za-z0-9-]+)")
_EXCEPTED = re.compile(r"NOT\s+IN\s*\([^()]*\)", re.I)
_COMMENT = re.compile(r"#[^\n<>]*$", re.M)
# A rule that can only be met more often as features are added is sound on features still open.
_WORD = r"(?<![\w:-])(?:{})(?![\w:-])"
_FALLING = re.compile(_WORD.format(r"NOT\s+EXISTS|MINUS|OPTIONAL|SELECT|BOUND"), re.I)
_OUTSIDE = re.compile(_WORD.format("SERVICE|FROM|GRAPH"), re.I)


@dataclass(frozen=True)
class Rule:
    """One rule: what it gives (`gives`, None where it fixes nothing), why, and its condition."""

    key: str
    kind: Kind
    rank: int
    labels: Mapping[str, str]
    gives: Named | None
    basis: tuple[Named, ...]
    certainty: Named
    reason: Mapping[str, str]
    caution: Mapping[str, str]
    text: str
    features: frozenset[str]
    questions: frozenset[str]


@dataclass(frozen=True)
class Law:
    """Everything that classifies: the vocabulary, and the rules by rank."""

    vocabulary: Vocabulary
    rules: Mapping[str, Rule]

    def of(self, kind: Kind) -> list[Rule]:
        """The rules of a kind, by rank."""
        return [rule for rule in self.rules.values() if rule.kind is kind]


def read_law(store: ox.Store, folder: Path) -> Law:
    """The questions and rules of a graph, with the conditions of a folder.

    Raises:
        QueryError: a rule of the graph has no file or a file no rule, a file cannot be read, is
            not a CONSTRUCT of the form expected, or names what the vocabulary does not hold.
    """
    vocabulary = read_vocabulary(store)
    said = described(store, "ClassificationRule")
    paths = {path.stem: path for path in sorted(folder.glob("*.rq"))}
    for key in (name.removeprefix("rule-") for name in said):
        if key not in paths:
            raise QueryError(f"{folder / key}.rq: missing, {key!r} is a classification rule")
    for key, path in paths.items():
        if f"rule-{key}" not in said:
            raise QueryError(f"{path}: no classification rule {key!r} in the graph")
    things = {
        **named(store, "RiskTier"),
        **named(store, "TransparencyDuty"),
        **named(store, "LegalRole"),
        **named(store, "Provision"),
        **named(store, "Certainty"),
    }
    rules = [_rule(paths[name[5:]], said[name], things, vocabulary) for name in said]
    ordered = sorted(rules, key=lambda rule: rule.rank)
    return Law(vocabulary, {rule.key: rule for rule in ordered})


def _rule(
    path: Path, said: Properties, things: Mapping[str, Named], vocabulary: Vocabulary
) -> Rule:
    kind = _KINDS[local(said[f"{IAG}hasRuleKind"][0])]
    rank = said[f"{IAG}rank"][0]
    assert isinstance(rank, ox.Literal)
    given = said.get(f"{IAG}{_GIVES[kind]}", []) if kind in _GIVES else []
    text = _read(path)
    features, questions = _check(path, kind, text, vocabulary)
    return Rule(
        key=path.stem,
        kind=kind,
        rank=int(rank.value),
        labels=texts(said, f"{RDFS}label"),
        gives=things[local(given[0])] if given else None,
        basis=_basis([things[local(term)] for term in said.get(f"{IAG}hasLegalBasis", [])]),
        certainty=things[local(said[f"{IAG}hasCertainty"][0])],
        reason=texts(said, f"{IAG}legalReason"),
        caution=texts(said, f"{IAG}caution"),
        text=text,
        features=features,
        questions=questions,
    )


def _basis(provisions: list[Named]) -> tuple[Named, ...]:
    """Provisions in the order in which they are cited: law, which has dates, before guidelines."""
    return tuple(sorted(provisions, key=lambda each: (each.starts is None, each.key)))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise QueryError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise QueryError(f"{path}:{line}: not UTF-8") from error


def _check(
    path: Path, kind: Kind, text: str, vocabulary: Vocabulary
) -> tuple[frozenset[str], frozenset[str]]:
    """The features and the questions that a condition reads, once it is found to be sound."""
    try:
        answer = ox.Store().query(text)
    except SyntaxError as error:
        place = re.search(r"error at (\d+):", str(error))
        line = place[1] if place else 1
        raise QueryError(f"{path}:{line}: not a valid SPARQL query: {error}") from error
    if not isinstance(answer, ox.QueryTriples):
        raise QueryError(f"{path}:1: a CONSTRUCT expected")
    bare = _COMMENT.sub(lambda found: " " * len(found[0]), text)

    def fail(position: int, message: str) -> None:
        raise QueryError(f"{path}:{bare.count(chr(10), 0, position) + 1}: {message}")

    head = bare.partition("WHERE")[0]
    given = head.partition("CONSTRUCT")[2]
    for banned in (_OUTSIDE, _FALLING) if kind is not Kind.DEFAULT else (_OUTSIDE,):
        if found := banned.search(bare):
            fail(found.start(), f"{found[0]!r} has no place in a rule of the kind {kind}")
    wanted = f"?use iag:meetsRule iagd:rule-{path.stem} "
    if kind is Kind.DEFAULT:
        wanted = "?use iag:hasFeature "
    if not given.strip(" {\n").startswith(wanted):
        fail(head.find("CONSTRUCT"), f"'CONSTRUCT {{ {wanted.strip()} … }}' expected")
    excepted = [(found.start(), found.end()) for found in _EXCEPTED.finditer(bare)]
    features, questions = set(), set()
    for found in _TERM.finditer(bare):
        group, _, key = found[1].partition("-")
        if group == "feature":
            try:
                question = vocabulary.question_of(key).key
            except KeyError:
                fail(found.start(), f"{found[0]!r} is no feature of use-features.csv")
            if found.start() > len(head):
                questions.add(question)
                if not any(start <= found.start() < end for start, end in excepted):
                    features.add(key)
        elif group == "question":
            if key not in vocabulary.questions:
                fail(found.start(), f"{found[0]!r} is no question of use-questions.csv")
            questions.add(key)
            features |= vocabulary.opened([key])
        elif found[0] != f"iagd:rule-{path.stem}":
            fail(found.start(), f"{found[0]!r} is neither a feature nor a question")
    return frozenset(features), frozenset(questions)
