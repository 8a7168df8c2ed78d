"""The passerelles of the bank, worked out a second time from the CSV tables in plain fractions.

Nothing of the package computes here: `csv`, `fractions` and the formulas of DESIGN §5, pair by pair
and skill by skill. The graph that ships must give the same numbers for all 1,806 pairs.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import pytest
from pyoxigraph import Store

from iag_kg.graph import Value, select
from iag_kg.paths import resources

DATA = resources() / "data"
CLOSE = Fraction(1, 10**12)
WEIGHTS = {"++": 4, "+": 3, "N/A": 2, "-": 1, "--": 0}
KEY_SKILL_WEIGHTS = {"Nouveau": 4, "Fortement enrichi": 4, "Moyennement enrichi": 3}
PREFIXES = """PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
PAIRS = """SELECT ?a ?b ?coverage ?affinity ?durable ?rarity_coverage ?rarity_affinity ?kind
  ?passes_coverage ?passes_durability ?full ?recommended WHERE {
  ?move iag:origin/skos:notation ?a ; iag:destination/skos:notation ?b ; iag:coverage ?coverage ;
    iag:affinity ?affinity ; iag:durableShare ?durable ; iag:rarityCoverage ?rarity_coverage ;
    iag:rarityAffinity ?rarity_affinity ; iag:hasKind ?kind ;
    iag:passesCoverage ?passes_coverage ; iag:passesDurability ?passes_durability ;
    iag:comparesFullProfiles ?full ; iag:isRecommended ?recommended }"""
LINES = """SELECT ?a ?b ?skill ?part ?gap WHERE {
  ?move iag:origin/skos:notation ?a ; iag:destination/skos:notation ?b ; iag:comparesSkill ?line .
  ?line iag:concernsSkill ?skill .
  OPTIONAL { ?line iag:contribution ?part } OPTIONAL { ?line iag:gap ?gap } }"""

Profile = dict[str, Fraction]


def read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Bank:
    """What the tables say: métiers by short code, and their demand for each skill."""

    metiers: dict[str, dict[str, str]]
    demand: dict[str, Profile]
    rarity: dict[str, float]


@pytest.fixture(scope="module")
def bank() -> Bank:
    codes = {(row["family"], row["label_fr"]): row["code"] for row in read("metiers.csv")}
    links = read("harmonisation.csv")
    demand: dict[str, Profile] = defaultdict(dict)

    def note(family: str, metier: str, wording: str, quarters: int) -> None:
        profile = demand[codes[family, metier]]
        for link in links:
            same = (link["family"], link["wording"]) == (family, wording)
            if same and link["metier"] in ("", metier):
                weight = Fraction(quarters, 4)
                profile[link["skill"]] = max(weight, profile.get(link["skill"], weight))

    for table in read("matrices.csv"):
        for row in read(f"matrices/{table['file']}"):
            if table["kind"] == "key-skills":
                for skill in row["skills"].split(" | "):
                    weight = KEY_SKILL_WEIGHTS[row["transformation"]]
                    note(table["family"], row["metier"], skill, weight)
                continue
            for column in set(row) - {"heading", "wording", "lines", "note"}:
                if row[column]:
                    note(table["family"], column, row["wording"], WEIGHTS[row[column]])
    skills = {skill for profile in demand.values() for skill in profile}
    having = {s: sum(profile.get(s, 0) > 0 for profile in demand.values()) for s in skills}
    rarity = {s: -math.log(count / len(demand)) for s, count in having.items() if count}
    metiers = {row["code"]: row for row in read("metiers.csv") if row["code"]}
    return Bank(metiers, dict(demand), rarity)


def ratio(part: Fraction, whole: Fraction) -> Fraction:
    return part / whole if whole else Fraction(0)


def total(values: Iterable[Fraction]) -> Fraction:
    return sum(values, Fraction(0))


def close(found: Value, expected: Fraction | float) -> bool:
    return abs(Fraction(str(found)) - Fraction(expected)) <= CLOSE


@pytest.fixture(scope="module")
def moves(kg: Store) -> dict[tuple[str, str], dict[str, Value]]:
    rows = select(kg, PREFIXES + PAIRS).records()
    return {(str(row["a"]), str(row["b"])): row for row in rows}


def test_every_ordered_pair_of_profiled_metiers_has_one_passerelle(
    bank: Bank, moves: dict[tuple[str, str], dict[str, Value]], kg: Store
) -> None:
    assert len(bank.demand) == 43
    assert set(moves) == {(a, b) for a in bank.demand for b in bank.demand if a != b}
    assert len(select(kg, PREFIXES + "SELECT ?m WHERE { ?m a iag:Passerelle }").terms) == 1806


