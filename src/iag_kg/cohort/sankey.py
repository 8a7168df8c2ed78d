"""Flows as a Sankey picture: one inline SVG, without script, that prints as it shows."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, SIDE, BAR = 1120, 350, 14
_LINE, _GAP, _TOP, _LETTERS = 15, 12, 34, 44
_COLOURS = ("#0b5c9e", "#b4470b", "#0f6b46", "#6b4fa0", "#8a6d00", "#17324d", "#a03060", "#35707a")
_STAY = "#7d8896"
NBSP = "\u00a0"  # a count never stands alone on a line


@dataclass(frozen=True)
class Ribbon:
    """A flow to draw: from a point on the left to one on the right; `stays` where nobody moves."""

    origin: str
    destination: str
    persons: int
    stays: bool


@dataclass(frozen=True)
class Sankey:
    """What the picture says: labels by key, the colour group of each origin, and its words."""

    ribbons: Sequence[Ribbon]
    labels: Mapping[str, str]
    groups: Mapping[str, str]
    title: str
    description: str
    left: str
    right: str


@dataclass
class _Bar:
    """One point: how many persons, where it stands, and how much of it is taken by ribbons."""

    persons: int
    lines: list[str]
    y: float = 0.0
    height: float = 0.0
    taken: float = 0.0


def draw_sankey(sankey: Sankey) -> str:
    """The SVG text: origins on the left in the order given, destinations on the right.

    Widths are in proportion to the persons; destinations stand where the ribbons that reach them
    cross least (by the mean place of their origins), those who stay last.
    """
    left = _bars(sankey, [(ribbon.origin, ribbon.persons) for ribbon in sankey.ribbons])
    right = _bars(sankey, [(ribbon.destination, ribbon.persons) for ribbon in sankey.ribbons])
    persons = sum(ribbon.persons for ribbon in sankey.ribbons)
    scale = max(300.0, 26.0 * max(len(left), len(right))) / max(persons, 1)
    bottom = _stack(left, list(left), scale)
    rank = {key: place for place, key in enumerate(left)}
    staying = {ribbon.destination for ribbon in sankey.ribbons if ribbon.stays}

    def mean(key: str) -> tuple[bool, float, str]:
        reaching = [r for r in sankey.ribbons if r.destination == key]
        weight = sum(r.persons for r in reaching)
        return key in staying, sum(rank[r.origin] * r.persons for r in reaching) / weight, key

    order = sorted(right, key=mean)
    height = max(bottom, _stack(right, order, scale)) + _GAP
    at = {key: place for place, key in enumerate(order)}
    ribbons = sorted(sankey.ribbons, key=lambda r: (rank[r.origin], at[r.destination]))
    # Ribbons leave in the order in which they arrive, and arrive in the order in which they leave.
    starts = {(r.origin, r.destination): _take(left[r.origin], r.persons * scale) for r in ribbons}
    drawn = [
        _ribbon(sankey, r, starts[r.origin, r.destination], right[r.destination], scale)
        for r in ribbons
    ]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img" '
        'aria-labelledby="sankey-title sankey-text">',
        f'<title id="sankey-title">{escape(sankey.title)}</title>',
        f'<desc id="sankey-text">{escape(sankey.description)}</desc>',
        f'<text class="head" x="{SIDE}" y="18" text-anchor="end">{escape(sankey.left)}</text>',
        f'<text class="head" x="{WIDTH - SIDE}" y="18">{escape(sankey.right)}</text>',
        *drawn,
        *(_bar(bar, SIDE, "end") for bar in left.values()),
        *(_bar(right[key], WIDTH - SIDE - BAR, "start") for key in order),
        "</svg>",
    ]
    return "\n".join(parts)


def _bars(sankey: Sankey, ends: Sequence[tuple[str, int]]) -> dict[str, _Bar]:
    """The points of one side, in the order in which they first come."""
    persons: dict[str, int] = {}
    for key, count in ends:
        persons[key] = persons.get(key, 0) + count
    return {
        key: _Bar(count, textwrap.wrap(f"{sankey.labels[key]}{NBSP}({count})", _LETTERS))
        for key, count in persons.items()
    }


def _stack(bars: Mapping[str, _Bar], order: Sequence[str], scale: float) -> float:
    """Place the points of one side below each other; gives where the last one ends."""
    y = float(_TOP)
    for key in order:
        bar = bars[key]
        bar.height = bar.persons * scale
        slot = max(bar.height, len(bar.lines) * _LINE)
        bar.y = y + (slot - bar.height) / 2
        y += slot + _GAP
    return y


def _take(bar: _Bar, height: float) -> float:
    """The middle of the next free part of a point."""
    middle = bar.y + bar.taken + height / 2
    bar.taken += height
    return middle


def _ribbon(sankey: Sankey, ribbon: Ribbon, start: float, bar: _Bar, scale: float) -> str:
    thick = ribbon.persons * scale
    end = _take(bar, thick)
    groups = list(dict.fromkeys(sankey.groups.values()))
    colour = _COLOURS[groups.index(sankey.groups[ribbon.origin]) % len(_COLOURS)]
    x, far = SIDE + BAR, WIDTH - SIDE - BAR
    middle = (x + far) / 2
    ends = (sankey.labels[key] for key in (ribbon.origin, ribbon.destination))
    said = f"{' → '.join(ends)} ({ribbon.persons})"
    return (
        f'<path d="M{x} {start:.1f}C{middle:.0f} {start:.1f} {middle:.0f} {end:.1f} {far} '
        f'{end:.1f}" '
        f'stroke="{_STAY if ribbon.stays else colour}" stroke-width="{max(thick, 1):.1f}" '
        f'stroke-opacity="{0.3 if ribbon.stays else 0.5}" fill="none">'
        f"<title>{escape(said)}</title></path>"
    )


def _bar(bar: _Bar, x: int, anchor: str) -> str:
    """A point and its label, outside, centred on it."""
    at = x - 8 if anchor == "end" else x + BAR + 8
    first = bar.y + bar.height / 2 - (len(bar.lines) - 1) * _LINE / 2 + 4
    lines = "".join(
        f'<tspan x="{at}" y="{first + row * _LINE:.1f}">{escape(line)}</tspan>'
        for row, line in enumerate(bar.lines)
    )
    rect = f'<rect x="{x}" y="{bar.y:.1f}" width="{BAR}" height="{max(bar.height, 1):.1f}"/>'
    return f'{rect}<text text-anchor="{anchor}">{lines}</text>'
