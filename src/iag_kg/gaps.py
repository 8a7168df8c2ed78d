"""What a gap asks of a person: to acquire a skill, to strengthen it, to keep it up, or nothing."""

from __future__ import annotations

from decimal import Decimal

ACQUIRE, STRENGTHEN, KEEP, FADING = GAPS = ("acquire", "strengthen", "keep", "fading")


def sort_gap(held: Decimal | float | None, fades: bool) -> str:
    """Which of `GAPS` the gap in one skill is.

    Args:
        held: the demand of the origin for the skill, in any unit; None where nothing is stated.
        fades: whether the skill is a practice that generative AI takes over.

    A practice that fades stands apart, whatever the origin holds. Else a skill of which nothing is
    stated at the origin is to acquire, one in strong decline there (0) to keep up, any other to
    strengthen.
    """
    if fades:
        return FADING
    if held is None:
        return ACQUIRE
    return STRENGTHEN if held else KEEP
