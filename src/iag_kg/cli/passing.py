"""`passerelles`: from a métier of the studies, of a taxonomy or of a file; or all of them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from iag_kg.cli.comparing import (
    ALL,
    By,
    Close,
    Direction,
    rank_file,
    rank_store,
    show,
    wished,
)
from iag_kg.cli.output import Format, FormatOption, Language, LanguageOption
from iag_kg.errors import IagError


class Taxonomy(StrEnum):
    """A taxonomy that can be imported and whose métiers have skills."""

    ROME = "rome"
    ESCO = "esco"


_RANKING = "--by, --rare, --close, --least, --direction and --output"


def passerelles(
    metier: Annotated[
        str,
        typer.Argument(
            help="Label, part of a label, short code or IRI, of the studies or, with --store, of "
            "its taxonomy; with --profiles a name of the file; or all."
        ),
    ],
    to: Annotated[str | None, typer.Option(help="Only the passerelle to this métier.")] = None,
    top: Annotated[int, typer.Option(min=1, help="How many to show.")] = 10,
    explain: Annotated[bool, typer.Option("--explain", help="Say why, skill by skill.")] = False,
    recommended: Annotated[
        bool, typer.Option("--recommended", help="Only those that pass every gate.")
    ] = False,
    across: Annotated[
        bool, typer.Option("--across", help="Only those that lead out of the family.")
    ] = False,
    store: Annotated[
        Path | None, typer.Option("--store", help="Folder of a store: its taxonomy is ranked.")
    ] = None,
    taxonomy: Annotated[
        Taxonomy | None,
        typer.Option("--taxonomy", help="Which taxonomy of the store. [default: rome]"),
    ] = None,
    without_code: Annotated[
        bool, typer.Option("--without-code", help="ROME: leave nearness of codes out of the score.")
    ] = False,
    profiles: Annotated[
        Path | None,
        typer.Option("--profiles", help="CSV of your own: metier, skill, weight in [0, 1]."),
    ] = None,
    by: Annotated[
        By | None,
        typer.Option(help="What ranks. [default: score; coverage where there is no other score]"),
    ] = None,
    rare: Annotated[bool, typer.Option("--rare", help="Weigh each skill by its rarity.")] = False,
    close: Annotated[
        list[Close] | None,
        typer.Option(help="Count skills that are close in this way too; may be repeated."),
    ] = None,
    least: Annotated[
        float | None, typer.Option(min=0, max=1, help="Only scores of at least this much.")
    ] = None,
    direction: Annotated[
        Direction, typer.Option(help="Best destinations from each métier, or best origins to it.")
    ] = Direction.FROM,
    output: Annotated[
        Path | None, typer.Option(help="With all: write the CSV to this file.")
    ] = None,
    language: LanguageOption = Language.FR,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show where someone can move from a métier, and why.

    Example: iag-kg passerelles "relation client" --to "crédits" --explain

    Example: iag-kg passerelles all --store my-store --taxonomy rome --top 20 --format csv

    Example: iag-kg passerelles all --profiles mine.csv --close wording --output pairs.csv
    """
    if store is None and profiles is None:
        if metier == ALL or without_code or taxonomy is not None:
            raise IagError("all, --taxonomy and --without-code rank a taxonomy: add --store PATH "
                           "(all ranks your own profiles too: --profiles FILE)")  # fmt: skip
        ways = by or rare or close or least is not None or direction is not Direction.FROM
        if ways or output is not None:
            raise IagError(f"{_RANKING} rank a taxonomy, or profiles of your own: add --store PATH "
                           "or --profiles FILE")  # fmt: skip
        from iag_kg.cli.moving import show_moves

        show_moves(metier, to, top, explain, recommended, across, language, form)
        return
    if recommended or across:
        raise IagError("--recommended and --across are for métiers of the studies")
    if metier == ALL and (to is not None or explain):
        raise IagError("--to and --explain ask of one métier, not of all")
    if explain and to is None:
        raise IagError("--explain is here for a pair: add --to CODE")
    if to is not None and least is not None:
        raise IagError("--least shortens a list; with --to there is none: leave one out")
    if output is not None and (metier != ALL or form is Format.JSON):
        raise IagError("--output writes all métiers, as CSV")
    if profiles is not None:
        if store is not None or taxonomy is not None or without_code:
            raise IagError("--profiles stands in place of --store, --taxonomy and --without-code")
        if output is not None and output.resolve() == profiles.resolve():
            raise IagError(f"{output}: the profiles themselves; write to another file")
        wish = wished(by, rare, close or [], least, direction, scored=False)
        ranked = rank_file(profiles, wish)
    elif store is not None:
        taxonomy = taxonomy or Taxonomy.ROME
        rome = taxonomy is Taxonomy.ROME
        if without_code and not (rome and by in (None, By.SCORE)):
            raise IagError("--without-code is for --taxonomy rome, ranked by its score")
        wish = wished(by, rare, close or [], least, direction, scored=rome)
        ranked, find = rank_store(store, taxonomy, language, wish, without_code)
        metier = metier if metier == ALL else find(metier)
        to = None if to is None else find(to)
    show(ranked, metier, to, top, explain, output, language, form)
