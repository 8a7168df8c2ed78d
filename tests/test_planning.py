"""`plan`, `open` and `network` answer in every format and both languages, with the right codes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from command import Outcome

Asked = Callable[..., Outcome]
# One pair whose passerelle is open, one with a route of two steps, one with none.
DIRECT = ("plan", "relation client", "client-patrimoine")
ROUTE = ("plan", "rh-formation", "client-relation")
NONE = ("plan", "juridique-contrats", "management")


def told(outcome: Outcome) -> Any:
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


@pytest.mark.parametrize(
    "words",
    [
        DIRECT,
        ROUTE,
        NONE,
        ("open", "audit interne"),
        ("open", "--family", "contrôle"),
        ("network",),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_answer_comes_as_text_csv_and_json(
    words: tuple[str, ...], language: str, asked: Asked
) -> None:
    shown, as_csv, as_json = (
        asked(*words, "--lang", language, "--format", form) for form in ("table", "csv", "json")
    )
    assert (shown.code, as_csv.code, as_json.code) == (0, 0, 0)
    assert "\x1b" not in shown.out and "{" not in shown.out
    rows = list(csv.reader(io.StringIO(as_csv.out, newline="")))
    assert len(rows) > 1 and len({len(row) for row in rows}) == 1
    assert json.loads(as_json.out)


def test_an_open_passerelle_is_its_own_route(asked: Asked) -> None:
    plan = told(asked(*DIRECT, "--format", "json"))
    assert plan["direct"]["open"] and len(plan["route"]) == 1
    assert plan["route"][0]["coverage"] == plan["direct"]["coverage"]
    passerelle = told(
        asked("passerelles", *DIRECT[1:2], "--to", DIRECT[2], "--explain", "--format", "json")
    )[0]
    for score in ("coverage", "affinity", "durable"):
        assert plan["direct"][score] == pytest.approx(passerelle[score], abs=1e-12)
    stated = {line["skill"]: (line["todo"], line["gap"]) for line in passerelle["skills"]}
    gap = {line["skill"]: (line["todo"], line["gap"]) for line in plan["gap"]}
    assert gap == {skill: line for skill, line in stated.items() if line[0]}
    assert sum(line["part"] for line in plan["gap"]) + plan["direct"]["coverage"] == pytest.approx(
        1
    )
    assert plan["exposure"]["direction"] == "away"
    assert "franchit tous les seuils" in asked(*DIRECT).out


def test_a_route_says_what_is_learnt_at_each_step(asked: Asked) -> None:
    plan = told(asked(*ROUTE, "--format", "json"))
    assert not plan["direct"]["open"] and not plan["direct"]["passes_coverage"]
    first, second = plan["route"]
    assert (
        first["destination"] == second["origin"] == "Développement et gestion de l’offre bancaire"
    )
    for step in plan["route"]:
        assert step["coverage"] >= 0.5 and step["durable"] >= 0.5
        learnt = [line for line in plan["gap"] if line["step"] == step["step"]]
        assert sum(x["gap"] for x in learnt if x["todo"] != "fading") == step["gap"]
    held = {line["skill"]: line["demand"] for line in plan["gap"] if line["step"] == 1}
    for line in plan["gap"]:
        if line["step"] == 2 and line["skill"] in held:
            assert line["origin_demand"] == held[line["skill"]]
    assert "Meilleur chemin en 2 étapes" in asked(*ROUTE).out
    assert told(asked(*ROUTE, "--steps", "1", "--format", "json"))["route"] == []


def test_without_a_route_the_direct_gap_is_told(asked: Asked) -> None:
    plan = told(asked(*NONE, "--format", "json"))
    assert plan["route"] == [] and {line["step"] for line in plan["gap"]} == {0}
    assert "Aucun chemin de 3 étape(s)" in asked(*NONE).out
    assert "No route of at most 2 step(s)" in asked(*NONE, "--steps", "2", "--lang", "en").out


def test_training_is_a_small_set_and_what_it_leaves_is_listed(asked: Asked) -> None:
    training = told(asked(*NONE, "--format", "json"))["training"]
    (offer,) = training["offers"]
    assert offer["provider"] == "France Carrière" and "Leadership" in offer["skills"]
    assert training["exact"] and training["covered"] == training["coverable"] == 3
    assert training["covered"] + sum(x["gap"] for x in training["uncovered"]) == training["total"]
    none = told(asked(*NONE, "--offers", "0", "--format", "json"))["training"]
    assert none["offers"] == [] and none["covered"] == 0 and none["coverable"] == 3
    assert "Aucune formation recensée ne porte" in asked(*NONE, "--offers", "0").out


def test_a_partial_profile_is_said_to_be_the_reason(asked: Asked) -> None:
    words = ("plan", "ia-formateur", "ia-prompt-engineer")
    plan = told(asked(*words, "--format", "json"))
    assert not plan["direct"]["compares_full"] and plan["route"] == []
    assert plan["exposure"]["direction"] == "unknown"
    assert "profil partiel" in asked(*words).out and "inconnue" in asked(*words).out
    assert told(asked("open", "ia-formateur", "--format", "json")) == []
    assert "Aucune compétence n’ouvre" in asked("open", "ia-formateur").out


def test_one_more_skill_is_ranked_by_what_it_opens(asked: Asked) -> None:
    skills = told(asked("open", "audit interne", "--top", "99", "--format", "json"))
    counts = [each["opened"] for each in skills]
    assert counts == sorted(counts, reverse=True) and counts[0] == len(skills[0]["passerelles"])
    for each in skills:
        for opened in each["passerelles"]:
            assert opened["coverage"] >= 0.5 > opened["coverage_before"] or (
                opened["durable"] >= 0.5 > opened["durable_before"]
            )
    family = told(asked("open", "--family", "Control function", "--top", "99", "--format", "json"))
    from_family = {row["origin"] for each in family for row in each["passerelles"]}
    assert len(from_family) == 4 and family[0]["opened"] > counts[0]
    assert "et 12 autre(s)" in asked("open", "--family", "contrôle").out


def test_the_network_is_told_as_a_whole(asked: Asked) -> None:
    network = told(asked("network", "--format", "json"))
    assert (network["links"], network["full"], len(network["metiers"])) == (208, 31, 31)
    assert network["reciprocity"] == pytest.approx(132 / 208)
    members = [metier for group in network["communities"] for metier in group["metiers"]]
    assert len(members) == len(set(members)) == 31 and len(network["partial"]) == 12
    ranks = [row["betweenness"] for row in network["metiers"]]
    assert ranks == sorted(ranks, reverse=True)
    assert sum(row["leaving"] for row in network["metiers"]) == 208
    assert sum(row["occurrences"] for row in network["metiers"]) == 5 * 31
    three = told(asked("network", "--nearest", "3", "--format", "json"))
    assert sum(row["occurrences"] for row in three["metiers"]) == 3 * 31
    assert "Métiers isolés : aucun." in asked("network").out.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["plan", "astronaute", "management"], "no métier answers to 'astronaute'"),
        (["plan", "management", "management"], "no passerelle from 'management' to 'management'"),
        (["plan", "juriste", "management"], "'juriste' has no profile: the sources name it"),
        (["open", "gestion des"], "'gestion des' may mean"),
        (
            ["open", "--family", "lune"],
            "no family with a profile answers to 'lune'; known: Métiers",
        ),
        (["open", "--family", "métiers"], "'métiers' may mean 9 families:"),
        (["open", "--family", ""], "no family with a profile answers to ''"),
        (["open"], "give either a métier or --family"),
        (["open", "management", "--family", "contrôle"], "give either a métier or --family"),
        (["plan", "management", "client-relation", "--steps", "0"], "Usage"),
        (["plan", "management"], "Usage"),
        (["network", "--nearest", "0"], "Usage"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_ends_with_2(words: list[str], message: str, asked: Asked) -> None:
    outcome = asked(*words)
    assert outcome.code == 2 and outcome.out == "" and message in outcome.err
    assert "Traceback" not in outcome.err
