"""ROME against ESCO over the bridges of a store: which candidates count, how, and without any."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterable

import numpy as np
import pyoxigraph as ox
import pytest

from command import call
from iag_kg.bridges import are_current, match, read_groups, read_releases, read_titles, state
from iag_kg.errors import NotFoundError
from iag_kg.graph import RDF_TYPE, node, select, text
from iag_kg.mobilities import (
    Contest,
    Ranking,
    agreement_figures,
    isco_figures,
    read_esco,
    read_register,
    stored_links,
)
from iag_kg.mobilities.bridge import (
    Candidate,
    carry_over,
    read_candidates,
    shared_best,
    surest,
)
from iag_kg.mobilities.contest import Figure
from iag_kg.mobilities.overlap import read_profiles
from iag_kg.namespaces import IAGD
from iag_kg.references import CONFIDENCES
from iag_kg.stored import open_store
from test_mobilities import release, silent, taken

ESCO, BRIDGES = node("iagg:esco"), node("iagg:bridges")
HIGH, MEDIUM, LOW = CONFIDENCES


# Which candidates count, and how.


def test_the_surest_candidates_of_each_metier_stand_for_it_and_no_other() -> None:
    several = [
        Candidate(4, 7, LOW),
        Candidate(1, 9, MEDIUM),
        Candidate(1, 3, HIGH),
        Candidate(1, 2, HIGH),
        Candidate(0, 5, LOW),
        Candidate(0, 6, MEDIUM),
        Candidate(4, 1, LOW),
    ]
    expected = {
        0: [Candidate(0, 6, MEDIUM)],
        1: [Candidate(1, 2, HIGH), Candidate(1, 3, HIGH)],
        4: [Candidate(4, 1, LOW), Candidate(4, 7, LOW)],
    }
    assert surest(several) == expected and list(surest(several)) == [0, 1, 4]
    assert surest(reversed(several)) == expected
    assert surest([]) == {}


def test_a_score_is_the_mean_over_all_pairs_of_stand_ins() -> None:
    draw = np.random.default_rng(4)
    esco = draw.random((30, 30))
    stand_ins = [draw.choice(30, size=1 + n % 4, replace=False).tolist() for n in range(12)]
    found = carry_over(esco, stand_ins)
    assert found.shape == (12, 12)
    for a, leaving in enumerate(stand_ins):
        for b, arriving in enumerate(stand_ins):
            plain = [esco[i, j] for i in leaving for j in arriving]
            assert found[a, b] == pytest.approx(sum(plain) / len(plain), abs=1e-11)


def test_what_two_rankings_share_is_counted_without_the_source_itself() -> None:
    scores = np.tile(np.arange(30.0), (30, 1))
    assert shared_best(scores, scores).tolist() == [[1.0]] * 30
    other = scores.copy()
    other[:, 20:] = 0  # the ten best become those before, but for sources among them
    assert shared_best(scores, other)[0].tolist() == [0.0]
    assert shared_best(scores, other)[25].tolist() == [0.1]


# A store: the fictitious release, an ESCO that knows some of its métiers, their bridges.


def esco_of(rome: ox.Store) -> Iterable[ox.Quad]:
    """Three occupations out of four métiers, under one name of theirs, with skills at random."""
    draw = random.Random(5)
    for place, titled in enumerate(read_titles(rome, "rome")):
        if place % 4 == 3:
            continue
        name = titled.name.partition(" / ")[0] if place % 4 else titled.name
        occupation = ox.NamedNode(f"{IAGD}fictitious-{place}")
        yield ox.Quad(occupation, RDF_TYPE, node("iag:ReferenceMetier"), ESCO)
        yield ox.Quad(occupation, node("skos:notation"), ox.Literal(f"{place:04}"), ESCO)
        yield ox.Quad(occupation, node("skos:prefLabel"), text(name, "fr"), ESCO)
        group = ox.NamedNode(f"http://data.europa.eu/esco/isco/C{9000 + place // 3}")
        yield ox.Quad(occupation, node("iag:inIscoGroup"), group, ESCO)
        for skill in draw.sample(range(20), 8):
            thing = ox.NamedNode(f"{IAGD}fictitious-skill-{skill}")
            yield ox.Quad(occupation, node("iag:hasEssentialSkill"), thing, ESCO)
    yield ox.Quad(ESCO, node("iag:release"), ox.Literal("v9.9.9"), ESCO)


def bridges_of(store: ox.Store) -> list[ox.Quad]:
    bridges = match(read_titles(store, "rome"), read_titles(store, "esco"))
    lines = "".join(state(bridges, read_groups(store), read_releases(store), None))
    parsed = ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)
    return [ox.Quad(quad.subject, quad.predicate, quad.object, BRIDGES) for quad in parsed]


@pytest.fixture(scope="module")
def rome(tmp_path_factory: pytest.TempPathFactory) -> list[ox.Quad]:
    """The fictitious release, as quads."""
    folder = tmp_path_factory.mktemp("agreement")
    return list(open_store(taken("rome", release(folder / "release"), folder / "store")))


@pytest.fixture
def unbridged(rome: list[ox.Quad]) -> ox.Store:
    """A store in memory with ROME and ESCO."""
    store = ox.Store()
    store.extend(rome)
    store.extend(esco_of(store))
    return store


@pytest.fixture
def store(unbridged: ox.Store) -> ox.Store:
    """The same with bridges."""
    unbridged.extend(bridges_of(unbridged))
    return unbridged


def contest_of(store: ox.Store) -> Contest:
    register = read_register(store)
    return Contest(Ranking(register), stored_links(store, register), silent)


STATED = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?code ?confidence ?occupation WHERE {
  ?bridge iag:bridgesMetier/skos:notation ?code ; iag:hasConfidence ?level ;
    iag:bridgesOccupation ?target .
  BIND (STRAFTER(STR(?level), "#") AS ?confidence)
  BIND (STRAFTER(STR(?target), "/id/") AS ?occupation)
}
ORDER BY ?code ?confidence ?occupation
"""


