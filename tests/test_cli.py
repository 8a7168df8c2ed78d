"""Every command answers in every format, in both languages, and ends with the right exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from command import COMMAND, Outcome, call, start
from iag_kg import __version__
from iag_kg.graph import ONTOLOGY, to_store
from iag_kg.paths import resources
from tables_on_disk import records

EXPORTS = resources() / "exports"
Asked = Callable[..., Outcome]

TABLES = [
    ["info"],
    ["info", "--coverage"],
    ["query", "list"],
    ["query", "list", "--lang", "en"],
    ["query", "run", "metiers/transformation"],
    ["query", "run", "passerelles/from-metier", "-p", "origin=relation client"],
    ["passerelles", "relation client"],
    ["passerelles", "relation client", "--lang", "en", "--top", "3"],
    ["passerelles", "relation client", "--to", "client-patrimoine", "--explain"],
    ["validate", "--no-reasoner", "TINY"],
    ["export", "ttl", "graphml", "--output", "FOLDER"],
]


def filled(words: list[str], folder: Path) -> list[str]:
    """The words of a command, with the folder to write into and the small graph to read."""
    tiny = Path(__file__).parent / "tiny" / "tiny.trig"
    places = {"FOLDER": str(folder), "TINY": str(tiny)}
    return [places.get(word, word) for word in words]


@pytest.mark.parametrize("words", TABLES, ids=" ".join)
def test_csv_and_json_say_the_same_and_the_table_shows_it(
    words: list[str], asked: Asked, tmp_path: Path
) -> None:
    call = filled(words, tmp_path)
    table, as_csv, as_json = (asked(*call, "--format", f) for f in ("table", "csv", "json"))
    assert table.code == as_csv.code == as_json.code
    assert table.code == 0 or "validate" in words
    rows = list(csv.reader(io.StringIO(as_csv.out, newline="")))
    assert len({len(row) for row in rows}) == 1
    records = json.loads(as_json.out)
    if "--explain" not in words:
        assert len(records) == len(rows) - 1
        assert [next(iter(record)) for record in records] == [rows[0][0]] * len(records)
        for row in rows[1:]:
            assert all(cell in table.out for cell in row[:1])


@pytest.mark.parametrize("words", TABLES, ids=" ".join)
def test_a_pipe_gets_no_colour_and_whole_rows(
    words: list[str], asked: Asked, tmp_path: Path
) -> None:
    outcome = asked(*filled(words, tmp_path))
    assert "\x1b" not in outcome.out + outcome.err
    printed = outcome.out.replace("…)", "").replace("un gain de temps… ou pas", "")
    assert "…" not in printed, "a cell is cut short"


def test_a_terminal_gets_a_table_that_fits_it() -> None:
    outer, inner = pty.openpty()
    environment = {**os.environ, "COLUMNS": "60", "TERM": "xterm-256color", "NO_COLOR": ""}
    process = subprocess.Popen([*COMMAND, "query", "list"], stdout=inner, env=environment)
    os.close(inner)
    shown = b""
    while True:
        try:
            part = os.read(outer, 65536)
        except OSError:  # the other end is closed: the command has ended
            break
        if not part:
            break
        shown += part
    os.close(outer)
    assert process.wait() == 0 and b"\x1b[" in shown


def test_the_version_and_the_help_are_told() -> None:
    assert call("--version") == Outcome(0, f"iag-kg {__version__}\n", "")
    for words in ([], ["query"]):
        assert "Usage: iag-kg" in (shown := call(*words, "--help")).out and shown.code == 0


def test_info_counts_what_the_graph_holds(asked: Asked) -> None:
    rows = json.loads(asked("info", "--format", "json").out)
    counts = {row["name"]: row["count"] for row in rows}
    assert counts["iag-kg"] == __version__
    assert counts["iag:SkillImpact"] == 606 and counts["iag:Passerelle"] == 1806
    assert counts["iag:KeySkillStatement"] == 32 and counts["iagg:passerelles"] > 100_000


def test_coverage_counts_the_facts_of_every_section_of_every_document(asked: Asked) -> None:
    rows = json.loads(asked("info", "--coverage", "--format", "json").out)
    titles = {row["key"]: row["label_fr"] for row in records(resources() / "data" / "sources.csv")}
    sections = records(resources() / "data" / "sections.csv")
    expected = [(titles[row["source"]], row["section"], row["title_fr"]) for row in sections]
    found = [(row["source"], row["section"], row["title"]) for row in rows]
    assert sorted(found) == sorted(expected)
    for source in titles.values():  # in reading order, 4.9 before 4.10
        assert [f for f in found if f[0] == source] == [e for e in expected if e[0] == source]
    for row in rows:
        said = [int(kind.rpartition(" ")[2]) for kind in (row["kinds"] or "").split(" · ") if kind]
        assert row["facts"] == sum(said) and bool(row["facts"]) != bool(row["reason"])
    bank = {row["section"]: row for row in rows if row["source"] == "Étude banque"}
    assert "Impact sur une compétence 105" in bank["4.2"]["kinds"].split(" · ")
    assert "Offre de formation 16" in bank["6.2"]["kinds"].split(" · ")


def test_coverage_says_why_a_section_yields_nothing(
    tiny: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iag_kg.shipped.store", lambda: tiny)
    rows = json.loads(call("info", "--coverage", "--format", "json").out)
    (silent,) = (row for row in rows if not row["facts"])
    assert (silent["section"], silent["reason"]) == ("2.10", "Remercie les lecteurs.")
    assert "Remercie les lecteurs." in call("info", "--coverage").out


def test_a_question_is_shown_as_it_stands(asked: Asked) -> None:
    text = (resources() / "queries" / "passerelles" / "all.rq").read_text(encoding="utf-8")
    assert asked("query", "show", "passerelles/all") == Outcome(0, text, "")


def test_a_parameter_takes_a_metier_by_label_or_iri(asked: Asked) -> None:
    words = ("query", "run", "passerelles/from-metier", "--format", "csv", "--param")
    by_label = asked(*words, "origin=relation client")
    iri = "iagd:metier-banque-relation-client-et-conseil-commercial"
    assert by_label == asked(*words, f"origin={iri}") and by_label.code == 0
    assert by_label.out.count("\n") > 1 and by_label.out != asked(*words[:-1]).out


def test_a_parameter_takes_a_skill_by_label(asked: Asked) -> None:
    words = ("query", "run", "skills/in-metiers", "--format", "csv", "-p")
    assert asked(*words, "skill=veille technologique").code == 0
    by_label = asked(*words, "skill=pensée critique")
    assert by_label == asked(*words, "skill=iagd:skill-pensee-critique") and by_label.code == 0


def test_passerelles_show_the_best_first_as_many_as_asked(asked: Asked) -> None:
    words = ("passerelles", "client-relation", "--format", "json")
    moves = json.loads(asked(*words).out)
    assert len(moves) == 10 and moves[0]["origin"] == "Relation client et conseil commercial"
    assert json.loads(asked(*words, "--top", "3").out) == moves[:3]
    order = [(not move["recommended"], -move["coverage"]) for move in moves]
    assert order == sorted(order)


def test_passerelles_can_be_only_those_recommended_or_out_of_the_family(asked: Asked) -> None:
    words = ("passerelles", "client-relation", "--top", "99", "--format", "json")
    every, recommended, across, both = (
        json.loads(asked(*words, *more).out)
        for more in ((), ("--recommended",), ("--across",), ("--recommended", "--across"))
    )
    assert recommended == [move for move in every if move["recommended"]] != []
    assert across == [move for move in every if move["family"] != "Métiers orientés client"] != []
    assert both == [move for move in recommended if move in across]
    assert len(every) == 42


def test_no_passerelle_that_meets_the_criteria_is_an_answer(asked: Asked) -> None:
    words = ("passerelles", "ia-mlops", "--recommended")
    assert "Aucune passerelle ne répond à ces critères." in asked(*words).out
    assert json.loads(asked(*words, "--format", "json").out) == []
    assert asked(*words, "--lang", "en").out.endswith("No passerelle meets these criteria.\n")
    assert asked(*words, "--format", "csv").code == 0


def test_an_explanation_gives_sentence_scores_parts_and_gap(asked: Asked) -> None:
    words = ("passerelles", "relation client", "--to", "client-patrimoine", "--explain")
    french = asked(*words).out
    assert "Le métier «\u00a0Relation client et conseil commercial\u00a0» couvre" in french
    for said in ("Couverture ", "Ce qui est commun", "Ce qui reste à faire", "recommandée"):
        assert said in french
    english = asked(*words, "--lang", "en").out
    assert "The métier “Customer relations and sales advice” covers" in english
    assert "What is shared" in english and "What remains to do" in english
    (move,) = json.loads(asked(*words, "--format", "json").out)
    parts = sum(line["contribution"] for line in move["skills"])
    assert abs(parts - move["coverage"]) < 1e-12


def test_an_explanation_names_the_training_offers_for_the_gap(asked: Asked) -> None:
    origin, destination = "Formateurs aux solutions d’IAG", "Prompt engineer"
    words = ("passerelles", origin, "--to", destination, "--explain")
    (move,) = json.loads(asked(*words, "--format", "json").out)
    assert {
        "skill": "« Prompt engineering » et maîtrise des modèles génératifs",
        "title": "Formation Prompt Engineer",
        "provider": "Jedha",
        "mode": "En ligne/présentiel",
        "cpf": "Oui",
        "rncp": "Non",
    } in move["training"]
    missing = {line["skill"] for line in move["skills"] if line["todo"] not in ("", "fading")}
    assert {offer["skill"] for offer in move["training"]} <= missing
    params = ("-p", f"origin={origin}", "-p", f"destination={destination}")
    answer = asked("query", "run", "training/for-gap", *params, "--format", "json").out
    listed = [
        {key: row[key] or "" for key in move["training"][0]}
        for row in json.loads(answer)
        if row["title"]
    ]
    assert move["training"] == listed
    shown = asked(*words).out
    assert "Formations recensées pour ce qui manque" in shown and "Jedha" in shown
    english = asked(*words, "--lang", "en").out
    assert "Prompt Engineer Course" in english and "Online/in person" in english
    (plain,) = json.loads(asked(*words[:-1], "--format", "json").out)
    assert not {"training", "skills"} & set(plain)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Aucune formation recensée ne porte sur ce qui manque."),
        ("en", "No training offer listed is about what is missing."),
    ],
)
def test_an_explanation_says_that_no_training_is_listed(
    language: str, said: str, asked: Asked
) -> None:
    words = ["passerelles", "Prompt engineer", "--to", "Formateurs aux solutions d’IAG"]
    words += ["--explain", "--lang", language]
    (move,) = json.loads(asked(*words, "--format", "json").out)
    assert move["training"] == [] and any(line["todo"] == "acquire" for line in move["skills"])
    assert said in asked(*words).out.replace("\n", " ")


def test_markup_in_a_label_is_text(asked: Asked) -> None:
    outcome = asked("passerelles", "[bold]x[/bold]")
    assert outcome.code == 2 and "'[bold]x[/bold]'" in outcome.err


def test_export_copies_the_files_that_are_asked_for(asked: Asked, tmp_path: Path) -> None:
    assert asked("export", "ttl", "csv", "--output", tmp_path / "some").code == 0
    some = {path.relative_to(tmp_path / "some") for path in (tmp_path / "some").rglob("*.*")}
    names = {path.relative_to(EXPORTS) for path in (EXPORTS / "csv").iterdir()}
    assert some == {Path("iag-kg.ttl"), *names}
    assert asked("export", "--output", tmp_path / "all").code == 0
    for path in (tmp_path / "all").rglob("*.*"):
        assert path.read_bytes() == (EXPORTS / path.relative_to(tmp_path / "all")).read_bytes()


def test_view_writes_pages_that_start_from_an_index(asked: Asked, tmp_path: Path) -> None:
    outcome = asked("view", "--output", tmp_path / "views", "--format", "json")
    assert outcome.code == 0 and (tmp_path / "views" / "index.html").is_file()
    written = {str(path) for path in (tmp_path / "views").iterdir()}
    assert {row["file"] for row in json.loads(outcome.out)} == written


def test_without_files_the_graph_that_ships_is_validated(
    kg: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ontology = list(kg.quads_for_pattern(None, None, None, ONTOLOGY))
    monkeypatch.setattr("iag_kg.shipped.store", lambda: to_store(ontology))
    outcome = call("validate", "--no-reasoner", "--lang", "en")
    assert outcome.code == 0 and outcome.out == "0 violation(s), 0 warning(s).\n"


def test_a_letter_that_the_terminal_cannot_show_does_not_stop_the_command() -> None:
    out, errors = start(["query", "list"], encoding="ascii").communicate()
    assert "passerelles/all" in out and "\\xe9" in out and errors == ""


def test_a_reader_that_leaves_early_is_no_error() -> None:
    process = start(["query", "run", "passerelles/all", "--format", "csv"])
    assert process.stdout is not None and process.stderr is not None
    first = process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    process.wait()
    assert first.startswith("origin_family,") and errors == ""
