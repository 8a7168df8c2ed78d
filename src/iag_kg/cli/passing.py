"""`passerelles`: from a métier of the studies, or of a taxonomy in a store; or all of them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from iag_kg.cli.output import Format, FormatOption, Language, LanguageOption
from iag_kg.errors import IagError

ALL = "all"


class Taxonomy(StrEnum):
    """A taxonomy that can be imported and whose métiers have skills."""

    ROME = "rome"
    ESCO = "esco"


def passerelles(
    metier: Annotated[
        str,
        typer.Argument(
            help="Label, part of a label, short code or IRI; with --store, a code of the "
            "taxonomy, or all."
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
        Taxonomy, typer.Option("--taxonomy", help="Which taxonomy of the store.")
    ] = Taxonomy.ROME,
    without_code: Annotated[
        bool, typer.Option("--without-code", help="ROME: leave nearness of codes out of the score.")
    ] = False,
    language: LanguageOption = Language.FR,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show where someone can move from a métier, and why.

    Example: iag-kg passerelles "relation client" --to "crédits" --explain

    Example: iag-kg passerelles all --store my-store --taxonomy rome --top 20 --format csv
    """
    if store is None:
        if metier == ALL or without_code or taxonomy is not Taxonomy.ROME:
            raise IagError("all, --taxonomy and --without-code rank a taxonomy: add --store PATH")
        from iag_kg.cli.moving import show_moves

        show_moves(metier, to, top, explain, recommended, across, language, form)
        return
    if recommended or across:
        raise IagError("--recommended and --across are for métiers of the studies, not --store")
    if without_code and taxonomy is not Taxonomy.ROME:
        raise IagError("--without-code is for --taxonomy rome")
    from iag_kg.cli.ranking import print_every, print_from, print_pair
    from iag_kg.mobilities import read_ranked
    from iag_kg.stored import open_store

    if metier == ALL and (to is not None or explain):
        raise IagError("--to and --explain ask of one métier, not of all")
    if explain and to is None:
        raise IagError("--explain with --store is for a pair: add --to CODE")
    ranked = read_ranked(open_store(store), taxonomy, language, without_code=without_code)
    if metier == ALL:
        print_every(ranked, top, form)
    elif to is None:
        print_from(ranked, metier, top, language, form)
    else:
        print_pair(ranked, metier, to, top if explain else 0, language, form)
