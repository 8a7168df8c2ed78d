"""Whatever a person gets wrong: one clear message, exit code 2; data that breaks a rule: 1."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from command import Outcome, call
from iag_kg.paths import resources
from tables_on_disk import edit

Asked = Callable[..., Outcome]

PREFIXES = """@prefix iag: <https://w3id.org/iag-kg/ontology#> .
@prefix iagd: <https://w3id.org/iag-kg/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# A métier is no skill.
CLASHING = """
iagd:metier-a a iag:Metier, iag:Skill ; rdfs:label "A"@fr, "A"@en .
"""
BREAKING = """
iagd:impact-a a iag:SkillImpact ; rdfs:label "Cellule"@fr, "Cell"@en ; iag:hasLevel iag:Nope .
"""


def refused(outcome: Outcome) -> str:
    """The message of a command that was refused as wrong use: exit code 2, nothing printed."""
    assert outcome.code == 2 and outcome.out == ""
    assert "Traceback" not in outcome.err and outcome.err.strip()
    return outcome.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["passerelles", "astronaute"], "no métier answers to 'astronaute'; `iag-kg query run"),
        (["passerelles", "relation client", "--to", "lune"], "no métier answers to 'lune'"),
        (["passerelles", "client-relation", "--to", "client-relation"], "no passerelle from"),
        (["passerelles", "gestionnaire de risque"], "has no passerelle: the sources name it"),
        (["query", "show", "passerelles/al"], "no query 'passerelles/al'; did you mean passer"),
        (["query", "run", "../../etc/passwd"], "no query '../../etc/passwd'"),
        (["query", "run", "passerelles/all", "-p", "x=1"], "no parameter 'x'"),
        (["query", "run", "passerelles/from-metier", "-p", "origin"], "name=value expected"),
        (["query", "run", "passerelles/from-metier", "-p", "origin=lune"], "no métier answers"),
        (["export", "excel", "--output", "out"], "unknown form 'excel'; known forms: ttl"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_one_message(words: list[str], message: str, asked: Asked) -> None:
    error = refused(asked(*words))
    assert error.startswith("iag-kg: ") and message in error
    assert error.count("\n") == 1


def test_an_ambiguous_metier_lists_its_candidates_one_a_line(asked: Asked) -> None:
    error = refused(asked("passerelles", "gestion des"))
    first, *candidates = error.splitlines()
    assert first == f"iag-kg: 'gestion des' may mean {len(candidates)} métiers:"
    assert len(candidates) > 2 and all(line.startswith("  - ") for line in candidates)


@pytest.mark.parametrize(
    "words",
    [
        ["nothing"],
        ["passerelles"],
        ["passerelles", "relation client", "--top", "0"],
        ["passerelles", "relation client", "--top", "many"],
        ["passerelles", "relation client", "--format", "xml"],
        ["passerelles", "relation client", "--lang", "de"],
        ["info", "--colour"],
        ["export", "ttl"],
        ["view"],
    ],
    ids=" ".join,
)
def test_words_that_the_command_does_not_know_end_with_2(words: list[str], asked: Asked) -> None:
    assert "Usage" in refused(asked(*words))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("min", "many", "'many' is not a whole number"),
        ("min", "1.5", "'1.5' is not a whole number"),
        ("threshold", "half", "'half' is not a number"),
    ],
)
def test_a_parameter_of_the_wrong_type_says_what_was_expected(
    name: str,
    value: str,
    expected: str,
    asked: Asked,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "queries" / "test"
    folder.mkdir(parents=True)
    kind = "integer" if name == "min" else "decimal"
    header = "#+ summary: {fr: a, en: a}\n#+ params:\n"
    header += f"#+   {name}: {{type: {kind}, fr: a, en: a}}\n"
    header += "#+ columns:\n#+   x: {type: string, fr: a, en: a}\n"
    body = f"SELECT ?x WHERE {{\n  VALUES ?{name} {{ 1 }}\n  BIND (STR(?{name}) AS ?x)\n}}\n"
    (folder / "one.rq").write_text(header + body, encoding="utf-8")
    monkeypatch.setattr("iag_kg.cli.asking.resources", lambda: tmp_path)
    assert asked("query", "run", "test/one", "-p", f"{name}=2").code == 0
    error = refused(asked("query", "run", "test/one", "-p", f"{name}={value}"))
    assert f"test/one: parameter '{name}': {expected}" in error


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+ summary:", "#+ summary", "header is not YAML"),
        ("#+ summary:", "#+ title:", "no such key"),
        ("SELECT", "SELEKT", "not a valid SPARQL query"),
    ],
)
def test_a_broken_question_is_refused_with_file_and_line(
    old: str, new: str, message: str, asked: Asked, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(resources() / "queries", tmp_path / "queries")
    path = tmp_path / "queries" / "metiers" / "list.rq"
    edit(path, old, new)
    monkeypatch.setattr("iag_kg.cli.asking.resources", lambda: tmp_path)
    error = refused(asked("query", "list"))
    assert error.startswith(f"iag-kg: {path}:") and message in error


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl", b"<urn:a> <urn:b> .", "a.ttl:1: not valid Turtle"),
        ("a.ttl", b"\xff\xfe\x00", "a.ttl"),
        ("a.jsonld", b'{"@id": ', "a.jsonld:1: not valid JSON-LD"),
        ("a.jsonld", b'{"a":' * 9000 + b"1" + b"}" * 9000, "nested more than 500 levels"),
        ("a.rdf", b"<rdf:RDF", "not valid RDF/XML"),
        ("a.xlsx", b"PK", "unknown ending '.xlsx'"),
        ("missing.ttl", None, "missing.ttl: no such file"),
        ("", None, "a folder, not an RDF file"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_validate(
    name: str, content: bytes | None, message: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    *steps, error = refused(call("validate", path)).splitlines()
    assert error.startswith(f"iag-kg: {path}") and message in error
    assert all(not step.startswith("iag-kg") for step in steps)


@pytest.mark.parametrize(
    ("language", "count", "rule"),
    [
        ("fr", " erreur(s), ", "Une cellule porte exactement un niveau de la liste"),
        ("en", " violation(s), ", "A cell carries exactly one level of the list"),
    ],
)
def test_data_that_breaks_a_rule_gets_a_report_and_exit_code_1(
    language: str, count: str, rule: str, tmp_path: Path
) -> None:
    path = tmp_path / "given.ttl"
    path.write_text(PREFIXES + BREAKING, encoding="utf-8")
    words = ("validate", path, "--no-reasoner", "--lang", language)
    report = call(*words)
    assert report.code == 1 and "Traceback" not in report.err
    assert rule in report.out and count in report.out
    assert "iag:Nope" in report.out and "iags:SkillImpact-level" in report.out
    label = "Cellule" if language == "fr" else "Cell"
    assert label in report.out and "iagd:impact-a" in report.out
    rows = list(csv.reader(io.StringIO(call(*words, "--format", "csv").out, newline="")))
    records = json.loads(call(*words, "--format", "json").out)
    assert len(rows) - 1 == len(records) > 1 and list(records[0]) == rows[0]


@pytest.mark.parametrize(
    "content",
    [
        '[] a iag:Metier ; rdfs:label "x"@fr ; iag:inFamily [ a iag:MetierFamily ] .',
        'iagd:a a iag:Passerelle ; iag:coverage "abc" ; iag:affinity "NaN"^^xsd:double .',
        "iagd:a a iag:Passerelle ; iag:coverage 1e400, -1, 99999999999999999999.5 .",
        "iag:Metier a iag:Metier .",
        'iagd:a a iag:Metier ; rdfs:label "a\\"\\n[bold]"@fr, ""@en, "x"@fr-CA-x-private .',
        "iagd:a a iag:Skill ; skos:broader iagd:a .",
        "<< iagd:a a iag:Metier >> iag:locator 1 . iagd:a a iag:Metier .",
    ],
    ids=["blank nodes", "NaN", "huge numbers", "punning", "odd text", "a cycle", "triple terms"],
)
def test_odd_data_gets_a_report_like_any_other(content: str, tmp_path: Path) -> None:
    path = tmp_path / "given.ttl"
    path.write_text(PREFIXES + content, encoding="utf-8")
    report = call("validate", path, "--no-reasoner", "--format", "json")
    assert report.code == 1 and json.loads(report.out), report.err


def test_what_the_reasoner_finds_impossible_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "given.ttl"
    path.write_text(PREFIXES + CLASHING, encoding="utf-8")
    report = call("validate", path, "--lang", "en", "--format", "json")
    clashes = [row["rule"] for row in json.loads(report.out) if row["shape"] == "HermiT"]
    assert report.code == 1 and len(clashes) == 1
    assert "skill" in clashes[0].lower() and "A" in clashes[0]


def test_data_that_keeps_every_rule_ends_with_0(tmp_path: Path) -> None:
    path = tmp_path / "empty.ttl"
    path.write_text(PREFIXES, encoding="utf-8")
    report = call("validate", path, "--no-reasoner", "--format", "json")
    assert report.code == 0 and json.loads(report.out) == []


def test_a_file_where_a_folder_is_to_be_written_is_one_message(tmp_path: Path) -> None:
    path = tmp_path / "taken"
    path.write_text("mine", encoding="utf-8")
    error = refused(call("export", "ttl", "--output", path))
    assert error.startswith(f"iag-kg: {path}") and "cannot be written" in error
    assert path.read_text(encoding="utf-8") == "mine"


def test_missing_exports_are_said_to_be_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("iag_kg.shipped.resources", lambda: tmp_path)
    error = refused(call("info"))
    assert f"{tmp_path / 'exports' / 'iag-kg.trig'}: no such file" in error
