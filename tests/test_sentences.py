"""The sentence that explains a passerelle, branch by branch, as a person would write it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest
from pyoxigraph import Literal, Store

from iag_kg.graph import select
from iag_kg.passerelles import Line, Names, Offer, Passerelle
from iag_kg.passerelles.profiles import Metier
from iag_kg.passerelles.sentences import sentences

NBSP = "\u00a0"
LABELS = {
    "a": {"fr": "Conseil", "en": "Advice"},
    "b": {"fr": "Contrôle", "en": "Control"},
    "s1": {"fr": "Pensée critique", "en": "Critical thinking"},
    "s2": {"fr": "Éthique", "en": "Ethics"},
    "s3": {"fr": "DevOps", "en": "DevOps"},
    "s4": {"fr": "Veille", "en": "Watch"},
    "s5": {"fr": "IAG au quotidien", "en": "GenAI every day"},
    "s6": {"fr": "« Data storytelling »", "en": "Data storytelling"},
    "s7": {"fr": "Analyse et synthèse", "en": "Analysis and synthesis"},
    "s8": {"fr": "Saisie manuelle", "en": "Manual entry"},
}
FADING = frozenset({"s8"})
BASE = "de ce socle commun tient à des compétences que l’IAG renforce à l’arrivée"
SHARED = "of this shared base lies in skills that generative AI reinforces at the destination"

UNTRAINED = "aucune formation recensée ne porte sur ces manques"
UNTRAINED_EN = "no training offer listed is about what is missing"


def explain(
    shared: str = "",
    acquire: str = "",
    strengthen: str = "",
    keep: str = "",
    coverage: str = "0.5",
    durable: str = "0.5",
    full: tuple[bool, bool] = (True, True),
    rarity: Mapping[str, float] | None = None,
    labels: Mapping[str, Mapping[str, str]] = LABELS,
    offers: Sequence[Offer] | None = None,
) -> tuple[str, str]:
    """Both sentences of a move with these skills, all alike; non-breaking spaces shown as `_`.

    What they say of training, tested apart, is left out where no offers are given.
    """
    tenth, half, none = Decimal("0.1"), Decimal("0.5"), Decimal(0)
    lines = [Line(skill, tenth, none, 4) for skill in shared.split()]
    lines += [Line(skill, none, half, None) for skill in acquire.split()]
    lines += [Line(skill, tenth, half, 2) for skill in strengthen.split()]
    lines += [Line(skill, none, half, 0) for skill in keep.split()]
    score = Decimal(coverage) if shared or strengthen else none
    move = Passerelle(
        Metier("a", "a", "family", False, full[0]),
        Metier("b", "b", "family", False, full[1]),
        score,
        score,
        Decimal(durable),
        score,
        score,
        "iag:Horizontal",
        tuple(lines),
        True,
        True,
        all(full),
    )
    french, english = sentences(move, Names(labels, FADING), rarity or {}, offers or ())
    if offers is None:
        french = french.replace(f"{NBSP}; {UNTRAINED}", "")
        english = english.replace(f"; {UNTRAINED_EN}", "")
    assert NBSP not in english and "_" not in french
    return french.replace(NBSP, "_"), english


def test_what_is_shared_and_what_is_missing_are_both_said() -> None:
    assert explain("s1", acquire="s4", strengthen="s2", keep="s3") == (
        "Le métier «_Conseil_» couvre 50_% de ce que demande «_Contrôle_» une fois l’IAG en place, "
        f"surtout en pensée critique et en éthique_; 50_% {BASE}_; à acquérir_: veille_; "
        "à renforcer_: éthique_; à conserver, bien qu’en fort recul au départ_: DevOps.",
        "The métier “Advice” covers 50% of what “Control” asks for once generative AI is in place, "
        f"above all critical thinking and ethics; 50% {SHARED}; to acquire: watch; to strengthen: "
        "ethics; to keep up, though in strong decline at the origin: DevOps.",
    )


def test_nothing_shared_is_said_as_such() -> None:
    assert explain(acquire="s1", durable="0") == (
        "Le métier «_Conseil_» ne couvre rien de ce que demande «_Contrôle_»_; à acquérir_: pensée "
        "critique.",
        "The métier “Advice” covers nothing of what “Control” asks for; to acquire: critical "
        "thinking.",
    )


@pytest.mark.parametrize("full", [(True, False), (False, True), (False, False)])
def test_where_a_profile_is_partial_nothing_shared_is_only_nothing_known(
    full: tuple[bool, bool],
) -> None:
    french, english = explain(acquire="s1", durable="0", full=full)
    assert french.startswith("Aucune compétence commune n’est connue entre «_Conseil_» et")
    assert english.startswith("No shared skill is known between “Advice” and “Control”;")


def test_nothing_missing_is_said_as_such() -> None:
    french, english = explain("s1", coverage="1")
    assert "couvre 100_% de" in french and french.endswith("_; rien ne manque.")
    assert "covers 100% of" in english and english.endswith("; nothing is missing.")


def test_nothing_missing_of_the_key_skills_says_nothing_of_the_rest() -> None:
    french, english = explain("s1", coverage="1", full=(True, False))
    assert "aucune des compétences clés citées ne manque, le reste du métier n’est pas" in french
    assert "none of the key skills named is missing, the rest of the métier is not" in english


def test_practices_that_fade_are_not_named_as_missing() -> None:
    french, english = explain("s1", acquire="s8")
    assert french.endswith("_; ne manquent que des pratiques que l’IAG reprend.")
    assert english.endswith("; nothing is missing but practices that generative AI takes over.")
    for said in explain("s1", acquire="s4 s8", strengthen="s8", keep="s8"):
        assert said.endswith((": veille.", ": watch."))


@pytest.mark.parametrize(
    ("durable", "french", "english"),
    [
        ("0", "rien", "none"),
        ("0E-15", "rien", "none"),
        ("1", "tout ce socle commun tient", "all"),
        ("1.000000000000000", "tout ce socle commun tient", "all"),
        ("0.25", "25_%", "25%"),
        ("0.001", "1_%", "1%"),
        ("0.999", "99_%", "99%"),
    ],
)
def test_the_durable_share_is_said_in_words_at_both_ends(
    durable: str, french: str, english: str
) -> None:
    said = explain("s1", "s4", durable=durable)
    assert f"_; {french} " in said[0] and f"; {english} {SHARED};" in said[1]


@pytest.mark.parametrize(
    ("coverage", "percent"),
    [
        ("0.000000000000001", "1"),
        ("0.004", "1"),
        ("0.025", "3"),
        ("0.444444444444444", "44"),
        ("0.995", "99"),
        ("0.999999999999999", "99"),
        ("1", "100"),
        ("1.000000000000000", "100"),
    ],
)
def test_a_share_is_0_or_100_percent_only_when_it_is_exactly_that(
    coverage: str, percent: str
) -> None:
    french, english = explain("s1", "s4", coverage=coverage)
    assert f"couvre {percent}_% de" in french and f"covers {percent}% of" in english


@pytest.mark.parametrize(
    ("skills", "french", "english"),
    [
        ("s1", "en pensée critique", "critical thinking"),
        ("s1 s2", "en pensée critique et en éthique", "critical thinking and ethics"),
        ("s1 s2 s4", "critique, en éthique et en veille", "thinking, ethics and watch"),
        ("s1 s2 s4 s5", "critique, en éthique et en veille", "thinking, ethics and watch"),
        ("s1 s7", "critique ainsi qu’en analyse et synthèse", "as well as analysis and synthesis"),
    ],
)
def test_at_most_three_shared_skills_are_named(skills: str, french: str, english: str) -> None:
    said = explain(skills)
    assert f"{french}_;" in said[0] and f"{english};" in said[1]


@pytest.mark.parametrize(
    ("skills", "french", "english"),
    [
        ("s4", "veille.", "watch."),
        ("s2 s4", "éthique et veille.", "ethics and watch."),
        ("s1 s2 s4", "pensée critique, éthique et veille.", "thinking, ethics and watch."),
        ("s1 s2 s3 s4", "éthique, DevOps et 1_autre.", "ethics, DevOps and 1 other."),
        ("s1 s2 s3 s4 s5", "éthique, DevOps et 2_autres.", "ethics, DevOps and 2 others."),
    ],
)
def test_three_missing_skills_are_named_and_the_others_counted(
    skills: str, french: str, english: str
) -> None:
    said = explain(acquire=skills)
    assert said[0].endswith(french) and said[1].endswith(english)


def test_a_label_that_holds_a_conjunction_gets_another_before_it() -> None:
    french, english = explain(acquire="s1 s7")
    assert french.endswith("_: pensée critique ainsi qu’analyse et synthèse.")
    assert english.endswith("critical thinking as well as analysis and synthesis.")
    assert "analyse et synthèse ainsi que DevOps." in explain(acquire="s7 s3", rarity={"s7": 1})[0]


def test_names_and_acronyms_keep_their_capitals_within_a_sentence() -> None:
    french, english = explain("s3 s5", "s2")
    assert "en DevOps et en IAG au quotidien_;" in french and "_: éthique." in french
    assert "DevOps and GenAI every day;" in english


@pytest.mark.parametrize(
    ("full", "french", "english"),
    [
        ((True, False), "de «_Contrôle_»", "of “Control”"),
        ((False, True), "de «_Conseil_»", "of “Advice”"),
        ((False, False), "des deux métiers", "of both métiers"),
    ],
)
def test_a_profile_known_by_its_key_skills_only_is_said_to_be_so(
    full: tuple[bool, bool], french: str, english: str
) -> None:
    said = explain("s1", "s4", full=full)
    tail = f" ({english} the study gives only the key skills related to generative AI)."
    assert said[1].endswith(tail)
    assert said[0].endswith(f" (l’étude ne donne {french} que les compétences clés liées à l’IAG).")


def test_what_is_wholly_covered_comes_first_then_the_rarer_then_the_order_of_keys() -> None:
    rarity = {"s4": 2.0, "s3": 1.0}
    assert "en veille, en DevOps et en pensée critique_" in explain("s1 s3 s4", rarity=rarity)[0]
    wholly = explain("s1", strengthen="s4", rarity=rarity)[0]
    assert "surtout en pensée critique et en veille_" in wholly


def test_guillemets_within_a_label_keep_their_spaces_and_their_rank() -> None:
    quoting = {"a": {"fr": "Comptabilité et « reporting »", "en": "Accounting and reporting"}}
    french, _ = explain("s6", "s4", labels={**LABELS, **quoting})
    assert french.startswith("Le métier «_Comptabilité et “reporting”_» couvre")
    assert "surtout en «_data storytelling_»_;" in french


def test_the_sentences_that_ship_keep_to_the_typography_of_their_language(kg: Store) -> None:
    query = "SELECT ?text WHERE { ?m <https://w3id.org/iag-kg/ontology#explanation> ?text }"
    texts = [row[0] for row in select(kg, query).terms]
    literals = [term for term in texts if isinstance(term, Literal)]
    french = [literal.value for literal in literals if literal.language == "fr"]
    english = [literal.value for literal in literals if literal.language == "en"]
    assert len(french) == len(english) == 1806
    for text in french:
        assert not re.search(rf"[^{NBSP}][;:»%]|«[^{NBSP}]|'|\"|  | [,.)]|\d\.\d", text), text
        assert not re.search(r"\b[qQ]ue [aeiouéèàê]|\b[dD]e [aeiouéèàê]", text), text
    for text in english:
        assert not re.search(rf"[{NBSP}\"«»]| [;:,.)%]|  ", text), text
    for text in french + english:
        assert text.endswith((".", ").")) and "None" not in text and ".." not in text


def offer(key: str, skills: str) -> Offer:
    titles = {"fr": f"Cours {key}", "en": f"Course {key}"}
    return Offer(key, titles, {"fr": "École", "en": "School"}, frozenset(skills.split()))


def test_the_offers_that_cover_most_of_the_gap_are_named_with_the_skills_they_cover() -> None:
    offers = [offer("a", "s1"), offer("b", "s2 s4"), offer("c", "s4"), offer("d", "s5 s8")]
    french, english = explain(acquire="s2 s4 s5 s8", offers=offers)
    assert french.endswith(
        "_; formations recensées_: «_Cours b_» (École) pour éthique et veille ainsi que "
        "«_Cours d_» (École) pour IAG au quotidien."
    )
    assert english.endswith(
        "; training offers listed: “Course b” (School) for ethics and watch as well as "
        "“Course d” (School) for GenAI every day."
    )


def test_one_offer_is_named_in_the_singular() -> None:
    french, english = explain(acquire="s2", offers=[offer("a", "s2")])
    assert french.endswith("_; formation recensée_: «_Cours a_» (École) pour éthique.")
    assert english.endswith("; training offer listed: “Course a” (School) for ethics.")


def test_an_offer_for_what_is_not_missing_is_not_named() -> None:
    offers = [offer("a", "s1"), offer("d", "s8")]
    french, english = explain("s1", acquire="s2 s8", offers=offers)
    assert french.endswith(f"_; {UNTRAINED}.") and english.endswith(f"; {UNTRAINED_EN}.")


def test_of_equal_offers_the_first_is_named_and_two_at_most() -> None:
    offers = [
        offer(key, skill) for key, skill in zip("abcd", ("s2", "s2", "s4", "s5"), strict=True)
    ]
    french, _ = explain(acquire="s2 s4 s5", offers=offers)
    assert re.findall("Cours (.)", french) == ["a", "c"]


def test_where_nothing_is_missing_nothing_is_said_of_training() -> None:
    french, english = explain("s1 s2", offers=[offer("a", "s1")])
    assert "formation" not in french and "training" not in english
