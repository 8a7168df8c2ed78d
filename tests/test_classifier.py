"""The classifier: stated tiers come out, silences never mislead, and every rule is needed."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Store

from command import Outcome, call
from iag_kg.errors import QueryError
from iag_kg.law import (
    DISCLAIMER,
    Description,
    DescriptionError,
    Kind,
    Law,
    Status,
    classify,
    lines,
    next_question,
    outcomes,
    parse,
    read,
    read_law,
    verdict,
    write,
)
from iag_kg.law import Outcome as Result
from iag_kg.law.vocabulary import Answers
from iag_kg.paths import resources
from tables_on_disk import Record, records

Asked = Callable[..., Outcome]
DATA = resources() / "data"
RULES = resources() / "rules"
CASES = Path(__file__).parent / "fixtures" / "classifier"
# Hand-made descriptions, named after the article they stand for, and the rule that decides.
HAND_MADE = {
    "annexe-iii-1-b": "categorisation-protegee",
    "annexe-iii-3-a": "formation-admission",
    "annexe-iii-3-c": "formation-orientation",
    "annexe-iii-3-d": "formation-triche",
    "annexe-iii-4-b-surveillance": "emploi-gestion",
    "annexe-iii-5-d": "service-public-annexe-iii",
    "art-5-1-a": "techniques-manipulatrices",
    "art-5-1-bb": "contenu-pedocriminel",
    "art-5-1-c": "notation-sociale",
    "art-5-1-e": "base-de-visages",
    "art-5-1-f-autre-finalite": "emotions-au-travail",
    "art-5-1-g": "categorisation-sensible",
    "art-5-1-h": "identification-temps-reel",
    "art-6-3-c": "filtre-detection-ecarts",
    "silence-hors-annexe-iii": "hors-annexe-iii",
    "silence-sans-preparation": "hors-annexe-iii",
    "silence-tout-usage": "outil-tout-usage",
}


def keyed(table: str) -> dict[str, Record]:
    return {row["key"]: row for row in records(DATA / f"{table}.csv")}


@pytest.fixture(scope="module")
def law(kg: Store) -> Law:
    return read_law(kg, RULES)


@pytest.fixture(scope="module")
def described(law: Law) -> dict[str, Answers]:
    """The answers of every description of the tables."""
    return {
        key: {
            question: tuple(row[question].split())
            for question in law.vocabulary.questions
            if row[question]
        }
        for key, row in keyed("use-descriptions").items()
    }


@pytest.fixture(scope="module")
def results(law: Law, described: dict[str, Answers]) -> dict[str, Result]:
    return dict(zip(described, outcomes(law, list(described.values())), strict=True))


def hand_made(law: Law, name: str) -> Answers:
    return read(CASES / f"{name}.yaml", law.vocabulary).answers


def expected(key: str) -> tuple[str, set[str]]:
    """The tier and transparency that the tables state; a boundary may leave them to its use."""
    uses, boundaries = keyed("legal-uses"), keyed("use-boundaries")
    row = boundaries.get(key, uses.get(key, {}))
    use = uses[row.get("use", key)]
    transparency = row["transparency"] or use["transparency"]
    return row["tier"] or use["tier"], set(transparency.split())


def test_every_description_comes_out_as_the_tables_state(
    law: Law, described: dict[str, Answers], results: dict[str, Result]
) -> None:
    assert len(described) == 142
    for key, result in results.items():
        found = verdict(law, result)
        tier = found.rule.gives.key if found.rule.gives else ""
        duties = {r.gives.key for r in law.of(Kind.TRANSPARENCY) if r.gives and r.key in result.may}
        if tier == "interdit":
            duties = set()
        assert not found.rivals, f"{key}: undecided"
        assert (tier, duties or {"none"}) == expected(key), f"{key}: by {found.rule.key}"


def test_every_answer_of_a_description_is_one_where_one_is_allowed(
    law: Law, described: dict[str, Answers]
) -> None:
    for key, answers in described.items():
        for question, values in answers.items():
            asked = law.vocabulary.questions[question]
            assert set(values) <= set(asked.values), f"{key}: {question}"
            assert len(values) == 1 or asked.several, f"{key}: {question}"


@pytest.mark.parametrize(
    ("use", "tier", "rule", "duties"),
    [
        ("u15", "interdit", "emotions-au-travail", []),  # voice of the employee
        ("u16", "haut-risque-annexe-iii", "emotions-biometriques", ["art-50-3"]),  # customer
        ("u17", "minimal", "hors-annexe-iii", []),  # text
        ("u15-b1", "haut-risque-annexe-iii", "emotions-exception-travail", ["art-50-3"]),  # safety
        ("u25", "haut-risque-annexe-iii", "credit-solvabilite", []),  # score of a person
        ("u26", "minimal", "hors-annexe-iii", []),  # of a company
        ("u32", "minimal", "fraude-financiere", []),  # fraud, the exception of 5(b)
        ("u32-b2", "haut-risque-annexe-iii", "assurance-vie-sante", []),  # no such exception
        ("u12", "minimal", "hors-annexe-iii", []),  # schedule on neutral criteria
        ("u13", "haut-risque-annexe-iii", "emploi-gestion", []),  # on behaviour
        ("u02", "annexe-iii-filtree", "filtre-tache-etroite", []),  # extraction of CVs
        ("u01", "haut-risque-annexe-iii", "emploi-selection", []),  # ranking
        ("u09", "annexe-iii-filtree", "filtre-travail-acheve", []),  # rewording an appraisal
        ("u08", "haut-risque-annexe-iii", "emploi-gestion", []),  # rating
        ("u40", "minimal", "hors-annexe-iii", []),  # reply sent by a human
        ("u39", "minimal", "hors-annexe-iii", ["art-50-1"]),  # chatbot
        ("u50", "minimal", "hors-annexe-iii", []),  # report reviewed
        ("u50-b1", "minimal", "hors-annexe-iii", ["art-50-4"]),  # not reviewed
        ("u34", "haut-risque-annexe-iii", "assurance-vie-sante", []),
        ("u27-b2", "haut-risque-annexe-iii", "profilage-sans-filtre", []),  # profiling, no filter
    ],
)
def test_what_is_counter_intuitive(
    law: Law, described: dict[str, Answers], use: str, tier: str, rule: str, duties: list[str]
) -> None:
    answer = classify(law, described[use])
    assert answer.status is Status.DECIDED
    assert answer.tier and (answer.tier.key, answer.rule.key) == (tier, rule)
    assert [each.thing.key for each in answer.transparency if each.certain] == duties


def test_withholding_an_answer_never_gives_another_tier(
    law: Law, described: dict[str, Answers], results: dict[str, Result]
) -> None:
    withheld = [
        (key, question, {each: v for each, v in answers.items() if each != question})
        for key, answers in described.items()
        for question in answers
    ]
    undecided = 0
    found = outcomes(law, [answers for _, _, answers in withheld])
    for (key, question, _), result in zip(withheld, found, strict=True):
        given = verdict(law, result)
        undecided += bool(given.rivals)
        stated = verdict(law, results[key]).rule.gives
        assert given.rivals or given.rule.gives == stated, f"{key} without {question}"
    assert 300 < undecided < len(withheld) / 2


def test_an_answer_drawn_from_some_facts_stands_whatever_the_others_are(law: Law) -> None:
    chance = random.Random(20261120)
    pairs: list[tuple[Answers, Answers]] = []
    for _ in range(400):
        full = {
            key: (chance.choice(list(question.values)),)
            for key, question in law.vocabulary.questions.items()
        }
        kept = {key: value for key, value in full.items() if chance.random() < 0.7}
        pairs.append((full, kept))
    wholes = outcomes(law, [full for full, _ in pairs])
    parts = outcomes(law, [kept for _, kept in pairs])
    decided = 0
    for whole, part in zip(wholes, parts, strict=True):
        found = verdict(law, part)
        if found.rivals or not part.presumed <= whole.features:
            continue  # undecided, or a silence that the whole description contradicts
        decided += 1
        assert found.rule.gives == verdict(law, whole).rule.gives
    assert decided > 40


@pytest.mark.parametrize(("name", "rule"), HAND_MADE.items())
def test_a_hand_made_case_is_decided_by_its_article(law: Law, name: str, rule: str) -> None:
    answer = classify(law, hand_made(law, name))
    assert answer.status is not Status.UNDECIDED, answer.missing
    assert answer.rule.key == rule
    if not name.startswith("silence-"):
        article = "-".join(name.split("-")[:4])
        assert any(f"ria-{article}" == each.key for each in answer.rule.basis)


def test_every_hand_made_case_is_tested() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} == set(HAND_MADE)


AREAS = [
    {"domain": "emploi", "subject": "aucun"},
    {"domain": "formation", "subject": "eleve"},
    {"domain": "credit", "subject": "client"},
    {"domain": "assurance-vie-sante", "subject": "client"},
    {"domain": "justice-mediation", "subject": "client"},
    {"domain": "informatique", "subject": "salarie"},
    {"domain": "informatique", "subject": "candidat"},
]
AT_WORK = [area for area in AREAS if area["domain"] in ("emploi", "informatique")]
DECIDES = [{"decision": "influence"}, {"decision": "automatique"}]
JUDGED = {"person-judged": "oui"}
FILTERS = {
    "narrow-task": "filtre-tache-etroite",
    "completed-human-activity": "filtre-travail-acheve",
    "pattern-detection": "filtre-detection-ecarts",
    "preparatory-task": "filtre-tache-preparatoire",
}
EMOTION = {"biometric": "oui", "inference": "emotion", "domain": "relation-client"}


def every_way() -> Iterator[tuple[str, dict[str, str]]]:
    """Each rule with several ways to meet it, and descriptions that meet it each way."""
    for flag, rule in FILTERS.items():
        for area in AREAS:
            facts = {**area, flag: "oui", "purpose": "extraire", "decision": "prepare"}
            yield rule, {**facts, "person-judged": "non", "profiling": "non"}
            for profiling in ("oui", "exclusif"):
                yield "profilage-sans-filtre", {**facts, "profiling": profiling}
    for decision in DECIDES:
        facts = {**JUDGED, **decision}
        for area in AT_WORK:
            for purpose in ("cibler-offres", "selectionner"):
                yield "emploi-selection", {**facts, **area, "purpose": purpose}
            for purpose in ("decider-relation", "affecter", "evaluer-personne", "surveiller"):
                yield "emploi-gestion", {**facts, **area, "purpose": purpose}
        for purpose, rule in (
            ("admettre", "formation-admission"),
            ("evaluer-personne", "formation-notation"),
            ("orienter", "formation-orientation"),
            ("detecter-triche", "formation-triche"),
        ):
            yield rule, {**facts, "domain": "formation", "subject": "eleve", "purpose": purpose}
        for subject in ("client", "citoyen"):
            someone = {**facts, "subject": subject}
            credit = {**someone, "domain": "credit", "purpose": "detecter-fraude"}
            yield "credit-solvabilite", {**credit, "purpose": "noter-solvabilite"}
            yield "credit-solvabilite", {**credit, "fraud-purpose": "non"}
            yield "fraude-financiere", {**credit, "fraud-purpose": "oui"}
            for purpose in ("evaluer-risque", "tarifer"):
                life = {**someone, "domain": "assurance-vie-sante", "purpose": purpose}
                yield "assurance-vie-sante", life
        law = {"domain": "justice-mediation", "subject": "client", "purpose": "appliquer-droit"}
        yield "justice-mediation", {**facts, **law}
    for subject in ("salarie", "candidat", "eleve"):
        facts = {**EMOTION, "subject": subject}
        yield "emotions-au-travail", {**facts, "purpose": "surveiller"}
        for purpose in ("proteger-sante-securite", "entrainer-soi"):
            yield "emotions-exception-travail", {**facts, "purpose": purpose}
    yield "outil-tout-usage", {"purpose": "indeterminee", "domain": "emploi"}
    planned = {"purpose": "planifier", "person-judged": "non", "decision": "aucune"}
    yield "hors-annexe-iii", {**planned, "domain": "emploi", "subject": "salarie"}


def test_a_rule_is_met_in_every_way_that_it_allows(law: Law) -> None:
    ways = list(every_way())
    filled = [
        {"biometric": "non", "inference": "aucune", "safety-component": "non", **facts}
        for _, facts in ways
    ]
    found = outcomes(law, [{key: (value,) for key, value in facts.items()} for facts in filled])
    for (rule, facts), result in zip(ways, found, strict=True):
        assert verdict(law, result).rule.key == rule, facts
        assert not verdict(law, result).rivals, facts


@pytest.mark.parametrize(
    ("facts", "question", "is_presumed"),
    [
        ({"purpose": "rediger"}, "deepfake", True),
        ({"purpose": "generer-media"}, "deepfake", False),
        ({"domain": "tout-usage"}, "deepfake", True),
        ({"domain": "marketing"}, "deepfake", False),
        ({"domain": "marketing"}, "safety-component", True),
        ({"domain": "ingenierie"}, "safety-component", False),
        ({"domain": "infrastructure"}, "safety-component", False),
        ({"decision": "prepare"}, "narrow-task", False),
        ({"decision": "aucune"}, "narrow-task", True),
        ({"decision": "automatique"}, "pattern-detection", True),
        ({"purpose": "rediger"}, "biometric", True),
        ({"purpose": "transcrire", "modality": "voix"}, "biometric", True),
        ({"purpose": "rediger", "inference": "emotion"}, "biometric", False),
        ({"purpose": "rediger", "biometric": "oui"}, "inference", False),
        ({"domain": "tout-usage"}, "biometric", True),
        *(
            ({"purpose": purpose, **modality}, "biometric", modality.get("modality") == "texte")
            for purpose in (
                "surveiller",
                "analyser-opinions",
                "evaluer-personne",
                "selectionner",
                "identifier",
                "verifier-identite",
                "proteger-sante-securite",
                "entrainer-soi",
            )
            for modality in (
                {},
                {"modality": "voix"},
                {"modality": "image"},
                {"modality": "video"},
                {"modality": "texte"},
            )
        ),
    ],
)
def test_a_silence_counts_where_it_says_something_and_nowhere_else(
    law: Law, facts: dict[str, str], question: str, is_presumed: bool
) -> None:
    (result,) = outcomes(law, [{key: (value,) for key, value in facts.items()}])
    assert (question in law.vocabulary.answered(result.presumed)) == is_presumed
    assert (question in result.open) != is_presumed


def test_every_rule_is_needed(law: Law, described: dict[str, Answers]) -> None:
    cases = [*described.values(), *(hand_made(law, name) for name in HAND_MADE)]
    whole = outcomes(law, cases)
    for key, rule in law.rules.items():
        if key == "hors-annexe-iii":
            continue  # without the last rule nothing is left to decide
        if rule.kind is Kind.DEFAULT:
            rules = {name: each for name, each in law.rules.items() if name != key}
            without = outcomes(replace(law, rules=rules), cases)
        else:
            without = [replace(o, holds=o.holds - {key}, may=o.may - {key}) for o in whole]
        assert told(law, without) != told(law, whole), f"{key} could go unnoticed"
    met = {key for result in whole for key in result.holds}
    assert met == {key for key, rule in law.rules.items() if rule.kind is not Kind.DEFAULT}


def told(law: Law, results: list[Result]) -> list[tuple[object, ...]]:
    """What each case comes to: deciding rule, rivals, duties and roles, certain or possible."""
    found: list[tuple[object, ...]] = []
    for each in results:
        given = verdict(law, each)
        more = [rule for kind in (Kind.TRANSPARENCY, Kind.ROLE) for rule in law.of(kind)]
        certain = {rule.gives for rule in more if rule.key in each.holds}
        possible = {rule.gives for rule in more if rule.key in each.may}
        found.append((given.rule.key, len(given.rivals), certain, possible))
    return found


def test_an_unknown_answer_is_undecided_and_says_what_is_missing(law: Law) -> None:
    answer = classify(law, {"domain": ("credit",), "purpose": ("noter-solvabilite",)})
    assert answer.status is Status.UNDECIDED and answer.tier is None
    assert {"subject", "person-judged", "decision"} <= set(answer.missing)
    assert "fraud-purpose" not in answer.missing
    assert {rule.gives.key for rule in answer.possible if rule.gives} == {
        "haut-risque-annexe-iii",
        "annexe-iii-filtree",
        "minimal",
    }
    assert {each.thing.key for each in answer.roles} == {"fournisseur", "deployeur"}
    assert not any(each.certain for each in answer.roles)


def test_a_prohibition_needs_no_other_answer(law: Law) -> None:
    answer = classify(law, {"purpose": ("generer-intime",)})
    assert answer.tier and answer.tier.key == "interdit" and not answer.missing
    assert answer.starts == date(2026, 12, 2) and not answer.transparency
    assert "(ba)" in answer.rule.basis[0].labels["fr"]
    both = classify(law, {"purpose": ("generer-intime",), "biometric": ("oui",)})
    assert both.starts == answer.starts


def test_each_step_names_the_answer_that_rules_it_out(
    law: Law, described: dict[str, Answers]
) -> None:
    answer = classify(law, described["u16"])
    steps = {step.rule.key: step.ruled_out_by for step in answer.steps}
    assert steps["emotions-au-travail"] == ("subject-client",)
    assert steps["techniques-manipulatrices"] == ("purpose-surveiller",)
    assert steps["emotions-exception-travail"] == ()  # two facts: whose voice, what for
    assert answer.met == ("biometric-oui", "inference-emotion")
    ranks = [step.rule.rank for step in answer.steps]
    assert ranks == sorted(ranks) and max(ranks) < answer.rule.rank


def test_what_would_change_the_answer_is_one_answer_away(
    law: Law, described: dict[str, Answers]
) -> None:
    answer = classify(law, described["u16"])
    changes = {
        (change.question, change.tier.key): change.values
        for change in answer.changes
        if change.tier
    }
    assert "salarie" in changes["subject", "interdit"]
    assert changes["biometric", "minimal"] == ("non",)
    for (question, tier), values in changes.items():
        for value in values:
            other = classify(law, {**described["u16"], question: (value,)})
            assert other.tier and other.tier.key == tier


def test_dates_certainty_and_cautions_come_with_the_tier(
    law: Law, described: dict[str, Answers]
) -> None:
    answer = classify(law, described["u25"])
    assert answer.starts == date(2027, 12, 2)
    assert answer.rule.certainty.key == "LetterOfTheLaw"
    assert any("111(2)" in rule.caution["fr"] for rule in answer.cautions)
    assert classify(law, described["u17"]).starts is None


def test_the_role_follows_who_built_it(law: Law) -> None:
    for value, role in (("oui", "fournisseur"), ("non", "deployeur")):
        (found,) = classify(law, {"own-name": (value,)}).roles
        assert (found.thing.key, found.certain) == (role, True)


def test_only_questions_that_matter_are_asked(law: Law, described: dict[str, Answers]) -> None:
    for key in ("u15", "u16", "u25", "u39", "u50", "u56"):
        answers: dict[str, tuple[str, ...]] = {}
        asked: list[str] = []
        while question := next_question(law, answers, ()):
            asked.append(question)
            if question not in described[key]:
                answers[question] = ("non",) if question == "own-name" else ("indeterminee",)
            else:
                answers[question] = tuple(described[key][question])
        answer = classify(law, answers)
        assert answer.tier and answer.tier.key == expected(key)[0]
        assert not answer.missing and len(asked) == len(set(asked)) < len(described[key]) + 2
    assert next_question(law, {}, ()) == "purpose"
    assert next_question(law, {"purpose": ("manipuler",)}, ()) is None
    assert next_question(law, {}, set(law.vocabulary.questions)) is None


def test_the_answer_is_told_in_both_languages(law: Law, described: dict[str, Answers]) -> None:
    some: list[Answers] = [*list(described.values())[::12], {}]
    some.append({"domain": ("service-public-annexe-iii",), "purpose": ("extraire",)})
    for answers in some:
        answer = classify(law, answers)
        for language in ("fr", "en"):
            told = lines(law, answer, language, date(2026, 11, 21))
            assert told[-1] == DISCLAIMER[language]
            assert all(line.strip() and "None" not in line for line in told)
    told = lines(law, classify(law, described["u15"]), "fr", date(2026, 11, 21))
    assert told[0] == "Niveau\u00a0: Interdit"
    assert "S’applique à partir du 2 février 2025." in told
    assert any("doit cesser" in line for line in told)


# Descriptions as files


def test_a_description_is_read_back_as_it_was_written(
    law: Law, described: dict[str, Answers]
) -> None:
    for key, answers in described.items():
        description = Description(f"Usage « {key} » : l’essai", answers)
        text = write(description, law.vocabulary, "fr")
        assert parse(text, "x", law.vocabulary) == description
    assert parse(write(Description(), law.vocabulary, "en"), "x", law.vocabulary) == Description()


def test_booleans_lists_and_silences_are_read(law: Law) -> None:
    text = """\
