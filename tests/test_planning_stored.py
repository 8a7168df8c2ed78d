"""`plan`, `open` and `network` on a taxonomy of a store: a hand-made one, worked out by hand."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from command import Outcome, call
from iag_kg.cli.output import Language
from iag_kg.cli.plan_store_tables import say_count
from iag_kg.plans import compare_groups, read_groups, read_labels, read_profiles
from iag_kg.stored import open_store
from taxonomy_on_disk import BRIDGES, ESCO, ILO, TITLES, made, rome


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the hand-made taxonomies, bridges and index."""
    return made(tmp_path_factory.mktemp("stored") / "store", rome(), ESCO, BRIDGES, ILO)


@pytest.fixture
def asked_of(place: Path) -> Callable[..., Outcome]:
    def ask(*words: str) -> Outcome:
        return call(*words, "--store", place)

    return ask


def told(outcome: Outcome) -> Any:
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


Asked = Callable[..., Outcome]


def test_profiles_are_whole_numbers_and_a_missing_label_stands_in_another_language(
    place: Path,
) -> None:
    store = open_store(place)
    names = read_labels(store, "rome")
    weights = {"iag:hasCoreSkill": 1.0, "iag:hasOrdinarySkill": 0.5}
    land = read_profiles(store, "rome", weights, Fraction(1, 2), names)
    item = "https://w3id.org/iag-kg/id/rome-item-"
    assert land.unit == 2 and land.complete == frozenset(TITLES)
    # c is named twice: the highest weight counts.
    assert land.profiles["X9002"] == {f"{item}b": 2, f"{item}c": 2, f"{item}d": 1}
    assert names.metiers["X9001"]["en"] == "X9001 Relieur / Relieuse fictifs"
    assert names.families["Y9001"]["fr"] == "Y90 Nuit"
    esco = read_labels(store, "esco")
    assert esco.skills["http://data.europa.eu/esco/skill/2"]["fr"] == "restore"


def test_an_open_passerelle_and_what_is_left_to_learn(asked_of: Asked) -> None:
    plan = told(asked_of("plan", "X9002", "x9003", "--gate", "0.5", "--format", "json"))
    direct = plan["direct"]
    assert direct.pop("affinity") == pytest.approx(4 / 6)
    assert direct == {
        "open": True,
        "coverage": 0.8,
        "passes_coverage": True,
        "compares_full": True,
    }
    (line,) = plan["gap"]
    assert (line["skill"], line["todo"], line["origin_demand"], line["demand"]) == (
        "Faire d", "strengthen", 0.5, 1,
    )  # fmt: skip
    assert line["part"] == 0.2 and plan["lower"] is None
    assert "training" not in plan and plan["taxonomy"] == "rome" and plan["gate"] == 0.5


def test_a_route_where_the_direct_passerelle_is_closed(asked_of: Asked) -> None:
    plan = told(asked_of("plan", "X9001", "X9003", "--gate", "0.4", "--format", "json"))
    first, second = plan["route"]
    assert first["destination"] == "X9002 Doreur / Doreuse fictifs"
    assert (first["coverage"], first["gap"]) == (0.4, 1.5)
    assert (second["coverage"], second["gap"]) == (0.8, 0.5)
    assert (plan["gap_route"], plan["gap_direct"]) == (2, 2)
    assert not any("durable" in key for step in plan["route"] for key in step)
    shown = asked_of("plan", "X9001", "X9003", "--gate", "0.4").out
    assert "Meilleur chemin en 2 étapes" in shown and "pour un seuil de 40 %" in shown
    assert "rien ne les relie à celles du référentiel ROME" in shown


def test_without_a_route_the_gate_that_would_let_one_through_is_told(asked_of: Asked) -> None:
    words = ("plan", "X9001", "X9003", "--gate", "0.5")
    plan = told(asked_of(*words, "--format", "json"))
    assert plan["route"] == []
    assert plan["lower"] == {"gate": 0.4, "through": ["X9002 Doreur / Doreuse fictifs"]}
    assert "Avec un seuil de 40 %, un chemin s’ouvre" in asked_of(*words).out
    assert "At a gate of 40%, a route opens" in asked_of(*words, "--lang", "en").out
    nowhere = told(asked_of("plan", "X9001", "Y9001", "--format", "json"))
    assert nowhere["route"] == [] and nowhere["lower"] is None


