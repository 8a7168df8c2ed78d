"""A gap is sorted by what it asks of a person."""

from __future__ import annotations

from decimal import Decimal

import pytest

from iag_kg.gaps import GAPS, sort_gap


@pytest.mark.parametrize(
    ("held", "fades", "kind"),
    [
        (None, False, "acquire"),
        (0, False, "keep"),
        (Decimal("0.25"), False, "strengthen"),
        (3, False, "strengthen"),
        (None, True, "fading"),
        (0, True, "fading"),
        (2, True, "fading"),
    ],
)
def test_a_gap_asks_for_one_thing(held: Decimal | int | None, fades: bool, kind: str) -> None:
    assert sort_gap(held, fades) == kind and kind in GAPS
