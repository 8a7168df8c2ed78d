"""Profiles to measure the engine on: the occupations of ESCO, or synthetic ones of any number.

A synthetic profile holds 45 of 20,000 skills, drawn without replacement with a popularity of 1/rank
(Zipf, exponent 1), each at ¼, ½, ¾ or 1 with equal chance; seeded, so that every run has the same.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.works import ROOT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from iag_kg.matching import Profiles

HELD, SKILLS = 45, 20_000
ESCO_SIZE = 3_000
_WEIGHTS = {"essential": 1.0, "optional": 0.5}
_DRAWS, _PIECE = 180, 20_000


def esco_folder() -> Path:
    """Where the CSV files of ESCO are looked for: `IAG_KG_ESCO`, else beside the checkout."""
    named = os.environ.get("IAG_KG_ESCO")
    return Path(named) if named else ROOT.parent / "shared" / "data" / "esco-v1.1.1"


def esco_relations() -> Path | None:
    """The table of occupations and skills, None where it is absent."""
    path = esco_folder() / "occupationSkillRelations.csv"
    return path if path.exists() else None


def esco() -> Profiles:
    """Occupations of ESCO, essential skills at 1 and optional ones at ½; else as many synthetic."""
    from iag_kg.matching import from_rows

    path = esco_relations()
    if path is None:
        return synthetic(ESCO_SIZE)
    rows: dict[str, dict[str, float]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            row = rows.setdefault(line["occupationUri"], {})
            weight = _WEIGHTS[line["relationType"]]
            row[line["skillUri"]] = max(weight, row.get(line["skillUri"], 0.0))
    return from_rows(rows)


def synthetic(count: int) -> Profiles:
    """So many synthetic profiles."""
    import numpy as np

    from iag_kg.matching import Profiles

    random = np.random.default_rng(count)
    reach = np.cumsum(1 / np.arange(1, SKILLS + 1))
    columns = np.empty((count, HELD), np.int32)
    for begin in range(0, count, _PIECE):
        size = min(_PIECE, count - begin)
        draws = np.searchsorted(reach / reach[-1], random.random((size, _DRAWS))).astype(np.int32)
        columns[begin : begin + size] = _first_distinct(draws)
    columns.sort(axis=1)
    steps = random.integers(1, 5, count * HELD, dtype=np.uint8)
    starts = np.arange(count + 1, dtype=np.int64) * HELD
    ids: Any = range(count)
    return Profiles(
        ids, [f"s{n}" for n in range(SKILLS)], starts, columns.ravel(), steps, 0.25, ids
    )


def _first_distinct(draws: NDArray[np.int32]) -> NDArray[np.int32]:
    """The first 45 different numbers of each row."""
    import numpy as np

    order = np.argsort(draws, axis=1, kind="stable")
    ascending = np.take_along_axis(draws, order, 1)
    fresh = np.ones(draws.shape, np.bool_)
    fresh[:, 1:] = ascending[:, 1:] != ascending[:, :-1]
    new = np.zeros(draws.shape, np.bool_)
    np.put_along_axis(new, order, fresh, 1)
    chosen = new & (np.cumsum(new, axis=1) <= HELD)
    assert (chosen.sum(axis=1) == HELD).all(), "more draws are needed for 45 distinct skills"
    return draws[chosen].reshape(-1, HELD)
