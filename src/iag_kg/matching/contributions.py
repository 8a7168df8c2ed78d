"""Why a pair has its score: what each skill contributes, exactly, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from iag_kg.matching.profiles import GRID, MatchingError, Profiles
from iag_kg.matching.search import Score, Search


@dataclass(frozen=True)
class Contribution:
    """One skill of the destination, or of either profile where affinity is asked.

    `share` is its part of the score. `through` is the close skill of the origin that stands in for
    it, None where the skill itself counts. `gap` is what the destination asks for beyond what the
    origin holds of the skill itself, in weight, whatever its importance.
    """

    skill: int
    through: int | None
    share: Fraction
    gap: float


@dataclass(frozen=True)
class Explanation:
    """A score with its contributions, whose shares sum to it; both are exact fractions.

    `float(score)` is the figure that a search gives. Contributions come largest first, then by
    skill; those of nil share are there for their gap.
    """

    origin: int
    destination: int
    score: Fraction
    contributions: tuple[Contribution, ...]


def explain(profiles: Profiles, origin: int, destination: int, search: Search) -> Explanation:
    """The score of a move, taken apart; `search.direction` makes no difference to it.

    Raises:
        MatchingError: a number that is no profile; an importance that does not fit.
    """
    for index in (origin, destination):
        if not 0 <= index < len(profiles):
            raise MatchingError(f"profile {index}: there are {len(profiles)} profiles")
    held, asked = profiles.row(origin), profiles.row(destination)
    weighed = profiles if search.importance is None else profiles.scaled(search.importance)
    best = {skill: _best(skill, held, asked[skill], search) for skill in asked}
    whole = Fraction(sum(weighed.row(destination).values()))
    skills = set(asked)
    if search.score is Score.AFFINITY:
        skills |= set(held)
        whole += Fraction(sum(weighed.row(origin).values()))
        whole -= sum((Fraction(part) for part, _ in best.values()), Fraction(0))
    lines = []
    for skill in skills:
        part, through = best.get(skill, (0.0, None))
        share = Fraction(part) / whole if whole else Fraction(0)
        gap = max(asked.get(skill, 0.0) - held.get(skill, 0.0), 0.0)
        lines.append(Contribution(skill, through, share, gap))
    lines.sort(key=lambda line: (-line.share, line.skill))
    score = sum((line.share for line in lines), Fraction(0))
    return Explanation(origin, destination, score, tuple(lines))


def _best(
    skill: int, held: dict[int, float], wanted: float, search: Search
) -> tuple[float, int | None]:
    """The largest contribution to a skill and the close skill behind it: the skill itself first."""
    weight = 1.0 if search.importance is None else float(search.importance[skill])
    best, through = _rounded(weight * min(held.get(skill, 0.0), wanted)), None
    if search.close is not None:
        for other in sorted(held):
            near = search.close.of(other, skill)
            value = _rounded(near * weight * min(held[other], wanted))
            if other != skill and value > best:
                best, through = value, other
    return best, through


def _rounded(value: float) -> float:
    """To 2⁻⁴⁰, as everywhere in the search."""
    return floor(value * GRID + 0.5) / GRID
