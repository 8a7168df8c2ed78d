"""What a gap asks of a person: acquire a skill, strengthen it, keep it; or mind one that fades."""

from __future__ import annotations

from collections.abc import Callable

from iag_kg.views.atlas import Atlas, Comparison

ACQUIRE, STRENGTHEN, KEEP, FADING = GAPS = ("acquire", "strengthen", "keep", "fading")


def gap_finder(atlas: Atlas) -> Callable[[str, Comparison], str]:
    """A function that names the gap of a comparison, given the origin.

    A skill that the origin does not have at all is to acquire; one that it has is to strengthen;
    one that it has, printed as strongly obsolete there, is to keep. A practice that IAG takes over
    stands apart, whatever the origin.
    """
    fading = {skill.key for skill in atlas.skills if skill.is_fading}
    demand = {(need.metier, need.skill): need.demand for need in atlas.needs}

    def find(origin: str, comparison: Comparison) -> str:
        if comparison.skill in fading:
            return FADING
        had = demand.get((origin, comparison.skill))
        if had is None:
            return ACQUIRE
        return STRENGTHEN if had > 0 else KEEP

    return find
