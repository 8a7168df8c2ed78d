"""`duties`: what a use of AI obliges whom to, on a date, and what is to come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from iag_kg.cli.output import Format, FormatOption, print_json, print_lines, print_table
from iag_kg.paths import resources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iag_kg.graph import Rows, Value
    from iag_kg.lookup import Named

HEADINGS = {
    "duty": "devoir",
    "who": "dû par",
    "provision": "disposition",
    "applies_from": "depuis",
    "applies_until": "jusqu’à",
    "condition": "condition",
    "certainty": "certitude",
    "precaution": "précaution",
}


def duties(
    use: Annotated[str, typer.Argument(help="Code (U08), label, part of a label or IRI.")],
    on: Annotated[str, typer.Option(help="Date, such as 2027-12-02; today if not given.")] = "",
    role: Annotated[str, typer.Option(help="deployer, provider or employer.")] = "deployer",
    ahead: Annotated[
        bool, typer.Option("--ahead", help="Only the duties that begin after the date.")
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show what a use of AI obliges a deployer, a provider or an employer to, on a date.

    Example: iag-kg duties U08 --on 2027-12-02 --role deployer
    """
    from iag_kg import shipped
    from iag_kg.graph import select
    from iag_kg.law import DISCLAIMER
    from iag_kg.lookup import find
    from iag_kg.queries import bind, find_query, read_queries

    store = shipped.store()
    queries = read_queries(resources() / "queries")
    found, owed_by = find(store, "iag:UseCase", use), find(store, "iag:LegalRole", role)
    day = on or date.today().isoformat()

    def ask(name: str, **values: str) -> Rows:
        return select(store, bind(find_query(queries, name), values))

    which = {"use": found.iri, "on": day, "role": owed_by.iri}
    if form is Format.CSV:
        shown = ask("law/duties-ahead" if ahead else "law/duties", **which)
        print_table(shown.columns, shown.values(), form)
        return
    now, later = ask("law/duties", **which), ask("law/duties-ahead", **which)
    tier = next(row for row in ask("law/uses").records() if row["id"] == found.code)
    if form is Format.JSON:
        print_json(
            {
                "use": tier,
                "on": day,
                "role": owed_by.labels["en"],
                "duties": [] if ahead else now.records(),
                "ahead": later.records(),
                "precautions": ask("law/precautions", use=found.iri).records(),
            }
        )
        return
    _print_use(found, owed_by, tier)
    if not ahead:
        _print("S’appliquent", now, f"au {_day(day)}", "Rien à cette date.")
    _print("À venir", later, f"après le {_day(day)}", "Rien de plus n’est connu.")
    _print("Précautions", ask("law/precautions", use=found.iri), "sans article précis", "")
    print_lines(DISCLAIMER["fr"])


def _print_use(use: Named, role: Named, tier: Mapping[str, Value]) -> None:
    """The use in three lines: its name, its tier and what that rests on, the role asked about."""
    print_lines(f"{use.code} {use.labels['fr']}")
    print_lines(f"Niveau : {tier['tier']} · {tier['basis'] or 'hors des cas visés'}")
    print_lines(f"Transparence : {tier['transparency']} · Qualification : {tier['certainty']}")
    print_lines(f"Rôle demandé : {role.labels['fr'].lower()}", "")


def _print(title: str, rows: Rows, when: str, empty: str) -> None:
    """A titled table without the columns that hold nothing."""
    values = rows.values()
    kept = [number for number, _ in enumerate(rows.columns) if any(row[number] for row in values)]
    if values:
        print_table(
            [HEADINGS[rows.columns[number]] for number in kept],
            [tuple(row[number] for number in kept) for row in values],
            title=f"{title} {when}",
        )
    elif empty:
        print_lines(f"{title} {when} : {empty}", "")


def _day(iso: str) -> str:
    """A date as French writes it with digits: 02/12/2027."""
    return "/".join(reversed(iso.split("-")))
