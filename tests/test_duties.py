"""`duties` on the graph as it ships: what holds on a date, what is to come, what is refused."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest

from command import Outcome

Asked = Callable[..., Outcome]
DATES = ("2026-11-20", "2026-12-02", "2027-12-02", "2028-08-02")
CSE = "Code du travail, L.2312-8 II 4°"
WORKERS = "RIA, art. 26(7)"


def provisions(asked: Asked, *words: str) -> list[str]:
    outcome = asked("duties", *words, "--format", "csv")
    assert outcome.code == 0, outcome.err
    return [row["provision"] for row in csv.DictReader(io.StringIO(outcome.out))]


def test_the_csv_has_the_columns_of_the_question(asked: Asked) -> None:
    header = asked("duties", "U08", "--on", DATES[0], "--format", "csv").out.splitlines()[0]
    assert header == "duty,who,provision,applies_from,applies_until,condition,certainty"


def test_the_works_council_is_consulted_now_and_workers_informed_later(asked: Asked) -> None:
    now = provisions(asked, "U08", "--on", DATES[0], "--role", "deployer")
    assert CSE in now and WORKERS not in now
    later = provisions(asked, "U08", "--on", DATES[2], "--role", "deployer")
    assert CSE in later and WORKERS in later
    assert WORKERS in provisions(asked, "U08", "--on", DATES[0], "--ahead")


def test_the_four_dates_give_four_answers(asked: Asked) -> None:
    found = [provisions(asked, "U57", "--on", date) for date in DATES]
    sizes = [len(rows) for rows in found]
    assert sizes == sorted(set(sizes))


def test_roles_owe_different_things(asked: Asked) -> None:
    provider = provisions(asked, "U25", "--on", DATES[2], "--role", "provider")
    deployer = provisions(asked, "U25", "--on", DATES[2], "--role", "déployeur")
    assert "RIA, art. 9" in provider and "RIA, art. 9" not in deployer
    assert "RIA, art. 27" in deployer and "RIA, art. 27" not in provider


def test_json_gives_the_use_its_duties_and_those_ahead(asked: Asked) -> None:
    outcome = asked("duties", "u15", "--on", DATES[0], "--format", "json")
    said = json.loads(outcome.out)
    assert said["use"]["tier"] == "Interdit" and said["on"] == DATES[0]
    assert "RIA, art. 5(1)(f)" in {row["provision"] for row in said["duties"]}
    assert {row["applies_from"] for row in said["ahead"]} == {DATES[1]}


def test_the_table_says_tier_and_certainty_and_is_no_advice(asked: Asked) -> None:
    told = asked("duties", "U08", "--on", DATES[0]).out
    assert "Haut risque par l’usage (annexe III) · RIA, annexe III, 4(b)" in told
    assert "S’appliquent au 20/11/2026" in told and "À venir après le 20/11/2026" in told
    assert told.rstrip().splitlines()[-1].startswith("Ce n’est pas un avis juridique.")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("U99",), "no use answers to 'U99'"),
        (("U08", "--on", "2026-13-01"), "'2026-13-01' is not a date"),
        (("U08", "--on", "demain"), "'demain' is not a date"),
        (("U08", "--role", "client"), "no role answers to 'client'"),
        (("score",), "may mean"),
    ],
)
def test_what_is_wrong_is_said(asked: Asked, words: tuple[str, ...], told: str) -> None:
    outcome = asked("duties", *words)
    assert outcome.code == 2 and told in outcome.err and not outcome.out
