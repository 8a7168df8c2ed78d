"""`cohort` on a taxonomy of a store: the same answer, the same masking, classes of the ILO."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command import Outcome, call
from iag_kg.cohort import words_of
from taxonomy_on_disk import BRIDGES, ESCO, ILO, made, rome

Counted = Callable[..., Outcome]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the hand-made taxonomies, bridges and index."""
    return made(tmp_path_factory.mktemp("stored") / "store", rome(), ESCO, BRIDGES, ILO)


@pytest.fixture
def counted(place: Path, tmp_path: Path) -> Counted:
    def count(rows: str, *words: str | Path) -> Outcome:
        file = tmp_path / "effectifs.csv"
        file.write_text(f"code;effectif\n{rows}", encoding="utf-8")
        return call("cohort", file, "--store", place, *words)

    return count


def told(outcome: Outcome) -> Any:
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


COHORT = "X9001;120\nX9003;40\nY9001;10\nX9002;3\n"


def test_exposed_headcount_is_by_the_class_of_the_ilo(counted: Counted) -> None:
    answer = told(counted(COHORT, "--format", "json"))
    # X9003 has three candidate groups: the surest that the ILO assesses decides, and is told alone.
    assert [(row["code"], row["persons"], row["exposure"]) for row in answer["exposure"]] == [
        ("X9001", 120, "gradient-4"),
        ("X9003", 40, "not-exposed"),
        ("Y9001", 10, "unknown"),
        ("X9002", None, "unknown"),
    ]
    assert [row["group"] for row in answer["exposure"]] == [
        "9001 Relieurs", "9002 Restaurateurs", "9003 Archivistes", ""
    ]  # fmt: skip
    sums = {(row["measure"], row["of"]): (row["least"], row["most"]) for row in answer["totals"]}
    assert sums["rated", ""] == (160, 160) and sums["exposed", ""] == (120, 120)
    assert sums["class", "gradient-4"] == (120, 120) and sums["class", "unknown"] == (10, 10)
    assert not any("cells" in row or "durability" in key for row in answer["exposure"]
                   for key in row)  # fmt: skip


def test_flows_lead_to_a_lower_class_and_need_is_by_skill(counted: Counted) -> None:
    # At 1/5, X9001 covers X9002, X9003 and Y9002; X9003 alone is known to be less exposed.
    answer = told(counted(COHORT, "--format", "json"))
    flows = [(row["origin"][:5], row["destination"], row["persons"]) for row in answer["flows"]]
    assert flows == [
        ("X9001", "X9003 Restaurateur / Restauratrice de livres fictifs", 120),
        ("X9003", None, 40),
        ("Y9001", None, 10),
    ]
    assert answer["flows"][0]["direction"] == "away"
    need = [(row["skill"], row["persons"], row["need"]) for row in answer["training"]]
    assert need == [("Faire c", 120, 120), ("Faire d", 120, 120)]
    (first, *_) = answer["destinations"]
    assert (first["recommended"], first["recommended_away"]) == (3, 1)
    anywhere = told(counted(COHORT, "--towards", "any", "--format", "json"))
    persons = [r["persons"] for r in anywhere["flows"] if r["origin"].startswith("X9001")]
    assert persons == [40, 40, 40]
    closed = told(counted(COHORT, "--gate", "0.9", "--format", "json"))
    assert all(row["destination"] is None for row in closed["flows"])


def test_a_masked_metier_enters_no_figure(counted: Counted) -> None:
    one, other = (counted(COHORT.replace("X9002;3", f"X9002;{n}")) for n in (1, 4))
    assert one.code == 0 and one.out == other.out and "masqué" in one.out
    assert "de 171 à 174" in one.out


def test_the_answer_says_what_does_not_apply(counted: Counted) -> None:
    shown = counted(COHORT).out.replace("\u00a0", " ")
    assert "ROME n’imprime pas de niveau de renforcement" in shown
    assert "au moins 20 % de ce que l’arrivée demande" in shown
    assert "Aucune formation n’est proposée" in shown and "{" not in shown
    assert "gradient 4" in shown and "cellules" not in shown
    english = counted(COHORT, "--lang", "en").out
    assert "no level of reinforcement" in english and "at least 20%" in english


