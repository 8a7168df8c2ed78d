"""Small cells stay hidden: what of a cohort may be shown (k-anonymity).

A métier of 1 to k − 1 persons is masked, and so is every total that would betray it: what is masked
is shown in one sum at most, and enters no other figure. All tables are made of the métiers shown,
so that nothing can be subtracted from them. Hiding a second métier instead would hide less: which
one is chosen, and when, tells something of the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SMALLEST = 3  # with k = 2, a masked métier would have one person and no other number


@dataclass(frozen=True)
class Published:
    """What may be shown of a cohort.

    Args:
        k: the smallest headcount shown, 0 apart.
        shown: the headcounts that are shown, by code.
        masked: the codes of those that are not.
        masked_sum: the persons in the masked métiers together; None where that would betray one.
    """

    k: int
    shown: Mapping[str, int]
    masked: tuple[str, ...]
    masked_sum: int | None

    @property
    def total(self) -> tuple[int, int]:
        """All persons of the cohort: the least and the most that what is shown allows for."""
        shown, size = sum(self.shown.values()), len(self.masked)
        if self.masked_sum is not None:
            return shown + self.masked_sum, shown + self.masked_sum
        return shown + size, shown + size * (self.k - 1)


def publish(headcounts: Mapping[str, int], k: int) -> Published:
    """What may be shown of headcounts by métier, given the smallest size `k` that may.

    The sum of the masked métiers is shown where it is at least k and leaves two possible values at
    least to each of them: they are several, neither all of one person nor all of k − 1. Where it
    is withheld, that tells no more: each may still be of 1 person or of k − 1.

    Raises:
        ValueError: `k` is below `SMALLEST`.
    """
    if k < SMALLEST:
        raise ValueError(f"k is {k}, below {SMALLEST}")
    masked = {code: count for code, count in headcounts.items() if 0 < count < k}
    shown = {code: count for code, count in headcounts.items() if code not in masked}
    size, persons = len(masked), sum(masked.values())
    is_safe = not masked or (persons >= k and size < persons < size * (k - 1))
    return Published(k, shown, tuple(sorted(masked)), persons if is_safe else None)
