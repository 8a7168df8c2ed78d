"""The tables hold what the study prints, and whatever is wrong in one is said with its place."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from iag_kg.errors import TableError
from iag_kg.paths import resources
from iag_kg.tables import Matrix, Tables, read_refs, read_tables, slug, statements, wordings
from iag_kg.tables.declarations import faults
from iag_kg.tables.schema import PATTERNS


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables(resources() / "data")


def matrix(tables: Tables, section: str) -> Matrix:
    return next(each for each in tables.matrices if each.entry["section"] == section)


def test_each_table_of_the_study_has_its_rows_and_columns(tables: Tables) -> None:
    found = {
        each.entry["section"]: (len(each.rows), len(each.metiers))
        for each in tables.matrices
        if each.entry["kind"] == "matrix"
    }
    assert found == {
        "4.2": (21, 5),
        "4.3": (21, 4),
        "4.4": (17, 4),
        "4.5": (17, 4),
        "4.6": (22, 5),
        "4.7": (17, 4),
        "4.8": (20, 4),
        "4.10": (24, 1),
    }
    assert sum(rows for rows, _ in found.values()) == 159
    assert sum(columns for _, columns in found.values()) == 31


def test_the_printed_cells_are_counted_by_level(tables: Tables) -> None:
    cells = Counter(
        row[metier]
        for each in tables.matrices
        if each.entry["kind"] == "matrix"
        for row in each.rows
        for metier in each.metiers
    )
    assert cells == {"++": 200, "+": 205, "N/A": 63, "-": 72, "--": 66, "": 1}


def test_an_empty_cell_says_nothing_where_na_says_marginal(tables: Tables) -> None:
    said = [s for each in tables.matrices for s in statements(each) if s.level]
    assert len(said) == 606
    assert Counter(s.level for s in said)["N/A"] == 63
    empty = [
        (each.entry["section"], row["wording"], metier)
        for each in tables.matrices
        if each.entry["kind"] == "matrix"
        for row in each.rows
        for metier in each.metiers
        if not row[metier]
    ]
    place = "Développement et optimisation des processus internes"
    assert empty == [("4.3", "Maitrise des opérations bancaires courantes", place)]


def test_table_4_9_names_twelve_occupations_in_four_groups(tables: Tables) -> None:
    occupations = matrix(tables, "4.9")
    groups = Counter(row["group"] for row in occupations.rows)
    assert groups == {
        "Data": 3,
        "IAG": 3,
        "Support IT / Digital": 2,
        "Support métier / fonctionnel": 4,
    }
    changes = Counter(row["transformation"] for row in occupations.rows)
    assert changes == {"Nouveau": 1, "Moyennement enrichi": 6, "Fortement enrichi": 5}
    said = list(statements(occupations))
    assert len(said) == 32 and {s.level for s in said} == {""}
    assert len({s.wording.key for s in said}) == 32, "a key skill is a wording of its métier"


def test_a_row_printed_twice_is_kept_twice_as_one_wording(tables: Tables) -> None:
    marketing = matrix(tables, "4.5")
    twice = [
        row for row in marketing.rows if row["wording"] == "Analyse stratégique « data-driven »"
    ]
    assert [row["lines"] for row in twice] == ["11592-11594", "11644-11646"]
    first, second = ([row[m] for m in marketing.metiers] for row in twice)
    assert first == second == ["++", "+", "++", "+"]
    assert all("deux fois" in row["note"] for row in twice)
    assert len({w.key for row in twice for w in wordings(marketing, row)}) == 1
    numbers = [s.number for s in statements(marketing) if s.row in twice]
    assert numbers == [1] * 4 + [10] * 4, "the printed row tells the two apart"


def test_a_wording_printed_under_two_headings_is_two_wordings(tables: Tables) -> None:
    services = matrix(tables, "4.3")
    label = "Maitrise des opérations bancaires courantes"
    found = [w for row in services.rows for w in wordings(services, row) if w.label == label]
    assert [wording.key for wording in found] == [
        f"banque-services-{slug(label)}--{slug(wording.heading)}" for wording in found
    ]
    assert len({wording.key for wording in found}) == 2
    levels = [
        [row[m] for m in services.metiers] for row in services.rows if row["wording"] == label
    ]
    assert levels == [["+", "N/A", "+", "N/A"], ["++", "+", "+", ""]]


def test_every_row_knows_its_file_and_line(tables: Tables) -> None:
    for each in tables.matrices:
        text = each.rows[0].path.read_text(encoding="utf-8").splitlines()
        for row in each.rows:
            start = row["heading"] if each.entry["kind"] == "matrix" else row["group"]
            assert start in text[row.line - 1].replace('""', '"')


def test_every_profiled_metier_has_a_code_and_every_mention_has_none(tables: Tables) -> None:
    kinds = Counter(row["kind"] for row in tables["metiers"])
    assert kinds["domaine"] == 31 and kinds["occupation"] == 12
    assert {row["kind"] for row in tables["metiers"] if not row["code"]} == {"mention"}
    named = {metier["key"] for each in tables.matrices for metier in each.metiers.values()}
    assert named == {row["key"] for row in tables["metiers"] if row["code"]}
    codes = [row["code"] for row in tables["metiers"] if row["code"]]
    assert len(set(codes)) == len(codes)


def test_every_wording_is_linked_to_a_skill_and_every_link_to_a_wording(tables: Tables) -> None:
    linked = {(row["family"], row["wording"], row["metier"]) for row in tables["harmonisation"]}
    for each in tables.matrices:
        for row in each.rows:
            for w in wordings(each, row):
                assert {(w.family, w.label, ""), (w.family, w.label, w.metier)} & linked, w


def test_the_skills_stand_under_the_three_categories_of_section_5(tables: Tables) -> None:
    assert 50 <= len(tables["skills"]) <= 90
    assert {row["category"] for row in tables["skills"]} == {
        "transversale",
        "technique",
        "comportementale",
    }
    assert any(row["fading"] == "oui" for row in tables["skills"])


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Maitrise des opérations", "maitrise-des-operations"),
        ("« Data storytelling » / vulgarisation", "data-storytelling-vulgarisation"),
        ("Œuvre d’un cœur", "oeuvre-d-un-coeur"),
        ("  --  ", ""),
    ],
)
def test_a_key_is_plain_ascii(label: str, key: str) -> None:
    assert slug(label) == key


def test_the_cells_of_a_column_with_a_prefix_leave_it_out() -> None:
    spec = {"type": "refs", "tables": ["use-features"], "prefix": "domain"}
    assert read_refs("emploi credit", spec) == [
        ("use-features", "domain-emploi"),
        ("use-features", "domain-credit"),
    ]
    several = {"type": "refs", "tables": ["risks", "skills"]}
    assert read_refs("skills:ecoute", several) == [("skills", "ecoute")]


def test_a_prefix_is_a_key_and_for_refs_alone() -> None:
    columns = {
        "key": {"type": "key", "prefix": "a"},
        "about": {"type": "refs", "tables": ["x"], "prefix": "A b"},
        "right": {"type": "refs", "tables": ["x"], "prefix": "a-b"},
    }
    found = [
        f for f in faults({"x": {"key": "key", "columns": columns}}, PATTERNS) if "prefix" in f
    ]
    assert found == [
        "table 'x', column 'key': prefix is for refs, not for the type key",
        "table 'x', column 'about': prefix 'A b' is not a key (lower case, digits, hyphens)",
    ]


def test_reading_a_folder_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"schema\.yaml: cannot be read"):
        read_tables(tmp_path / "nowhere")
