"""Sparse tables of what métiers have, and how alike two of their rows are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Sparse = Any  # a scipy.sparse.csr_matrix: scipy has no types


def sparse() -> Any:
    """The module scipy.sparse, imported where it is used."""
    import scipy.sparse

    return scipy.sparse


@dataclass(frozen=True)
class Part:
    """One named part: left · rightᵀ, whose square root is φ; columns say what is shared.

    `like` holds how close items are, where one of the origin may stand for one of the destination.
    """

    left: Sparse
    right: Sparse
    columns: list[str]
    like: Sparse | None = None

    def products(self) -> NDArray[np.float64]:
        """left · rightᵀ of all pairs, in [0, 1]."""
        import numpy as np

        dense: NDArray[np.float64] = np.asarray((self.left @ self.right.T).todense())
        return np.clip(dense, 0.0, 1.0)

    def values(self) -> NDArray[np.float64]:
        """φ of all pairs."""
        import numpy as np

        return np.sqrt(self.products())


def table(bags: Iterable[Mapping[str, float]], columns: dict[str, int]) -> Sparse:
    """Sparse matrix of bags, a row each; `columns` grows with the keys met."""
    sp = sparse()

    where: list[int] = []
    which: list[int] = []
    much: list[float] = []
    size = 0
    for size, bag in enumerate(bags, 1):
        for key, value in bag.items():
            where.append(size - 1)
            which.append(columns.setdefault(key, len(columns)))
            much.append(float(value))
    return sp.csr_matrix((much, (where, which)), shape=(size, len(columns)))


def unit(matrix: Sparse) -> Sparse:
    """Rows of length one; an empty row stays empty."""
    import numpy as np

    sp = sparse()

    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
    return (sp.diags(1.0 / np.where(length == 0, 1.0, length)) @ matrix).tocsr()


def rarity(counts: NDArray[np.float64], number: int) -> NDArray[np.float64]:
    """ln(number / count) of each column: what everybody has weighs nothing."""
    import numpy as np

    return np.log(number / np.maximum(1.0, counts))


def cosine(
    a: Sequence[Mapping[str, float]], b: Sequence[Mapping[str, float]], power: float
) -> Part:
    """Cosine of damped counts (1 + ln n), each weighted by its rarity to a power (TF-IDF)."""
    import numpy as np

    sp = sparse()

    columns: dict[str, int] = {}
    table(a, columns)
    right, left = table(b, columns), table(a, columns)
    for side in (left, right):
        side.data = 1.0 + np.log(side.data)
    counts = np.asarray(((left + right) > 0).sum(0), dtype=np.float64).ravel()
    weights = sp.diags(rarity(counts, len(a)) ** power)
    return Part(unit(left @ weights), unit(right @ weights), list(columns))


def likeness(bags: Iterable[Mapping[str, float]], least: float, block: int = 1000) -> Sparse:
    """Cosine between bags of words, each word weighted by its rarity, where it reaches `least`.

    Made by blocks: most products are dropped at once, and the whole would take a gigabyte.
    """
    import numpy as np

    sp = sparse()

    words: dict[str, int] = {}
    wording = table(bags, words)
    counts = np.asarray(wording.sum(0), dtype=np.float64).ravel()
    wording = unit(wording @ sp.diags(rarity(counts, wording.shape[0])))
    blocks = []
    for start in range(0, wording.shape[0], block):
        piece = (wording[start : start + block] @ wording.T).tocsr()
        piece.data[piece.data < least] = 0.0
        piece.eliminate_zeros()
        blocks.append(piece)
    return sp.vstack(blocks).tocsr() if blocks else sp.csr_matrix((0, 0))
