"""The smallest part of a collection that still clashes, by asking about parts of it.

QuickXplain (Junker, AAAI 2004): halves rather than single elements are taken out, so that two
culprits among two thousand cost some forty questions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def find_minimal_part(
    whole: Sequence[T], clash: Callable[[Sequence[T]], bool], questions: int
) -> tuple[list[T], int]:
    """A part of `whole` that clashes and of which no smaller part does, and the questions left.

    `whole` is known to clash, nothing at all is known not to. Once the questions are used up, what
    is left is returned as it stands: it still clashes, but may not be minimal.
    """
    left = questions

    def search(background: list[T], changed: bool, parts: list[T]) -> list[T]:
        nonlocal left
        if left <= 0:
            return parts
        if changed:
            left -= 1
            if clash(background):
                return []
        if len(parts) == 1:
            return parts
        one, two = parts[: len(parts) // 2], parts[len(parts) // 2 :]
        needed_of_two = search([*background, *one], bool(one), two)
        needed_of_one = search([*background, *needed_of_two], bool(needed_of_two), one)
        return [*needed_of_one, *needed_of_two]

    found = search([], False, list(whole)) if whole else []
    return found, max(left, 0)
