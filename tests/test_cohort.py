"""A cohort tells much of métiers and nothing of persons: refused, masked, summed up, drawn."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import Outcome
from iag_kg.cohort import (
    COLUMNS,
    SHOWN,
    SMALLEST,
    Move,
    Outlook,
    Published,
    Work,
    mask,
    neutralise,
    notes,
    personal_header,
    personal_value,
    plan_flows,
    publish,
    read_cohort,
    render_cohort,
    report,
    show_table,
    sum_needs,
)
from iag_kg.errors import IagError, TableError

Asked = Callable[..., Outcome]
KNOWN = {"Relation client": "relation", "Customer relations": "relation", "rel": "relation"}
KNOWN |= {"Management": "management", "Audit interne": "audit", "Contrôle de l’audit": "control"}
HOSTILE = '<script>alert("x")</script>'


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "cohort.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# --- reading


@pytest.mark.parametrize(
    "content",
    [
        "metier,headcount\nRelation client,12\nManagement,0\n",
        "\ufeffMétier;Effectif\r\nRELATION CLIENT;12\r\n\r\nmanagement;0\r\n",
        'effectifs;metier\n 12 ;"Relation client"\n0; Management',
        "code,effectif\nrel,12\nManagement,0\n",
        "metier,headcount\nCustomer  relations,12\nManagement,0\n,\n",
    ],
    ids=["commas", "semicolons, BOM, CRLF", "columns swapped", "codes", "English, empty row"],
)
def test_a_cohort_is_read_whatever_its_dress(content: str, tmp_path: Path) -> None:
    path = written(tmp_path, content)
    assert read_cohort(path, KNOWN) == {"relation": 12, "management": 0}


def test_apostrophes_and_accents_do_not_count(tmp_path: Path) -> None:
    path = written(tmp_path, "metier,effectif\ncontrole de l'audit,7\n")
    assert read_cohort(path, KNOWN) == {"control": 7}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "cohort.csv:1: no column 'metier' or 'code'"),
        ("metier\nManagement\n", "cohort.csv:1: no column 'headcount' or 'effectif'"),
        ("metier,headcount\n", "cohort.csv: no row"),
        (
            "metier,code,headcount\nx,y,1\n",
            "cohort.csv:1: two columns for one thing: 'metier', 'code'",
        ),
        ("metier,headcount,site\nx,1,Paris\n", "cohort.csv:1: unknown column 'site'"),
        ("metier,headcount,\nx,1,\n", "cohort.csv:1: column 3 has no name"),
        ("metier,headcount\nManagement\n", "cohort.csv:2: 1 cell(s) instead of 2"),
        ("metier,headcount\nManagement,1,2\n", "cohort.csv:2: 3 cell(s) instead of 2"),
        (
            "metier,headcount\nManagement,-3\n",
            "cohort.csv:2: column 'headcount': '-3' is not a whole",
        ),
        ("metier,headcount\nManagement,2.5\n", "'2.5' is not a whole number"),
        ("metier,headcount\nManagement,1 200\n", "'1 200' is not a whole number"),
        ("metier,headcount\nManagement,+3\n", "'+3' is not a whole number"),
        ("metier,headcount\nManagement,=1+1\n", "'=1+1' is not a whole number"),
        ("metier,headcount\nManagement,12345678\n", "masked) may be an identifier"),
        ("metier,headcount\nManagement,٣\n", "is not a whole number"),
        ("metier,headcount\nManagement,\n", "cohort.csv:2: column 'headcount' is empty"),
        ("metier,headcount\n,3\n", "cohort.csv:2: no métier"),
        (
            "metier,headcount\nManagement,3\n\nMANAGEMENT,4\n",
            "cohort.csv:4: 'MANAGEMENT' is on line 2",
        ),
        (
            "metier,headcount\nRelation client,3\nrel,4\n",
            "cohort.csv:3: 'rel' is on line 2 already",
        ),
        (
            "metier,headcount\nrelation clent,3\n",
            "'relation clent'; did you mean 'Relation client'?",
        ),
        ("metier,headcount\nastronaute,3\n", "cohort.csv:2: no métier answers to 'astronaute'"),
        ("metier,headcount\n=cmd|calc,3\n", "no métier answers to '=cmd|calc'"),
        ("metier,headcount\njuriste,3\n", "'juriste' has no profile: the sources name it"),
        ('metier,headcount\n"Management,3\n', "cohort.csv:2: not valid CSV"),
        (b"metier,headcount\nM\xe9tier,3\n", "cohort.csv:2: not UTF-8 (byte 0xe9)"),
        (b"\xff\xfem\x00e\x00", "cohort.csv:1: not UTF-8"),
        ("metier,headcount\n" + "x" * 5_000_000, "larger than 5,000,000 bytes"),
        ("metier,headcount\n" + "x" * 140_000 + ",1", "cohort.csv:2: not valid CSV"),
    ],
)
def test_a_cohort_that_is_wrong_is_refused_with_its_line(
    content: str | bytes, message: str, tmp_path: Path
) -> None:
    with pytest.raises(IagError) as refusal:
        read_cohort(written(tmp_path, content), KNOWN, ["juriste"])
    assert message in str(refusal.value)
    assert str(refusal.value).startswith(str(tmp_path / "cohort.csv"))


def test_every_fault_is_told_up_to_twenty(tmp_path: Path) -> None:
    lines = [f"metier-{number:02},x" for number in range(30)]
    with pytest.raises(IagError) as refusal:
        read_cohort(written(tmp_path, "metier,headcount\n" + "\n".join(lines)), KNOWN)
    told = str(refusal.value).splitlines()
    assert len(told) == 21 and told[-1] == "and 40 more"
    assert told[0].partition("cohort.csv:")[2].startswith("2: ")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        read_cohort(tmp_path / "missing.csv", KNOWN)
    with pytest.raises(TableError, match="a folder, not a CSV file"):
        read_cohort(tmp_path, KNOWN)


# --- nothing about persons


@pytest.mark.parametrize(
    "header",
    [
        "nom",
        "Prénom",
        "NOM_SALARIE",
        "firstName",
        "e-mail",
        "Adresse mail",
        "Téléphone",
        "Tel.",
        "id",
        "Matricule RH",
        "N° sécu",
        "NIR",
        "date de naissance",
        "Âge",
        "login",
        "employee name",
        "IBAN",
    ],
)
def test_a_column_that_would_hold_persons_is_refused_by_its_name(
    header: str, tmp_path: Path
) -> None:
    assert personal_header(header)
    path = written(tmp_path, f"metier;{header};headcount\nManagement;secret;3\n")
    with pytest.raises(TableError) as refusal:
        read_cohort(path, KNOWN)
    message = str(refusal.value)
    assert message.startswith(f"{path}:1: column {header!r} looks like ")
    assert "a cohort holds no data on persons" in message and "secret" not in message


@pytest.mark.parametrize("header", ["metier", "code", "headcount", "effectif", "site", "domaine"])
def test_other_columns_do_not_look_like_persons(header: str) -> None:
    assert personal_header(header) == ""


PERSONAL = [
    ("jean.dupont@banque.fr", "an e-mail address"),
    ("06 12 34 56 78", "a telephone number"),
    ("+33 6.12.34.56.78", "a telephone number"),
    ("1 85 05 78 006 084 36", "a social security number"),
    ("285057800608436", "a social security number"),
    ("FR76 3000 6000 0112 3456 7890 189", "a bank account number"),
    ("12/04/1980", "a date"),
    ("1980-04-12", "a date"),
    ("A123456", "an identifier"),
    ("00123456", "an identifier"),
    ("Dupont Jean", "the name of a person"),
    ("DUPONT", "the name of a person"),
    ("jean dupont", "the name of a person"),
    ("Mme Lefèvre-Martin", "the name of a person"),
    ("M. Durand, agence", "the name of a person"),
    ("O’Brien, Anne-Marie", "the name of a person"),
]


@pytest.mark.parametrize(("value", "kind"), PERSONAL)
def test_a_cell_that_may_be_of_a_person_is_refused_and_masked(
    value: str, kind: str, tmp_path: Path
) -> None:
    assert personal_value(value, ()) == kind
    for cells in (f'"{value}",3', f'Management,"{value}"'):
        path = written(tmp_path, f"metier,headcount\n{cells}\n")
        with pytest.raises(IagError) as refusal:
            read_cohort(path, KNOWN)
        message = str(refusal.value)
        assert message.startswith(f"{path}:2: ") and value not in message
        assert mask(value) in message and f"may be {kind}" in message


def test_a_file_without_header_does_not_show_its_first_line(tmp_path: Path) -> None:
    path = written(tmp_path, "jean.dupont@banque.fr,12\n")
    with pytest.raises(TableError) as refusal:
        read_cohort(path, KNOWN)
    assert "header *** (21 characters, masked) may be an e-mail" in str(refusal.value)
    assert "dupont" not in str(refusal.value)


@pytest.mark.parametrize(
    "value", ["Chargé de relation", "Relation Clientèle", "12", "conseil aux pros"]
)
def test_a_wording_of_a_metier_is_not_taken_for_a_person(value: str) -> None:
    assert personal_value(value, {"relation", "client"}) == ""


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_text_of_a_table_is_a_formula(cell: str) -> None:
    assert neutralise(cell) == f"'{cell}" and neutralise(f"a{cell}") == f"a{cell}"


# --- masking


def test_a_small_metier_is_masked_and_so_is_the_total_that_would_betray_it() -> None:
    found = publish({"a": 12, "b": 4, "c": 0, "d": 5}, 5)
    assert (found.shown, found.masked) == ({"a": 12, "c": 0, "d": 5}, ("b",))
    assert found.masked_sum is None and found.total == (18, 21)
    found = publish({"a": 12, "b": 4, "c": 3}, 5)
    assert (found.masked, found.masked_sum, found.total) == (("b", "c"), 7, (19, 19))
    # All of one person, all of k − 1, or fewer than k together: the sum would tell.
    for small in ((1, 1, 1, 1, 1), (4, 4), (1, 3)):
        found = publish({str(n): count for n, count in enumerate(small)}, 5)
        assert found.masked_sum is None and found.total == (len(small), 4 * len(small))
    assert publish({"a": 5}, 5) == Published(5, {"a": 5}, (), 0)
    with pytest.raises(ValueError, match=f"below {SMALLEST}"):
        publish({"a": 1}, 2)


@pytest.mark.parametrize(("k", "size", "most"), [(3, 3, 6), (4, 3, 7), (5, 2, 12), (6, 3, 7)])
def test_no_answer_tells_a_masked_headcount(k: int, size: int, most: int) -> None:
    """Of all the cohorts that give one and the same answer, whoever reads it knows none apart."""
    codes = [f"m{number}" for number in range(size)]
    outlook = little_world(codes)
    worlds: defaultdict[str, list[dict[str, int]]] = defaultdict(list)
    for counts in product(range(most + 1), repeat=size):
        cohort = dict(zip(codes, counts, strict=True))
        answer = report(publish(cohort, k), outlook)
        page = render_cohort(answer, outlook, "fr")
        worlds[json.dumps([dict(answer.tables), page], default=float)].append(cohort)
    small = 0
    for possible in worlds.values():
        for code in codes:
            values = {cohort[code] for cohort in possible}
            if any(0 < value < k for value in values):
                assert len(values) > 1, possible
                small += 1
    assert small


# --- outlook


def little_world(codes: Sequence[str]) -> Outlook:
    """Métiers in a row, each leading to the next two, the last ones nowhere."""
    works = {
        code: Work(f"Métier {code}", "Famille", 10, 8 - place, 1, 2, "")
        for place, code in enumerate([*codes, "out"])
    }
    ends = [*codes, "out"]
    moves = {
        code: [
            Move(
                end,
                Fraction(3, 4),
                Fraction(1, 2),
                (True, True, True),
                "away",
                {"s": Fraction(1, 2)},
            )
            for end in ends[place + 1 : place + 3]
        ]
        for place, code in enumerate(codes)
    }
    return Outlook(works, moves, {"s": "Savoir"}, {"s": ["Cours (École)"]})


moves_drawn = st.lists(
    st.builds(
        Move,
        st.sampled_from([f"d{n}" for n in range(8)]),
        st.fractions(0, 1, max_denominator=6),
        st.fractions(0, 1, max_denominator=6),
        st.tuples(st.booleans(), st.booleans(), st.booleans()) | st.just((True, True, True)),
        st.sampled_from(["away", "level", "towards", "unknown"]),
        st.dictionaries(
            st.sampled_from("xyz"), st.sampled_from([Fraction(n, 4) for n in range(1, 5)])
        ),
    ),
    unique_by=lambda move: move.destination,
    max_size=8,
)
codes_drawn = st.sampled_from(["a", "b", "c", "d"])


@given(
    st.dictionaries(codes_drawn, st.integers(0, 60)),
    st.dictionaries(codes_drawn, moves_drawn),
    st.integers(3, 9),
    st.booleans(),
)
def test_flows_share_out_each_metier_over_its_best_destinations(
    cohort: dict[str, int], moves: Mapping[str, list[Move]], k: int, anywhere: bool
) -> None:
    published = publish(cohort, k)
    flows = plan_flows(published, moves, anywhere)
    assert all(flow.persons >= k for flow in flows)
    for code, persons in published.shown.items():
        own = [flow for flow in flows if flow.origin == code]
        assert sum(flow.persons for flow in own) == persons
        counts = [flow.persons for flow in own]
        assert (
            counts == sorted(counts, reverse=True)
            and max(counts, default=0) - min(counts, default=0) <= 1
        )
        fit = {
            move.destination: (-move.coverage, -move.affinity, move.destination)
            for move in moves.get(code, [])
            if all(move.gates) and (anywhere or move.direction == "away")
        }
        best = sorted(fit.values())[: len(own)]
        taken = [flow.move for flow in own if flow.move is not None]
        assert [fit[move.destination] for move in taken] == best[: len(taken)]
        assert bool(taken) == bool(fit and persons)
        if persons:
            assert len(own) == max(1, min(3, persons // k, len(fit)))
    needs = {need.skill: (need.persons, need.amount) for need in sum_needs(flows)}
    for skill in "xyz":
        lacking = [
            (flow.persons, flow.move.gap[skill])
            for flow in flows
            if flow.move is not None and skill in flow.move.gap
        ]
        expected = (sum(n for n, _ in lacking), sum((n * gap for n, gap in lacking), Fraction(0)))
        assert needs.get(skill, (0, Fraction(0))) == expected


@pytest.mark.parametrize(
    ("declining", "name"),
    [
        (0, "none"),
        (1, "below-quarter"),
        (2, "quarter-to-half"),
        (3, "quarter-to-half"),
        (4, "half-or-more"),
        (8, "half-or-more"),
    ],
)
def test_a_metier_is_exposed_by_its_share_of_cells_in_obsolescence(
    declining: int, name: str
) -> None:
    assert Work("a", "f", 8, declining, 0, 0, "").exposure == name
    assert Work("a", "f", 0, 0, 0, 0, "Nouveau").exposure == "unknown"


def test_the_sums_are_those_of_the_metiers_shown() -> None:
    outlook = little_world(["m0", "m1", "m2"])
    answer = report(publish({"m0": 10, "m1": 20, "m2": 2}, 5), outlook)
    sums = {
        (row["measure"], row["of"]): (row["least"], row["most"]) for row in answer.tables["totals"]
    }
    assert sums["all", ""] == (31, 34) and sums["shown", ""] == (30, 30)
    assert sums["masked", ""] == (None, None)
    assert sums["exposed", ""] == (22, 22)  # 10 × 8/10 + 20 × 7/10
    assert sums["class", "half-or-more"] == sums["family", "Famille"] == (30, 30)
    assert sums["leaving", ""] == (30, 30) and sums["staying", ""] == (0, 0)
    (need,) = answer.tables["training"]
    assert (need["persons"], float(need["need"]), need["training"]) == (30, 15.0, "Cours (École)")
    exposure = {row["code"]: row for row in answer.tables["exposure"]}
    assert exposure["m2"]["persons"] is None and exposure["m2"]["masked"]
    for name, rows in answer.tables.items():
        assert all(list(row) == COLUMNS[name].split() for row in rows)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_draws_and_tells_every_flow(language: str) -> None:
    outlook = little_world(["m0", "m1", "m2"])
    answer = report(publish({"m0": 10, "m1": 20, "m2": 2}, 5), outlook)
    page = render_cohort(answer, outlook, language)
    assert page.startswith(f'<!doctype html>\n<html lang="{language}">')
    picture = ElementTree.fromstring(page[page.index("<svg") : page.index("</svg>") + 6])
    space = "{http://www.w3.org/2000/svg}"
    ribbons = picture.findall(f"{space}path")
    assert len(ribbons) == len(answer.flows) == 4
    widths = [float(ribbon.get("stroke-width", 0)) for ribbon in ribbons]
    persons = [flow.persons for flow in answer.flows]
    scale = sum(widths) / sum(persons)
    assert all(abs(width - scale * n) < 0.1 for width, n in zip(widths, persons, strict=True))
    assert picture.find(f"{space}title") is not None and picture.find(f"{space}desc") is not None
    for name in SHOWN:
        headings, rows = show_table(answer, name, language)
        assert rows and all(len(row) == len(headings) for row in rows)
    assert all(note.split(";")[0].replace("&", "&amp;") in page for note in notes(answer, language))
    assert page.count("<table>") == len(SHOWN)


def test_the_page_asks_nothing_and_runs_nothing() -> None:
    outlook = little_world(["m0", "m1"])
    works = {code: Work(f"{HOSTILE}{code}", HOSTILE, 4, 2, 1, 1, HOSTILE) for code in outlook.works}
    hostile = Outlook(works, outlook.moves, {"s": HOSTILE}, {"s": [HOSTILE]})
    page = render_cohort(report(publish({"m0": 9, "m1": 1}, 5), hostile), hostile, "fr")
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "default-src 'none'" in page
    assert not re.findall(r"(?:src|href|url)\s*[=(]", page)
    assert set(re.findall(r"https?://[^\"\s]+", page)) == {"http://www.w3.org/2000/svg"}
    nobody = render_cohort(report(publish({"m0": 1}, 5), hostile), hostile, "fr")
    assert "<svg" not in nobody and "Aucun effectif ne peut être montré" in nobody


# --- the command


COHORT = """metier;effectif
Relation client et conseil commercial;1200
Conseil financier et gestion de patrimoine;310
Audit interne et contrôle permanent;4
Data scientist;14
Expérience client et fidélisation multicanale;22
"""


@pytest.mark.parametrize("table", COLUMNS)
def test_each_table_of_a_cohort_comes_as_text_csv_and_json(
    table: str, asked: Asked, tmp_path: Path
) -> None:
    words = ("cohort", written(tmp_path, COHORT), "--table", table)
    shown, as_csv, as_json = (asked(*words, "--format", f) for f in ("table", "csv", "json"))
    assert shown.code == as_csv.code == as_json.code == 0
    rows = list(csv.DictReader(io.StringIO(as_csv.out, newline="")))
    records = json.loads(as_json.out)
    assert len(rows) == len(records) > 0 and list(rows[0]) == list(records[0])
    assert "inférieur à 5" in shown.out and "\x1b" not in shown.out


def test_a_cohort_of_the_bank_is_told_in_full(asked: Asked, tmp_path: Path) -> None:
    path = written(tmp_path, COHORT)
    told = json.loads(asked("cohort", path, "--format", "json").out)
    assert (told["k"], told["towards"]) == (5, "away")
    exposure = {row["code"]: row for row in told["exposure"]}
    assert exposure["client-relation"]["share"] == pytest.approx(9 / 21, abs=1e-6)
    assert exposure["ia-data-scientist"]["transformation"] == "Moyennement enrichi"
    assert exposure["controle-audit"]["masked"] and exposure["controle-audit"]["persons"] is None
    sums = {(row["measure"], row["of"]): (row["least"], row["most"]) for row in told["totals"]}
    assert sums["all", ""] == (1547, 1550) and sums["masked", ""] == (None, None)
    assert sums["exposed", ""] == (620, 620)  # 1200 × 9/21 + 310 × 7/21 + 22 × 2/17
    assert "Audit interne et contrôle permanent" not in {row["origin"] for row in told["flows"]}
    flows = {(row["origin"], row["destination"]): row["persons"] for row in told["flows"]}
    assert flows["Data scientist", None] == 14
    assert sum(flows.values()) == 1546 and min(flows.values()) >= 5
    anywhere = json.loads(asked("cohort", path, "--towards", "any", "--format", "json").out)
    assert {row["direction"] for row in told["flows"]} == {"away", None}
    assert len(anywhere["flows"]) > len(told["flows"])
    english = asked("cohort", path, "--lang", "en").out
    assert "Customer relations and sales advice" in english and "masked" in english


def test_a_cohort_is_written_as_tables_and_a_page(asked: Asked, tmp_path: Path) -> None:
    path, folder = written(tmp_path, COHORT), tmp_path / "out"
    outcome = asked("cohort", path, "--output", folder, "--format", "json")
    assert outcome.code == 0
    names = {*(f"{table}.csv" for table in COLUMNS), "cohort.json", "cohort.html"}
    assert {Path(row["file"]).name for row in json.loads(outcome.out)} == names
    assert {each.name for each in folder.iterdir()} == names
    page = (folder / "cohort.html").read_text(encoding="utf-8")
    told = json.loads((folder / "cohort.json").read_text(encoding="utf-8"))
    assert page.count("<path") == len(told["flows"]) and '<html lang="fr">' in page
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    path.write_text("metier,headcount\nDupont Jean,3\n", encoding="utf-8")
    refused = asked("cohort", path, "--output", folder)
    assert refused.code == 2 and refused.out == "" and "Dupont" not in refused.err
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before


@pytest.mark.parametrize("below", ["", "tables"])
def test_a_file_is_no_folder_to_write_into(below: str, asked: Asked, tmp_path: Path) -> None:
    path = written(tmp_path, COHORT)
    outcome = asked("cohort", path, "--output", path / below)
    assert outcome.code == 2 and outcome.out == ""
    assert f"{path}: a file, not a folder to write into" in outcome.err
    assert path.read_text(encoding="utf-8") == COHORT and [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize(
    "words", [["--k", "2"], ["--k", "x"], ["--table", "x"], ["--towards", "x"]]
)
def test_words_that_the_cohort_does_not_know_end_with_2(
    words: list[str], asked: Asked, tmp_path: Path
) -> None:
    outcome = asked("cohort", written(tmp_path, COHORT), *words)
    assert outcome.code == 2 and "Usage" in outcome.err and outcome.out == ""
