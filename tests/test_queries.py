"""Headers say what their queries do; values bound to them are terms, never text."""

from __future__ import annotations

import re
import textwrap
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from iag_kg.errors import NotFoundError, QueryError
from iag_kg.graph import Value, read_quads, select, to_dataset, to_store
from iag_kg.namespaces import PREFIXES, expand
from iag_kg.paths import resources
from iag_kg.queries import LANGUAGES, Query, bind, find_query, read_queries, read_query

LIBRARY = read_queries(resources() / "queries")
TINY = to_store(read_quads(Path(__file__).parent / "tiny" / "tiny.trig"))
EVERY_QUERY = pytest.mark.parametrize("query", LIBRARY.values(), ids=LIBRARY)

FIXED_COLUMNS = {
    "impacts/cells": "sector family metier heading wording level source locator",
    "skills/harmonisation": "sector family wording skill skill_en",
    "passerelles/all": (
        "origin_family origin destination_family destination coverage affinity durable kind"
    ),
    "metiers/transformation": "group metier transformation skill",
}

GOOD = textwrap.dedent("""\
    #+ summary:
    #+   fr: Les métiers
    #+   en: The métiers
    #+ params:
    #+   family: {type: iri, class: iag:MetierFamily, fr: famille, en: family}
    #+   least: {type: integer, fr: au moins, en: at least}
    #+   share: {type: decimal, fr: part, en: share}
    #+   text: {type: string, fr: texte, en: text}
    #+   managerial: {type: boolean, fr: encadrement, en: managerial}
    #+   "on": {type: date, fr: date, en: date}
    #+ columns:
    #+   metier: {type: iri, fr: métier, en: métier}
    #+   n: {type: integer, fr: nombre, en: number}
    PREFIX iag: <https://w3id.org/iag-kg/ontology#>
    PREFIX iagd: <https://w3id.org/iag-kg/id/>
    PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

    SELECT ?metier ?n
    WHERE {
      VALUES ?family { iagd:family-banque-client }
      VALUES ?least { 2 }
      VALUES ?share { 0.5 }
      VALUES ?text { "a" }
      VALUES ?managerial { true }
      VALUES ?on { "2026-11-20"^^xsd:date }
      ?metier iag:inFamily ?family .
      BIND (?least AS ?n)
    }
    ORDER BY ?metier
""")


# The library.


@EVERY_QUERY
def test_the_header_is_in_both_languages(query: Query) -> None:
    fields = (*query.params.values(), *query.columns.values())
    for text in (query.summary, *(field.text for field in fields)):
        assert set(text) == set(LANGUAGES)
    assert set(query.description) in (set(), set(LANGUAGES))


@EVERY_QUERY
def test_the_answer_has_a_total_order(query: Query) -> None:
    assert re.search(r"^ORDER BY .+\Z", query.text.rstrip(), re.M)


@EVERY_QUERY
def test_the_query_reads_plain_patterns_of_this_graph_only(query: Query) -> None:
    body = "\n".join(line for line in query.text.splitlines() if not line.startswith("#"))
    for word in ("SERVICE", "GRAPH", "FROM", "LIMIT"):
        assert not re.search(rf"\b{word}\b", body), word


@EVERY_QUERY
def test_the_prefixes_are_those_of_the_project_and_all_used(query: Query) -> None:
    declared = re.findall(r"^PREFIX (\w+): <(.+)>$", query.text, re.M)
    assert declared == sorted(declared)
    for prefix, base in declared:
        assert PREFIXES[prefix] == base
        assert f"{prefix}:" in query.text[query.text.index("SELECT") :], prefix


@EVERY_QUERY
def test_every_values_line_is_a_parameter_whose_default_is_of_its_type(query: Query) -> None:
    defaults = dict(re.findall(r"VALUES \?(\w+) \{ (.+) \}", query.text))
    assert defaults.keys() == query.params.keys()
    for name, default in defaults.items():
        bound = bind(query, {name: re.sub(r'^"|"(\^\^xsd:date)?$', "", default)})
        assert select(TINY, bound).columns == tuple(query.columns)


