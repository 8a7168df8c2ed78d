"""`import`, `diff` and `info --store`: taxonomies of others in a store on disk."""

from __future__ import annotations

import datetime
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iag_kg.cli.output import Format, FormatOption, print_lines, print_table
from iag_kg.paths import resources

if TYPE_CHECKING:
    from iag_kg.importers import Arrival

import_app = typer.Typer(
    help="Take in ROME, ESCO or the ILO index, from their publishers’ own files. "
    "Example: iag-kg import rome RefRomeCsv.zip --store my-store",
    no_args_is_help=True,
)
diff_app = typer.Typer(
    help="Say what a release would change in a store, before it is imported. "
    "Example: iag-kg diff rome RefRomeCsv.zip --store my-store",
    no_args_is_help=True,
)

StoreOption = Annotated[Path, typer.Option("--store", help="Folder of the store.")]
ReleaseOption = Annotated[
    str | None,
    typer.Option("--release", help="Name of the release. [default: as the files or folder say]"),
]
DetailsOption = Annotated[
    bool, typer.Option("--details", help="List every change, not only how many there are.")
]
Rome = Annotated[Path, typer.Argument(help="Folder or ZIP archive of CSV files.")]
Esco = Annotated[Path, typer.Argument(help="Folder or ZIP archive of CSV files.")]
Ilo = Annotated[Path, typer.Argument(help="XLSX workbook of scores.")]


@import_app.command("rome")
def import_rome(place: Rome, store: StoreOption, form: FormatOption = Format.TABLE) -> None:
    """Take in a release of ROME, in place of the one that the store holds.

    Example: iag-kg import rome RefRomeCsv.zip --store my-store
    """
    _import("rome", place, store, None, form)


@import_app.command("esco")
def import_esco(
    place: Esco,
    store: StoreOption,
    release: ReleaseOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Take in a release of ESCO, French and English, in place of the one that the store holds.

    Example: iag-kg import esco esco-v1.2.0/ --store my-store
    """
    _import("esco", place, store, release, form)


@import_app.command("ilo")
def import_ilo(place: Ilo, store: StoreOption, form: FormatOption = Format.TABLE) -> None:
    """Take in the ILO index of exposure to generative AI, by unit group of ISCO-08.

    Example: iag-kg import ilo Final_Scores_ISCO08_Gmyrek_et_al_2025.xlsx --store my-store
    """
    _import("ilo", place, store, None, form)


@diff_app.command("rome")
def diff_rome(
    place: Rome,
    store: StoreOption,
    details: DetailsOption = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Compare a release of ROME with the one that the store holds.

    Example: iag-kg diff rome RefRomeCsv.zip --store my-store --details
    """
    _diff("rome", place, store, details, form)


@diff_app.command("esco")
def diff_esco(
    place: Esco,
    store: StoreOption,
    details: DetailsOption = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Compare a release of ESCO with the one that the store holds.

    Example: iag-kg diff esco esco-v1.2.0/ --store my-store
    """
    _diff("esco", place, store, details, form)


@diff_app.command("ilo")
def diff_ilo(
    place: Ilo,
    store: StoreOption,
    details: DetailsOption = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Compare a workbook of the ILO index with the one that the store holds.

    Example: iag-kg diff ilo scores.xlsx --store my-store
    """
    _diff("ilo", place, store, details, form)


def print_held(path: Path, form: Format) -> None:
    """Print what a store holds, graph by graph: where it comes from, then its counts."""
    from iag_kg.namespaces import compact
    from iag_kg.stored import held

    rows: list[tuple[str, str, str | int]] = []
    for each in held(path):
        graph = compact(each.graph)
        rows += [(graph, key, each.origin[key]) for key in each.origin]
        if each.origin:
            rows += [(graph, compact(kind), count) for kind, count in each.counts.items()]
        rows.append((graph, "triples", each.triples))
    print_table(("graph", "what", "value"), rows, form)


def _import(key: str, place: Path, store: Path, release: str | None, form: Format) -> None:
    from iag_kg.importers import TAXONOMIES
    from iag_kg.pipeline import read_ontology
    from iag_kg.stored import take_in

    ontology = read_ontology(resources())
    day = datetime.date.today().isoformat()
    with bars() as report:
        arrival = take_in(store, TAXONOMIES[key], place, day, release, ontology, report)
    print_table(("what", "name", "count", "first"), _rows(arrival), form)
    if form is Format.TABLE:
        told = arrival.release or "version inconnue / unknown release"
        print_lines(f"{key} {told} → {store}")


def _rows(arrival: Arrival) -> list[tuple[str, str, int, str]]:
    """Files with their rows, then the slips of the source."""
    from iag_kg.importers import DEFECTS

    rows = [("file", file.name, file.rows, "") for file in arrival.files]
    for kind, defect in sorted(arrival.defects.items()):
        rows.append(("defect", DEFECTS[kind]["fr"], defect.count, defect.first))
    return rows


def _diff(key: str, place: Path, store: Path, details: bool, form: Format) -> None:
    from iag_kg.importers import TAXONOMIES
    from iag_kg.stored import changes

    with bars() as report:
        found = changes(store, TAXONOMIES[key], place, None, report)
    if details:
        columns = ("change", "kind", "subject", "language", "before", "after")
        rows = [(c.change, c.kind, c.subject, c.language, c.before, c.after) for c in found]
        print_table(columns, rows, form)
    else:
        counts = Counter((change.change, change.kind) for change in found)
        summary = [(change, kind, count) for (change, kind), count in sorted(counts.items())]
        print_table(("change", "kind", "count"), summary, form)
    if not found and form is Format.TABLE:
        print_lines("Aucun changement / no change.")


@contextmanager
def bars() -> Iterator[Callable[[str, float], None]]:
    """A function told what is read and how far: bars on a terminal, lines in a log."""
    from rich.console import Console
    from rich.progress import Progress, TaskID

    console = Console(stderr=True)
    if not console.is_terminal:
        seen: set[str] = set()

        def tell(name: str, share: float) -> None:
            if name not in seen:
                seen.add(name)
                print(name, file=sys.stderr, flush=True)

        yield tell
        return
    tasks: dict[str, TaskID] = {}
    with Progress(console=console) as progress:

        def advance(name: str, share: float) -> None:
            if name not in tasks:
                tasks[name] = progress.add_task(name.replace("[", "\\["), total=1.0)
            progress.update(tasks[name], completed=share)

        yield advance
