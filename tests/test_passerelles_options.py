"""The options of `passerelles --store`: the figures of the engine, through the command."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import numpy as np
import pytest

from command import call
from iag_kg.cli import comparing
from iag_kg.matching import Direction, explain
from iag_kg.matching import overlaps as shared_by
from iag_kg.mobilities import By, Way, Wish, read_ranked, why
from iag_kg.mobilities.overlap import overlap, read_profiles
from iag_kg.stored import open_store
from test_mobilities import release, taken


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a fictitious release of 36 métiers."""
    folder = tmp_path_factory.mktemp("options")
    return taken("rome", release(folder / "release"), folder / "store")


def rows_of(*words: str | Path) -> list[dict[str, str]]:
    outcome = call("passerelles", *words, "--format", "csv")
    assert outcome.code == 0, outcome.err
    return list(csv.DictReader(io.StringIO(outcome.out)))


def test_words_of_the_command_are_those_of_the_engine() -> None:
    for here, there in (
        (comparing.By, By), (comparing.Close, Way), (comparing.Direction, Direction),
    ):  # fmt: skip
        assert [each.value for each in here] == [each.value for each in there]


@pytest.mark.parametrize("rare", [False, True])
@pytest.mark.parametrize("by", ["coverage", "affinity"])
@pytest.mark.parametrize("direction", ["from", "to"])
def test_all_rankings_are_those_of_dense_matrices(
    by: str, rare: bool, direction: str, place: Path
) -> None:
    """The first implementation, kept for the bench, on every pair: rank, score, plain scores."""
    held = read_profiles(open_store(place), "rome")
    plain = overlap(held.weights)
    ranks = getattr(overlap(held.weights, rare=rare), by)
    second = plain.affinity if by == "coverage" else plain.coverage
    words = ("all", "--store", place, "--by", by, "--direction", direction, "--top", "7")
    rows = rows_of(*words, *(["--rare"] if rare else []))
    assert len(rows) == 36 * 7
    for n, row in enumerate(rows):
        ends = held.codes.index(row["origin_code"]), held.codes.index(row["destination_code"])
        subject = n // 7
        assert ends[direction == "to"] == subject and int(row["rank"]) == n % 7 + 1
        pairs = [(subject, other) if direction == "from" else (other, subject)
                 for other in range(36) if other != subject]  # fmt: skip
        # To nine places: weights by rarity differ beyond, and must not look like an order.
        order = sorted(pairs, key=lambda pair: (-round(ranks[pair], 9), -second[pair], pair))
        assert ends == order[n % 7]
        for figure, value in (
            ("score", ranks[ends]), ("coverage", plain.coverage[ends]),
            ("affinity", plain.affinity[ends]),
        ):  # fmt: skip
            assert float(row[figure]) == pytest.approx(value, abs=1e-6)


def test_the_score_of_rome_is_ranked_both_ways_and_cut(place: Path) -> None:
    ranked = read_ranked(open_store(place), "rome", "fr")
    assert ranked.ranking is not None
    scores = ranked.ranking.scores
    rows = rows_of("x9003", "--store", place, "--direction", "to", "--top", "99")
    subject = ranked.place("X9003")
    others = [n for n in range(36) if n != subject]
    wanted = sorted(others, key=lambda n: (-scores[n, subject], n))
    assert [row["origin_code"] for row in rows] == [ranked.profiles.codes[n] for n in wanted]
    assert {row["destination_code"] for row in rows} == {"X9003"}
    middle = float(scores[wanted[10], subject])
    cut = rows_of("X9003", "--store", place, "--direction", "to", "--top", "99",
                  "--least", str(middle))  # fmt: skip
    assert cut == rows[:11]
    pair = rows_of("X9001", "--store", place, "--to", "X9003", "--direction", "to")
    assert pair == [row for row in rows if row["origin_code"] == "X9001"]


def test_close_skills_raise_coverage_and_are_told_apart(place: Path) -> None:
    words = ("all", "--store", place, "--by", "coverage", "--top", "35")
    plain = {(r["origin_code"], r["destination_code"]): r for r in rows_of(*words)}
    soft = rows_of(*words, "--close", "wording", "--close", "hierarchy")
    assert len(soft) == len(plain) == 36 * 35
    raised = 0
    for row in soft:
        before = plain[row["origin_code"], row["destination_code"]]
        assert (row["coverage"], row["affinity"]) == (before["coverage"], before["affinity"])
        assert float(row["score"]) >= float(before["score"])
        raised += float(row["score"]) > float(before["score"])
    assert raised > 100
    store = open_store(place)
    ranked = read_ranked(store, "rome", "fr", Wish(By.COVERAGE, close=(Way.WORDING,)))
    row = next(r for r in soft if float(r["score"]) > float(r["coverage"]))
    pair = row["origin_code"], row["destination_code"]
    told = call("passerelles", pair[0], "--to", pair[1], "--store", place, "--by", "coverage",
                "--close", "wording", "--explain", "--format", "json")  # fmt: skip
    record = json.loads(told.out)
    places = [ranked.place(code) for code in pair]
    found = explain(ranked.engine, places[0], places[1], ranked.search)
    assert record["score"] == pytest.approx(float(found.score), abs=1e-6)
    reasons = why(ranked, places[0], places[1])
    assert sum(each.share for each in reasons) == found.score
    assert [(each["part"], each["thing"]) for each in record["contributions"]] == [
        (each.part, each.thing) for each in reasons
    ]
    for each in record["contributions"]:
        assert (each["part"] == "wording") == (" ≈ " in each["thing"])