def test_the_default_of_an_iri_parameter_exists_in_the_graph_that_ships(kg: ox.Store) -> None:
    for query in LIBRARY.values():
        defaults = dict(re.findall(r"VALUES \?(\w+) \{ (\S+) \}", query.text))
        for param in query.params.values():
            if param.type == "iri" and param.of_class:
                node = ox.NamedNode(expand(defaults[param.name]))
                kind = ox.NamedNode(expand(param.of_class))
                typed = kg.quads_for_pattern(node, ox.NamedNode(expand("rdf:type")), kind)
                assert list(typed), f"{query.name}: {node} is no {param.of_class}"


@pytest.mark.parametrize("name", FIXED_COLUMNS)
def test_names_and_columns_that_others_rely_on_stay(name: str) -> None:
    assert " ".join(LIBRARY[name].columns) == FIXED_COLUMNS[name]


@EVERY_QUERY
def test_the_query_answers_the_same_on_one_turtle_file(query: Query) -> None:
    single = ox.Store()
    single.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in TINY)
    solutions = single.query(query.text)
    assert isinstance(solutions, ox.QuerySolutions)
    assert tuple(tuple(row) for row in solutions) == select(TINY, query.text).terms


@pytest.fixture(scope="module")
def dataset() -> rdflib.Dataset:
    return to_dataset(TINY)


@EVERY_QUERY
def test_the_query_answers_the_same_in_rdflib(query: Query, dataset: rdflib.Dataset) -> None:
    values = {
        "metier": "iagd:metier-tiny-renseignement",
        "skill": "iagd:skill-pensee-critique",
        "origin": "iagd:metier-tiny-encadrement",
        "destination": "iagd:metier-tiny-renseignement",
        "section": "iagd:section-tract-1",
        "code": "T1001",
        "item": "iagd:rome-item-1",
        "use": "iagd:usecase-tiny-accueil",
        "on": "2027-12-01",
        "provision": "iagd:provision-ria-annexe-iii",
        "instrument": "iagd:instrument-tiny-reglement",
    }
    text = bind(query, {name: values[name] for name in query.params if name in values})
    answer: Any = dataset.query(text)
    rows = [tuple(_plain(term) for term in row) for row in answer]
    assert rows == [tuple(_plain(term) for term in row) for row in select(TINY, text).terms]


def _plain(term: object) -> Value:
    """A term of either library as text, numbers at 12 places."""
    if term is None:
        return None
    kind = str(getattr(term, "datatype", "")).strip("<>").rpartition("#")[2]
    text = str(getattr(term, "value", term)) if isinstance(term, _OX_TERMS) else str(term)
    return f"{Decimal(text):.12f}" if kind in ("integer", "decimal") else text


_OX_TERMS = (ox.NamedNode, ox.Literal)


# Reading.


def test_a_header_is_read(tmp_path: Path) -> None:
    query = read_query(_write(tmp_path, GOOD))
    assert query.name == "theme/question"
    assert query.summary == {"fr": "Les métiers", "en": "The métiers"}
    assert query.description == {}
    assert list(query.params) == ["family", "least", "share", "text", "managerial", "on"]
    assert query.params["family"].of_class == "iag:MetierFamily"
    assert query.columns["n"].type == "integer"
    assert query.columns["n"].text == {"fr": "nombre", "en": "number"}
    assert query.text == GOOD


