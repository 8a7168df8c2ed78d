"""An analogue of Nesta’s match of occupations: items paired one to one, the closest first.

After Kanders, Djumalieva, Sleeman and Orlik, Mapping Career Causeways (Nesta, 2020). Their
sentence embeddings are replaced by TF-IDF cosines of the labels of items, links below ½ are
dropped: an analogue, not a reproduction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from iag_kg.mobilities.arrays import Sparse, likeness, table
from iag_kg.mobilities.baselines import LETTERS
from iag_kg.mobilities.register import CONTEXT, Register
from iag_kg.mobilities.wording import stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST = 0.5


def greedy(
    register: Register, rows: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Σ of matched likeness over the items of the destination: through their sigmoid, and plain.

    Only the origins in `rows` are ranked; the others stay at zero.
    """
    import numpy as np

    kept = [[i for i in row if register.kind.get(i) != CONTEXT] for row in register.items]
    columns: dict[str, int] = {}
    has = table([dict.fromkeys(row, 1.0) for row in kept], columns)
    like = likeness(
        [dict.fromkeys(stems(register.label[item], LETTERS), 1.0) for item in columns], LEAST
    )
    holders = has.T.tocsr()
    number = len(register.codes)
    bent, plain = np.zeros((number, number)), np.zeros((number, number))
    for source in rows:
        _match(like[has[source].indices].tocoo(), holders, bent[source], plain[source])
    size = np.maximum(1.0, np.asarray(has.sum(1)).ravel())
    return bent / size, plain / size


def _match(
    pairs: Sparse, holders: Sparse, bent: NDArray[np.float64], plain: NDArray[np.float64]
) -> None:
    """Add to every destination what the items of one origin match there, each item once."""
    import numpy as np

    used: list[tuple[set[int], set[int]]] = [(set(), set()) for _ in bent]
    for place in np.argsort(-pairs.data, kind="stable").tolist():
        mine, theirs = int(pairs.row[place]), int(pairs.col[place])
        cosine = float(pairs.data[place])
        through = 1.0 / (1.0 + np.exp(43.5 - 50.0 * cosine))  # the sigmoid of the publication
        for metier in holders.indices[holders.indptr[theirs] : holders.indptr[theirs + 1]].tolist():
            left, right = used[metier]
            if mine not in left and theirs not in right:
                left.add(mine)
                right.add(theirs)
                bent[metier] += through
                plain[metier] += cosine