def test_least_leaves_out_what_is_below(place: Path) -> None:
    words = ("all", "--store", place, "--by", "affinity", "--top", "35")
    whole = rows_of(*words)
    assert rows_of(*words, "--least", "0") == whole
    kept = rows_of(*words, "--least", "0.1")
    assert kept == [row for row in whole if float(row["score"]) >= 0.1] and kept != whole
    assert rows_of(*words, "--least", "1") == []


def test_a_pair_by_affinity_is_explained_with_what_is_missing(place: Path) -> None:
    words = ("X9001", "--to", "Y9003", "--store", place, "--by", "affinity", "--explain")
    record = json.loads(call("passerelles", *words, "--format", "json").out)
    assert {each["part"] for each in record["contributions"]} <= {"affinity"}
    total = sum(each["share"] for each in record["contributions"])
    assert total == pytest.approx(record["score"], abs=1e-6)
    lacking = sum(each["share"] for each in record["missing"])
    assert lacking == pytest.approx(1 - record["coverage"], abs=1e-6)
    french = call("passerelles", *words)
    assert "compétences et savoirs communs" in french.out and "Ce qui manque le plus" in french.out


def test_what_is_missing_by_rarity_is_headed_so(place: Path) -> None:
    words = ("passerelles", "X9001", "--to", "Y9003", "--store", place, "--explain")
    rare = (*words, "--by", "coverage", "--rare")
    assert "couverture pondérée par la rareté, en plus" in call(*rare).out
    assert "rarity-weighted coverage to gain" in call(*rare, "--lang", "en").out
    plain = call(*words, "--by", "coverage").out
    assert "couverture en plus" in plain and "rareté" not in plain


def test_figures_have_three_decimals_as_the_language_writes_them(place: Path) -> None:
    words = ("passerelles", "X9001", "--store", place, "--by", "coverage")
    (first,) = rows_of("X9001", "--store", place, "--by", "coverage", "--top", "1")
    figures = [f"{float(first[key]):.3f}" for key in ("score", "coverage", "affinity")]
    english = call(*words, "--top", "1", "--lang", "en").out.split()
    assert english[-3:] == figures
    french = call(*words, "--top", "1").out.split()
    assert french[-3:] == [figure.replace(".", ",") for figure in figures]
    explained = call(*words, "--to", "Y9003", "--explain").out
    assert not re.search(r"\d\.\d", explained) and re.search(r" \d,\d{3} ", explained)


def test_a_file_takes_all_that_the_screen_would_show(place: Path, tmp_path: Path) -> None:
    words = ("passerelles", "all", "--store", place, "--by", "coverage", "--top", "3")
    target = tmp_path / "pairs.csv"
    outcome = call(*words, "--output", target)
    assert (outcome.code, outcome.out) == (0, "")
    assert target.read_text(encoding="utf-8") == call(*words, "--format", "csv").out
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.csv"]


def test_shared_weight_of_a_pair_is_that_of_the_table(place: Path) -> None:
    ranked = read_ranked(open_store(place), "rome", "fr", Wish(By.COVERAGE))
    for move in ranked.moves(4, 35):
        other = ranked.place(move.destination)
        part = shared_by(ranked.engine, np.array([4]), np.array([other]))[0]
        assert move.coverage == part / ranked.totals[other]


def test_a_metier_is_named_by_code_address_title_or_other_name(place: Path) -> None:
    """« Feinte » is the feminine of an other name of X9001."""
    address = "https://w3id.org/iag-kg/id/rome-metier-x9001"
    by_code = rows_of("X9001", "--store", place)
    for name in ("x9001", address, "feinte LUFANIQUE", "Fictif / Fictive kodorique"):
        assert rows_of(name, "--store", place) == by_code
    (pair,) = rows_of("X9002", "--to", "feinte lufanique", "--store", place)
    assert (pair["origin_code"], pair["destination_code"]) == ("X9002", "X9001")
    outcome = call("passerelles", "fict", "--store", place)
    assert outcome.code == 2 and "'fict' may mean " in outcome.err and "X9001" in outcome.err


def test_profiles_are_not_written_over(tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    mine.write_text("metier,skill,weight\nA,b,1\nB,b,1\n", encoding="utf-8")
    outcome = call("passerelles", "all", "--profiles", mine, "--output", tmp_path / "." / mine.name)
    assert outcome.code == 2 and "the profiles themselves" in outcome.err
    assert mine.read_text(encoding="utf-8").startswith("metier,skill")
