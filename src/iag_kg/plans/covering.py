"""Training as a small set: the fewest offers that together cover the most of a gap.

Maximum coverage with weights, and set cover when nothing limits the number. Both are NP-hard
(Feige 1998, doi:10.1145/285055.285059); catalogues are small, so branch and bound is exact up to
`LARGEST` offers. Beyond, the greedy choice is returned with bounds that say how far it may lie from
the best (Nemhauser, Wolsey and Fisher 1978, doi:10.1007/BF01588971).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from iag_kg.plans.landscape import Weight

LARGEST = 20


@dataclass(frozen=True)
class Cover:
    """A set of offers for a gap.

    Args:
        offers: the offers chosen, each with the skills that it is the first to cover.
        covered: the part of the gap that they cover together.
        coverable: the part that all offers together could cover.
        total: the whole gap.
        uncovered: the skills of the gap that no offer chosen develops, the widest gap first.
        most: no set of so many offers covers more than this; `covered` itself where exact.
        fewest: no smaller number of offers covers as much; the number chosen where exact.
    """

    offers: tuple[tuple[str, tuple[str, ...]], ...]
    covered: Weight
    coverable: Weight
    total: Weight
    uncovered: tuple[str, ...]
    most: Weight
    fewest: int

    @property
    def is_exact(self) -> bool:
        """Whether no set of offers can be better: none covers more, none as much with fewer."""
        return self.most == self.covered and self.fewest == len(self.offers)


def choose_cover(
    gap: Mapping[str, Weight], offers: Mapping[str, Iterable[str]], limit: int | None = None
) -> Cover:
    """The smallest set of at most `limit` offers that covers the most of a gap.

    Args:
        gap: what is missing, by skill; every weight above zero.
        offers: the skills that each offer develops, in full.
        limit: the largest number of offers; None for as many as it takes.

    An offer whose part of the gap lies within that of another is never chosen; ties go to the
    first by key.
    """
    useful = _useful(gap, offers)
    coverable = _weigh(gap, set().union(*useful.values()) if useful else set())
    most_offers = len(useful) if limit is None else max(0, min(limit, len(useful)))
    keys = list(useful)
    if len(keys) <= LARGEST:
        chosen = _exact(gap, useful, keys, coverable, most_offers)
        covered = most = _weigh(gap, _union(useful, chosen))
        fewest = len(chosen)
    else:
        chosen, most = _greedy(gap, useful, keys, most_offers)
        covered = _weigh(gap, _union(useful, chosen))
        most = min(most, coverable)
        fewest = _fewest(gap, useful, covered)
    named, left = [], set(gap)
    for key in chosen:
        named.append((key, tuple(sorted(useful[key] & left, key=lambda s: (-gap[s], s)))))
        left -= useful[key]
    uncovered = tuple(sorted(left, key=lambda skill: (-gap[skill], skill)))
    total = sum(gap.values())
    return Cover(tuple(named), covered, coverable, total, uncovered, most, fewest)


def _useful(
    gap: Mapping[str, Weight], offers: Mapping[str, Iterable[str]]
) -> dict[str, frozenset[str]]:
    """The offers cut to the gap, by key, without those that another one contains.

    Of offers that cover the same, only the first by key can be in the set chosen.
    """
    cut = {key: frozenset(offers[key]).intersection(gap) for key in sorted(offers)}
    cut = {key: skills for key, skills in cut.items() if skills}
    first: dict[frozenset[str], str] = {}
    for key, skills in cut.items():
        first.setdefault(skills, key)
    distinct = list(first)
    return {
        key: skills
        for skills, key in first.items()
        if not any(skills < other for other in distinct)
    }


def _exact(
    gap: Mapping[str, Weight],
    useful: Mapping[str, frozenset[str]],
    keys: Sequence[str],
    coverable: Weight,
    limit: int,
) -> tuple[str, ...]:
    """The best set, by ever larger numbers until all is covered or the limit is reached."""
    best: tuple[str, ...] = ()
    reached: Weight = 0
    for size in range(1, limit + 1):
        chosen, covered = _best_of_size(gap, useful, keys, size)
        if covered > reached:
            best, reached = chosen, covered
        if reached == coverable:
            break
    return best


def _best_of_size(
    gap: Mapping[str, Weight],
    useful: Mapping[str, frozenset[str]],
    keys: Sequence[str],
    size: int,
) -> tuple[tuple[str, ...], Weight]:
    """The first set of `size` offers in order of keys that covers the most, and what it covers."""
    best: tuple[str, ...] = ()
    reached: Weight = -1

    def extend(start: int, chosen: tuple[str, ...], held: frozenset[str], covered: Weight) -> None:
        nonlocal best, reached
        room = size - len(chosen)
        if not room:
            if covered > reached:
                best, reached = chosen, covered
            return
        gains = [_weigh(gap, useful[key] - held) for key in keys[start:]]
        if covered + sum(sorted(gains, reverse=True)[:room]) <= reached:
            return
        for index in range(start, len(keys) - room + 1):
            key = keys[index]
            extend(index + 1, (*chosen, key), held | useful[key], covered + gains[index - start])

    extend(0, (), frozenset(), 0)
    return best, reached


def _greedy(
    gap: Mapping[str, Weight],
    useful: Mapping[str, frozenset[str]],
    keys: Sequence[str],
    limit: int,
) -> tuple[tuple[str, ...], Weight]:
    """Each time the offer that adds most; and a bound on what any set of so many covers.

    Whatever is chosen so far, the best set of n offers covers no more than that and the n largest
    gains: the lowest of these sums is the bound.
    """
    held: frozenset[str] = frozenset()
    chosen: list[str] = []
    while True:
        gains = {key: _weigh(gap, useful[key] - held) for key in keys}
        best = max(keys, key=gains.__getitem__)
        if len(chosen) == limit or not gains[best]:
            break
        chosen.append(best)
        held |= useful[best]
    bounds, held = [], frozenset()
    for key in (*chosen, None):
        gains = {other: _weigh(gap, useful[other] - held) for other in keys}
        bounds.append(_weigh(gap, held) + sum(sorted(gains.values(), reverse=True)[: len(chosen)]))
        held |= useful[key] if key is not None else frozenset()
    return tuple(sorted(chosen)), min(bounds)


def _fewest(
    gap: Mapping[str, Weight], useful: Mapping[str, frozenset[str]], covered: Weight
) -> int:
    """How many of the heaviest offers it takes, overlaps left aside, to reach what is covered."""
    reached: Weight = 0
    weights = sorted((_weigh(gap, skills) for skills in useful.values()), reverse=True)
    for number, weight in enumerate(weights):
        if reached >= covered:
            return number
        reached += weight
    return len(weights)


def _union(useful: Mapping[str, frozenset[str]], keys: Iterable[str]) -> set[str]:
    return set().union(*(useful[key] for key in keys))


def _weigh(gap: Mapping[str, Weight], skills: Iterable[str]) -> Weight:
    return sum(gap[skill] for skill in skills)
