"""The gaps of the atlas, each sorted by what it asks of a person."""

from __future__ import annotations

from collections.abc import Callable

from iag_kg.gaps import sort_gap
from iag_kg.views.atlas import Atlas, Comparison


def gap_finder(atlas: Atlas) -> Callable[[str, Comparison], str]:
    """A function that names the gap of a comparison, given the origin."""
    fading = {skill.key for skill in atlas.skills if skill.is_fading}
    demand = {(need.metier, need.skill): need.demand for need in atlas.needs}

    def find(origin: str, comparison: Comparison) -> str:
        held = demand.get((origin, comparison.skill))
        return sort_gap(held, comparison.skill in fading)

    return find