def stated(store: ox.Store) -> dict[str, dict[str, list[str]]]:
    """Occupations by code of the métier, then by confidence, as the graph of bridges says."""
    found: dict[str, dict[str, list[str]]] = {}
    for code, confidence, occupation in select(store, STATED).values():
        found.setdefault(str(code), {}).setdefault(str(confidence), []).append(str(occupation))
    return found


def test_candidates_are_those_that_the_store_states(store: ox.Store) -> None:
    occupations = read_profiles(store, "esco")
    codes = read_register(store).codes
    found = read_candidates(store, occupations)
    told: dict[str, dict[str, list[str]]] = {}
    for each in found:
        levels = told.setdefault(codes[each.metier], {})
        levels.setdefault(each.confidence, []).append(occupations.metiers[each.occupation])
    assert found == sorted(found) and len(found) > 27
    for levels in told.values():
        for held in levels.values():
            held.sort()
    assert told == stated(store)


def test_without_bridges_the_command_that_makes_them_is_named(unbridged: ox.Store) -> None:
    with pytest.raises(NotFoundError, match="`iag-kg import bridges …`"):
        read_candidates(unbridged, read_profiles(unbridged, "esco"))


def test_bridges_of_other_releases_are_told_and_what_they_lost_is_left_out(store: ox.Store) -> None:
    assert are_current(store)
    before = read_candidates(store, read_profiles(store, "esco"))
    gone = ox.NamedNode(f"{IAGD}fictitious-8")
    for quad in list(store.quads_for_pattern(gone, None, None, ESCO)):
        store.remove(quad)
    (said,) = store.quads_for_pattern(ESCO, node("iag:release"), None, ESCO)
    store.remove(said)
    store.add(ox.Quad(ESCO, node("iag:release"), ox.Literal("v9.9.10"), ESCO))
    assert not are_current(store)
    occupations = read_profiles(store, "esco")
    after = read_candidates(store, occupations)
    assert gone.value.rpartition("/")[2] not in occupations.metiers
    assert len(occupations.metiers) == 26 and 0 < len(after) < len(before)


# The figures.


def by_name(figures: Iterable[Figure]) -> dict[tuple[str, str, str], float | None]:
    return {(each.section, each.name, each.measure): each.value for each in figures}


