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
from iag_kg.namespaces import PREFIXES, compact

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
    "iag:Risk": "skos:topConceptOf",
    "iag:RiskAlignment": "iag:concernsRisk",
    "iag:SourceDocument": "",
    "iag:SourceSection": "prov:hadPrimarySource",
    "iag:RiskWording": "iag:inSection",
    "iag:RiskLink": "iag:concernsRiskWording",
    "iag:FirmProfile": "iag:inSection",
    "iag:ProfileTrait": "iag:ofProfile",
}
# Under which key of its parent a resource of the graph that ships is written, by the property that
# names the parent.
NESTED = {
    "sections": ("iag:SourceSection", "prov:hadPrimarySource"),
    "families": ("iag:MetierFamily", "iag:inSector"),
    "groups": ("iag:MetierGroup", "iag:inFamily"),
    "metiers": ("iag:Metier", "iag:inFamily"),
    "headings": ("iag:ReferenceCompetence", "iag:inFamily"),
    "wordings": ("iag:SkillWording", "iag:underHeading"),
    "links": ("iag:HarmonisationLink", "iag:concernsWording"),
    "impacts": ("iag:SkillImpact", "iag:concernsMetier"),
    "keySkills": ("iag:KeySkillStatement", "iag:concernsMetier"),
    "transformations": ("iag:MetierTransformation", "iag:concernsMetier"),
    "demands": ("iag:SkillDemand", "iag:concernsMetier"),
    "phases": ("iag:TransformationPhase", "iag:concernsMetier"),
    "categories": ("iag:SkillCategory", "skos:topConceptOf"),
    "skills": ("iag:Skill", "skos:broader"),
    "risks": ("iag:Risk", "skos:topConceptOf"),
    "alignments": ("iag:RiskAlignment", "iag:concernsRisk"),
    "opportunities": ("iag:Opportunity", "skos:topConceptOf"),
    "topics": ("iag:Topic", "skos:topConceptOf"),
    "riskLinks": ("iag:RiskLink", "iag:concernsRiskWording"),
    "opportunityLinks": ("iag:OpportunityLink", "iag:concernsOpportunityWording"),
    "traits": ("iag:ProfileTrait", "iag:ofProfile"),
    "trainingLinks": ("iag:TrainingLink", "iag:concernsOffer"),
    "activities": ("iag:Activity", "iag:inSection"),
    "opportunityWordings": ("iag:OpportunityWording", "iag:inSection"),
    "riskWordings": ("iag:RiskWording", "iag:inSection"),
    "uses": ("iag:UseWording", "iag:inSection"),
    "challenges": ("iag:Challenge", "iag:inSection"),
    "impactForms": ("iag:ImpactForm", "iag:inSection"),
    "namedThings": ("iag:Mention", "iag:inSection"),
    "firmProfiles": ("iag:FirmProfile", "iag:inSection"),
    "claims": ("iag:Claim", "iag:inSection"),
    "statistics": ("iag:Statistic", "iag:inSection"),
    "glossary": ("iag:GlossaryTerm", "iag:inSection"),
    "recommendations": ("iag:Recommendation", "iag:inSection"),
    "offers": ("iag:TrainingOffer", "iag:inSection"),
    "certifications": ("iag:Certification", "iag:inSection"),
    "formats": ("iag:FormatStatement", "iag:inSection"),
    "assessments": ("iag:TrainingAssessment", "iag:inSection"),
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


@pytest.fixture(scope="module")
def everything(bank: dict[str, Any]) -> list[dict[str, Any]]:
    return list(nodes_of(bank["@graph"]))


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
    sector = next(found for found in bank["@graph"] if found["id"] == "iagd:sector-banque")
    assert sector["label"] == {"fr": "Banque", "en": "Banking"}
    assert len(sector["families"]) == 9
    family = next(f for f in sector["families"] if f["id"] == "iagd:family-banque-client")
    assert len(family["metiers"]) >= 5 and "inSector" not in family
    metier = next(m for m in family["metiers"] if "impacts" in m)
    assert metier["isManagerial"] is False
    assert len(metier["impacts"]) == 21 and metier["demands"]
    assert metier["impacts"][0]["hasLevel"].startswith("iag:")
    assert family["headings"][0]["wordings"][0]["links"]


def test_a_sector_known_as_a_whole_holds_families_without_metier(bank: dict[str, Any]) -> None:
    commerce = next(found for found in bank["@graph"] if found["id"] == "iagd:sector-commerce")
    assert len(commerce["families"]) == 30
    assert not any({"metiers", "headings"} & set(family) for family in commerce["families"])


def test_a_document_holds_its_sections_and_they_what_was_read_there(bank: dict[str, Any]) -> None:
    study = next(found for found in bank["@graph"] if found["id"] == "iagd:source-banque-iag")
    plan = next(s for s in study["sections"] if s["id"] == "iagd:section-banque-iag-6-2")
    assert plan["label"]["fr"] == "Plan d’action opérationnel"
    assert len(plan["offers"]) == 16
    offer = next(o for o in plan["offers"] if o["offeredBy"] == "iagd:stakeholder-jedha")
    assert offer["cpfEligibility"] == "iag:Yes" and "inSection" not in offer
    assert offer["hadPrimarySource"] == "iagd:source-banque-iag"
    assert [link["ground"] for link in offer["trainingLinks"]] == ["Conception de prompts"]


@pytest.mark.parametrize("term", NESTED)
def test_what_has_one_parent_is_written_under_it(
    term: str, bank: dict[str, Any], everything: list[dict[str, Any]], kg: ox.Store
) -> None:
    kind, link = NESTED[term]
    parents = {}
    for quad in kg.quads_for_pattern(None, node("rdf:type"), node(kind)):
        named = {each.object for each in kg.quads_for_pattern(quad.subject, node(link), None)}
        if len(named) == 1:
            parents[quad.subject] = named.pop()
    expected = {compact(str(c)[1:-1]): compact(str(p)[1:-1]) for c, p in parents.items()}
    written = {child["id"]: parent["id"] for parent in everything for child in parent.get(term, [])}
    assert written == expected != {}
    assert bank["@context"][term] == {"@reverse": link}


def test_a_passerelle_holds_the_skills_that_explain_it(everything: list[dict[str, Any]]) -> None:
    wanted = "iagd:passerelle-client-relation--client-patrimoine"
    (move,) = (found for found in everything if found["id"] == wanted)
    assert set(move["explanation"]) == {"fr", "en"}
    assert move["origin"] == "iagd:metier-banque-relation-client-et-conseil-commercial"
    assert all(line["type"] == "iag:SkillComparison" for line in move["comparesSkill"])
    assert isinstance(move["coverage"], str), "a number of JSON would lose digits"


def test_iris_are_compact_and_accents_are_not_escaped(written: str) -> None:
    body = written[written.index('"@graph"') :]
    assert "w3id.org/iag-kg/id/" not in body
    assert "métier" in body and "\\u00e9" not in body
    assert written.endswith("}\n") and "\r" not in written
