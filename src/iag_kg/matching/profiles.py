"""Weighted profiles: what the engine compares, whatever they stand for; it knows nothing of RDF.

A weight in [0, 1] says how much a profile asks of a skill: a level of the bank study (0, ¼, ½, ¾,
1), ESCO essential or optional, ROME cœur de métier, a figure of the user's own. Weights that are
all multiples of 1/2, 1/4, … or 1/128 are held in one byte each, as they are. Others are held to
2⁻⁴⁰: a weight moves by less than 5·10⁻¹³. In double precision sums of such numbers are exact up to
8192, so that a score does not depend on the order of additions, nor on blocks or threads; that is
why a profile may total 4096 at most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iag_kg.errors import IagError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

GRID = 2.0**40
LARGEST_TOTAL = 4096.0
_FINEST = 7  # 2⁻⁷ is the finest step that leaves 1 in a byte
_PIECE = 1 << 22


class MatchingError(IagError):
    """Profiles, or a search among them, that the engine cannot take; says which and why."""


@dataclass(frozen=True, eq=False)
class Profiles:
    """Profiles × skills, row by row: profile i holds `columns[starts[i]:starts[i + 1]]`.

    Columns ascend within a row; `weights` are steps of `unit`, above zero. `names` are what people
    call the profiles; `ids`, `names` and `skills` may be any sequences, and may be made on demand.
    """

    ids: Sequence[str]
    skills: Sequence[str]
    starts: NDArray[np.int64]
    columns: NDArray[np.int32]
    weights: NDArray[Any]
    unit: float
    names: Sequence[str]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def in_steps(self) -> bool:
        """Whether weights are few distinct levels, one byte each."""
        return self.weights.dtype.itemsize == 1

    def row(self, index: int) -> dict[int, float]:
        """The weights of one profile by column, ascending."""
        part = slice(int(self.starts[index]), int(self.starts[index + 1]))
        weights = (float(step) * self.unit for step in self.weights[part])
        return dict(zip(map(int, self.columns[part]), weights, strict=True))

    def totals(self) -> NDArray[np.float64]:
        """Σ of the weights of each profile, exact."""
        import numpy as np

        totals = np.zeros(len(self))
        filled = np.flatnonzero(self.starts[1:] > self.starts[:-1])
        if filled.size:
            totals[filled] = np.add.reduceat(self.weights, self.starts[filled], dtype=np.float64)
        return totals * self.unit

    def holders(self) -> NDArray[np.int64]:
        """How many profiles hold each skill."""
        import numpy as np

        return np.bincount(self.columns, minlength=len(self.skills)).astype(np.int64)

    def rarity(self) -> NDArray[np.float64]:
        """−ln of the share of profiles that hold each skill (natural log); 0 where none does."""
        import numpy as np

        holders = self.holders()
        return -np.log(np.maximum(holders, 1) / max(len(self), 1)) * (holders > 0) + 0.0

    def scaled(self, importance: NDArray[np.float64]) -> Profiles:
        """The same profiles, each skill weighed by its importance (any figure from 0).

        Raises:
            MatchingError: importance is not one figure from 0 a skill, or a total is too large.
        """
        import numpy as np

        if importance.shape != (len(self.skills),) or not np.all(np.isfinite(importance)):
            raise MatchingError(f"importance: {len(self.skills)} figures expected, one a skill")
        if importance.size and importance.min() < 0:
            worst = int(importance.argmin())
            raise MatchingError(f"importance of {self.skills[worst]}: {importance[worst]} < 0")
        weights = np.empty(self.weights.size)
        for part in _pieces(weights.size):
            exact = self.weights[part] * self.unit
            weights[part] = np.floor(importance[self.columns[part]] * exact * GRID + 0.5) / GRID
        return _checked(
            Profiles(self.ids, self.skills, self.starts, self.columns, weights, 1.0, self.names)
        )


def from_arrays(
    ids: Sequence[str],
    skills: Sequence[str],
    starts: ArrayLike,
    columns: ArrayLike,
    weights: ArrayLike,
    names: Sequence[str] | None = None,
) -> Profiles:
    """Profiles from the arrays of a sparse matrix by rows (CSR); weights of zero are left out.

    Raises:
        MatchingError: arrays that do not fit each other, a weight outside [0, 1], a skill named
            twice in a profile, or a profile that totals more than 4096.
    """
    import numpy as np

    first = np.asarray(starts, np.int64)
    held = np.asarray(columns, np.int32)
    given = np.asarray(weights)
    if first.shape != (len(ids) + 1,) or first[0] != 0 or np.any(np.diff(first) < 0):
        raise MatchingError(f"starts: {len(ids) + 1} ascending numbers from 0 expected")
    if held.shape != given.shape or held.shape != (int(first[-1]),):
        sizes = f"{held.size} columns, {given.size} weights"
        raise MatchingError(f"starts end at {first[-1]}, but there are {sizes}")
    if names is not None and len(names) != len(ids):
        raise MatchingError(f"{len(names)} names for {len(ids)} profiles")

    def complain(wrong: NDArray[np.bool_], what: str) -> None:
        if wrong.any():
            at = int(wrong.argmax())
            owner = ids[int(np.searchsorted(first, at, "right")) - 1]
            skill = skills[held[at]] if 0 <= held[at] < len(skills) else f"column {held[at]}"
            raise MatchingError(f"profile {owner}, skill {skill}: {what.format(given[at])}")

    complain((held < 0) | (held >= len(skills)), f"not one of the {len(skills)} skills")
    complain(~((given >= 0) & (given <= 1)), "weight {} is not in [0, 1]")
    inside = np.ones(held.size, np.bool_)  # whether the entry before belongs to the same profile
    inside[first[:-1][first[:-1] < held.size]] = False
    falls = np.append(False, held[1:] <= held[:-1])[: held.size]
    if np.any(inside & falls):
        by_column = np.lexsort((held, np.repeat(np.arange(len(ids)), np.diff(first))))
        held, given = held[by_column], given[by_column]
        complain(inside & np.append(False, held[1:] == held[:-1]), "named twice")
    positive = given >= 0.5 / GRID
    if not positive.all():
        first = np.concatenate(([0], np.cumsum(positive)))[first]
        held, given = held[positive], given[positive]
    steps, unit = _in_steps(given)
    return _checked(
        Profiles(ids, skills, first, held, steps, unit, ids if names is None else names)
    )


def from_rows(
    rows: Mapping[str, Mapping[str, float]], names: Sequence[str] | None = None
) -> Profiles:
    """Profiles from `rows[id][skill] = weight`; the order of ids is kept, skills are sorted.

    Raises:
        MatchingError: as `from_arrays`.
    """
    skills = sorted({skill for row in rows.values() for skill in row})
    number = {skill: n for n, skill in enumerate(skills)}
    starts, columns, weights = [0], [], []
    for row in rows.values():
        for skill in sorted(row):
            columns.append(number[skill])
            weights.append(float(row[skill]))
        starts.append(len(columns))
    return from_arrays(list(rows), skills, starts, columns, weights, names)


def _in_steps(weights: NDArray[Any]) -> tuple[NDArray[Any], float]:
    """One byte a weight where steps of 2⁻ᵏ, k ≤ 7, hold them all; else multiples of 2⁻⁴⁰."""
    import numpy as np

    finest = 2.0**_FINEST
    pieces = _pieces(weights.size)
    if all(np.all(weights[piece] * finest % 1 == 0) for piece in pieces):
        steps = np.empty(weights.size, np.uint8)
        for piece in pieces:
            steps[piece] = weights[piece] * finest
        coarse = int(np.bitwise_or.reduce(steps)) or 1 << _FINEST
        shift = (coarse & -coarse).bit_length() - 1
        return steps >> shift, 2.0 ** (shift - _FINEST)
    return np.floor(weights.astype(np.float64) * GRID + 0.5) / GRID, 1.0


def _checked(profiles: Profiles) -> Profiles:
    totals = profiles.totals()
    if totals.size and totals.max() > LARGEST_TOTAL:
        worst = int(totals.argmax())
        total = f"totals {totals[worst]:.1f}, more than {LARGEST_TOTAL:.0f}"
        raise MatchingError(f"profile {profiles.ids[worst]}: {total}")
    return profiles


def _pieces(size: int) -> list[slice]:
    """Slices that keep what is in memory at once small."""
    return [slice(begin, begin + _PIECE) for begin in range(0, size, _PIECE)]
