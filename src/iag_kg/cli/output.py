"""Print tables and progress: colours and widths for a terminal, plain text for a pipe."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

    from iag_kg.graph import Value


class Format(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class Language(StrEnum):
    """The language of labels and sentences."""

    FR = "fr"
    EN = "en"


FormatOption = Annotated[Format, typer.Option("--format", help="How the table is printed.")]
LanguageOption = Annotated[Language, typer.Option("--lang", help="Language of the answer.")]


def print_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[Value]],
    form: Format = Format.TABLE,
    title: str = "",
) -> None:
    """Print rows as a table for people, or as CSV or JSON for programs, on standard output."""
    if form is Format.CSV:
        from iag_kg.export import to_csv

        sys.stdout.write(to_csv(columns, rows).decode())
    elif form is Format.JSON:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        _print_rich(columns, rows, title)


def print_json(content: Any) -> None:
    """Print a value as indented JSON; decimals become numbers."""
    json.dump(content, sys.stdout, ensure_ascii=False, indent=2, default=float)
    sys.stdout.write("\n")


def print_answer(
    record: Any,
    columns: Sequence[str],
    rows: Sequence[Sequence[Value]],
    form: Format,
    show: Callable[[], None],
) -> None:
    """Print an answer as it is asked for: the whole record in JSON, `rows` in CSV, else `show`."""
    if form is Format.JSON:
        print_json(record)
    elif form is Format.CSV:
        print_table(columns, rows, form)
    else:
        show()


def _print_rich(columns: Sequence[str], rows: Sequence[Sequence[Value]], title: str) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    if not console.is_terminal:
        # A pipe has no width of its own: rows stay whole, for grep and for logs.
        console = Console(width=10_000)
    numbers = {
        number
        for number in range(len(columns))
        if rows and all(isinstance(row[number], (int, Decimal, float)) for row in rows)
    }
    table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD)
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_short(value)) for value in row))
    console.print(table)


def terminal_width() -> int:
    """The width of the terminal in characters; endless where output goes elsewhere."""
    from rich.console import Console

    console = Console()
    return console.width if console.is_terminal else 10_000


def print_lines(*lines: str) -> None:
    """Print prose, wrapped to the terminal, as it stands in a pipe; never read as markup."""
    from rich.console import Console

    console = Console()
    for line in lines:
        if console.is_terminal:
            console.print(line, markup=False, highlight=False)
        else:
            print(line)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A function that tells the step at work: a spinner on a terminal, a line each in a log."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda step: print(step, file=sys.stderr, flush=True)
        return
    with console.status("") as status:
        yield lambda step: status.update(step)


def percent(value: Value, language: Language) -> str:
    """A share in [0, 1] as a percentage with one decimal, as the language writes it."""
    number = f"{Decimal(str(value)) * 100:.1f}"
    return f"{number.replace('.', ',')} %" if language is Language.FR else f"{number}%"


def decimal(value: Decimal | None, language: Language) -> str:
    """A demand or a gap (0.75), as the language writes it; a dash where nothing is stated."""
    if value is None:
        return "–"
    return f"{value:f}".replace(".", ",") if language is Language.FR else f"{value:f}"


def _short(value: Value) -> str:
    """A value as a table for people shows it: decimals to three places."""
    from iag_kg.export import cell_text

    if isinstance(value, Decimal) and value % 1:
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return cell_text(value)
