"""Tables become triples that say where they were read, whatever the order of the rows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from random import Random

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, Store

from iag_kg.errors import TableError
from iag_kg.graph import ALIGNMENTS, HARMONISATION, LAW, ONTOLOGY, node, read_quads, to_store
from iag_kg.namespaces import IAG, IAGD, IAGG
from iag_kg.paths import resources
from iag_kg.populate import populate
from iag_kg.tables import Matrix, Row, Tables, read_tables

PUBLISHED = (
    "<http://data.europa.eu/eli/",
    "<http://data.europa.eu/esco/occupation/",
    "<http://eurovoc.europa.eu/",
    "<http://publications.europa.eu/resource/",
    "<http://www.wikidata.org/entity/",
    "<https://w3id.org/airo#",
    "<https://w3id.org/dpv/",
    "<https://w3id.org/iag-kg/id/rome-metier-",
    "<https://w3id.org/vair#",
)
KEYS = {"banque-iag", "betic-iag", "commerce-iag", "solidaires-iag", "club-iag"}


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables(resources() / "data")


@pytest.fixture(scope="module")
def graph(tables: Tables) -> Store:
    return to_store(populate(tables))


def instances(graph: Store, kind: str) -> set[str]:
    found = graph.quads_for_pattern(None, node("rdf:type"), node(kind))
    return {quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)}


def objects(graph: Store, subject: str, link: str) -> list[str]:
    found = graph.quads_for_pattern(NamedNode(subject), node(link), None)
    return sorted(quad.object.value for quad in found if hasattr(quad.object, "value"))


def test_what_sources_say_and_what_the_project_adds_stand_in_graphs_of_their_own(
    graph: Store,
) -> None:
    sources = {NamedNode(f"{IAGG}source-{key}") for key in KEYS}
    assert {quad.graph_name for quad in graph} == {*sources, HARMONISATION, LAW, ALIGNMENTS}
    for quad in graph:
        if quad.graph_name in sources and quad.predicate == node("prov:hadPrimarySource"):
            assert str(quad.object)[1:-1].removeprefix(f"{IAGD}source-") in KEYS
            assert str(quad.graph_name) == str(quad.object).replace("/id/", "/graph/")
    shortcuts = {
        (re.sub(r"-.*", "", str(quad.subject)[1:-1].removeprefix(IAGD)), quad.predicate)
        for quad in graph
        if quad.graph_name == HARMONISATION
        and not any(graph.quads_for_pattern(quad.subject, node("rdf:type"), None, HARMONISATION))
    }
    assert shortcuts == {
        ("wording", node("iag:harmonisedAs")),
        ("riskwording", node("iag:namesRisk")),
        ("opportunitywording", node("iag:namesOpportunity")),
        ("offer", node("iag:developsSkill")),
        ("claim", node("iag:contradicts")),
        ("claim", node("iag:agreesWith")),
        ("statistic", node("iag:conflictsWith")),
        ("usewording", node("iag:bearsOnUseCase")),
        ("opportunitywording", node("iag:bearsOnUseCase")),
        ("riskwording", node("iag:bearsOnUseCase")),
        ("usecase", node("iag:isFoundIn")),
        ("claim", node("iag:speaksOfTier")),
    }


def test_alignments_lead_from_our_schemes_to_published_terms(graph: Store) -> None:
    for quad in graph.quads_for_pattern(None, None, None, ALIGNMENTS):
        if quad.predicate.value.endswith("Match"):
            assert str(quad.subject).startswith(f"<{IAGD}")
            assert str(quad.object).startswith(PUBLISHED)


def test_there_is_no_blank_node(graph: Store) -> None:
    for quad in graph:
        assert not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode)


def test_no_triple_stands_in_two_graphs(graph: Store) -> None:
    assert set(Counter(quad.triple for quad in graph).values()) == {1}


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("iag:SourceDocument", 5),
        ("iag:Sector", 7),
        ("iag:MetierFamily", 39),
        ("iag:MetierGroup", 4),
        ("iag:SkillImpact", 606),
        ("iag:KeySkillStatement", 32),
        ("iag:MetierTransformation", 12),
        ("iag:SkillCategory", 3),
        ("iag:ImpactForm", 3),
        ("iag:FirmProfile", 3),
        ("iag:TransformationPhase", 6),
        ("iag:TrainingOffer", 16),
        ("iag:TrainingFormat", 5),
        ("iag:FormatStatement", 22),
    ],
)
def test_every_printed_thing_is_one_resource(graph: Store, kind: str, count: int) -> None:
    assert len(instances(graph, kind)) == count


@pytest.mark.parametrize(
    "kind",
    [
        "iag:MetierFamily",
        "iag:Metier",
        "iag:ReferenceCompetence",
        "iag:SkillWording",
        "iag:SkillImpact",
        "iag:KeySkillStatement",
        "iag:MetierTransformation",
        "iag:SkillCategory",
        "iag:Activity",
        "iag:OpportunityWording",
        "iag:RiskWording",
        "iag:UseWording",
        "iag:Challenge",
        "iag:Mention",
        "iag:Claim",
        "iag:Statistic",
        "iag:GlossaryTerm",
        "iag:Recommendation",
        "iag:TrainingOffer",
        "iag:Certification",
        "iag:FormatStatement",
        "iag:TrainingAssessment",
        "iag:ProfileTrait",
        "iag:TransformationPhase",
    ],
)
def test_everything_read_in_a_source_says_in_which_section_and_lines(
    graph: Store, kind: str
) -> None:
    for subject in instances(graph, kind):
        (source,) = objects(graph, subject, "prov:hadPrimarySource")
        (section,) = objects(graph, subject, "iag:inSection")
        assert section.startswith(source.replace("/id/source-", "/id/section-"))
        (locator,) = objects(graph, subject, "iag:locator")
        assert re.fullmatch(
            r"(\d(\.\d+)?|« .* »)(, tableau de synthèse)?, l\. \d[\d, -]*", locator
        ), subject


def test_every_statement_has_one_metier_one_wording_and_its_basis(graph: Store) -> None:
    for kind, levels in (("iag:SkillImpact", 1), ("iag:KeySkillStatement", 0)):
        for subject in instances(graph, kind):
            assert len(objects(graph, subject, "iag:concernsMetier")) == 1
            assert len(objects(graph, subject, "iag:concernsWording")) == 1
            assert len(objects(graph, subject, "iag:hasLevel")) == levels
            assert objects(graph, subject, "iag:hasBasis") == [f"{IAG}StatedBySource"]


def test_every_link_of_the_harmonisation_is_a_judgement_with_a_reason(graph: Store) -> None:
    direct = Counter(
        (q.subject, q.object) for q in graph.quads_for_pattern(None, node("iag:harmonisedAs"), None)
    )
    links = instances(graph, "iag:HarmonisationLink")
    assert len(links) == len(direct)
    for link in links:
        wording, skill = (
            objects(graph, link, f"iag:concerns{what}")[0] for what in ("Wording", "Skill")
        )
        assert direct[NamedNode(wording), NamedNode(skill)] == 1
        assert objects(graph, link, "iag:hasBasis") == [f"{IAG}EditorialJudgement"]
        assert len(objects(graph, link, "iag:reason")) == 2
        assert objects(graph, link, "iag:hasStatus")[0] in (f"{IAG}Draft", f"{IAG}Checked")


def test_the_same_word_may_mean_two_skills_in_two_metiers(graph: Store) -> None:
    for metier, skill in (
        ("ia-data-scientist", "veille-technologique"),
        ("ia-ethique", "veille-juridique-reglementaire"),
    ):
        wording = f"{IAGD}wording-banque-producteurs-ia-veille--{metier}"
        assert objects(graph, wording, "iag:harmonisedAs") == [f"{IAGD}skill-{skill}"]


def test_labels_stand_once_in_each_language(graph: Store) -> None:
    languages: dict[str, list[str]] = defaultdict(list)
    for quad in graph.quads_for_pattern(None, node("rdfs:label"), None):
        languages[str(quad.subject)].append(str(quad.object)[-3:])
    subjects = {str(quad.subject) for quad in graph}
    assert set(languages) == subjects
    assert {tuple(sorted(found)) for found in languages.values()} == {("@en", "@fr")}


def test_nothing_points_at_a_resource_that_nothing_describes(graph: Store) -> None:
    ontology = [
        q for p in sorted((resources() / "ontology").glob("*.ttl")) for q in read_quads(p, ONTOLOGY)
    ]
    described = {quad.subject for quad in graph} | {quad.subject for quad in ontology}
    used = {q.object for q in graph if isinstance(q.object, NamedNode)} | {
        q.predicate for q in graph
    }
    ours = {iri for iri in used if iri.value.startswith((IAG, IAGD, IAGG))}
    # ROME and ESCO are described by whoever imports them; nothing of them ships.
    imported = (f"{IAGD}rome-metier-", f"{IAGG}rome", f"{IAGG}esco")
    lost = {iri.value for iri in ours - described}
    assert ours and not {iri for iri in lost if not iri.startswith(imported)}


def test_individuals_have_plain_hyphenated_names(graph: Store) -> None:
    for quad in graph:
        assert re.fullmatch(r"[a-z0-9]+(-+[a-z0-9]+)*", str(quad.subject)[1:-1].removeprefix(IAGD))


def test_slips_of_the_study_are_kept_and_noted(graph: Store) -> None:
    key = "banque-marketing-analyse-strategique-data-driven"
    (note,) = objects(graph, f"{IAGD}wording-{key}", "skos:editorialNote")[:1]
    assert "deux fois" in note
    (locator,) = objects(graph, f"{IAGD}wording-{key}", "iag:locator")
    assert locator == "4.5, tableau de synthèse, l. 11592-11594, 11644-11646"


def test_an_empty_cell_makes_no_statement(graph: Store) -> None:
    row = {
        iri for iri in instances(graph, "iag:SkillImpact") if "/impact-banque-services-11-" in iri
    }
    assert len(row) == 3


def shuffled(tables: Tables, random: Random) -> Tables:
    """The same tables, list rows and matrix columns in another order; printed rows keep theirs."""

    def mix(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(random.sample(rows, len(rows)))

    def turn(matrix: Matrix) -> Matrix:
        metiers = list(matrix.metiers.items())
        return replace(matrix, metiers=dict(random.sample(metiers, len(metiers))))

    lists = {name: mix(rows) for name, rows in tables.lists.items()}
    return Tables(tables.schema, lists, tuple(random.sample([turn(m) for m in tables.matrices], 9)))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_and_columns_changes_nothing(tables: Tables, seed: int) -> None:
    expected: set[Quad] = set(populate(tables))
    assert set(populate(shuffled(tables, Random(seed)))) == expected


def test_reading_twice_gives_the_same_quads_in_the_same_order(tables: Tables) -> None:
    assert populate(tables) == populate(read_tables(resources() / "data"))


def test_two_rows_that_would_be_one_resource_are_refused_with_both_lines(tables: Tables) -> None:
    name, row = "risk-alignments", tables["risk-alignments"][0]
    twins = [
        replace(row, line=line, cells={**row.cells, "target": f"https://exemple.fr/{end}"})
        for line, end in ((900, "a_b"), (901, "A-b"))
    ]
    spoilt = replace(tables, lists={**tables.lists, name: (*tables[name], *twins)})
    with pytest.raises(TableError, match=r"csv:901: .*--exemple-fr-a-b', as the one on line 900"):
        populate(spoilt)
