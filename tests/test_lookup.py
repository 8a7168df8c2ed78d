"""A person names a métier or a skill in words, and gets it, a choice, or a clear no."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from iag_kg.errors import AmbiguousError, NotFoundError
from iag_kg.lookup import Named, find
from iag_kg.namespaces import IAGD

RELATION = "https://w3id.org/iag-kg/id/metier-banque-relation-client-et-conseil-commercial"


def metier(store: Store, name: str) -> Named:
    return find(store, "iag:Metier", name)


@pytest.mark.parametrize(
    "name",
    [
        RELATION,
        "iagd:metier-banque-relation-client-et-conseil-commercial",
        "client-relation",
        "CLIENT-RELATION",
        "Relation client et conseil commercial",
        "relation client et conseil commercial",
        "RELATION CLIENT",
        "  relation client ",
        "Customer relations and sales advice",
        "customer relations",
    ],
)
def test_a_metier_answers_to_its_iri_code_label_or_part_of_it(kg: Store, name: str) -> None:
    found = metier(kg, name)
    assert found.iri == RELATION and found.code == "client-relation"
    assert found.labels["fr"] == "Relation client et conseil commercial"
    assert found.places["fr"] == "Métiers orientés client"
    assert set(found.labels) == set(found.places) == {"fr", "en"}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SECURITE DES TRANSACTIONS", "services-securite"),
        ("sécurité des transactions", "services-securite"),
        ("développement et gestion de l'offre", "marketing-offre"),
        ("développement et gestion de l’offre", "marketing-offre"),
    ],
)
def test_case_accents_and_the_shape_of_an_apostrophe_do_not_count(
    kg: Store, name: str, code: str
) -> None:
    assert metier(kg, name).code == code


def test_a_whole_label_wins_over_parts_of_others(kg: Store) -> None:
    assert metier(kg, "management").labels["fr"] == "Management"
    assert metier(kg, "mlops").labels["fr"] == "MLOps"


def test_a_metier_with_a_profile_wins_over_one_that_is_only_mentioned(kg: Store) -> None:
    assert metier(kg, "gestion de patrimoine").code == "client-patrimoine"
    assert metier(kg, "gestionnaire de risque").code == ""


def test_a_name_of_several_metiers_lists_them_with_their_families(kg: Store) -> None:
    with pytest.raises(AmbiguousError) as caught:
        metier(kg, "gestion des")
    error = caught.value
    assert len(error.candidates) > 2 and list(error.candidates) == sorted(error.candidates)
    assert all(" — " in candidate for candidate in error.candidates)
    assert str(error).startswith(f"'gestion des' may mean {len(error.candidates)} métiers:\n  - ")


def test_the_name_of_a_family_lists_its_metiers(kg: Store) -> None:
    with pytest.raises(AmbiguousError) as caught:
        metier(kg, "métiers orientés client")
    assert len(caught.value.candidates) == 5
    assert all(c.endswith(" — Métiers orientés client") for c in caught.value.candidates)


def test_every_profiled_metier_answers_to_its_own_label_in_both_languages(kg: Store) -> None:
    with pytest.raises(AmbiguousError) as caught:
        metier(kg, "e")
    assert len(caught.value.candidates) > 30
    for candidate in caught.value.candidates:
        found = metier(kg, candidate.partition(" — ")[0])
        assert found.code and metier(kg, found.labels["en"]) == found == metier(kg, found.code)


@pytest.mark.parametrize("name", ["astronaute", "", "   ", "iagd:nothing", "https://x.org/y", ":"])
def test_a_name_that_no_metier_has_is_said_with_where_to_look(kg: Store, name: str) -> None:
    with pytest.raises(NotFoundError, match="metiers/list"):
        metier(kg, name)


@pytest.mark.parametrize("name", ["a{}", "%s %s", "a\\", '"', "<script>", "?x", "é" * 500])
def test_odd_characters_are_only_a_name_that_is_not_found(kg: Store, name: str) -> None:
    with pytest.raises(NotFoundError):
        metier(kg, name)


@pytest.mark.parametrize(
    "name", ["iagd:skill-pensee-critique", "Pensée critique", "PENSEE CRITIQUE", "critical think"]
)
def test_a_skill_answers_to_its_iri_or_label(kg: Store, name: str) -> None:
    skill = find(kg, "iag:Skill", name)
    assert skill.iri.endswith("/skill-pensee-critique") and skill.code == ""
    assert skill.places == {"fr": "Compétences transversales", "en": "Cross-cutting skills"}


def test_a_name_that_no_skill_has_is_said_with_where_to_look(kg: Store) -> None:
    with pytest.raises(NotFoundError, match=r"'lévitation'.*skills/definitions"):
        find(kg, "iag:Skill", "lévitation")


@pytest.mark.parametrize(
    ("name", "key"),
    [("banque-iag-2-4", "banque-iag-2-4"), ("2.4", "banque-iag-2-4"), ("enjeux", "commerce-iag-4")],
)
def test_a_section_is_found_by_key_number_and_title(kg: Store, name: str, key: str) -> None:
    assert find(kg, "iag:SourceSection", name).iri == f"{IAGD}section-{key}"


def test_a_number_that_two_documents_have_lists_both_sections(kg: Store) -> None:
    with pytest.raises(AmbiguousError) as caught:
        find(kg, "iag:SourceSection", "4.2")
    assert "Étude banque" in str(caught.value) and "Étude ingénierie" in str(caught.value)


def test_a_metier_without_family_is_found_with_its_sector(kg: Store) -> None:
    assert find(kg, "iag:Metier", "relecteur").places["fr"] == "Ingénierie, numérique et conseil"