BROKEN = {
    "no header": ("PREFIX iag: <x>\nSELECT ?a {}", 1, "PREFIX iag: <x>"),
    "an empty file": ("", 1, "summary"),
    "not YAML": (GOOD.replace("fr: Les métiers", "fr: [Les métiers"), 3, "en: The métiers"),
    "a tab": (GOOD.replace("#+   fr: Les métiers", "#+ \tfr: Les métiers"), 2, "fr: Les métiers"),
    "a list": ("#+ - summary\nSELECT ?a {} ORDER BY ?a\n", 1, "header"),
    "a word": ("#+ summary\nSELECT ?a {} ORDER BY ?a\n", 1, "summary"),
    "no summary": (GOOD.replace("summary:", "description:"), 1, "summary"),
    "no columns": (GOOD.replace("columns:", "description:"), 1, "columns"),
    "an unknown key": (GOOD.replace("#+ params:", "#+ parameters:"), 4, "parameters"),
    "a key twice": (GOOD.replace("#+ params:", "#+ summary:"), 4, "summary"),
    "no French": (GOOD.replace("#+   fr: Les métiers\n", ""), 2, "fr"),
    "no English": (GOOD.replace("#+   en: The métiers\n", ""), 2, "en"),
    "a third language": (GOOD.replace("en: The métiers", "de: Berufe"), 3, "de"),
    "an empty text": (GOOD.replace("fr: Les métiers", 'fr: " "'), 2, "summary.fr"),
    "no text": (GOOD.replace("fr: Les métiers", "fr:"), 2, "summary.fr"),
    "a YAML boolean": (GOOD.replace("fr: Les métiers", "fr: no"), 2, "no"),
    "a number": (GOOD.replace("fr: au moins", "fr: 12"), 6, "12"),
    "a boolean key": (GOOD.replace("#+   n:", "#+   on:"), 13, "on"),
    "an unknown type": (GOOD.replace("type: decimal", "type: float"), 7, "float"),
    "no type": (GOOD.replace("{type: decimal, ", "{"), 7, "type"),
    "a class that is no CURIE": (GOOD.replace("class: iag:", "class: foo:"), 5, "foo:MetierFamily"),
    "a class of a column": (
        GOOD.replace("metier: {type: iri", "metier: {class: iag:X"),
        12,
        "class",
    ),
    "a name with a capital": (GOOD.replace("#+   least:", "#+   Least:"), 6, "Least"),
    "a parameter without VALUES": (GOOD.replace("  VALUES ?least { 2 }\n", ""), 5, "?least"),
    "a parameter with two VALUES": (
        GOOD.replace("  VALUES ?least { 2 }\n", "  VALUES ?least { 2 }\n" * 2),
        5,
        "found 2",
    ),
    "a VALUES over two lines": (GOOD.replace("{ 2 }", "{ 2\n }"), 5, "?least"),
    "a VALUES after other text": (
        GOOD.replace("  VALUES ?least", "  . VALUES ?least"),
        5,
        "?least",
    ),
    "other columns": (GOOD.replace("SELECT ?metier ?n", "SELECT ?metier ?m"), 12, "metier, m"),
    "columns in another order": (GOOD.replace("?metier ?n\n", "?n ?metier\n"), 12, "n, metier"),
    "no SELECT": (
        re.sub(r"SELECT[^{]*\{", "ASK {", GOOD).replace("ORDER BY ?metier", ""),
        12,
        "()",
    ),
    "bad SPARQL": (GOOD.replace("BIND (?least", "BIND ((?least"), 27, "SPARQL"),
    "an unknown prefix": (GOOD.replace("PREFIX iag:", "PREFIX foo:"), 26, "SPARQL"),
    "a header line below": (GOOD + "#+ license: none\n", 30, "#+ license: none"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_with_its_line_and_value(case: str, tmp_path: Path) -> None:
    text, line, value = BROKEN[case]
    path = _write(tmp_path, text)
    with pytest.raises(QueryError) as error:
        read_query(path)
    message = str(error.value)
    assert message.startswith(f"{path}:{line}: ")
    assert value in message.removeprefix(str(path))


def test_a_file_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = _write(tmp_path, "")
    path.write_bytes(GOOD.encode().replace("The métiers".encode(), "The métiers".encode("latin-1")))
    with pytest.raises(QueryError, match=r"question\.rq:3: not UTF-8 \(byte 0xe9\)"):
        read_query(path)


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "theme" / "question.rq").mkdir(parents=True)
    with pytest.raises(QueryError, match=r"question\.rq: cannot be read"):
        read_queries(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"none\.rq: cannot be read"):
        read_query(tmp_path / "none.rq")


def test_a_folder_without_queries_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no query here"):
        read_queries(tmp_path / "none")


@pytest.mark.parametrize("place", ["question.rq", "theme/deeper/question.rq"])
def test_a_query_outside_a_theme_folder_is_refused(place: str, tmp_path: Path) -> None:
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(QueryError, match="stands in a theme folder"):
        read_queries(tmp_path)


def test_an_unknown_query_offers_the_nearest_names() -> None:
    with pytest.raises(NotFoundError, match=r"no query 'impacts/cell'; did you mean impacts/cells"):
        find_query(LIBRARY, "impacts/cell")
    assert find_query(LIBRARY, "impacts/cells").name == "impacts/cells"


# Binding.


@pytest.fixture
def question(tmp_path: Path) -> Query:
    return read_query(_write(tmp_path, GOOD))


def test_without_values_the_text_is_the_file(question: Query) -> None:
    assert bind(question, {}) == question.text


@pytest.mark.parametrize(
    ("name", "value", "term"),
    [
        ("family", "iagd:x", "<https://w3id.org/iag-kg/id/x>"),
        ("family", "https://example.org/é", "<https://example.org/é>"),
        ("least", "-3", '"-3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("share", "0.25", '"0.25"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("share", "1", '"1"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("text", 'say "hi"\n', r'"say \"hi\"\n"'),
        ("text", "", '""'),
        ("managerial", "false", '"false"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("on", "2028-02-29", '"2028-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ],
)
def test_a_value_takes_the_place_of_the_default(
    question: Query, name: str, value: str, term: str
) -> None:
    bound = bind(question, {name: value})
    assert f"  VALUES ?{name} {{ {term} }}\n" in bound
    assert len(bound.splitlines()) == len(question.text.splitlines())
    assert select(TINY, bound).columns == ("metier", "n")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("family", "conseil", "IRI"),
        ("family", "", "IRI"),
        ("family", "foo:bar", "IRI"),
        ("family", "iagd:a b", "IRI"),
        ("family", "iagd:x> } ?s ?p ?o . {", "IRI"),
        ("family", "<https://example.org/>", "IRI"),
        ("least", "two", "whole number"),
        ("least", "2.5", "whole number"),
        ("least", "", "whole number"),
        ("least", "2 } #", "whole number"),
        ("least", "٣", "whole number"),
        ("least", "9" * 19, "whole number"),
        ("share", "0,5", "decimal point"),
        ("share", "1e3", "decimal point"),
        ("share", "0.5\n", "decimal point"),
        ("managerial", "oui", "true or false"),
        ("managerial", "True", "true or false"),
        ("on", "", "a date such as 2026-11-20"),
        ("on", "2026-11", "a date such as 2026-11-20"),
        ("on", "20261120", "a date such as 2026-11-20"),
        ("on", "2026-W47-5", "a date such as 2026-11-20"),
        ("on", "20/11/2026", "a date such as 2026-11-20"),
        ("on", "2026-11-20Z", "a date such as 2026-11-20"),
        ("on", "2026-11-20\n", "a date such as 2026-11-20"),
        ("on", "2026-11-31", "a date such as 2026-11-20"),
        ("on", "2027-02-29", "a date such as 2026-11-20"),
        ("on", "0000-01-01", "a date such as 2026-11-20"),
        ("on", "٢٠٢٦-11-20", "a date such as 2026-11-20"),
        ("on", '2026-11-20" } #', "a date such as 2026-11-20"),
        ("text", "\udcff", "text"),
    ],
)
def test_a_value_of_another_type_is_refused(
    question: Query, name: str, value: str, expected: str
) -> None:
    with pytest.raises(QueryError) as error:
        bind(question, {name: value})
    message = str(error.value)
    assert message.startswith(f"theme/question: parameter '{name}': {value!r} is not ")
    assert expected in message


def test_an_unknown_parameter_is_refused_with_those_it_could_be(question: Query) -> None:
    with pytest.raises(QueryError, match=r"theme/question: no parameter 'origin' \(family, least,"):
        bind(question, {"origin": "iagd:x"})


@pytest.mark.parametrize(
    "attack",
    [
        '") || true || CONTAINS("',
        '" } ?s ?p ?o . { "',
        'critique" } UNION { ?iri ?p ?skill } #',
        'x" }\n  VALUES ?text { "critique',
        "\\",
        '\\"',
        "?skill",
        "}",
    ],
)
def test_an_injection_is_only_a_text_to_look_for(attack: str) -> None:
    assert select(TINY, bind(LIBRARY["skills/search"], {"text": attack})).terms == ()


@given(st.text())
def test_any_text_can_be_looked_for(text: str) -> None:
    rows = select(TINY, bind(LIBRARY["skills/search"], {"text": text})).records()
    for row in rows:
        names = f"{row['skill']}\n{row['skill_en']}".lower()
        assert text.lower() in names


def _write(folder: Path, text: str) -> Path:
    path = folder / "theme" / "question.rq"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
