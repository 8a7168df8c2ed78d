"""Where someone can move from a métier of the studies, and why."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from iag_kg.cli.output import (
    Format,
    Language,
    decimal,
    percent,
    print_json,
    print_lines,
    print_table,
    terminal_width,
)
from iag_kg.cli.texts import MOVES
from iag_kg.errors import NotFoundError
from iag_kg.gaps import FADING

if TYPE_CHECKING:
    from iag_kg.graph import Value
    from iag_kg.lookup import Named
    from iag_kg.moves import Move, SkillLine, TrainingLine

WIDE = 110
SCORES = (
    "coverage",
    "affinity",
    "durable",
    "rarity_coverage",
    "rarity_affinity",
    "kind",
    "passes_coverage",
    "passes_durability",
    "compares_full",
    "recommended",
    "explanation",
)


def show_moves(
    metier: str,
    to: str | None,
    top: int,
    explain: bool,
    recommended: bool,
    across: bool,
    language: Language,
    form: Format,
) -> None:
    """Print where someone can move from a métier of the studies; arguments as in `passing`.

    Raises:
        IagError: no métier, or several, answer to a name; there is no such passerelle.
    """
    from iag_kg import shipped
    from iag_kg.lookup import find
    from iag_kg.moves import read_lines, read_moves, read_training

    store = shipped.store()
    origin = find(store, "iag:Metier", metier)
    moves = read_moves(store, origin.iri, language)
    if not moves:
        label = origin.labels[language]
        raise NotFoundError(
            f"'{label}' has no passerelle: the sources name it without assessing its skills"
        )
    if to is not None:
        destination = find(store, "iag:Metier", to)
        moves = [move for move in moves if move.destination == destination.iri]
        if not moves:
            raise NotFoundError(f"no passerelle from '{metier}' to '{to}'")
    if recommended:
        moves = [move for move in moves if move.values["recommended"]]
    if across:
        moves = [move for move in moves if move.family != origin.places[language]]
    moves = moves[:top]
    name = origin.labels[language]
    lines = {move.iri: read_lines(store, move, language) if explain else [] for move in moves}
    offers = {move.iri: read_training(store, move, language) if explain else [] for move in moves}
    if form is Format.JSON:
        print_json(
            [_record(name, move, lines[move.iri], offers[move.iri], explain) for move in moves]
        )
    elif form is Format.CSV:
        _print_csv(name, moves, lines, explain)
    else:
        _print_moves(origin, moves, lines, offers, language, explain or to is not None)


def _record(
    origin: str, move: Move, lines: list[SkillLine], offers: list[TrainingLine], explain: bool
) -> dict[str, Any]:
    """One passerelle as JSON: scores, gates, sentence and, if asked, the skills and the offers."""
    record: dict[str, Any] = {
        "origin": origin,
        "destination": move.label,
        "family": move.family,
        **move.values,
        "iri": move.iri,
    }
    if explain:
        record["skills"] = [asdict(line) for line in lines]
        record["training"] = [asdict(offer) for offer in offers]
    return record


def _print_csv(
    origin: str, moves: list[Move], lines: dict[str, list[SkillLine]], explain: bool
) -> None:
    """A row a passerelle, or with the explanation a row a skill of each passerelle."""
    if explain:
        columns = (
            "origin",
            "destination",
            "skill",
            "origin_demand",
            "demand",
            "part",
            "gap",
            "todo",
        )
        rows = [
            (origin, move.label, *asdict(line).values())
            for move in moves
            for line in lines[move.iri]
        ]
        print_table(columns, rows, Format.CSV)
        return
    print_table(
        ("origin", "destination", "family", *SCORES),
        [
            (origin, move.label, move.family, *(move.values[score] for score in SCORES))
            for move in moves
        ],
        Format.CSV,
    )


def _print_moves(
    origin: Named,
    moves: list[Move],
    lines: dict[str, list[SkillLine]],
    offers: dict[str, list[TrainingLine]],
    language: Language,
    sentences: bool,
) -> None:
    text = MOVES[language]
    title = text["from"].format(origin.labels[language], origin.places[language])
    if not moves:
        print_lines(title, text["none"])
        return
    rows = [
        (
            move.label,
            *(percent(move.values[key], language) for key in ("coverage", "affinity", "durable")),
            _gates(move, text),
            move.values["kind"],
            move.family,
        )
        for move in moves
    ]
    # A narrow terminal has no room for what the reader can do without.
    kept = 5 if terminal_width() < WIDE else 7
    print_table(text["columns"][:kept], [row[:kept] for row in rows], title=title)
    for move in moves if sentences else ():
        print_lines(f"→ {move.label}", str(move.values["explanation"]), "")
        if lines[move.iri]:
            _print_lines(move, lines[move.iri], language)
            # A practice that fades is no reason to train.
            if any(line.todo not in ("", FADING) for line in lines[move.iri]):
                _print_training(offers[move.iri], language)


def _print_training(offers: list[TrainingLine], language: Language) -> None:
    """The training offers that the catalogues list for what is missing, or that there is none."""
    text = MOVES[language]
    if not offers:
        print_lines(text["untrained"], "")
        return
    rows = [tuple(asdict(offer).values()) for offer in offers]
    print_table(text["training_columns"], rows, title=text["training"])


def _print_lines(move: Move, lines: list[SkillLine], language: Language) -> None:
    """The scores, then what is shared with its parts, then what is missing."""
    text = MOVES[language]
    shown = {
        key: percent(move.values[key], language)
        for key in ("coverage", "affinity", "durable", "rarity_coverage", "rarity_affinity")
    }
    print_lines(
        text["scores"].format(**shown, kind=move.values["kind"]), text["rarity"].format(**shown)
    )
    shared: list[tuple[Value, ...]] = [
        (
            line.skill,
            decimal(line.origin_demand, language),
            decimal(line.demand, language),
            percent(line.contribution, language),
        )
        for line in lines
        if line.contribution
    ]
    shared.append((text["total"], None, None, shown["coverage"]))
    print_table(text["shared_columns"], shared, title=text["shared"])
    order = list(text["todo"])
    missing = sorted(
        (line for line in lines if line.todo),
        key=lambda line: (order.index(line.todo), -line.gap, line.skill),
    )
    rows = [
        (
            text["todo"][line.todo],
            line.skill,
            *(decimal(x, language) for x in (line.origin_demand, line.demand, line.gap)),
        )
        for line in missing
    ]
    print_table(text["missing_columns"], rows, title=text["missing"])


def _gates(move: Move, text: dict[str, Any]) -> str:
    """Which gates stop a passerelle, or that it passes them all."""
    failed = [
        text[name]
        for name, column in (
            ("coverage", "passes_coverage"),
            ("durability", "passes_durability"),
            ("full", "compares_full"),
        )
        if not move.values[column]
    ]
    return ", ".join(failed) or str(text["passes"])
