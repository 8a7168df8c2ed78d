"""The forms under which a French title may be met: whole, masculine and feminine, folded."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_BRACKETED = re.compile(r"(?:(?<=\s)|^)\([^()]*\)")
_SLASH = re.compile(r"\s*/\s*")


def fold(title: str) -> str:
    """A title without case, accents, bracketed acronyms, punctuation and double blanks."""
    plain = unicodedata.normalize("NFKD", _BRACKETED.sub(" ", title.replace("’", "'")))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    letters = letters.replace("œ", "oe").replace("æ", "ae")
    return " ".join(re.sub(r"[^a-z0-9'+#]+", " ", letters).split())


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
    return tuple(dict.fromkeys((fold(" ".join(first)), fold(" ".join(second)))))


def forms(title: str) -> tuple[str, ...]:
    """Every form under which a title may be met: its halves where it is split, else itself."""
    return halves(title) or ((whole,) if (whole := fold(title)) else ())