def test_exposure_is_that_of_the_ilo_through_the_bridges(asked_of: Asked, place: Path) -> None:
    exposure = told(asked_of("plan", "X9001", "X9003", "--format", "json"))["exposure"]
    assert exposure["missing"] == [] and exposure["direction"] == "away"
    assert [(each["group"], each["rank"]) for each in exposure["origin"]] == [("9001", 5)]
    # The surest bridge first; a group that the index leaves out is there, without a class.
    groups = [(each["group"], each["rank"], each["confidence"]) for each in exposure["destination"]]
    assert groups == [("9002", 0, "Moyenne"), ("9003", None, "Basse"), ("9001", 5, "Basse")]
    shown = asked_of("plan", "X9001", "X9003").out
    assert "Le changement mène vers un groupe moins exposé. Jugé sur les ponts" in shown
    assert "confiance haute au départ, moyenne à l’arrivée" in shown
    assert "non évalué" in shown
    unknown = asked_of("plan", "X9001", "X9002")
    assert "aucun pont vers un groupe" in unknown.out and "n’est pas connue" in unknown.out
    reached = read_groups(open_store(place), "rome", "fr")
    low, high = reached["X9003"], reached["X9001"]
    assert compare_groups(low, high) == "towards" and compare_groups(high, high) == "level"
    both = (*high, *(each for each in reached["X9003"] if each.rank is not None))
    surest = [each for each in both if each.tier != "HighConfidence"]
    assert compare_groups(high, surest[:1]) == "away"
    assert compare_groups(high, reached["Y9001"]) == "unknown"


def test_groups_that_overlap_do_not_agree(place: Path) -> None:
    (one,) = read_groups(open_store(place), "rome", "fr")["X9001"]
    weak, strong = replace(one, rank=1), replace(one, rank=4)
    assert compare_groups([weak, strong], [strong]) == "mixed"
    assert compare_groups([weak, strong], [weak, strong]) == "mixed"
    assert compare_groups([strong], [weak, replace(one, rank=3)]) == "away"


def test_a_store_without_bridges_says_what_it_lacks(tmp_path: Path) -> None:
    path = made(tmp_path / "store", rome(), ESCO)
    outcome = call("plan", "X9001", "X9003", "--store", path)
    assert outcome.code == 0
    said = outcome.out.replace("\u00a0", " ")
    assert "il manque à ce magasin : les ponts, l’indice de l’OIT (`iag-kg import bridges`" in said
    outcome = call("plan", "9001.1", "9002.1", "--store", path, "--taxonomy", "esco")
    said = outcome.out.replace("\u00a0", " ")
    assert "il manque à ce magasin : l’indice de l’OIT (`iag-kg import ilo`)" in said
    english = call("plan", "X9001", "X9003", "--store", path, "--lang", "en").out
    assert "this store lacks the bridges, the ILO index (`iag-kg import bridges`" in english


def test_labels_added_from_outside_name_skills_where_the_publisher_does_not(
    tmp_path: Path,
) -> None:
    added = """iagg:esco-labels {
k:1 skos:prefLabel "autre nom"@fr . k:2 skos:prefLabel "restaurer"@fr . }"""
    path = made(tmp_path / "store", rome(), ESCO, added)
    skill = "http://data.europa.eu/esco/skill/"
    skills = read_labels(open_store(path), "esco").skills
    assert skills[f"{skill}1"] == {"fr": "relier", "en": "bind"}
    assert skills[f"{skill}2"] == {"fr": "restaurer", "en": "restore"}
    words = ("plan", "9001.1", "9002.1", "--store", path, "--taxonomy", "esco")
    assert "restaurer" in call(*words).out
    assert "restaurer" not in call(*words, "--lang", "en").out


