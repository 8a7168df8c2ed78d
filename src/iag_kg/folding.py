"""Text as it is compared: without case, accents, ligatures and the shape of an apostrophe."""

from __future__ import annotations

from itertools import filterfalse
from unicodedata import combining, normalize


def fold(text: str) -> str:
    """Text for comparison: lower case, no accents, œ and æ in two letters, straight apostrophes.

    Compatibility forms (², ﬁ, a no-break space) become what they stand for, by Unicode’s NFKD.
    Blanks and punctuation stay: whoever compares knows what they mean there. Each character folds
    by itself, so that a text folded holds each of its parts folded.
    """
    letters = "".join(filterfalse(combining, normalize("NFKD", text))).casefold()
    return letters.replace("’", "'").replace("œ", "oe").replace("æ", "ae")
