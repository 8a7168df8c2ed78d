"""The forms under which a French title may be met: whole, masculine and feminine, folded."""

from __future__ import annotations

import re
from functools import cache

from iag_kg.folding import fold

_BRACKETED = re.compile(r"(?:(?<=\s)|^)\([^()]*\)")
_SLASH = re.compile(r"\s*/\s*")
_PUNCTUATION = re.compile(r"[^a-z0-9'+#]+")


def plain(title: str) -> str:
    """A title as it is compared, without bracketed acronyms and punctuation."""
    return _PUNCTUATION.sub(" ", fold(_BRACKETED.sub(" ", title))).strip()


@cache
def halves(title: str) -> tuple[str, ...]:
    """The masculine and the feminine form of a title, folded; empty where it is not split.

    Both taxonomies print the two forms around a slash, and what they have in common once only,
    at the end (Vendeur / Vendeuse en épicerie) or at the beginning (Responsable commercial /
    commerciale). The words missing on a side are taken from the other, word for word.
    """
    sides = _SLASH.split(_BRACKETED.sub(" ", title).strip())
    if len(sides) != 2:
        return ()
    first, second = (side.split() for side in sides)
    if not first or not second:
        return ()
    if len(second) > len(first):
        first = first + second[len(first) :]
    elif len(second) < len(first):
        second = first[: len(first) - len(second)] + second
    return tuple(dict.fromkeys((plain(" ".join(first)), plain(" ".join(second)))))


def forms(title: str) -> tuple[str, ...]:
    """Every form under which a title may be met: its halves where it is split, else itself."""
    return halves(title) or ((whole,) if (whole := plain(title)) else ())