def test_the_beginning_of_a_code_is_headed_by_the_label_of_its_group(tmp_path: Path) -> None:
    esco = (
        ESCO.removesuffix("}")
        + """isco:C90 a iag:ReferenceGroup ; skos:notation "90" ;
  skos:prefLabel "Métiers fictifs"@fr, "Fictitious occupations"@en . }"""
    )
    words = ("--taxonomy", "esco", "--store", made(tmp_path / "store", esco), "--gate", "0.9")
    assert "depuis 90 Métiers fictifs" in call("open", "--family", "90", *words).out
    assert "from 90 Fictitious" in call("open", "--family", "90", *words, "--lang", "en").out
    assert "depuis 9…" in call("open", "--family", "9", *words).out
    assert "depuis 9001 Relieurs" in call("open", "--family", "9001", *words).out


def test_thousands_are_set_apart_as_the_language_does() -> None:
    assert say_count(6701, Language.FR) == "6\u202f701" and say_count(6701, Language.EN) == "6,701"
    assert say_count(584, Language.FR) == say_count(584, Language.EN) == "584"


def test_one_more_skill_opens_what_it_opens(asked_of: Asked) -> None:
    # X9001 covers 2/5 of X9002, 1/5 of X9003, 2/4 of Y9002: c lifts the first two to 4/5 and 3/5.
    skills = told(asked_of("open", "X9001", "--gate", "0.6", "--format", "json"))
    by_skill = {
        each["skill"]: [(p["destination"][:5], p["coverage"]) for p in each["passerelles"]]
        for each in skills
    }
    assert by_skill == {
        "Faire c": [("X9002", 0.8), ("X9003", 0.6)],
        "Faire d": [("X9002", 0.6), ("X9003", 0.6)],
        "Faire e": [("Y9002", 1)],
        "Faire z": [("Y9001", 1)],
    }
    shown = asked_of("open", "X9001", "--gate", "0.6").out
    assert "0 passerelle(s) ouverte(s) aujourd’hui, au seuil de 60 %" in shown
    nothing = asked_of("open", "Y9001", "--gate", "0.9").out
    assert "Aucune compétence n’ouvre à elle seule" in nothing and "90 %" in nothing


@pytest.mark.parametrize(
    ("family", "origins"),
    [("X90", 3), ("x", 3), ("livre", 3), ("iv", 3), ("Nuit", 2)],
)
def test_a_family_is_named_by_code_or_label(family: str, origins: int, asked_of: Asked) -> None:
    outcome = asked_of("open", "--family", family, "--gate", "0.6", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(outcome.out, newline="")))
    assert outcome.code == 0 and len({row["origin"] for row in rows}) <= origins
    assert {row["origin"][0] for row in rows} <= {"X" if origins == 3 else "Y"}
    assert rows


def test_the_network_says_what_a_link_is_and_who_is_isolated(asked_of: Asked) -> None:
    words = ("network", "--gate", "0.4")
    network = told(asked_of(*words, "--format", "json"))
    # Open at 2/5: X9001→X9002, X9001→Y9002, Y9002→X9001, X9002→X9001, X9002↔X9003.
    assert (network["links"], network["link"], network["gate"]) == (6, "coverage", 0.4)
    assert network["reciprocity"] == 1 and network["isolated"] == 1 and network["unreached"] == 0
    assert network["isolated_by_family"] == [{"family": "Y90 Nuit", "isolated": 1, "metiers": 2}]
    assert sum(group["size"] for group in network["communities"]) == 4
    assert {"metiers", "families", "main"} <= network["communities"][0].keys()
    middle = network["metiers"][0]["code"]
    assert middle in {"X9001", "X9002"}
    shown = asked_of(*words).out.replace("\u00a0", " ")
    assert "dont il exerce déjà au moins 40 %" in shown
    assert "Le seuil de durabilité ne s’applique pas" in shown
    rows = list(csv.DictReader(io.StringIO(asked_of(*words, "--format", "csv").out, newline="")))
    assert len(rows) == 5 and sum(row["isolated"] == "true" for row in rows) == 1


def test_links_may_be_the_best_destinations_of_the_ranking(asked_of: Asked) -> None:
    words = ("network", "--taxonomy", "esco", "--top", "1")
    network = told(asked_of(*words, "--format", "json"))
    assert (network["link"], network["gate"], network["top"]) == ("rank", None, 1)
    assert network["links"] <= 3
    assert "l’une de ses 1 meilleures destinations" in asked_of(*words).out