def test_coverage_affinity_and_durable_share_are_those_of_the_formulas(
    bank: Bank, moves: dict[tuple[str, str], dict[str, Value]]
) -> None:
    for (a, b), move in moves.items():
        held, wanted = bank.demand[a], bank.demand[b]
        skills = held.keys() | wanted.keys()
        shared = {s: min(held.get(s, Fraction(0)), wanted.get(s, Fraction(0))) for s in skills}
        either = total(max(held.get(s, Fraction(0)), wanted.get(s, Fraction(0))) for s in skills)
        overlap = total(shared.values())
        durable = total(shared[s] for s in wanted if wanted[s] >= Fraction(3, 4))
        assert close(move["coverage"], ratio(overlap, total(wanted.values()))), (a, b)
        assert close(move["affinity"], ratio(overlap, either)), (a, b)
        assert close(move["durable"], ratio(durable, overlap)), (a, b)


def test_the_rarity_scores_weigh_each_skill_by_its_rarity(
    bank: Bank, moves: dict[tuple[str, str], dict[str, Value]], kg: Store
) -> None:
    rows = select(kg, PREFIXES + "SELECT ?s ?r WHERE { ?s iag:rarity ?r }").values()
    stated = {str(skill).rpartition("/skill-")[2]: rarity for skill, rarity in rows}
    assert set(stated) == set(bank.rarity)
    assert all(close(stated[skill], rarity) for skill, rarity in bank.rarity.items())
    for (a, b), move in moves.items():
        held, wanted = bank.demand[a], bank.demand[b]
        zero = Fraction(0)
        low = high = needed = zero
        for s in (held.keys() | wanted.keys()) & bank.rarity.keys():
            weight = Fraction(bank.rarity[s])
            low += weight * min(held.get(s, zero), wanted.get(s, zero))
            high += weight * max(held.get(s, zero), wanted.get(s, zero))
            needed += weight * wanted.get(s, zero)
        assert close(move["rarity_coverage"], ratio(low, needed)), (a, b)
        assert close(move["rarity_affinity"], ratio(low, high)), (a, b)


def test_each_skill_line_gives_its_part_of_the_coverage_and_its_gap(
    bank: Bank, moves: dict[tuple[str, str], dict[str, Value]], kg: Store
) -> None:
    found: dict[tuple[str, str], dict[str, tuple[Value, Value]]] = defaultdict(dict)
    for a, b, skill, part, gap in select(kg, PREFIXES + LINES).values():
        key = str(skill).rpartition("/skill-")[2]
        assert key not in found[str(a), str(b)], "one line a skill"
        found[str(a), str(b)][key] = (part, gap)
    for (a, b), move in moves.items():
        held, wanted = bank.demand[a], bank.demand[b]
        needed = total(wanted.values())
        lines = found[a, b]
        assert set(lines) == {skill for skill, weight in wanted.items() if weight}
        for skill, (part, gap) in lines.items():
            brought = min(held.get(skill, Fraction(0)), wanted[skill])
            assert (part is None) == (brought == 0) and close(part or 0, ratio(brought, needed))
            assert (gap is None) == (brought == wanted[skill])
            assert Fraction(str(gap or 0)) == wanted[skill] - brought
        parts = total(Fraction(str(part)) for part, _ in lines.values() if part)
        assert close(move["coverage"], parts), (a, b)


def test_kind_and_gates_follow_the_tables(
    bank: Bank, moves: dict[tuple[str, str], dict[str, Value]]
) -> None:
    gates = {row["key"]: Fraction(row["threshold"]) for row in read("gates.csv")}
    for (a, b), move in moves.items():
        origin, destination = bank.metiers[a], bank.metiers[b]
        kind = "Horizontal"
        if origin["managerial"] != destination["managerial"]:
            kind = "Vertical"
        if origin["family"] == destination["family"]:
            kind = "WithinFamily"
        full = {origin["kind"], destination["kind"]} == {"domaine"}
        passed = (
            Fraction(str(move["coverage"])) >= gates["coverage"],
            Fraction(str(move["durable"])) >= gates["durability"],
            full,
        )
        assert str(move["kind"]).endswith(f"#{kind}")
        assert (move["passes_coverage"], move["passes_durability"], move["full"]) == passed
        assert move["recommended"] is all(passed)


def test_the_stated_demand_is_the_highest_over_the_wordings(bank: Bank, kg: Store) -> None:
    query = """SELECT ?code ?skill ?demand WHERE { ?line a iag:SkillDemand ; iag:demand ?demand ;
      iag:concernsMetier/skos:notation ?code ; iag:concernsSkill ?skill }"""
    found: dict[str, Profile] = defaultdict(dict)
    for code, skill, demand in select(kg, PREFIXES + query).values():
        found[str(code)][str(skill).rpartition("/skill-")[2]] = Fraction(str(demand))
    assert found == bank.demand
