"""One folding of case, accents, ligatures and apostrophes, and what each of its users adds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iag_kg.bridges.names import plain
from iag_kg.cohort import fold as fold_cohort
from iag_kg.folding import fold
from iag_kg.mobilities.wording import words
from iag_kg.tables import slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’ŒUVRE d’Été", "l'oeuvre d'ete"),
        ("curriculum vitæ", "curriculum vitae"),
        ("STRASSE Straße", "strasse strasse"),
        ("Noe\u0308l à 20\xa0m²", "noel a 20 m2"),
        ("C++ / C# (SI)", "c++ / c# (si)"),
        ("  a  b ", "  a  b "),
        ("", ""),
    ],
)
def test_only_case_accents_ligatures_and_apostrophes_go(text: str, expected: str) -> None:
    assert fold(text) == expected


@given(st.text(), st.text(), st.text())
def test_a_folded_text_holds_its_parts_folded(before: str, part: str, after: str) -> None:
    assert fold(part) in fold(before + part + after)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Mise en œuvre de l’IA", "mise-en-oeuvre-de-l-ia"),
        ("Conseil – « ventes » (B2B)", "conseil-ventes-b2b"),
        ("R&D, qualité/sécurité…", "r-d-qualite-securite"),
        ("Été", "ete"),
        ("–", ""),
    ],
)
def test_a_slug_is_ascii_and_drops_what_ascii_lacks(label: str, key: str) -> None:
    assert slug(label) == key


def test_each_user_adds_only_what_is_its_own() -> None:
    title = "\ufeff Chargé / Chargée  d’œuvres (RH) – C++"
    assert fold_cohort(title) == "charge / chargee d'oeuvres (rh) – c++"
    assert plain(title) == "charge chargee d'oeuvres c++"
    assert words(title) == ["charge", "chargee", "oeuvres", "rh", "c++"]
    assert slug(title) == "charge-chargee-d-oeuvres-rh-c"