def test_esco_is_planned_in_its_own_groups(asked_of: Asked) -> None:
    words = ("plan", "binder", "restaurateur", "--taxonomy", "esco")
    plan = told(asked_of(*words, "--lang", "en", "--format", "json"))
    assert (plan["origin_code"], plan["gate"]) == ("9001.1", 0.5)
    assert plan["direct"]["coverage"] == pytest.approx(2 / 3) and plan["direct"]["open"]
    assert [line["skill"] for line in plan["gap"]] == ["restore"]
    assert plan["exposure"]["direction"] == "away"
    assert plan["exposure"]["origin"][0]["confidence"] is None
    empty = asked_of("plan", "archiviste", "relieur", "--taxonomy", "esco")
    assert "n’a pas de compétence listée" in empty.out
    network = told(asked_of("network", "--taxonomy", "esco", "--format", "json"))
    assert network["partial"] == ["9003.1 archiviste"]


@pytest.mark.parametrize(
    "words",
    [
        ("plan", "X9001", "X9003", "--gate", "0.4"),
        ("plan", "X9001", "X9002"),
        ("open", "X9001", "--gate", "0.6"),
        ("network",),
        ("network", "--taxonomy", "esco"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_answer_comes_as_text_csv_and_json(
    words: tuple[str, ...], language: str, asked_of: Asked
) -> None:
    shown, as_csv, as_json = (
        asked_of(*words, "--lang", language, "--format", form) for form in ("table", "csv", "json")
    )
    assert (shown.code, as_csv.code, as_json.code) == (0, 0, 0), shown.err
    assert "\x1b" not in shown.out and "{" not in shown.out
    rows = list(csv.reader(io.StringIO(as_csv.out, newline="")))
    assert len(rows) > 1 and len({len(row) for row in rows}) == 1
    assert json.loads(as_json.out)


@pytest.mark.parametrize("name", ["X9002", "x9002", "Doreur / Doreuse fictifs", "DOREUSE FICTIFS",
                                  "doreur sur tranche", "sur tranche",
                                  "https://w3id.org/iag-kg/id/rome-metier-x9002"])  # fmt: skip
def test_a_metier_is_named_by_code_title_other_name_or_part(name: str, asked_of: Asked) -> None:
    assert told(asked_of("plan", name, "X9003", "--format", "json"))["origin_code"] == "X9002"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["plan", "astronaute", "X9001"], "no métier of rome answers to 'astronaute'"),
        (["plan", "relieur", "X9003"], "'relieur' may mean 2 métiers:\n  - X9001"),
        (["plan", "", "X9003"], "no métier of rome answers to ''"),
        (["plan", "X9001", "x9001"], "no passerelle from 'X9001' to 'x9001'"),
        (["plan", "X9001", "X9002", "--offers", "2"], "--offers is for the studies"),
        (["plan", "X9001", "X9002", "--steps", "5"], "--steps 5: 4 at most with --store"),
        (["open", "--family", "lune"], "no family of rome answers to 'lune'"),
        (["open", "--family", "i"], "'i' may mean 2 families:"),
        (["network", "--gate", "0.5", "--top", "3"], "give either --gate or --top"),
        (["network", "--gate", "1.5"], "Usage"),
        (["network", "--taxonomy", "isco"], "Usage"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_ends_with_2(words: list[str], message: str, asked_of: Asked) -> None:
    outcome = asked_of(*words)
    assert outcome.code == 2 and outcome.out == "" and message in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    "words",
    [
        ["plan", "management", "client-relation", "--gate", "0.5"],
        ["open", "management", "--taxonomy", "esco"],
        ["network", "--top", "5"],
    ],
    ids=" ".join,
)
def test_what_is_asked_of_a_taxonomy_needs_a_store(words: list[str]) -> None:
    outcome = call(*words)
    assert outcome.code == 2 and "add --store PATH" in outcome.err


def test_a_store_must_be_there_and_hold_the_taxonomy(tmp_path: Path) -> None:
    outcome = call("network", "--store", tmp_path / "nowhere")
    assert outcome.code == 2 and "no store here" in outcome.err
    path = made(tmp_path / "store", rome())
    outcome = call("network", "--store", path, "--taxonomy", "esco")
    assert outcome.code == 2 and "no esco in this store" in outcome.err
