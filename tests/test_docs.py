"""What documents say is there is there: reference pages current, links and names that lead on."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import typer
import yaml

from iag_kg.cli.commands import app
from iag_kg.docs import (
    Command,
    Parameter,
    ShapeFile,
    commands_page,
    data_page,
    library_page,
    ontology_page,
    shapes_page,
)
from iag_kg.docs.terms import anchor
from iag_kg.queries import read_queries, read_query

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
WRITTEN = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs" / "benchmarks.md"]
PAGES = [*WRITTEN, *sorted((ROOT / "docs" / "adr").glob("*.md")), *sorted(REFERENCE.glob("*.md"))]
EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
FOLDERS = ("bench", "data", "docs", "exports", "ontology", "queries", "shapes", "src", "tests")

PREFIXES = """
@prefix iag: <https://w3id.org/iag-kg/ontology#> .
@prefix iags: <https://w3id.org/iag-kg/shapes#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def read_page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def headings(text: str) -> list[str]:
    outside_code = re.sub(r"^```.*?^```", "", text, flags=re.S | re.M)
    return re.findall(r"^#+ (.+)$", outside_code, re.M)


def parse(turtle: str) -> list[ox.Triple]:
    quads = ox.parse((PREFIXES + turtle).encode(), format=ox.RdfFormat.TURTLE)
    return [quad.triple for quad in quads]


def command_names() -> set[str]:
    """Every command that can be called, with the words that call it."""
    found, waiting = set(), [("iag-kg", typer.main.get_command(app))]
    while waiting:
        words, command = waiting.pop()
        children = getattr(command, "commands", {})
        waiting += [(f"{words} {name}", child) for name, child in children.items()]
        if not children:
            found.add(words)
    return found


# The committed pages


def test_the_committed_reference_is_what_is_generated() -> None:
    command = [sys.executable, "-m", "tools.docs", "--check"]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout + process.stderr


def test_every_command_has_its_section() -> None:
    assert command_names() <= set(headings(read_page("cli.md")))


def test_every_query_has_its_section() -> None:
    assert set(read_queries(ROOT / "queries")) <= set(headings(read_page("queries.md")))


def test_every_term_of_the_ontology_has_its_section() -> None:
    text = "".join(path.read_text("utf-8") for path in (ROOT / "ontology").glob("*.ttl"))
    declared = set(re.findall(r"^(iag:\w+) a ", text, re.M))
    assert declared and declared <= set(headings(read_page("ontology.md")))


def test_every_named_shape_appears() -> None:
    text = "".join(path.read_text("utf-8") for path in (ROOT / "shapes").glob("*.ttl"))
    declared = set(re.findall(r"^(iags:[\w-]+) a ", text, re.M))
    assert declared and declared <= set(re.findall(r"iags:[\w-]+", read_page("shapes.md")))


def test_every_table_and_column_appears() -> None:
    page = read_page("data.md")
    schema = yaml.safe_load((ROOT / "data" / "schema.yaml").read_text(encoding="utf-8"))
    for name, entry in schema.items():
        section = page.partition(f"## {name}.csv\n")[2].partition("\n## ")[0]
        assert all(f"| `{column}` |" in section for column in entry["columns"]), name


def test_the_columns_of_every_matrix_are_explained() -> None:
    metiers = (ROOT / "data" / "metiers.csv").read_text(encoding="utf-8")
    section = read_page("data.md").partition("## matrices/")[2]
    for path in sorted((ROOT / "data" / "matrices").glob("*.csv")):
        header = path.read_text(encoding="utf-8").splitlines()[0]
        for column in header.replace('"', "").split(","):
            assert f"| `{column}` |" in section or column.strip() in metiers, path.name


@EVERY_PAGE
def test_links_within_the_repository_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        name, _, fragment = target.partition("#")
        found = (page.parent / name).resolve() if name else page
        assert found.exists(), target
        if fragment:
            places = [anchor(heading) for heading in headings(found.read_text("utf-8"))]
            assert fragment in places, target


@EVERY_PAGE
def test_no_two_headings_of_a_page_share_an_address(page: Path) -> None:
    counts = Counter(anchor(heading) for heading in headings(page.read_text("utf-8")))
    assert not {place for place, count in counts.items() if count > 1}


@pytest.mark.parametrize("page", WRITTEN[:2], ids=lambda path: path.name)
def test_files_queries_and_commands_that_a_text_names_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    library = read_queries(ROOT / "queries")
    themes = {name.partition("/")[0] for name in library}
    for span in re.findall(r"`([^`\n]+)`", text):
        folder = span.partition("/")[0]
        if re.fullmatch(r"[\w./-]+/[\w./-]*", span):
            if folder in FOLDERS:
                assert (ROOT / span).exists(), span
            elif folder in themes and "." not in span and not span.endswith("/"):
                assert span in library, span
    calls = {name.removeprefix("iag-kg ").split()[0] for name in command_names()}
    for word in re.findall(r"\biag-kg +([a-z]+)\b", "".join(re.findall(r"`[^`]+`", text))):
        assert word in calls, f"iag-kg {word}"


# What a page says of a small world


