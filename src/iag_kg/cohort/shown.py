"""The tables of a cohort as a person reads them: headings, percentages, masked cells in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from iag_kg.cohort.report import Record, Report
from iag_kg.cohort.taxonomy_words import words_of
from iag_kg.cohort.words import NBSP

SHOWN = {
    "exposure": (
        "metier",
        "family",
        "persons",
        "cells",
        "share",
        "strongly",
        "rising",
        "exposure",
        "transformation",
    ),
    "totals": ("measure", "of", "persons"),
    "destinations": (
        "metier",
        "persons",
        "passes_coverage",
        "passes_durability",
        "compares_full",
        "recommended",
        "recommended_away",
        "best",
    ),
    "flows": ("origin", "destination", "persons", "coverage", "gap"),
    "training": ("skill", "persons", "need", "training"),
}
STORED_SHOWN = SHOWN | {
    "exposure": ("metier", "family", "persons", "group", "exposure"),
    "destinations": ("metier", "persons", "recommended", "recommended_away", "best"),
    "training": ("skill", "persons", "need"),
}
# The columns of figures, aligned to the right.
COUNTS = frozenset(
    {
        "persons",
        "cells",
        "share",
        "strongly",
        "rising",
        "coverage",
        "gap",
        "need",
        "passes_coverage",
        "passes_durability",
        "compares_full",
        "recommended",
        "recommended_away",
    }
)


def show_table(report: Report, name: str, language: str) -> tuple[list[str], list[list[Any]]]:
    """The headings and the rows of a table of `SHOWN`; counts stay numbers, all else is text."""
    words, columns = words_of(report.taxonomy, language), shown_columns(report, name)
    headings = [words["columns"][column] for column in columns]
    rows = [
        [_cell(report, record, column, words) for column in columns]
        for record in report.tables[name]
    ]
    return headings, rows


def shown_columns(report: Report, name: str) -> tuple[str, ...]:
    """The columns of a table of `SHOWN` that people are shown."""
    return (STORED_SHOWN if report.taxonomy else SHOWN)[name]


def notes(report: Report, language: str) -> list[str]:
    """How the figures are made, in a few sentences."""
    words = words_of(report.taxonomy, language)
    away = "" if report.anywhere else words["away"]
    gate = f"{float(report.gate) * 100:g}".replace(".", words["number"]) + words["percent"]
    said = (NBSP, away, report.published.k, report.taxonomy.upper(), gate)
    return [note.format(*said) for note in words["notes"]]


def _cell(report: Report, record: Record, column: str, words: dict[str, Any]) -> Any:
    if column == "persons" and "measure" in record:
        return _sum(record, words)
    value = record[column]
    if column == "persons" and value is None:
        return words["masked"]
    if column == "destination" and value is None:
        return words["stay"][report.anywhere]
    if column == "exposure":
        return words["classes"][value]
    if column == "measure":
        return words["measures"][value]
    if column == "of" and record["measure"] == "class":
        return words["classes"][value]
    if column in ("share", "coverage"):
        return "–" if value is None else _number(value * 100, 1, words) + words["percent"]
    if column in ("strongly", "rising") and not record["cells"]:
        return "–"
    if isinstance(value, Decimal):
        return _number(value, 2, words)
    return "–" if value is None else value


def _sum(record: Record, words: dict[str, Any]) -> Any:
    least, most = record["least"], record["most"]
    if least is None:
        return words["masked"]
    return least if least == most else words["range"].format(least, most)


def _number(value: Decimal, places: int, words: dict[str, Any]) -> str:
    """So many decimals, as the language writes them."""
    return f"{value:.{places}f}".replace(".", words["number"])
