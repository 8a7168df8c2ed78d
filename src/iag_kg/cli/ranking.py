"""Print what the métiers of an imported taxonomy lead to, and what makes a score."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING

from iag_kg.cli.output import Format, Language, percent, print_json, print_lines, print_table
from iag_kg.cli.ranking_words import PARTS, RANKED
from iag_kg.errors import NotFoundError

if TYPE_CHECKING:
    from iag_kg.graph import Value
    from iag_kg.mobilities import Contribution, Move, Ranked

COLUMNS = ("origin_code", "destination_code", "rank", "score", "coverage", "affinity")
_PLACES = Decimal("0.000001")


def print_every(ranked: Ranked, top: int, form: Format) -> None:
    """The best destinations of every métier, by code."""
    print_table(COLUMNS, [_row(move) for move in ranked.every(top)], form)


def print_from(ranked: Ranked, code: str, top: int, language: Language, form: Format) -> None:
    """The best destinations of a métier, with their names where people read them.

    Raises:
        NotFoundError: no métier has this code.
    """
    origin = ranked.profiles.place(code)
    moves = ranked.moves(origin, top)
    if form is not Format.TABLE:
        print_table(COLUMNS, [_row(move) for move in moves], form)
        return
    texts = RANKED[language]
    rows: list[tuple[Value, ...]] = []
    for move in moves:
        _, destination, rank, *scores = _row(move)
        name = ranked.name(ranked.profiles.place(move.destination))
        rows.append((rank, destination, name, *scores))
    title = texts["from"].format(_named(ranked, origin))
    print_table(texts["columns"], rows, title=title)


def print_pair(
    ranked: Ranked, start: str, end: str, things: int, language: Language, form: Format
) -> None:
    """One pair: its scores, and with `things` above 0 what makes them, that many lines of it.

    Raises:
        NotFoundError: no métier has one of the codes, or both are the same.
    """
    origin, destination = ranked.profiles.place(start), ranked.profiles.place(end)
    if origin == destination:
        raise NotFoundError(f"no passerelle from '{start}' to itself")
    move = ranked.move(origin, destination)
    if not things:
        if form is not Format.TABLE:
            print_table(COLUMNS, [_row(move)], form)
        else:
            print_lines(_sentence(ranked, move, language))
        return
    found = ranked.why(origin, destination)
    if form is Format.JSON:
        scores = dict(zip(COLUMNS, _row(move), strict=True))
        print_json({**scores, "contributions": [asdict(each) for each in found]})
    elif form is Format.CSV:
        rows = [(each.part, each.thing, _number(each.share)) for each in found]
        print_table(("part", "shared", "contribution"), rows, Format.CSV)
    else:
        print_lines(_sentence(ranked, move, language), "")
        _print_parts(found, move.score, things, language)


def _print_parts(found: list[Contribution], score: float, things: int, language: Language) -> None:
    """What each part adds, down to the score; then the things that add most."""
    texts = RANKED[language]
    by_part: dict[str, float] = defaultdict(float)
    for each in found:
        by_part[each.part] += each.share
    order = sorted(by_part, key=lambda part: (-by_part[part], part))
    parts: list[tuple[Value, ...]] = [
        (PARTS[language][part], _number(by_part[part]), percent(by_part[part] / score, language))
        for part in order
    ]
    print_table(texts["parts"], [*parts, (texts["total"], _number(sum(by_part.values())), "")])
    main = [each for each in found if each.thing][:things]
    rows = [(each.thing, PARTS[language][each.part], _number(each.share)) for each in main]
    print_table(texts["things"], rows, title=texts["main"])


def _sentence(ranked: Ranked, move: Move, language: Language) -> str:
    places = (ranked.profiles.place(code) for code in (move.origin, move.destination))
    names = (_named(ranked, place) for place in places)
    scores = (percent(value, language) for value in (move.score, move.coverage, move.affinity))
    return str(RANKED[language]["pair"].format(*names, move.rank, *scores))


def _named(ranked: Ranked, place: int) -> str:
    return f"{ranked.profiles.codes[place]} {ranked.name(place)}"


def _row(move: Move) -> tuple[Value, ...]:
    numbers = (_number(value) for value in (move.score, move.coverage, move.affinity))
    return (move.origin, move.destination, move.rank, *numbers)


def _number(value: float) -> Decimal:
    return Decimal(value).quantize(_PLACES)
