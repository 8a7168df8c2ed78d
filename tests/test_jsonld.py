"""JSON-LD that a person can read, and that reads back as exactly the graph it was written from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iag_kg.graph import Writer, decimal, node, text, to_store, triples
from iag_kg.jsonld import to_jsonld
from iag_kg.namespaces import PREFIXES

KINDS = {
    "iag:Sector": "",
    "iag:MetierFamily": "iag:inSector",
    "iag:Metier": "iag:inFamily",
    "iag:ReferenceCompetence": "iag:inFamily",
    "iag:SkillWording": "iag:underHeading",
    "iag:SkillImpact": "iag:concernsMetier",
    "iag:Passerelle": "iag:origin",
    "iag:HarmonisationLink": "iag:concernsWording",
    "skos:ConceptScheme": "",
    "iag:SkillCategory": "skos:topConceptOf",
    "iag:Skill": "skos:broader",
}
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=8)
individuals = st.builds("iagd:{}-{}".format, st.sampled_from("abc"), st.integers(1, 4))
texts = st.builds(text, words, st.sampled_from(["fr", "en"]))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "rdfs:label": texts,
    "skos:editorialNote": texts,
    "iag:locator": words.map(ox.Literal),
    "iag:coverage": st.decimals(0, 1, places=4).map(decimal),
    "iag:impactScore": st.integers(-2, 2).map(ox.Literal),
    "iag:isManagerial": st.booleans().map(ox.Literal),
    "iag:concernsSkill": individuals,
    "prov:hadPrimarySource": individuals,
    # Values of every kind under one property: a file of someone else may hold that.
    "dcterms:subject": st.one_of(
        individuals,
        texts,
        words.map(ox.Literal),
        st.integers(0, 9).map(ox.Literal),
        st.booleans().map(ox.Literal),
        st.decimals(0, 1, places=2).map(decimal),
        st.dates().map(lambda day: ox.Literal(str(day), datatype=node("xsd:date"))),
    ),
}


@st.composite
def worlds(draw: st.DrawFn) -> list[ox.Triple]:
    """A few resources with their class, parents of an earlier rank, and values of all kinds."""
    writer = Writer(node("iagg:a"))
    made: list[str] = []
    for number in range(draw(st.integers(1, 8))):
        iri, kind = f"iagd:r-{number}", draw(st.sampled_from(list(KINDS)))
        for each in {kind, *draw(st.lists(st.just("skos:Concept"), max_size=1))}:
            writer.add(iri, "rdf:type", each)
        if KINDS[kind] and made:
            for parent in draw(st.lists(st.sampled_from(made), max_size=2)):
                writer.add(iri, KINDS[kind], parent)
        made.append(iri)
        for name in draw(st.lists(st.sampled_from(list(VALUES)), max_size=6)):
            writer.add(iri, name, draw(VALUES[name]))
    return triples(to_store(writer.quads))


def nodes_of(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if len(value) > 1 and "id" in value:
            yield value
        for inner in value.values():
            yield from nodes_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes_of(inner)


@settings(max_examples=200)
@given(worlds())
def test_it_reads_back_as_the_same_graph(world: list[ox.Triple]) -> None:
    read = ox.parse(to_jsonld(world), format=ox.RdfFormat.JSON_LD)
    assert {quad.triple for quad in read} == set(world)


@given(worlds())
def test_each_resource_is_written_once(world: list[ox.Triple]) -> None:
    document = json.loads(to_jsonld(world))
    written = [found["id"] for found in nodes_of(document["@graph"])]
    assert len(written) == len(set(written)) == len({triple.subject for triple in world})


@given(worlds())
def test_every_key_is_a_term_of_the_context(world: list[ox.Triple]) -> None:
    document = json.loads(to_jsonld(world))
    for found in nodes_of(document["@graph"]):
        assert set(found) <= set(document["@context"])


@pytest.fixture(scope="module")
def written(kg: ox.Store) -> str:
    return to_jsonld(triples(kg)).decode()


@pytest.fixture(scope="module")
def bank(written: str) -> dict[str, Any]:
    content = json.loads(written)
    assert isinstance(content, dict)
    return content


def at(bank: dict[str, Any], iri: str) -> dict[str, Any]:
    return next(found for found in nodes_of(bank["@graph"]) if found["id"] == iri)


def test_the_context_is_the_projects_own_and_needs_no_network(bank: dict[str, Any]) -> None:
    context = bank["@context"]
    assert {key: context[key] for key in PREFIXES} == PREFIXES
    assert context["label"] == {"@id": "rdfs:label", "@container": "@language"}
    assert context["coverage"] == {"@id": "iag:coverage", "@type": "xsd:decimal"}
    assert context["hasLevel"] == {"@id": "iag:hasLevel", "@type": "@id"}
    assert context["metiers"] == {"@reverse": "iag:inFamily"}


def test_a_sector_holds_its_families_their_metiers_and_what_the_study_says_of_them(
    bank: dict[str, Any],
) -> None:
    sector = next(found for found in bank["@graph"] if found.get("type") == "iag:Sector")
    assert sector["label"] == {"fr": "Banque", "en": "Banking"}
    assert len(sector["families"]) == 9
    family = next(f for f in sector["families"] if f["id"] == "iagd:family-banque-client")
    assert len(family["metiers"]) >= 5 and "inSector" not in family
    metier = next(m for m in family["metiers"] if "impacts" in m)
    assert metier["isManagerial"] is False
    assert len(metier["impacts"]) == 21 and metier["demands"]
    assert metier["impacts"][0]["hasLevel"].startswith("iag:")
    assert family["headings"][0]["wordings"][0]["links"]


def test_a_passerelle_holds_the_skills_that_explain_it(bank: dict[str, Any]) -> None:
    move = at(bank, "iagd:passerelle-client-relation--client-patrimoine")
    assert set(move["explanation"]) == {"fr", "en"}
    assert move["origin"] == "iagd:metier-banque-relation-client-et-conseil-commercial"
    assert all(line["type"] == "iag:SkillComparison" for line in move["comparesSkill"])
    assert isinstance(move["coverage"], str), "a number of JSON would lose digits"


def test_iris_are_compact_and_accents_are_not_escaped(written: str) -> None:
    body = written[written.index('"@graph"') :]
    assert "w3id.org/iag-kg/id/" not in body
    assert "métier" in body and "\\u00e9" not in body
    assert written.endswith("}\n") and "\r" not in written
