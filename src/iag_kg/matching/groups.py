"""What a subject brings or asks, skill by skill, as groups of entries; where close skills come in.

A group stands for one skill s of the destination. Each entry (column c, factor f, cap v) offers a
profile with weight w in c the contribution f·min(w, v); the best entry counts, once:

    coverage_soft(a → b) = Σₛ iₛ·max(min(aₛ, bₛ), maxₜ sim(t, s)·min(aₜ, bₛ)) / Σₛ iₛ·bₛ

where iₛ is the importance of s (1 unless it is given) and t any skill close to s. Without close
skills a group has one entry, and this is coverage. From an origin, all entries of s stand in column
s and have the weights of the origin as caps; to a destination, they stand in the columns t and have
its demand bₛ as cap. Contributions are rounded to 2⁻⁴⁰, so that sums of them are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iag_kg.matching.profiles import MatchingError, Profiles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, eq=False)
class Similarity:
    """How close skills are: `value` in ]0, 1] for skill t (`row`) standing in for s (`column`).

    Rows and columns are numbers of skills, sorted by both; a skill with itself is left out.
    """

    row: NDArray[np.int32]
    column: NDArray[np.int32]
    value: NDArray[np.float64]

    def by_row(self, skills: int) -> NDArray[np.int64]:
        """Where each row begins."""
        import numpy as np

        return np.searchsorted(self.row, np.arange(skills + 1)).astype(np.int64)

    def transposed(self) -> Similarity:
        """The same, read the other way."""
        import numpy as np

        order = np.lexsort((self.row, self.column))
        return Similarity(self.column[order], self.row[order], self.value[order])

    def of(self, row: int, column: int) -> float:
        """How far one skill stands in for another; 1 for itself, 0 for what is not close."""
        import numpy as np

        if row == column:
            return 1.0
        begin, end = np.searchsorted(self.row, (row, row + 1))
        at = begin + int(np.searchsorted(self.column[begin:end], column))
        return float(self.value[at]) if at < end and self.column[at] == column else 0.0


def similarity(skills: int, row: ArrayLike, column: ArrayLike, value: ArrayLike) -> Similarity:
    """Close skills from three parallel arrays; what is nil, and the diagonal, is left out.

    Raises:
        MatchingError: arrays of unequal length, a number that is no skill, a value outside [0, 1],
            a pair given twice.
    """
    import numpy as np

    rows, columns = np.asarray(row, np.int32), np.asarray(column, np.int32)
    values = np.asarray(value, np.float64)
    if not rows.shape == columns.shape == values.shape:
        raise MatchingError(f"similarity: {rows.size} rows, {columns.size} columns, {values.size}")
    off = (rows < 0) | (rows >= skills) | (columns < 0) | (columns >= skills)
    for wrong, what in ((off, "not a skill"), (~((values >= 0) & (values <= 1)), "not in [0, 1]")):
        if wrong.any():
            at = int(wrong.argmax())
            raise MatchingError(f"similarity {rows[at]}, {columns[at]}, {values[at]}: {what}")
    order = np.lexsort((columns, rows))
    order = order[(values[order] > 0) & (rows[order] != columns[order])]
    rows, columns, values = rows[order], columns[order], values[order]
    again = np.flatnonzero((np.diff(rows) == 0) & (np.diff(columns) == 0))
    if again.size:
        raise MatchingError(f"similarity {rows[again[0]]}, {columns[again[0]]}: given twice")
    return Similarity(rows, columns, values)


@dataclass(frozen=True, eq=False)
class Groups:
    """Groups of a batch: subject r has groups `group_of[r]`…, group g has entries `entry_of[g]`…"""

    group_of: NDArray[np.int64]
    entry_of: NDArray[np.int64]
    column: NDArray[np.int32]
    factor: NDArray[np.float64]
    cap: NDArray[np.float64]
    own_total: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Columns:
    """The profiles of each skill: `rows[first[s]:first[s + 1]]`; weights in steps of `unit`."""

    first: NDArray[np.int64]
    rows: NDArray[np.int32]
    weights: NDArray[Any]
    unit: float

    def of(self, skill: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """The profiles that hold a skill, ascending, and their weights."""
        part = slice(int(self.first[skill]), int(self.first[skill + 1]))
        return self.rows[part], self.weights[part] * self.unit


def columns_of(profiles: Profiles) -> Columns:
    """Profiles read skill by skill."""
    import numpy as np

    order = np.argsort(profiles.columns, kind="stable")
    rows = np.repeat(np.arange(len(profiles), dtype=np.int32), np.diff(profiles.starts))[order]
    first = np.concatenate(([0], np.cumsum(profiles.holders()))).astype(np.int64)
    return Columns(first, rows, profiles.weights[order], profiles.unit)


def groups_of(
    profiles: Profiles,
    subjects: NDArray[np.int64],
    importance: NDArray[np.float64],
    totals: NDArray[np.float64],
    close: Similarity | None,
    to_subject: bool,
) -> Groups:
    """The groups of a batch of subjects, seen as origins or (`to_subject`) as destinations.

    Args:
        totals: Σ iₛ·wₛ of every profile.
        close: sorted by the skills of the subjects: transposed where these are destinations.
    """
    import numpy as np

    lengths = profiles.starts[subjects + 1] - profiles.starts[subjects]
    entry = ranges(profiles.starts[subjects], lengths)
    owner = np.repeat(np.arange(subjects.size), lengths)
    own = profiles.columns[entry].astype(np.int64)
    weight = profiles.weights[entry] * profiles.unit
    near, value = own, np.ones(own.size)
    if close is not None:
        first = close.by_row(len(profiles.skills))
        beside = first[own + 1] - first[own]
        at = ranges(first[own], beside)
        near = np.concatenate((near, close.column[at]))
        value = np.concatenate((value, close.value[at]))
        owner = np.concatenate((owner, np.repeat(owner, beside)))
        weight = np.concatenate((weight, np.repeat(weight, beside)))
        own = np.concatenate((own, np.repeat(own, beside)))
    skill, column = (own, near) if to_subject else (near, near)
    order = np.lexsort((-weight, -value, skill, owner))
    owner, skill, column = owner[order], skill[order], column[order]
    weight, value = weight[order], value[order]
    begins = np.append(True, (np.diff(owner) != 0) | (np.diff(skill) != 0))[: owner.size]
    if close is not None and not to_subject:
        # In one column, an entry with no larger factor and no larger cap than another adds nothing.
        ladder = np.cumsum(begins) * weight.size + np.unique(weight, return_inverse=True)[1]
        useful = begins | np.append(True, ladder[1:] > np.maximum.accumulate(ladder)[:-1])
        owner, skill, column = owner[useful], skill[useful], column[useful]
        weight, value, begins = weight[useful], value[useful], begins[useful]
    entry_of = np.append(np.flatnonzero(begins), owner.size)
    group_of = np.searchsorted(owner[entry_of[:-1]], np.arange(subjects.size + 1))
    factor = value * importance[skill]
    return Groups(group_of, entry_of, column.astype(np.int32), factor, weight, totals[subjects])


def ranges(begin: NDArray[np.int64], length: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers begin[0], …, begin[0] + length[0] − 1, begin[1], …"""
    import numpy as np

    numbers: NDArray[np.int64] = np.repeat(begin - (np.cumsum(length) - length), length)
    numbers += np.arange(numbers.size)
    return numbers
