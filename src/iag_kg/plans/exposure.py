"""How exposed a métier is, and whether a move leads away from skills in obsolescence."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from iag_kg.plans.landscape import Profile, Weight

AWAY, LEVEL, TOWARDS, UNKNOWN = DIRECTIONS = ("away", "level", "towards", "unknown")


@dataclass(frozen=True)
class Exposure:
    """The printed cells of a métier by their level: how many, in obsolescence, in reinforcement.

    `declining` counts the levels - and --, `strongly` only --, `rising` + and ++. A métier that the
    sources describe without levels has no cell: its exposure is unknown, not nil.
    `transformation` is the printed level of transformation where the source gives one.
    """

    cells: int = 0
    declining: int = 0
    strongly: int = 0
    rising: int = 0
    transformation: str = ""

    @property
    def share(self) -> Fraction | None:
        """The part of the cells in obsolescence; None where no level is printed."""
        return Fraction(self.declining, self.cells) if self.cells else None


@dataclass(frozen=True)
class Fate:
    """What becomes, at the destination, of the skills in obsolescence at the origin.

    `left`: nothing is stated of them there. `still`: they are in obsolescence there too.
    `regained`: the destination asks for them.
    """

    left: tuple[str, ...]
    still: tuple[str, ...]
    regained: tuple[str, ...]


def compare_exposure(origin: Exposure, destination: Exposure) -> str:
    """One of `DIRECTIONS`: whether the part of cells in obsolescence falls, stays or grows."""
    before, after = origin.share, destination.share
    if before is None or after is None:
        return UNKNOWN
    if after == before:
        return LEVEL
    return AWAY if after < before else TOWARDS


def follow_declining(origin: Profile, destination: Profile, declining: Weight) -> Fate:
    """What the destination makes of each skill that is in obsolescence at the origin."""
    fading = sorted(skill for skill, weight in origin.items() if weight <= declining)
    left = tuple(skill for skill in fading if skill not in destination)
    there = [skill for skill in fading if skill in destination]
    still = tuple(skill for skill in there if destination[skill] <= declining)
    regained = tuple(skill for skill in there if destination[skill] > declining)
    return Fate(left, still, regained)
