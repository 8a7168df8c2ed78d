"""Skills that may stand in for one another: close in the hierarchy of a taxonomy, or in wording.

Hierarchy (Lin 1998, *An Information-Theoretic Definition of Similarity*): with n(c) of the N skills
at or below c, IC(c) = −ln(n(c) / N) says how much c tells, and

    sim(s, t) = 2·IC(c) / (IC(s) + IC(t)), c the thing above both that tells most

so that skills under one narrow heading are close, those under a wide one are not, and a skill is
closer to its parent than to its siblings. Wording: cosine of the words of labels, each weighted by
its rarity (`arrays.likeness`). Below a floor, nothing is close.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from iag_kg.matching import Similarity, similarity
from iag_kg.mobilities.arrays import likeness
from iag_kg.mobilities.wording import stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Of N skills, those under one heading with nothing between stay close up to N^(1 − .7) of them: 17
# of the 13,123 of ESCO, 22 of the 29,978 of ROME. At .6 much of what passes has little in common.
HIERARCHY_FLOOR = 0.7
WORDING_FLOOR = 0.4  # as for close items in the score of ROME (`parts.CLOSE`)


class Way(StrEnum):
    """How two skills are close."""

    HIERARCHY = "hierarchy"
    WORDING = "wording"


@dataclass(frozen=True, eq=False)
class Closeness:
    """Close skills by way; `joined` has the larger value where two skills are close in both."""

    ways: Mapping[Way, Similarity]
    joined: Similarity

    def way(self, held: int, asked: int) -> Way:
        """The way by which one skill stands in for another; the hierarchy where both are level."""
        return max(sorted(self.ways), key=lambda way: self.ways[way].of(held, asked))


def join(ways: Mapping[Way, Similarity], skills: int) -> Closeness:
    """One or two ways of being close, and the closest of them for every pair of skills."""
    import numpy as np

    if len(ways) == 1:
        return Closeness(ways, *ways.values())
    each = list(ways.values())
    keys = np.concatenate([one.row.astype(np.int64) * skills + one.column for one in each])
    pairs, values = _largest(keys, np.concatenate([one.value for one in each]))
    return Closeness(ways, similarity(skills, pairs // skills, pairs % skills, values))


def by_hierarchy(
    skills: Sequence[str], above: Mapping[str, Collection[str]], least: float = HIERARCHY_FLOOR
) -> Similarity:
    """Skills close by what stands above both, `least` or more.

    Args:
        above: what stands right above each thing, be it a skill or not; several parents may.
    """
    import numpy as np

    below: dict[str, list[int]] = defaultdict(list)
    for number, skill in enumerate(skills):
        for thing in _up(skill, above):
            below[thing].append(number)
    count = np.array([len(below[skill]) for skill in skills], dtype=np.float64)
    told = -np.log(count / max(1, len(skills)))
    keys, values = [], []
    for held in below.values():
        common = -float(np.log(len(held) / len(skills)))
        # Two things below tell at least as much as what is common: more than this, and the sum
        # is too large. It keeps wide headings from comparing all that stands below them.
        members = np.array(held)
        members = members[told[members] * least <= common * (2 - least) + 1e-9]
        if common <= 0 or members.size < 2:
            continue
        one, other = np.triu_indices(members.size, 1)
        value = 2 * common / (told[members[one]] + told[members[other]])
        close = value >= least
        keys.append(members[one[close]] * len(skills) + members[other[close]])
        values.append(value[close])
    if not keys:
        return similarity(len(skills), [], [], [])
    pairs, best = _largest(np.concatenate(keys), np.concatenate(values))
    row, column, best = pairs // len(skills), pairs % len(skills), np.minimum(best, 1.0)
    return similarity(
        len(skills),
        np.concatenate((row, column)),
        np.concatenate((column, row)),
        np.concatenate((best, best)),
    )


def by_wording(labels: Iterable[str], least: float = WORDING_FLOOR) -> Similarity:
    """Skills close by the words of their labels, `least` or more; a label without words is not."""
    import numpy as np

    close = likeness([dict.fromkeys(stems(label), 1.0) for label in labels], least).tocoo()
    return similarity(close.shape[0], close.row, close.col, np.minimum(close.data, 1.0))


def _up(thing: str, above: Mapping[str, Collection[str]]) -> set[str]:
    """A thing and all that stands above it, be the hierarchy a tree, a web or a ring."""
    found, waiting = {thing}, [thing]
    while waiting:
        for parent in above.get(waiting.pop(), ()):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found


def _largest(
    keys: NDArray[np.int64], values: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The distinct keys, and the largest value of each."""
    import numpy as np

    order = np.argsort(keys, kind="stable")
    keys, values = keys[order], values[order]
    if not keys.size:
        return keys, values
    begins = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    return keys[begins], np.maximum.reduceat(values, begins)
