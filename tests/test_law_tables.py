"""The law's tables say what the regulation says, and keep apart what is easily confused."""

from __future__ import annotations

import pytest

from iag_kg.paths import resources
from tables_on_disk import Record, records

DATA = resources() / "data"


def keyed(table: str) -> dict[str, Record]:
    return {row["key"]: row for row in records(DATA / f"{table}.csv")}


def test_the_sixty_uses_are_there_each_with_a_description() -> None:
    uses = keyed("legal-uses")
    assert list(uses) == [f"u{number:02d}" for number in range(1, 61)]
    assert [row["code"] for row in uses.values()] == [f"U{n:02d}" for n in range(1, 61)]
    assert set(keyed("use-descriptions")) == {*uses, *keyed("use-boundaries")}


@pytest.mark.parametrize(
    ("use", "tier", "transparency", "basis"),
    [
        ("u15", "interdit", "none", "ria-art-5-1-f"),  # voice of the employee
        ("u16", "haut-risque-annexe-iii", "art-50-3", "ria-annexe-iii-1-c"),  # of the customer
        ("u17", "minimal", "none", ""),  # text
        ("u25", "haut-risque-annexe-iii", "none", "ria-annexe-iii-5-b"),  # score of a person
        ("u26", "minimal", "none", ""),  # of a company
        ("u32", "minimal", "none", "ria-annexe-iii-5-b"),  # fraud, the exception of 5(b)
        ("u12", "minimal", "none", ""),  # schedule on neutral criteria
        ("u13", "haut-risque-annexe-iii", "none", "ria-annexe-iii-4-b"),  # on behaviour
        ("u01", "haut-risque-annexe-iii", "none", "ria-annexe-iii-4-a"),  # shortlist
        ("u02", "annexe-iii-filtree", "none", "ria-art-6-3-a"),  # extraction
        ("u22", "interdit", "none", "ria-art-5-1-ba"),
    ],
)
def test_pairs_that_are_easily_confused_stay_apart(
    use: str, tier: str, transparency: str, basis: str
) -> None:
    row = keyed("legal-uses")[use]
    assert row["tier"] == tier and row["transparency"] == transparency
    assert not basis or basis in row["basis"].split()


@pytest.mark.parametrize(
    ("provision", "date"),
    [
        ("ria-art-4", "2025-02-02"),
        ("ria-art-5-1-f", "2025-02-02"),
        ("ria-art-5-1-ba", "2026-12-02"),
        ("ria-art-50-1", "2026-08-02"),
        ("ria-art-26-7", "2027-12-02"),
        ("ria-annexe-iii-5-b", "2027-12-02"),
    ],
)
def test_a_provision_applies_from_the_date_of_the_amended_act(provision: str, date: str) -> None:
    milestone = keyed("provisions")[provision]["starts"]
    assert keyed("legal-calendar")[milestone]["date"] == date


def test_a_date_of_application_is_written_once() -> None:
    """What depends on a date refers to its row of the calendar: moving it is one row."""
    dates = {row["date"] for row in records(DATA / "legal-calendar.csv") if row["date"] > "2026-12"}
    for table in ("provisions", "obligations", "risk-tiers", "transparency-duties"):
        for row in records(DATA / f"{table}.csv"):
            cells = {column: cell for column, cell in row.items() if column != "note"}
            assert not dates & set(cells.values()), f"{table}: {row['key']}"


def test_the_french_designation_is_never_said_to_be_law() -> None:
    planned = [row for row in records(DATA / "authority-roles.csv") if row["state"] == "prevu"]
    assert {"dgccrf", "cnil", "acpr"} <= {row["authority"] for row in planned}
    assert all("loi" in row["note"] for row in planned)


def test_what_is_unknown_or_from_memory_says_so() -> None:
    for table in ("provisions", "obligations", "authority-roles", "legal-calendar", "instruments"):
        rows = records(DATA / f"{table}.csv")
        assert all(row["certainty"] for row in rows)
        assert {"verified", "memory"} <= {row["certainty"] for row in rows}
