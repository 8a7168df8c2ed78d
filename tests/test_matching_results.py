"""Results stream to files; what cannot be matched is refused with its place and value."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from iag_kg.matching import (
    COLUMNS,
    Direction,
    MatchingError,
    Profiles,
    Score,
    Search,
    from_arrays,
    from_rows,
    neighbours,
    similarity,
    write_csv,
    write_npy,
)

ROWS = {
    "a": {"sell": 0.75, "watch": 0.25},
    "b": {"advise": 1.0, "sell": 0.5, "watch": 0.25},
    "c": {"advise": 0.5},
    "d": {},
}
WITHOUT_NUMBA = """
import json, sys
sys.modules["numba"] = None
from iag_kg.matching import Search, from_rows, neighbours
rows = json.loads(sys.argv[1])
for ranking in neighbours(from_rows(rows), Search(top=2)):
    print(json.dumps([ranking.others.tolist(), ranking.scores.tolist()]))
"""


def lines(profiles: Profiles, search: Search) -> list[list[str]]:
    file = io.StringIO()
    count = write_csv(file, profiles, search, neighbours(profiles, search))
    found = list(csv.reader(io.StringIO(file.getvalue())))
    assert tuple(found[0]) == COLUMNS and count == len(found) - 1
    return found[1:]


def test_a_line_has_the_score_asked_and_the_plain_ones() -> None:
    profiles = from_rows(ROWS)
    third = "0.428571428571"  # 3/7: of 7/4 asked by b, a holds 3/4
    assert lines(profiles, Search(top=1)) == [
        ["a", "b", "1", third, third, "0.375"],
        ["b", "c", "1", "1", "1", "0.285714285714"],
        ["c", "b", "1", "0.285714285714", "0.285714285714", "0.285714285714"],
    ]
    assert lines(profiles, Search(top=1, direction=Direction.TO))[0] == [
        "b", "a", "1", "0.75", "0.75", "0.375",
    ]  # fmt: skip
    soft = Search(top=1, close=similarity(3, [1], [0], [0.5]))
    assert lines(profiles, soft)[0] == ["a", "b", "1", "0.642857142857", third, "0.375"]


def test_arrays_stream_in_the_order_of_subjects_with_progress() -> None:
    profiles = from_rows(ROWS)
    others, scores = io.BytesIO(), io.BytesIO()
    said: list[tuple[int, int]] = []
    every = np.arange(len(profiles))
    found = neighbours(profiles, Search(top=2), every, batch=1, progress=lambda *n: said.append(n))
    write_npy(others, scores, len(profiles), 2, found)
    assert said == [(1, 4), (2, 4), (3, 4), (4, 4)]
    others.seek(0)
    scores.seek(0)
    assert np.load(others).tolist() == [[1, -1], [2, 0], [1, -1], [-1, -1]]
    assert np.load(scores).tolist() == [[3 / 7, 0], [1, 0.75], [2 / 7, 0], [0, 0]]


def test_without_numba_the_figures_are_the_same() -> None:
    code = [sys.executable, "-c", WITHOUT_NUMBA, json.dumps(ROWS)]
    done = subprocess.run(code, capture_output=True, text=True, check=True)
    (ranking,) = neighbours(from_rows(ROWS), Search(top=2))
    assert json.loads(done.stdout) == [ranking.others.tolist(), ranking.scores.tolist()]


def test_weights_are_held_as_coarsely_as_they_allow() -> None:
    for weights, unit in (([1.0, 0.0], 1.0), ([0.5, 1.0], 0.5), ([0.75, 0.0078125], 2**-7)):
        profiles = from_rows({"a": {str(n): w for n, w in enumerate(weights)}})
        assert (profiles.in_steps, profiles.unit) == (True, unit)
        assert profiles.row(0) == {n: w for n, w in enumerate(weights) if w}
    assert not from_rows({"a": {"x": 0.1}}).in_steps
    assert from_rows({"a": {"x": 1e-13}}).row(0) == {}  # below 2⁻⁴¹
    empty = from_rows({})
    assert list(neighbours(empty, Search())) == [] and empty.totals().tolist() == []


def test_columns_of_a_row_may_come_in_any_order() -> None:
    given = from_arrays(["a", "b"], ["x", "y"], [0, 2, 3], [1, 0, 1], [0.25, 1, 0.5], ["A", "B"])
    assert [given.row(n) for n in (0, 1)] == [{0: 1.0, 1: 0.25}, {1: 0.5}]
    assert (given.names, given.holders().tolist()) == (["A", "B"], [1, 2])
    assert given.rarity().tolist() == [-np.log(0.5), 0.0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"weights": [0.5, 1.5, 1]}, r"profile a, skill y: weight 1\.5 is not in \[0, 1\]"),
        ({"weights": [0.5, 1, float("nan")]}, "profile b, skill y: weight nan"),
        ({"columns": [0, 0, 1]}, "profile a, skill x: named twice"),
        ({"columns": [0, 1, 2]}, "profile b, skill column 2: not one of the 2 skills"),
        ({"starts": [0, 2]}, "starts: 3 ascending numbers"),
        ({"starts": [0, 2, 4]}, "starts end at 4, but there are 3 columns"),
        ({"names": ["A"]}, "1 names for 2 profiles"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(change: dict[str, Any], said: str) -> None:
    fit = {"starts": [0, 2, 3], "columns": [0, 1, 1], "weights": [0.5, 1, 1]}
    with pytest.raises(MatchingError, match=said):
        from_arrays(ids=["a", "b"], skills=["x", "y"], **{**fit, **change})


def test_searches_that_make_no_sense_are_refused() -> None:
    profiles = from_rows(ROWS)
    close = similarity(3, [1], [0], [0.5])
    for wrong, said in (
        ({"top": 0}, "top 0"),
        ({"least": 1.5}, r"least 1\.5"),
        ({"score": Score.AFFINITY, "close": close}, "affinity"),
    ):
        with pytest.raises(MatchingError, match=said):
            Search(**wrong)
    for importance, said in (([1.0], "3 figures"), ([1, -2, 1], "importance of sell: -2.0 < 0")):
        with pytest.raises(MatchingError, match=said):
            list(neighbours(profiles, Search(importance=np.array(importance, float))))
    with pytest.raises(MatchingError, match="subject 4: there are 4 profiles"):
        list(neighbours(profiles, Search(), np.array([0, 4])))
    with pytest.raises(MatchingError, match=r"profile a: totals 5000\.0"):
        from_rows({"a": {str(n): 1.0 for n in range(5000)}})
    for row, value, said in (
        ([3], [0.5], "not a skill"), ([1], [1.5], "not in"), ([1, 1], [0.5, 0.5], "given twice"),
    ):  # fmt: skip
        with pytest.raises(MatchingError, match=said):
            similarity(3, row, [0] * len(row), value)
