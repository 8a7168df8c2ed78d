"""Rank ROME métiers as destinations of a métier: a sum of named, explainable contributions.

score(a, b) = Σₖ wₖ · φₖ(a, b), with wₖ ≥ 0, Σ wₖ = 1 and every φₖ in [0, 1]. A φ that compares two
lists is the square root of a weighted cosine or of a coverage, and is shared out among the things
both métiers have, in proportion to what each adds under the root; so contributions sum to the
score. No published mobility is read here: the weights were fitted beforehand (`fitting`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from iag_kg.mobilities.parts import facts, shared_parts
from iag_kg.mobilities.wording import spoken

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from iag_kg.mobilities.arrays import Part
    from iag_kg.mobilities.register import Register

# Fitted on the 965 sources of the development part of ROME v460; with them, the best ranking.
WEIGHTS: Mapping[str, float] = {
    "coverage": 0.1151, "words": 0.2250, "macro": 0.1263, "titles": 0.1018, "head": 0.0475,
    "named": 0.1470, "sectors": 0.0671, "first": 0.0413, "family": 0.0324, "status": 0.0138,
    "access": 0.0306, "code": 0.0521,
}  # fmt: skip
# Fitted in the same way without the nearness of codes: a little less, but more across domains.
WITHOUT_CODE: Mapping[str, float] = {
    "coverage": 0.1242, "words": 0.2463, "macro": 0.1343, "titles": 0.1035, "head": 0.0485,
    "named": 0.1501, "sectors": 0.0707, "first": 0.0430, "family": 0.0336, "status": 0.0139,
    "access": 0.0319,
}  # fmt: skip
SHARED = ("coverage", "words", "macro", "titles", "head", "named", "sectors")
PLACES = 12  # decimals kept of a score, so that ties do not hang on the order of additions


@dataclass(frozen=True)
class Contribution:
    """What one thing adds to a score: the part (a key of the weights), what is shared, how much."""

    part: str
    thing: str
    share: float


class Ranking:
    """All scores of a release, and where each comes from."""

    def __init__(self, register: Register, weights: Mapping[str, float] = WEIGHTS) -> None:
        self.register, self.weights = register, weights
        self.parts: dict[str, Part] = shared_parts(register)
        self.facts = facts(register)

    def values(self) -> dict[str, NDArray[np.float64]]:
        """φ of all pairs, by part."""
        return {name: part.values() for name, part in self.parts.items()} | self.facts

    @cached_property
    def scores(self) -> NDArray[np.float64]:
        """The score of all pairs."""
        return blend(self.values(), self.weights)

    def best(self, origin: int, top: int) -> list[int]:
        """The best destinations, by rank of their code; equal scores stand in its order."""
        import numpy as np

        order = np.argsort(-self.scores[origin], kind="stable")
        return [int(place) for place in order[: top + 1] if place != origin][:top]

    def why(self, origin: int, destination: int) -> list[Contribution]:
        """What makes a score, largest first; contributions sum to it."""
        found = []
        for name, weight in self.weights.items():
            if name in self.facts:
                share = weight * float(self.facts[name][origin, destination])
                found.append(Contribution(name, "", share))
                continue
            part = self.parts[name]
            product = part.left[origin].multiply(part.right[destination]).tocoo()
            total = float(product.data.sum())
            for column, value in zip(product.col, product.data, strict=True):
                share = weight * min(1.0, total) ** 0.5 * float(value) / total
                thing = self._thing(part, origin, destination, int(column))
                found.append(Contribution(name, thing, share))
        kept = (each for each in found if each.share > 0)
        return sorted(kept, key=lambda each: (-round(each.share, PLACES), each.part, each.thing))

    def _thing(self, part: Part, origin: int, destination: int, column: int) -> str:
        """What is shared, as the destination words it; beside a close item, the origin’s own."""
        key, register = part.columns[column], self.register
        if part.like is not None and key not in register.items[origin]:
            near = part.like[column].tocoo()
            mine = set(register.items[origin])
            close = [(value, part.columns[c]) for c, value in zip(near.col, near.data, strict=True)]
            _, nearest = max(each for each in close if each[1] in mine)
            return f"{register.label[key]} ≈ {register.label[nearest]}"
        if key in register.label:
            return register.label[key]
        said = [
            *register.appellations[destination],
            register.definition[destination],
            *(register.label[item] for item in register.items[destination]),
        ]
        return next(filter(None, (spoken(text, key) for text in said)), key)


def blend(
    values: Mapping[str, NDArray[np.float64]], weights: Mapping[str, float]
) -> NDArray[np.float64]:
    """Σ wₖ φₖ of all pairs, rounded."""
    import numpy as np

    total = np.zeros_like(next(iter(values.values())))
    for name, weight in weights.items():
        total += weight * values[name]
    return np.round(total, PLACES)