def test_the_figures_are_those_of_a_plain_count(store: ox.Store) -> None:
    contest, esco = contest_of(store), read_esco(store)
    found = by_name(agreement_figures(store, contest, esco))
    held = stated(store)
    first = {code: next(each for each in CONFIDENCES if each in held[code]) for code in held}
    assert len(set(first.values())) > 1
    assert found["bridge", "metiers", "reached"] == len(held) / 36
    for each in CONFIDENCES:
        count = sum(len(levels.get(each, ())) for levels in held.values())
        assert found["bridge", each, "candidates"] == count
        assert found["bridge", each, "surest"] == list(first.values()).count(each)
    codes, ranks = contest.ranking.register.codes, esco.occupations.metiers
    coverage = esco.ranked["coverage"][0]

    def by_esco(a: str, b: str) -> float:
        pairs = [
            coverage[ranks.index(x), ranks.index(y)]
            for x in held[a][first[a]]
            for y in held[b][first[b]]
        ]
        return round(float(sum(pairs) / len(pairs)), 10)

    def by_rome(a: str, b: str) -> float:
        return float(contest.ranking.scores[codes.index(a), codes.index(b)])

    shares, recalls = [], []
    for a in held:
        others = [b for b in held if b != a]
        best = [
            set(sorted(others, key=lambda b: (-score(a, b), b))[:10])
            for score in (by_rome, by_esco)
        ]
        shares.append(len(best[0] & best[1]) / 10)
        if gold := {b for b in others if contest.gold[codes.index(a), codes.index(b)]}:
            recalls.append(len(gold & best[1]) / len(gold))
    assert found["agreement", "rome, esco", "shared@10"] == pytest.approx(np.mean(shares))
    assert found["agreement", "esco", "recall@10"] == pytest.approx(np.mean(recalls))
    assert found["agreement", "random", "shared@10"] == 10 / (len(held) - 1)
    assert found["agreement", "mix", "recall@10"] is not None


def test_too_few_metiers_reached_give_no_ranking(store: ox.Store) -> None:
    bridges = list(store.quads_for_pattern(None, node("iag:bridgesMetier"), None, BRIDGES))
    for quad in sorted(bridges, key=str)[10:]:
        store.remove(quad)
    found = agreement_figures(store, contest_of(store), read_esco(store))
    assert {each.section for each in found} == {"bridge"}


def test_esco_stays_within_its_groups_as_often_as_counted(unbridged: ox.Store) -> None:
    esco = read_esco(unbridged)
    found = by_name(isco_figures(esco))
    assert set(esco.groups) == {"900", "901"}
    chance = np.mean([(esco.groups.count(group) - 1) / 26 for group in esco.groups])
    assert found["isco", "random", "same-minor-group@10"] == pytest.approx(chance)


# The command line.


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The figures of ESCO alone: those of the rankers of ROME take longer and stand elsewhere."""
    monkeypatch.setattr("iag_kg.mobilities.Contest.run", lambda contest: [])


def bench(*words: str) -> tuple[set[str], list[str]]:
    """The sections of figures that the bench gives, and the lines that it says beside them."""
    outcome = call("bench", "rome-mobilites", "--store", "store", "--format", "csv", *words)
    assert outcome.code == 0, outcome.err
    rows = csv.DictReader(io.StringIO(outcome.out))
    return {row["section"] for row in rows}, outcome.err.splitlines()


@pytest.mark.usefixtures("alone")
def test_the_bench_tells_what_the_store_lacks_in_one_line(
    unbridged: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iag_kg.stored.open_store", lambda path: unbridged)
    sections, said = bench("--lang", "en")
    assert sections == {"isco"}
    (line,) = [line for line in said if "This store" in line]
    assert "no bridges" in line and "`iag-kg import bridges`" in line

    unbridged.extend(bridges_of(unbridged))
    (release,) = unbridged.quads_for_pattern(None, None, ox.Literal("esco v9.9.9"), BRIDGES)
    unbridged.remove(release)
    sections, said = bench()
    assert sections == {"isco", "bridge", "agreement"}
    (line,) = [line for line in said if "magasin" in line]
    assert "tirés d’autres publications" in line

    for quad in list(unbridged.quads_for_pattern(None, None, None, ESCO)):
        unbridged.remove(quad)
    unbridged.remove_graph(ESCO)
    sections, said = bench()
    assert sections == set() and [line for line in said if "magasin" in line] == [
        "Ce magasin ne tient pas ESCO : accord entre référentiels non mesuré."
    ]


@pytest.mark.usefixtures("alone")
def test_the_bench_shows_the_agreement_to_people(
    store: ox.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iag_kg.stored.open_store", lambda path: store)
    outcome = call("bench", "rome-mobilites", "--store", "store")
    assert outcome.code == 0, outcome.err
    for words in ("les ponts que le magasin tient", "confiance haute", "métiers dont"):
        assert words in outcome.out, words
    assert "import bridges" not in outcome.out
    assert not re.search(r"confiance haute.*\d[.,]\d", outcome.out), "a count has no decimals"
