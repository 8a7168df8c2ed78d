"""Why a pair has its score, skill by skill, and what the origin lacks: shares that add up exactly.

Shares of a coverage or an affinity are fractions whose sum is the score; with those of what is
missing, a coverage comes to 1. The score of ROME is taken apart by `score`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from iag_kg.matching import Contribution, Score, explain

if TYPE_CHECKING:
    from iag_kg.mobilities.ranked import Ranked
    from iag_kg.mobilities.score import Contribution as Part

SAME = "same"


@dataclass(frozen=True)
class Reason:
    """What one skill adds: `part` names how it counts, `thing` the skill, beside it the close one.

    `part` is the score asked; with close skills it is `same`, `hierarchy` or `wording`.
    """

    part: str
    thing: str
    share: Fraction


@dataclass(frozen=True)
class Missing:
    """A skill of the destination that the origin lacks, in part or wholly.

    `weight` is what it lacks of the skill itself, `share` what the coverage would gain by it.
    """

    thing: str
    weight: float
    share: Fraction


def why(ranked: Ranked, origin: int, destination: int) -> Sequence[Reason | Part]:
    """What makes the score of a pair, largest first; the shares sum to it."""
    if ranked.ranking is not None:
        return ranked.ranking.why(origin, destination)
    found = explain(ranked.engine, origin, destination, ranked.search)
    reasons = [
        Reason(_part(ranked, line), _thing(ranked, line), line.share)
        for line in found.contributions
        if line.share
    ]
    return sorted(reasons, key=lambda each: (-each.share, each.thing, each.part))


def missing(ranked: Ranked, origin: int, destination: int) -> list[Missing]:
    """What a destination asks beyond what the origin has, most important first.

    Importance is what the skill would add to the coverage as it is asked: by rarity, close skills
    counted. Where ROME’s score or affinity ranks, it is the coverage beside it.
    """
    search = replace(ranked.search, score=Score.COVERAGE)
    profiles = ranked.engine
    weighed = profiles if search.importance is None else profiles.scaled(search.importance)
    asked = {skill: Fraction(weight) for skill, weight in weighed.row(destination).items()}
    whole = sum(asked.values(), Fraction(0)) or Fraction(1)
    found = [
        Missing(
            _name(ranked, line.skill),
            line.gap,
            asked.get(line.skill, Fraction(0)) / whole - line.share,
        )
        for line in explain(profiles, origin, destination, search).contributions
        if line.gap
    ]
    return sorted(found, key=lambda each: (-each.share, each.thing))


def _part(ranked: Ranked, line: Contribution) -> str:
    if ranked.closeness is None:
        return str(ranked.search.score)
    if line.through is None:
        return SAME
    return str(ranked.closeness.way(line.through, line.skill))


def _thing(ranked: Ranked, line: Contribution) -> str:
    """The skill as it is called; beside a close one, the origin’s own."""
    if line.through is None:
        return _name(ranked, line.skill)
    return f"{_name(ranked, line.skill)} ≈ {_name(ranked, line.through)}"


def _name(ranked: Ranked, skill: int) -> str:
    key = ranked.engine.skills[skill]
    return ranked.names.get(key, key)
