"""`import bridges` and `exposure`: from the studies to ROME, ESCO, ISCO-08 and the ILO index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iag_kg.cli.importing import StoreOption, bars
from iag_kg.cli.output import (
    Format,
    FormatOption,
    Language,
    LanguageOption,
    print_lines,
    print_table,
)
from iag_kg.errors import IagError, NotFoundError
from iag_kg.paths import resources

if TYPE_CHECKING:
    import pyoxigraph as ox

    from iag_kg.graph import Value
    from iag_kg.importers import Arrival, Draft, Progress

_QUERY = "references/exposure-beside-impact"
# What people read for the columns of the query, and for the kinds of alignment in it.
_HEADS = {
    "fr": {
        "taxonomy": "référentiel",
        "counterpart": "rapproché de",
        "match": "nature",
        "confidence": "confiance",
        "occupation": "par la profession d’ESCO",
        "bridge": "confiance du pont",
        "group": "groupe",
        "group_name": "nom du groupe",
        "class": "classe",
        "score": "score",
        "note": "note",
    },
    "en": {
        "taxonomy": "taxonomy",
        "counterpart": "aligned with",
        "match": "kind",
        "confidence": "confidence",
        "occupation": "through the ESCO occupation",
        "bridge": "confidence of the bridge",
        "group": "group",
        "group_name": "name of the group",
        "class": "class",
        "score": "score",
        "note": "note",
    },
}
_KINDS = {
    "fr": {"exact": "exacte", "close": "proche", "broad": "plus large", "narrow": "plus étroite"},
    "en": {"exact": "exact", "close": "close", "broad": "broader", "narrow": "narrower"},
}


def import_bridges(
    store: StoreOption,
    day: Annotated[
        str | None, typer.Option("--on", help="Date to state of the computation (YYYY-MM-DD).")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Match the ROME and ESCO of a store by the names of their métiers, in a graph of its own.

    Example: iag-kg import bridges --store my-store
    """
    from iag_kg.importers import Taxonomy
    from iag_kg.pipeline import read_ontology
    from iag_kg.stored import open_store, take_in

    if day is not None:
        _check_day(day)
    open_store(store)  # a store that is not there is an error, not one to make
    counts: Counter[tuple[str, str]] = Counter()

    def take(
        place: Path, drafts: Mapping[str, Draft], on: str, name: str | None, progress: Progress
    ) -> Arrival:
        return _compute(place, drafts["bridges"], day, counts, progress)

    taxonomy = Taxonomy("bridges", ("bridges",), take)
    with bars() as report:
        take_in(store, taxonomy, store, "", None, read_ontology(resources()), report)
    rows = [(*key, count) for key, count in sorted(counts.items())]
    print_table(("method", "confidence", "bridges"), rows, form)
    if form is Format.TABLE:
        print_lines(f"bridges → {store}")


def exposure(
    name: Annotated[
        str, typer.Argument(metavar="METIER", help="Métier or family: label, part of it, key, IRI.")
    ],
    store: StoreOption,
    language: LanguageOption = Language.FR,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show how exposed a métier is according to the ILO, beside what the study says of its skills.

    Example: iag-kg exposure "traitement des crédits" --store my-store
    """
    from iag_kg import shipped
    from iag_kg.bridges import compare_exposure, join
    from iag_kg.graph import select
    from iag_kg.queries import bind, find_query, read_queries
    from iag_kg.stored import open_store

    query = find_query(read_queries(resources() / "queries"), _QUERY)
    graph = shipped.store()
    work = _find_work(graph, name)
    join(graph, open_store(store))
    found = select(graph, bind(query, {"work": work, "language": language})).records()
    if not found:
        raise NotFoundError(f"'{name}' is aligned with no métier of ROME or ESCO")
    notes = [compare_exposure(row, language) for row in found]
    if form is Format.TABLE:
        _print(found, notes, language)
        return
    rows = [(*row.values(), note) for row, note in zip(found, notes, strict=True)]
    print_table((*query.columns, "note"), rows, form)


def _compute(
    place: Path,
    draft: Draft,
    day: str | None,
    counts: Counter[tuple[str, str]],
    progress: Progress,
) -> Arrival:
    """Write the bridges of a store into a draft and count them by method and confidence."""
    from iag_kg.bridges import match, read_groups, read_releases, read_titles, state
    from iag_kg.importers.draft import Arrival
    from iag_kg.stored import open_store

    held = open_store(place)
    releases = read_releases(held)
    progress("bridges", 0.0)
    bridges = match(read_titles(held, "rome"), read_titles(held, "esco"))
    progress("bridges", 0.5)
    for line in state(bridges, read_groups(held), releases, day):
        draft.write(line)
    counts.update((each.method, each.confidence) for each in bridges)
    progress("bridges", 1.0)
    return Arrival(None, None, (), {})


def _check_day(day: str) -> None:
    import datetime

    try:
        fine = datetime.date.fromisoformat(day).isoformat() == day
    except ValueError:
        fine = False
    if not fine:
        raise IagError(f"--on {day!r}: a date such as 2026-11-21 expected")


def _find_work(graph: ox.Store, name: str) -> str:
    """The IRI of a métier, or of a family where no métier answers to the name.

    Raises:
        NotFoundError, AmbiguousError: see `lookup.find`.
    """
    from iag_kg.lookup import find

    try:
        return find(graph, "iag:Metier", name).iri
    except NotFoundError as unknown:
        try:
            return find(graph, "iag:MetierFamily", name).iri
        except NotFoundError:
            raise unknown from None


def _print(found: list[dict[str, Value]], notes: list[str], language: Language) -> None:
    """The rows without what is the same on each of them, which goes above; then the notes."""
    from iag_kg.cli.output import decimal, percent
    from iag_kg.cli.plan_store_words import TITLES

    first = found[0]
    print_lines(str(first["metier"]))
    if first["skills"] is not None:
        raised, lowered = (percent(first[key], language) for key in ("raised", "lowered"))
        study = {
            "fr": f"Étude : {first['skills']} compétences, {raised} renforcées, "
            f"{lowered} en obsolescence",
            "en": f"Study: {first['skills']} skills, {raised} raised, {lowered} lowered",
        }
        print_lines(study[language])
    same = {"metier", "skills", "raised", "lowered", "rank"}
    columns = [column for column in first if column not in same]
    numbers = {note: n for n, note in enumerate(dict.fromkeys(filter(None, notes)), 1)}
    rows: list[tuple[Value, ...]] = []
    for row, note in zip(found, notes, strict=True):
        score = None if row["score"] is None else Decimal(str(row["score"]))
        told: dict[str, Value] = row | {
            "taxonomy": TITLES[str(row["taxonomy"])],
            "match": _KINDS[language][str(row["match"])],
            "score": decimal(score, language),
        }
        rows.append((*(told[each] for each in columns), f"({numbers[note]})" if note else ""))
    print_table([_HEADS[language][each] for each in (*columns, "note")], rows)
    print_lines(*(f"({number}) {note}" for note, number in numbers.items()))
