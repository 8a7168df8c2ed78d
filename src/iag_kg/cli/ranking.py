"""Print where métiers lead, or what leads to them, and what makes a score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from iag_kg.cli.output import (
    Format,
    Language,
    decimal,
    percent,
    print_json,
    print_lines,
    print_table,
)
from iag_kg.cli.ranking_words import PARTS, RANKED
from iag_kg.errors import NotFoundError

if TYPE_CHECKING:
    from iag_kg.graph import Value
    from iag_kg.mobilities import Contribution, Missing, Move, Ranked, Reason

CODES = ("origin_code", "destination_code", "rank", "score", "coverage", "affinity")
_PLACES = Decimal("0.000001")
_SHOWN = Decimal("0.001")  # to people; programs get `_PLACES`


def columns(ranked: Ranked) -> tuple[str, ...]:
    """The columns of pairs: codes of a taxonomy, or the names that a file gives."""
    from iag_kg.matching import COLUMNS

    return CODES if ranked.taxonomy else COLUMNS


def rows_of(moves: Iterable[Move]) -> list[tuple[Value, ...]]:
    """Pairs as rows, figures to six places."""
    return [_row(move) for move in moves]


def print_from(ranked: Ranked, code: str, top: int, language: Language, form: Format) -> None:
    """The best others of a métier, with their names where people read them.

    Raises:
        NotFoundError: no métier has this code.
    """
    subject = ranked.place(code)
    moves = ranked.moves(subject, top)
    if form is not Format.TABLE:
        print_table(columns(ranked), rows_of(moves), form)
        return
    texts = RANKED[language]
    rows: list[tuple[Value, ...]] = []
    for move in moves:
        other = move.origin if ranked.backwards else move.destination
        scores = (_told(value, language) for value in (move.score, move.coverage, move.affinity))
        rows.append((move.rank, other, ranked.name(ranked.place(other)), *scores))
    heads = texts["origins" if ranked.backwards else "columns"]
    if not ranked.taxonomy:  # a name is its own code
        heads, rows = _without_code(heads), [_without_code(row) for row in rows]
    title = texts["to" if ranked.backwards else "from"].format(_named(ranked, subject))
    print_table(heads, rows, title=title)


def print_pair(
    ranked: Ranked, start: str, end: str, things: int, language: Language, form: Format
) -> None:
    """One pair: its scores, and with `things` above 0 what makes them, that many lines of it.

    Raises:
        NotFoundError: no métier has one of the codes, or both are the same.
    """
    from iag_kg.mobilities import missing, why

    origin, destination = ranked.place(start), ranked.place(end)
    if origin == destination:
        raise NotFoundError(f"no passerelle from '{start}' to itself")
    move = ranked.move(origin, destination)
    if not things:
        if form is not Format.TABLE:
            print_table(columns(ranked), [_row(move)], form)
        else:
            print_lines(_sentence(ranked, move, language))
        return
    found = why(ranked, origin, destination)
    if form is Format.CSV:
        rows = [(each.part, each.thing, _number(each.share)) for each in found]
        print_table(("part", "shared", "contribution"), rows, Format.CSV)
        return
    lacking = missing(ranked, origin, destination)
    if form is Format.JSON:
        scores = dict(zip(columns(ranked), _row(move), strict=True))
        told = {"contributions": [*map(asdict, found)], "missing": [*map(asdict, lacking)]}
        print_json({**scores, **told})
    else:
        print_lines(_sentence(ranked, move, language), "")
        _print_parts(found, move.score, things, language)
        rare = ranked.search.importance is not None
        _print_missing(lacking[:things], rare, language)


def _print_parts(
    found: Sequence[Reason | Contribution], score: float, things: int, language: Language
) -> None:
    """What each part adds, down to the score; then the things that add most."""
    texts = RANKED[language]
    by_part: dict[str, float | Fraction] = defaultdict(Fraction)
    for each in found:
        by_part[each.part] += each.share
    order = sorted(by_part, key=lambda part: (-by_part[part], part))
    parts: list[tuple[Value, ...]] = [
        (
            PARTS[language][part],
            _told(by_part[part], language),
            percent(float(by_part[part]) / score, language),
        )
        for part in order
    ]
    total = _told(sum(by_part.values()), language)
    print_table(texts["parts"], [*parts, (texts["total"], total, "")])
    main = [each for each in found if each.thing][:things]
    rows = [(each.thing, PARTS[language][each.part], _told(each.share, language)) for each in main]
    print_table(texts["things"], rows, title=texts["main"])


def _print_missing(lacking: Sequence[Missing], rare: bool, language: Language) -> None:
    """What lacks, and what it would add to the coverage: by rarity where skills are so weighed."""
    texts = RANKED[language]
    rows = [
        (
            each.thing,
            decimal(Decimal(f"{each.weight:.3f}").normalize(), language),
            _told(each.share, language),
        )
        for each in lacking
    ]
    if rows:
        print_table(texts["rare" if rare else "lacks"], rows, title=texts["missing"])


def _sentence(ranked: Ranked, move: Move, language: Language) -> str:
    places = (ranked.place(code) for code in (move.origin, move.destination))
    names = (_named(ranked, place) for place in places)
    scores = (percent(value, language) for value in (move.score, move.coverage, move.affinity))
    text = RANKED[language]["pair-to" if ranked.backwards else "pair"]
    return str(text.format(*names, move.rank, *scores))


def _named(ranked: Ranked, place: int) -> str:
    code, name = ranked.profiles.codes[place], ranked.name(place)
    return f"{code} {name}" if ranked.taxonomy else name


def _without_code(row: Sequence[Value]) -> tuple[Value, ...]:
    return (row[0], *row[2:])


def _row(move: Move) -> tuple[Value, ...]:
    numbers = (_number(value) for value in (move.score, move.coverage, move.affinity))
    return (move.origin, move.destination, move.rank, *numbers)


def _told(value: float | Fraction, language: Language) -> str:
    """A figure as people read it: three decimals, as the language writes them."""
    return decimal(_number(value).quantize(_SHOWN), language)


def _number(value: float | Fraction) -> Decimal:
    return Decimal(float(value)).quantize(_PLACES)
