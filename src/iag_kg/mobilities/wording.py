"""Words of a French text, and what kind of worker a title names."""

from __future__ import annotations

import re

from iag_kg.folding import fold

STEM = 6  # letters kept of a word
_STOP = frozenset((
    "le", "la", "les", "un", "une", "des", "de", "du", "au", "aux", "en", "et", "ou", "dans",
    "par", "pour", "sur", "avec", "sans", "sous", "ce", "ces", "cette", "son", "sa", "ses",
    "leur", "leurs", "qu", "que", "qui", "se", "ne", "pas", "plus", "est", "sont", "etre",
    "avoir", "il", "elle", "on", "dont", "ainsi", "etc", "entre", "vers", "selon", "lors",
    "afin", "tout", "tous", "toute", "toutes", "autre", "autres",
))  # fmt: skip


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