\ufefflabel: Essai
person-judged: yes
biometric: False
profiling: exclusif
purpose: [resumer, resumer, traduire]
subject: []
domain: ~
decision:
"""
    found = parse(text.removeprefix("\ufeff"), "x", law.vocabulary)
    assert found == Description(
        "Essai",
        {
            "person-judged": ("oui",),
            "biometric": ("non",),
            "profiling": ("exclusif",),
            "purpose": ("resumer", "traduire"),
        },
    )


def test_the_description_that_the_page_shows_is_prohibited(law: Law) -> None:
    page = (resources() / "docs" / "law-classifier.md").read_text(encoding="utf-8")
    description = parse(page.partition("```yaml\n")[2].partition("```")[0], "x", law.vocabulary)
    answer = classify(law, description.answers)
    assert answer.tier and answer.tier.key == "interdit"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"use\.yaml: empty"),
        (b"# rien\n", r"use\.yaml: empty"),
        (b"- domain\n", r"use\.yaml:1: .*not a list"),
        (b"emploi\n", r"use\.yaml:1: .*not a mere value"),
        (b"domain: emploi\ndomaine: x\n", r"use\.yaml:2: unknown question 'domaine'.*domain"),
        (b"person_judged: oui\n", r"unknown question 'person_judged'.*person-judged"),
        (b"domain: emplois\n", r"use\.yaml:1: domain: unknown value 'emplois'.*emploi"),
        (b"decision: 3\n", r"decision: unknown value '3'.*automatique"),
        (b"domain: [emploi, credit]\n", r"domain: one value expected.*emploi, credit"),
        (b"domain: emploi\ndomain: credit\n", r"use\.yaml:2: 'domain' stands twice"),
        (b"domain: {a: b}\n", r"use\.yaml:1: a value of domain expected, not a list"),
        (b"? [a, b]\n: c\n", r"use\.yaml:1: a question expected"),
        (b"domain: [[emploi]]\n", r"use\.yaml:1: nested too deep"),
        (b"[" * 20_000, r"use\.yaml:1: nested too deep"),
        (b"a: &x emploi\ndomain: *x\n", r"use\.yaml:1: no alias or anchor"),
        (b"domain: *x\n", r"use\.yaml:1: no alias or anchor"),
        (b"domain: !!python/name:os.system x\n", r"use\.yaml:1: no tag"),
        (b"domain: emploi\n---\ndomain: credit\n", r"use\.yaml:2: one description a file"),
        (b"domain: emploi\n  x: [\n", r"use\.yaml:2: not valid YAML"),
        (b"domain: \x00\n", r"use\.yaml:1: not valid YAML"),
        ("label: é\n".encode("latin-1"), r"use\.yaml:1: not UTF-8: byte b'\\xe9'"),
        (b'label: "a\\e[31mb"\n', r"use\.yaml:1: label: a character that cannot be printed"),
        (b"label: " + b"a" * 70_000, r"use\.yaml: larger than 64 kB"),
    ],
    ids=lambda value: repr(value[:24]) if isinstance(value, bytes) else "",
)
def test_a_description_put_wrong_is_one_clear_error(
    law: Law, tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "use.yaml"
    path.write_bytes(content)
    with pytest.raises(DescriptionError, match=message):
        read(path, law.vocabulary)


def test_a_file_that_is_no_file_is_one_clear_error(law: Law, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.yaml", tmp_path):
        with pytest.raises(DescriptionError, match="cannot be read"):
            read(path, law.vocabulary)


# Rules as files


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (
            "emploi-selection",
            "CONSTRUCT",
            "CONSTRUCT CONSTRUCT",
            r"emploi-selection\.rq:4: not a valid",
        ),
        (
            "emploi-selection",
            "CONSTRUCT { ?use iag:meetsRule iagd:rule-emploi-selection }",
            "SELECT ?use",
            r"a CONSTRUCT expected",
        ),
        (
            "emploi-selection",
            "rule-emploi-selection",
            "rule-emploi",
            r":4: .*emploi-selection.*expected",
        ),
        (
            "emploi-selection",
            "purpose-selectionner",
            "purpose-trier",
            r"purpose-trier' is no feature",
        ),
        (
            "hors-annexe-iii",
            "?use a iag:UseDescription .",
            "?use a iag:UseDescription .\n  FILTER NOT EXISTS { ?use iag:hasFeature ?f }",
            r"hors-annexe-iii\.rq:7: 'NOT EXISTS' has no place",
        ),
        (
            "hors-annexe-iii",
            "?use a iag:UseDescription .",
            "SERVICE <http://127.0.0.1/> { ?use a iag:UseDescription }",
            r"'SERVICE' has no place",
        ),
        ("silence-fond", "", "", r"no classification rule 'silence-fond'"),
        ("hypertrucage", "", None, r"hypertrucage\.rq: missing"),
        ("hypertrucage", "# ", "# \udce9", r"hypertrucage\.rq:1: not UTF-8"),
    ],
)
def test_a_rule_put_wrong_is_one_clear_error(
    kg: Store, tmp_path: Path, name: str, old: str, new: str | None, message: str
) -> None:
    folder = shutil.copytree(RULES, tmp_path / "rules")
    path = folder / f"{name}.rq"
    if new is None:
        path.unlink()
    else:
        text = path.read_text(encoding="utf-8") if path.exists() else "# new\n"
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8", errors="surrogateescape")
    with pytest.raises(QueryError, match=message):
        read_law(kg, folder)


# The command


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, asked: Asked) -> Callable[..., Outcome]:
    """Calls `classify` with lines typed to it."""

    def run(lines: str, *words: str | Path) -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
        return asked("classify", *words)

    return run


def test_a_file_is_classified(asked: Asked) -> None:
    done = asked("classify", CASES / "art-5-1-a.yaml")
    assert done.code == 0 and done.err == ""
    assert done.out.startswith(
        "Agent de vente qui use de pressions cachées\nNiveau\u00a0: Interdit\n"
    )
    assert done.out.endswith(DISCLAIMER["fr"] + "\n")
    english = asked("classify", CASES / "art-5-1-a.yaml", "--lang", "en")
    assert "Tier: Prohibited" in english.out and english.out.endswith(DISCLAIMER["en"] + "\n")


def test_json_and_csv_say_the_same(asked: Asked) -> None:
    path = CASES / "annexe-iii-3-a.yaml"
    found = json.loads(asked("classify", path, "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(asked("classify", path, "--format", "csv").out)))
    assert found["status"] == "decided" and found["tier"]["key"] == "haut-risque-annexe-iii"
    assert (rows[0]["aspect"], rows[0]["key"]) == ("tier", "haut-risque-annexe-iii")
    assert rows[0]["from"] == found["from"] == "2027-12-02"
    assert len([row for row in rows if row["aspect"] == "passed-over"]) == len(found["steps"])
    assert len([row for row in rows if row["aspect"] == "change"]) == len(found["changes"])
    assert found["disclaimer"] == DISCLAIMER["fr"]
    assert {each["question"] for each in found["missing"]} == set()


def test_questions_are_asked_until_the_answer_is_known(typed: Asked, tmp_path: Path) -> None:
    path = tmp_path / "use.yaml"
    lines = "?\n999\nconverser rediger\nrelation-client\nclient\nnon non\nnon\nnon\ndirect\ntexte\n"
    done = typed(lines, "--save", path, "--format", "json")
    assert done.code == 0
    assert "numéro de 1 à" in done.err and "Une seule réponse" in done.err
    saved = path.read_text(encoding="utf-8")
    assert "purpose: [converser, rediger]" in saved and list(tmp_path.iterdir()) == [path]
    again = typed("", path, "--format", "json")
    assert json.loads(again.out) == json.loads(done.out)


def test_the_end_of_input_leaves_the_rest_unknown(typed: Asked) -> None:
    done = typed("converser\n")
    assert done.code == 0 and "indéterminé" in done.out and "Il manque" in done.out
    assert "purpose: converser" in done.err and "--save" in done.err
    assert done.out.endswith(DISCLAIMER["fr"] + "\n")
    nothing = typed("")
    assert nothing.code == 0 and "indéterminé" in nothing.out


def test_unknown_is_an_answer_and_the_others_are_still_asked(typed: Asked) -> None:
    done = typed("-\n\n" * 20)
    assert done.code == 0
    questions = [line for line in done.err.splitlines() if line.endswith("?")]
    assert len(questions) == len(set(questions)) > 8
    prohibited = typed("generer-intime\n")
    assert "Interdit" in prohibited.out and prohibited.err.count("> ") == 1


def test_what_cannot_be_read_or_written_ends_with_2(typed: Asked, tmp_path: Path) -> None:
    (tmp_path / "use.yaml").write_text("domain: emplois\n", encoding="utf-8")
    done = typed("", tmp_path / "use.yaml")
    assert done.code == 2 and "use.yaml:1: domain: unknown value 'emplois'" in done.err
    assert done.out == ""
    done = typed("", CASES / "art-5-1-a.yaml", "--save", tmp_path / "use.yaml" / "x.yaml")
    assert done.code == 2 and "cannot be written" in done.err
    assert call("classify", tmp_path / "nowhere.yaml").code == 2
