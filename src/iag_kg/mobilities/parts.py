"""The parts of the score: what two métiers share, and what the facts of both say.

Formulas and how each was chosen: docs/rome-mobilites.md.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from iag_kg.folding import fold
from iag_kg.mobilities.arrays import Part, cosine, likeness, rarity, sparse, table
from iag_kg.mobilities.register import CONTEXT, KNOWLEDGE, MACRO, SKILL, Register
from iag_kg.mobilities.wording import heads, stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CLOSE = 0.4  # least likeness of the wordings of two close items
STEP = 0.7  # levels of access that a usual move climbs
NEARBY = 5.0  # numbers apart at which nearness of codes has fallen by e
# What a text on access says, and the level of the French framework of certifications it stands for.
LEVELS = (
    (r"sans (diplome|formation|experience)|aucun diplome", 2),
    (r"\bcap\b|\bbep\b|brevet des colleges", 3),
    (r"bac ?pro|brevet professionnel|\bbp\b|baccalaureat(?! ?\+)|bac(?! ?[+\d])", 4),
    (r"bac ?\+ ?2|\bbts\b|\bdut\b", 5),
    (r"bac ?\+ ?[34]|licence|\bbut\b", 6),
    (r"bac ?\+ ?[5-8]|master|ingenieur|doctorat", 7),
)


def shared_parts(register: Register) -> dict[str, Part]:
    """The parts that are shared out among things both métiers have."""
    told_by = {item: sorted(set(stems(register.label[item]))) for item in _held(register)}
    labels = [
        Counter(stem for item in row for stem in told_by.get(item, ())) for row in register.items
    ]
    named = [
        Counter(stem for title in row for stem in set(stems(title)))
        for row in register.appellations
    ]
    defined = [Counter(stems(text)) for text in register.definition]
    told = [a + b for a, b in zip(labels, defined, strict=True)]
    bag = [a + b for a, b in zip(told, named, strict=True)]
    title = [a + b for a, b in zip(named, defined, strict=True)]
    head = [Counter(h for name in row for h in heads(name)) for row in register.appellations]
    macro = [
        Counter(register.macro[item] for item in row if item in register.macro)
        for row in register.items
    ]
    return {
        "coverage": _coverage(register),
        "words": cosine(bag, bag, 0.5),
        "macro": cosine(macro, macro, 0.5),
        "titles": cosine(title, title, 0.5),
        "head": cosine(head, head, 1.0),
        "named": cosine(told, named, 1.0),
        "sectors": cosine(register.sectors, register.sectors, 1.0),
    }


def _held(register: Register) -> list[str]:
    """The items that some métier has, but for working conditions."""
    held = {item for row in register.items for item in row}
    return sorted(item for item in held if register.kind.get(item) != CONTEXT)


def _coverage(register: Register) -> Part:
    """What part of b's skills and knowledge, by rarity, a has: exactly, or in close wording."""
    import numpy as np

    sp = sparse()

    kept = [
        [item for item in row if register.kind.get(item) in (SKILL, MACRO, KNOWLEDGE)]
        for row in register.items
    ]
    columns: dict[str, int] = {}
    has = table([dict.fromkeys(row, 1.0) for row in kept], columns)
    like = likeness([dict.fromkeys(stems(register.label[i]), 1.0) for i in columns], CLOSE)
    like.setdiag(1.0)
    rows = [
        sp.csr_matrix(like[row.indices].max(axis=0)) if row.nnz else sp.csr_matrix(row.shape)
        for row in has
    ]
    counts = np.asarray(has.sum(0)).ravel()
    needs = has @ sp.diags(rarity(counts, has.shape[0]))
    total = np.asarray(needs.sum(1)).ravel()
    share = sp.diags(1.0 / np.where(total == 0, 1.0, total)) @ needs
    return Part(sp.vstack(rows).tocsr(), share.tocsr(), list(columns), like)


def facts(register: Register) -> dict[str, NDArray[np.float64]]:
    """The parts that compare two facts: family, executive status, access, nearness of codes."""
    import numpy as np

    number, codes = len(register.codes), register.codes
    size = Counter(register.parent)
    first = np.array([c == p for c, p in zip(codes, register.parent, strict=True)], dtype=float)
    largest = np.log(max(2, *size.values()))
    family = np.array([np.log(max(1, size[code])) for code in codes]) / largest * first
    level = _levels(register.access)
    status = np.array(register.executive)
    domain = np.array([code[:3] for code in codes])
    order = np.array([int(code[3:]) for code in codes])
    near = np.exp(-np.abs(order[:, None] - order) / NEARBY) * (domain[:, None] == domain)
    return {
        "first": np.broadcast_to(first, (number, number)),
        "family": np.broadcast_to(family, (number, number)),
        "status": (status[:, None] == status) * 1.0,
        "access": np.exp(-np.abs(level - level[:, None] - STEP)),
        "code": near,
    }


def _levels(texts: list[str]) -> NDArray[np.float64]:
    """The mean level of diploma that a text names; where it names none, the mean of the others."""
    import numpy as np

    folded = [fold(text) for text in texts]
    named = [[level for pattern, level in LEVELS if re.search(pattern, text)] for text in folded]
    known = [sum(found) / len(found) for found in named if found]
    middle = sum(known) / len(known) if known else 0.0
    return np.array([sum(found) / len(found) if found else middle for found in named])