def test_a_term_shows_its_names_its_definitions_and_what_it_is_tied_to() -> None:
    page = ontology_page(
        {
            "work": parse(
                """
                <https://w3id.org/iag-kg/ontology/work> a owl:Ontology .
                iag:Metier a owl:Class ; rdfs:label "Métier"@fr , "Line of work"@en ;
                    skos:definition "Ce que l'on fait | exerce"@fr , "What one does"@en .
                iag:inFamily a owl:ObjectProperty , owl:FunctionalProperty ;
                    rdfs:label "dans la famille"@fr , "in family"@en ;
                    rdfs:domain [ owl:unionOf ( iag:Metier owl:Thing ) ] ; rdfs:range iag:Metier .
                iag:High a owl:NamedIndividual , iag:Metier ; rdfs:label "Haut"@fr , "High"@en ;
                    skos:notation "++" ; iag:demandWeight 1.0 .
                """
            )
        }
    )
    assert "**Métier** (fr) · **Line of work** (en) — class" in page
    assert "- fr: Ce que l'on fait | exerce\n- en: What one does" in page
    link = "[`iag:Metier`](#iagmetier)"
    tie = f"functional object property, from {link} or `owl:Thing`, to {link}"
    assert f"**dans la famille** (fr) · **in family** (en) — {tie}" in page
    assert f'individual of {link}; `skos:notation` `"++"`; `iag:demandWeight` `1.0`' in page


def test_a_rule_shows_path_constraints_severity_and_both_messages() -> None:
    triples = parse(
        """
        iags:Metier a sh:NodeShape ; sh:targetClass iag:Metier ; sh:property iags:Metier-name ;
            sh:or ( [ sh:path iag:a ; sh:maxCount 0 ] [ sh:property [ sh:path iag:b ] ] ) .
        iags:Metier-name a sh:PropertyShape ; sh:minCount 1 ; sh:in ( "a|b" 1 iag:A ) ;
            sh:path ( [ sh:inversePath iag:a ] [ sh:alternativePath ( iag:b iag:c ) ] ) ;
            sh:severity sh:Warning ; sh:message "Un nom."@fr , "A name."@en .
        """
    )
    page = shapes_page([ShapeFile("work.ttl", "Work: every métier has a name.", triples)])
    assert "## Work\n\nEvery métier has a name.\n" in page
    assert "Holds for every `iag:Metier`." in page
    assert "| `iags:Metier` | itself | `or ( [ path iag:a ; maxCount 0 ] [ property [ path" in page
    assert (
        '| `iags:Metier-name` | `^iag:a/(iag:b\\|iag:c)` | `in ( "a\\|b" 1 iag:A )`, `minCount 1` '
        "| warning | Un nom.<br>A name. |"
    ) in page


def test_a_query_shows_its_parameters_with_their_defaults(tmp_path: Path) -> None:
    path = tmp_path / "skills" / "search.rq"
    path.parent.mkdir()
    path.write_text(
        "#+ summary: {fr: Chercher, en: Search}\n"
        "#+ params:\n#+   text: {type: string, fr: texte, en: text}\n"
        "#+ columns:\n#+   skill: {type: iri, fr: compétence, en: skill}\n"
        'SELECT ?skill WHERE {\n  VALUES ?text { "a" }\n  ?skill ?p ?text\n}\nORDER BY ?skill\n',
        encoding="utf-8",
    )
    page = library_page({"skills/search": read_query(path)})
    assert "## skills\n\n### skills/search\n\n**Chercher** · **Search**" in page
    assert '| `text` | string | `"a"` | texte | text |' in page
    assert "| `skill` | iri | compétence | skill |" in page


def test_a_table_shows_its_key_and_what_may_stay_empty() -> None:
    columns = {
        "key": {"type": "key", "fr": "clé", "en": "key"},
        "kind": {"type": "enum", "values": ["a", "b"], "optional": True, "fr": "g", "en": "k"},
        "family": {
            "type": "ref",
            "table": "families",
            "property": "iag:inFamily",
            "fr": "f",
            "en": "f",
        },
        "about": {"type": "refs", "tables": ["risks", "skills"], "fr": "a", "en": "a"},
    }
    page = data_page({"metiers": {"key": "key family", "class": "iag:Metier", "columns": columns}})
    assert "## metiers.csv\n\nKey: `key`, `family`. A row becomes an `iag:Metier`.\n" in page
    assert "| `kind` | enum: `a`, `b` |  |  | g | k |" in page
    assert (
        "| `family` | ref to [families.csv](#familiescsv) | yes | `iag:inFamily` | f | f |" in page
    )
    assert "| refs to [risks.csv](#riskscsv), [skills.csv](#skillscsv) | yes |  | a | a |" in page


def test_a_command_shows_how_it_is_called() -> None:
    page = commands_page(
        [
            Command(
                "iag-kg view",
                "Write the views.\n\nExample: iag-kg view --output out/",
                [
                    Parameter("METIER", "TEXT", "Who.", "", True, True),
                    Parameter("--output", "PATH", "Where.", "", True, False),
                    Parameter("--lang", "fr|en", "Language.", "fr", False, False),
                ],
            )
        ]
    )
    assert "```sh\niag-kg view METIER --output PATH [OPTIONS]\n```" in page
    assert "Example: `iag-kg view --output out/`" in page
    assert "| `--lang` | `fr\\|en` | fr | Language. |" in page