def test_tables_and_page_are_written(counted: Counted, tmp_path: Path) -> None:
    outcome = counted(COHORT, "--output", tmp_path / "out")
    assert outcome.code == 0, outcome.err
    page = (tmp_path / "out" / "cohort.html").read_text(encoding="utf-8")
    assert "<script" not in page and "X9001 Relieur" in page and "gradient 4" in page
    assert "formations recensées" not in page
    for name in ("exposure", "totals", "destinations", "passerelles", "flows", "training"):
        text = (tmp_path / "out" / f"{name}.csv").read_text(encoding="utf-8")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert len({len(row) for row in rows}) == 1 and "durability" not in rows[0]
    assert json.loads((tmp_path / "out" / "cohort.json").read_text(encoding="utf-8"))["k"] == 5


def test_metiers_are_named_by_code_title_or_iri(counted: Counted) -> None:
    rows = (
        "x9001;10\nDoreuse fictifs;11\nRestaurateur / Restauratrice de livres fictifs;12\n"
        "https://w3id.org/iag-kg/id/rome-metier-y9001;13\n"
    )
    answer = told(counted(rows, "--format", "json"))
    assert [row["code"] for row in answer["exposure"]] == ["X9001", "X9002", "X9003", "Y9001"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("X9001;10\nVeilleurs fictifs;4\n", ":3: no métier answers to 'Veilleurs fictifs'; did"),
        ("X9001;10\nX9999;4\n", ":3: *** (5 characters, masked) is no métier known here"),
        ("X9001;10\nX9001;4\n", ":3: 'X9001' is on line 2 already"),
        ("X9001;ten\n", "'ten' is not a whole number"),
    ],
)
def test_a_file_is_refused_with_its_line(rows: str, message: str, counted: Counted) -> None:
    outcome = counted(rows)
    assert outcome.code == 2 and outcome.out == "" and message in outcome.err


def test_surest_groups_of_two_classes_are_told_together(tmp_path: Path) -> None:
    equal = BRIDGES.replace("iag:MediumConfidence", "iag:LowConfidence")
    store = made(tmp_path / "store", rome(), ESCO, equal, ILO)
    file = tmp_path / "effectifs.csv"
    file.write_text("code;effectif\nX9003;40\n", encoding="utf-8")
    answer = told(call("cohort", file, "--store", store, "--format", "json"))
    (row,) = answer["exposure"]
    assert row["exposure"] == "mixed" and row["group"] == "9001 Relieurs ; 9002 Restaurateurs"


def test_a_code_without_store_is_told_what_it_needs(tmp_path: Path, place: Path) -> None:
    file = tmp_path / "effectifs.csv"
    needs = "codes and titles of ROME or ESCO need --store PATH"
    for name in ("X9001", "2411.1.8", "Reliure fictive"):
        file.write_text(f"code;effectif\n{name};10\n{name};11\n", encoding="utf-8")
        outcome = call("cohort", file)
        assert outcome.code == 2 and outcome.out == "" and outcome.err.count(needs) == 1
        assert ("masked" in outcome.err) is (name != "Reliure fictive")
        assert (name in outcome.err) is (name == "Reliure fictive")
    known = call("cohort", file, "--store", place)
    assert known.code == 2 and needs not in known.err
    file.write_text("code;effectif\n;10\nmanagement;x\n", encoding="utf-8")
    assert "no métier" in (err := call("cohort", file).err) and needs not in err


def test_the_gate_of_a_taxonomy_needs_a_store(tmp_path: Path) -> None:
    file = tmp_path / "effectifs.csv"
    file.write_text("code,effectif\nmanagement,10\n", encoding="utf-8")
    outcome = call("cohort", file, "--gate", "0.5")
    assert outcome.code == 2 and "add --store PATH" in outcome.err


def test_words_of_a_taxonomy_say_all_that_those_of_the_studies_say() -> None:
    for language in ("fr", "en"):
        study, stored = words_of("", language), words_of("rome", language)
        assert study.keys() == stored.keys()
        assert study["columns"].keys() < stored["columns"].keys()
        assert study["notes"][-1] == stored["notes"][-1]
