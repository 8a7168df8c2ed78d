"""The rankings to beat: chance, the domain, overlaps of items, a mix of texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from iag_kg.mobilities.arrays import Sparse, cosine, rarity, sparse, table
from iag_kg.mobilities.register import CONTEXT, Register
from iag_kg.mobilities.wording import stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Bags = Sequence[Mapping[str, float]]

LETTERS = 7  # of a word, in the texts of the mix
MIX = {"items": 0.4, "label words": 0.4, "titles": 0.2}


def jaccard(register: Register) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Shared items over items of either, and the same with each item weighted by its rarity."""
    import numpy as np

    sp = sparse()

    has = table([dict.fromkeys(row, 1.0) for row in register.items], {})
    plain = _over_either(has, has)
    weights = rarity(np.asarray(has.sum(0)).ravel(), has.shape[0])
    return plain, _over_either(has @ sp.diags(weights), has)


def _over_either(weighted: Sparse, has: Sparse) -> NDArray[np.float64]:
    import numpy as np

    shared = np.asarray((weighted @ has.T).todense())
    size = np.asarray(weighted.sum(1)).ravel()
    either = size[:, None] + size - shared
    return np.asarray(shared / np.where(either == 0, 1.0, either), dtype=np.float64)


def domain_first(
    register: Register, second: NDArray[np.float64] | None = None
) -> Iterator[NDArray[np.float64]]:
    """Métiers of the same domaine professionnel first: by `second`, or in 20 random orders."""
    import numpy as np

    prefix = np.array([code[:3] for code in register.codes])
    same = (prefix[:, None] == prefix) * 2.0
    if second is not None:
        yield same + second
        return
    for draw in chance(register):
        yield same + draw


def chance(register: Register, draws: int = 20) -> Iterator[NDArray[np.float64]]:
    """Random orders."""
    import numpy as np

    generator = np.random.default_rng(0)
    number = len(register.codes)
    for _ in range(draws):
        yield generator.random((number, number))


def mix_parts(register: Register) -> dict[str, NDArray[np.float64]]:
    """Plain cosines of exact items, of the words of their labels, of titles and definitions."""
    items = [dict.fromkeys(row, 1.0) for row in register.items]
    labels = [
        Counter(
            stem
            for item in row
            if register.kind.get(item) != CONTEXT
            for stem in set(stems(register.label[item], LETTERS))
        )
        for row in register.items
    ]
    titles = [
        Counter(stem for title in row for stem in set(stems(title, LETTERS)))
        + Counter(stems(text, LETTERS))
        for row, text in zip(register.appellations, register.definition, strict=True)
    ]
    bags: dict[str, Bags] = {"items": items, "label words": labels, "titles": titles}
    return {name: cosine(bag, bag, 1.0).products() for name, bag in bags.items()}
