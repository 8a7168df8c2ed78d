"""How far one profile covers every métier of a landscape: an index from skills to métiers.

What the engine does for all pairs of given profiles, this does for a profile that is no métier’s
own: someone’s who has passed through several. Exact, in the weights of the landscape.
"""

from __future__ import annotations

from collections import defaultdict

from iag_kg.plans.landscape import Landscape, Profile, Weight, reaches


class Covered:
    """The complete métiers of a landscape by skill, with what each asks for in all and at most."""

    def __init__(self, landscape: Landscape) -> None:
        self.gate = landscape.gates.coverage
        self.holders: defaultdict[str, list[tuple[str, Weight]]] = defaultdict(list)
        self.wanted: dict[str, Weight] = {}
        self.highest: dict[str, Weight] = {}
        for code in sorted(landscape.complete):
            profile = landscape.profiles[code]
            self.wanted[code] = sum(profile.values())
            self.highest[code] = max(profile.values(), default=0)
            for skill, weight in profile.items():
                self.holders[skill].append((code, weight))

    def shared(self, profile: Profile) -> dict[str, Weight]:
        """Σ min of a profile and of each métier that shares a skill with it."""
        found: defaultdict[str, Weight] = defaultdict(int)
        for skill, held in profile.items():
            for code, weight in self.holders.get(skill, ()):
                found[code] += held if held < weight else weight
        return found

    def within(self, profile: Profile) -> list[str]:
        """The métiers of which a profile covers enough, in order."""
        shared = self.shared(profile)
        codes = shared if self.gate > 0 else self.wanted
        return sorted(
            code for code in codes if reaches(shared.get(code, 0), self.wanted[code], self.gate)
        )

    def within_one_skill(self, profile: Profile) -> list[str]:
        """The métiers that would be covered enough with their largest weight more, in order."""
        shared = self.shared(profile)
        return [
            code
            for code, wanted in self.wanted.items()
            if reaches(shared.get(code, 0) + self.highest[code], wanted, self.gate)
        ]

    def gains(self, profile: Profile, goal: Profile) -> dict[str, Weight]:
        """What each métier, passed through, would add to what a profile covers of a goal."""
        found: defaultdict[str, Weight] = defaultdict(int)
        for skill, wanted in goal.items():
            held = profile.get(skill, 0)
            if held >= wanted:
                continue
            for code, weight in self.holders.get(skill, ()):
                if weight > held:
                    found[code] += (weight if weight < wanted else wanted) - held
        return found
