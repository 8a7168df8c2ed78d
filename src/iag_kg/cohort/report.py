"""All that a cohort is told, as plain tables: one list of records each, in one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from iag_kg.cohort.masking import Published
from iag_kg.cohort.outlook import (
    BEST,
    CLASSES,
    GATES,
    Flow,
    Move,
    Work,
    count_exposure,
    count_gates,
    group,
    plan_flows,
    sum_needs,
    weigh_exposure,
)

Record = dict[str, Any]
COLUMNS = {
    "exposure": "metier code family persons masked cells declining strongly rising share exposure "
    "transformation",
    "totals": "measure of least most",
    "destinations": "metier persons masked passes_coverage passes_durability compares_full "
    "recommended recommended_away best",
    "passerelles": "origin destination family coverage affinity passes_coverage passes_durability "
    "compares_full recommended direction gap",
    "flows": "origin destination persons coverage gap direction",
    "training": "skill persons need training",
}
# A taxonomy has no printed cells, no gate but coverage (moves that do not
# pass it are left out) and no offers.
STORED_COLUMNS = COLUMNS | {
    "exposure": "metier code family persons masked group exposure",
    "destinations": "metier persons masked recommended recommended_away best",
    "passerelles": "origin destination family coverage affinity direction gap",
    "training": "skill persons need",
}
_PLACES = Decimal("1E-6")


@dataclass(frozen=True)
class Outlook:
    """What the graph says of the métiers of a cohort and of those where they lead.

    `works` and `moves` are by code, `skills` are labels by skill, `offers` titles of training
    offers by skill. `taxonomy` is '' for the studies; `gate` is its least coverage.
    """

    works: Mapping[str, Work]
    moves: Mapping[str, Sequence[Move]]
    skills: Mapping[str, str]
    offers: Mapping[str, Sequence[str]]
    taxonomy: str = ""
    gate: Fraction = Fraction(0)


@dataclass(frozen=True)
class Report:
    """The tables of a cohort by name, one of `COLUMNS`, and the flows that they tell."""

    published: Published
    anywhere: bool
    flows: Sequence[Flow]
    tables: Mapping[str, Sequence[Record]]
    taxonomy: str = ""
    gate: Fraction = Fraction(0)

    @property
    def columns(self) -> Mapping[str, str]:
        """The columns of each table."""
        return STORED_COLUMNS if self.taxonomy else COLUMNS


def report(published: Published, outlook: Outlook, anywhere: bool = False) -> Report:
    """The tables of what is shown of a cohort; `anywhere` as in `plan_flows`."""
    flows = plan_flows(published, outlook.moves, anywhere)
    codes = [*published.shown, *published.masked]
    tables: dict[str, Sequence[Record]] = {
        "exposure": [_exposure(published, outlook.works[code], code) for code in codes],
        "totals": _totals(published, outlook, flows),
        "destinations": [_destinations(published, outlook, code) for code in codes],
        "passerelles": [
            _passerelle(outlook, code, move)
            for code in codes
            for move in _ranked(outlook.moves.get(code, ()))
        ],
        "flows": [_flow(outlook, flow) for flow in flows],
        "training": [
            {
                "skill": outlook.skills[need.skill],
                "persons": need.persons,
                "need": number(need.amount),
                "training": " ; ".join(outlook.offers.get(need.skill, ())),
            }
            for need in sum_needs(flows)
        ],
    }
    columns = STORED_COLUMNS if outlook.taxonomy else COLUMNS
    tables = {
        name: [{key: row[key] for key in columns[name].split()} for row in rows]
        for name, rows in tables.items()
    }
    return Report(published, anywhere, flows, tables, outlook.taxonomy, outlook.gate)


def number(value: Fraction) -> Decimal:
    """A fraction as a decimal number, to six places."""
    return (Decimal(value.numerator) / value.denominator).quantize(_PLACES)


def _exposure(published: Published, work: Work, code: str) -> Record:
    share = work.share
    return {
        "metier": work.label,
        "code": code,
        "family": work.family,
        "persons": published.shown.get(code),
        "masked": code in published.masked,
        "cells": work.cells,
        "declining": work.declining,
        "strongly": work.strongly,
        "rising": work.rising,
        "share": None if share is None else number(share),
        "exposure": work.exposure,
        "group": work.group,
        "transformation": work.transformation,
    }


def _totals(published: Published, outlook: Outlook, flows: Sequence[Flow]) -> list[Record]:
    """Sums of persons: of all as what is shown allows for, else of the métiers shown."""
    works = outlook.works
    least, most = published.total
    rated, exposed = (count_exposure if outlook.taxonomy else weigh_exposure)(published, works)
    rounded = int(exposed + Fraction(1, 2))
    hidden = 0 < rounded < published.k
    rows: list[tuple[str, str, int | None, int | None]] = [
        ("all", "", least, most),
        ("shown", "", *(sum(published.shown.values()),) * 2),
        ("masked", "", published.masked_sum, published.masked_sum),
        ("rated", "", rated, rated),
        ("exposed", "", *((None,) if hidden else (rounded,)) * 2),
    ]
    classes = group(published, works, lambda work: work.exposure)
    groups = {
        "class": {name: classes[name] for name in CLASSES if name in classes},
        "transformation": group(published, works, lambda work: work.transformation),
        "family": group(published, works, lambda work: work.family),
    }
    rows += [
        (measure, name, persons, persons)
        for measure, found in groups.items()
        for name, persons in found.items()
    ]
    staying = sum(flow.persons for flow in flows if flow.move is None)
    leaving = sum(flow.persons for flow in flows) - staying
    rows += [("leaving", "", leaving, leaving), ("staying", "", staying, staying)]
    return [dict(zip(("measure", "of", "least", "most"), row, strict=True)) for row in rows]


def _ranked(moves: Sequence[Move]) -> list[Move]:
    """The passerelles that pass the coverage gate: the recommended first, then the best."""
    near = [move for move in moves if move.gates[0]]
    return sorted(near, key=lambda m: (not all(m.gates), -m.coverage, -m.affinity, m.destination))


def _destinations(published: Published, outlook: Outlook, code: str) -> Record:
    moves = outlook.moves.get(code, ())
    best = [move for move in _ranked(moves) if all(move.gates)][:BEST]
    return {
        "metier": outlook.works[code].label,
        "persons": published.shown.get(code),
        "masked": code in published.masked,
        **count_gates(moves),
        "best": " ; ".join(outlook.works[move.destination].label for move in best),
    }


def _passerelle(outlook: Outlook, code: str, move: Move) -> Record:
    return {
        "origin": outlook.works[code].label,
        "destination": outlook.works[move.destination].label,
        "family": outlook.works[move.destination].family,
        "coverage": number(move.coverage),
        "affinity": number(move.affinity),
        **dict(zip(GATES, move.gates, strict=True)),
        "recommended": all(move.gates),
        "direction": move.direction,
        "gap": number(sum(move.gap.values(), Fraction(0))),
    }


def _flow(outlook: Outlook, flow: Flow) -> Record:
    move = flow.move
    return {
        "origin": outlook.works[flow.origin].label,
        "destination": outlook.works[move.destination].label if move else None,
        "persons": flow.persons,
        "coverage": number(move.coverage) if move else None,
        "gap": number(sum(move.gap.values(), Fraction(0))) if move else None,
        "direction": move.direction if move else None,
    }
