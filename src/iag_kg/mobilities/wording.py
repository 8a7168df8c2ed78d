"""Words of a French text, and the names that a title with two genders stands for."""

from __future__ import annotations

import re
import unicodedata

STEM = 6  # letters kept of a word
_STOP = frozenset((
    "le", "la", "les", "un", "une", "des", "de", "du", "au", "aux", "en", "et", "ou", "dans",
    "par", "pour", "sur", "avec", "sans", "sous", "ce", "ces", "cette", "son", "sa", "ses",
    "leur", "leurs", "qu", "que", "qui", "se", "ne", "pas", "plus", "est", "sont", "etre",
    "avoir", "il", "elle", "on", "dont", "ainsi", "etc", "entre", "vers", "selon", "lors",
    "afin", "tout", "tous", "toute", "toutes", "autre", "autres",
))  # fmt: skip

_MARKS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """Lower case without accents."""
    return _MARKS.sub("", unicodedata.normalize("NFD", text.lower().replace("œ", "oe")))


def words(text: str) -> list[str]:
    """Words that say something, folded, in their order."""
    found = re.findall(r"[a-z0-9+#]+", fold(text))
    return [word for word in found if len(word) > 1 and word not in _STOP]


def stems(text: str, letters: int = STEM) -> list[str]:
    """First letters of each word that says something."""
    return [word[:letters] for word in words(text)]


def spoken(text: str, stem: str) -> str | None:
    """The first word of a text that begins as a stem, as it is written there."""
    found = re.findall(r"[^\W_][\w+#]*", text.lower())
    return next((word for word in found if stems(word)[:1] == [stem]), None)


def heads(title: str) -> list[str]:
    """First word of each gender of a title: what kind of worker it is."""
    firsts = (part.split()[0] for part in title.split("/") if part.split())
    return sorted({stem for first in firsts for stem in stems(first)[:1]})


def name_forms(title: str) -> set[str]:
    """The names that a title stands for, folded: one a gender, each with what both share.

    « Agent / Agente d’accueil » gives "agent d accueil" and "agente d accueil": the words that
    follow the second gender complete the first one where it is the shorter.
    """
    sides = [re.findall(r"[a-z0-9+#]+", fold(side)) for side in title.split("/")]
    sides = [side for side in sides if side]
    if len(sides) == 2 and len(sides[0]) < len(sides[1]):
        sides[0] = sides[0] + sides[1][len(sides[0]) :]
    return {" ".join(side) for side in sides}
