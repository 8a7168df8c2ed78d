"""`bench`: how well the passerelles of ROME find again the mobilities that experts published."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from iag_kg.cli.bench_words import BENCH
from iag_kg.cli.output import (
    Format,
    FormatOption,
    Language,
    LanguageOption,
    print_lines,
    print_table,
    progress,
)

if TYPE_CHECKING:
    import pyoxigraph as ox

    from iag_kg.mobilities import Contest, Figure, Links

COLUMNS = ("section", "name", "measure", "value", "low", "high")
_PLACES = Decimal("0.0001")

bench_app = typer.Typer(
    help="Measure what the passerelles of a taxonomy are worth. "
    "Example: iag-kg bench rome-mobilites --store my-store",
    no_args_is_help=True,
)


@bench_app.callback()
def _group() -> None:
    """Keeps the name of the one command below it."""


@bench_app.command("rome-mobilites")
def rome_mobilites(
    store: Annotated[Path, typer.Option("--store", help="Folder of the store that holds ROME.")],
    development: Annotated[
        Path | None,
        typer.Option(help="CSV of links (code_rome, code_rome_cible) in place of the store’s."),
    ] = None,
    language: LanguageOption = Language.FR,
    form: FormatOption = Format.TABLE,
) -> None:
    """Rank all métiers for each source and compare with its published mobilities.

    Where the store holds ESCO too, say how far its rankings stay within ISCO groups; with bridges
    (`import bridges`), how far they agree with those of ROME. Takes a minute or two.

    Example: iag-kg bench rome-mobilites --store my-store --format csv
    """
    from iag_kg.mobilities import Contest, Ranking, read_links, read_register, stored_links
    from iag_kg.stored import open_store

    graph = open_store(store)
    texts = BENCH[language]
    with progress() as say:
        say(texts["reading"])
        register = read_register(graph)
        links = read_links(development, register) if development else stored_links(graph, register)
        contest = Contest(Ranking(register), links, lambda step: say(_named(texts, step)))
        found = contest.run()
        more, reserve = _of_esco(graph, contest)
    found += more
    notes = [*_protocol(links, len(contest.rows), texts), *(texts[each] for each in reserve)]
    if form is Format.TABLE:
        _print_sections(found, texts)
        print_lines(*notes)
        return
    print_table(COLUMNS, [_row(figure) for figure in found], form)
    print(*notes, sep="\n", file=sys.stderr)


def _of_esco(graph: ox.Store, contest: Contest) -> tuple[list[Figure], list[str]]:
    """The figures of ESCO that the store allows, and what to say of those that it does not."""
    from iag_kg.bridges import are_current
    from iag_kg.errors import NotFoundError
    from iag_kg.mobilities import agreement_figures, isco_figures, read_esco

    contest.say("esco")
    try:
        esco = read_esco(graph)
    except NotFoundError:
        return [], ["no-esco"]
    found = isco_figures(esco)
    contest.say("bridge")
    try:
        found += agreement_figures(graph, contest, esco)
    except NotFoundError:
        return found, ["no-bridges"]
    return found, [] if are_current(graph) else ["old-bridges"]


def _protocol(links: Links, sources: int, texts: dict[str, Any]) -> Iterable[str]:
    """What was measured on, how, and what was tuned."""
    yield texts["protocol"].format(links=len(links.pairs), sources=sources)
    yield texts["tuned"]
    if links.left:
        left = ", ".join(f"{texts['left-kinds'][kind]} {n}" for kind, n in links.left.items())
        yield texts["left"].format(left)


def _print_sections(found: Sequence[Figure], texts: dict[str, Any]) -> None:
    """A table a section: a line a ranker, a column a measure."""
    for section in dict.fromkeys(figure.section for figure in found):
        here = [figure for figure in found if figure.section == section]
        if section == "weights":
            rows = [
                (_named(texts, figure.name), texts["parts"][figure.measure], _number(figure.value))
                for figure in here
            ]
            print_table(texts["weight-columns"], rows, title=texts[section])
            continue
        measures = list(dict.fromkeys(figure.measure for figure in here))
        cells = {(figure.name, figure.measure): _cell(figure) for figure in here}
        names = dict.fromkeys(figure.name for figure in here)
        lines = [
            (_named(texts, name), *(cells.get((name, each), "") for each in measures))
            for name in names
        ]
        columns = (texts["ranker"], *(texts["measures"].get(each, each) for each in measures))
        print_table(columns, lines, title=texts[section])


def _named(texts: dict[str, Any], name: str) -> str:
    """A ranker, or the difference of two, in words."""
    return " − ".join(str(texts["names"].get(part, part)) for part in name.split(" − "))


def _cell(figure: Figure) -> str:
    """`.357 [.346, .368]`, or a count as it is."""
    if figure.value is None:
        return "–"
    if figure.measure in ("candidates", "surest"):
        return f"{figure.value:.0f}"
    if figure.low is None or figure.high is None:
        return _short(figure.value)
    return f"{_short(figure.value)} [{_short(figure.low)}, {_short(figure.high)}]"


def _short(value: float) -> str:
    return f"{value:.3f}".replace("0.", ".", 1)


def _row(figure: Figure) -> tuple[str, str, str, Decimal | None, Decimal | None, Decimal | None]:
    numbers = (_number(value) for value in (figure.value, figure.low, figure.high))
    value, low, high = numbers
    return (figure.section, figure.name, figure.measure, value, low, high)


def _number(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(value).quantize(_PLACES)
