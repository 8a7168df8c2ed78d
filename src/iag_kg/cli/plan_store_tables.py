"""The answers of `plan`, `open` and `network` on a taxonomy, as tables for people."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from iag_kg.cli.output import Language, decimal, percent, print_lines, print_table
from iag_kg.cli.plan_store_words import GRAPHS, STORED, TITLES
from iag_kg.cli.plan_tables import (
    print_bridges,
    print_hubs,
    print_opening_rows,
    round_figure,
    shorten,
)
from iag_kg.cli.plan_words import NBSP, PLANS
from iag_kg.cli.texts import MOVES

if TYPE_CHECKING:
    from iag_kg.cli.plan_answers import Record
    from iag_kg.graph import Value

LINES = 12


def print_stored_plan(record: Record, steps: int, language: Language) -> None:
    """The direct passerelle, the route, what remains to learn, the exposure by the ILO."""
    text, direct = STORED[language], record["direct"]
    title = TITLES[record["taxonomy"]]
    scores = {key: percent(direct[key], language) for key in ("coverage", "affinity")}
    said = text["open" if direct["open"] else "closed"]
    gate = say_gate(record["gate"], language)
    print_lines(f"{record['origin']} → {record['destination']}", said.format(**scores, gate=gate))
    if not direct["compares_full"]:
        print_lines(text["empty"])
    if len(record["route"]) > 1:
        rows = [
            (
                step["step"],
                step["origin"],
                step["destination"],
                percent(step["coverage"], language),
                decimal(step["gap"], language),
            )
            for step in record["route"]
        ]
        print_table(text["step_columns"], rows, title=PLANS[language]["route"].format(len(rows)))
        both = (decimal(record[key], language) for key in ("gap_route", "gap_direct"))
        print_lines(text["in_all"].format(*both))
    elif not record["route"]:
        print_lines(PLANS[language]["none"].format(steps))
    if lower := record["lower"]:
        through = " ; ".join(lower["through"])
        print_lines(text["lower"].format(say_gate(lower["gate"], language), through))
    _print_gap(record, language)
    print_lines(text["training"].format(NBSP, title))
    _print_groups(record["exposure"], title, language)


def _print_gap(record: Record, language: Language) -> None:
    text = STORED[language]
    if not record["gap"]:
        print_lines(PLANS[language]["complete"])
        return
    taken: Counter[int] = Counter()
    rows: list[tuple[Value, ...]] = []
    for line in record["gap"]:
        taken[line["step"]] += 1
        if taken[line["step"]] <= LINES:
            todo = MOVES[language]["todo"][line["todo"]]
            weights = (decimal(line[key], language) for key in ("origin_demand", "demand", "gap"))
            part = percent(line["part"], language)
            rows.append((line["step"], todo, line["skill"], *weights, part))
    start = 0 if len(record["route"]) > 1 else 1  # a single step needs no number
    columns, rows = text["gap_columns"][start:], [row[start:] for row in rows]
    print_table(columns, rows, title=text["gap"].format(NBSP))
    if left := len(record["gap"]) - len(rows):
        print_lines(text["more"].format(left))


def _print_groups(exposure: dict[str, Any], title: str, language: Language) -> None:
    text = STORED[language]
    if lacking := exposure["missing"]:
        names = ", ".join(GRAPHS[language][key] for key in lacking)
        commands = ", ".join(f"`iag-kg import {key}`" for key in lacking)
        print_lines(text["missing"].format(names, commands))
        return
    rows: list[tuple[Value, ...]] = []
    for key, end in zip(("origin", "destination"), text["ends"], strict=True):
        rows += [
            (
                end,
                f"{each['group']} {each['name']}",
                each["class"] or text["no_class"],
                decimal(each["score"], language),
                each["confidence"] or "–",
                each["through"] or "–",
            )
            for each in exposure[key]
        ] or [(end, text["no_group"], "–", "–", "–", "–")]
    print_table(text["group_columns"], rows, title=text["groups"])
    said = text["directions"][exposure["direction"]]
    sure = [
        next((str(each["confidence"] or "") for each in exposure[key] if each["class"]), "")
        for key in ("origin", "destination")
    ]
    surest = text["surest"].format(*map(str.lower, sure)) if all(sure) else ""
    print_lines(" ".join(filter(None, (said, surest, text["measure"].format(title)))))


def print_stored_openings(
    records: list[Record], name: str, is_family: bool, now: int, gate: Decimal, language: Language
) -> None:
    """What is open today; a row a skill, with the first passerelles that it opens."""
    text = STORED[language]
    heading = PLANS[language]["openings"].format(name)
    least = say_gate(gate, language)
    open_now = text["now"].format(say_count(now, language), least)
    if not records:
        print_lines(heading, open_now, text["none_open"].format(least))
        return
    print_opening_rows(records, is_family, text["opening_columns"], heading, language)
    print_lines(open_now)


def print_stored_network(record: Record, language: Language) -> None:
    """What a link is, the figures, communities, bridges, hubs, and where the isolated stand."""
    text, title = STORED[language], TITLES[record["taxonomy"]]
    gate = "" if record["gate"] is None else say_gate(record["gate"], language)
    print_lines(
        text["network"].format(
            title=title, **{key: say_count(record[key], language) for key in ("links", "full")}
        )
        + " "
        + text["link"][record["link"]].format(gate=gate, top=record["top"]),
        text["figures"].format(
            reciprocity=percent(record["reciprocity"], language),
            modularity=round_figure(record["modularity"], language),
            skewness=round_figure(record["skewness"], language),
            k=record["k"],
        )
        + " "
        + text["levels"].format(NBSP, title),
    )
    groups = record["communities"]
    rows = [
        (
            group["community"],
            group["size"],
            shorten([f"{each['family']} ({each['metiers']})" for each in group["families"]],
                    language, 3),
            " ; ".join(group["main"]),
        )
        for group in groups[:LINES]
    ]  # fmt: skip
    heading = text["communities"].format(len(rows), say_count(len(groups), language))
    print_table(text["community_columns"], rows, title=heading)
    print_bridges(record["metiers"], language, 2)
    if record["pivots"] < record["full"]:
        print_lines(text["pivots"].format(say_count(record["pivots"], language)))
    print_hubs(record, language)
    counts = (record["isolated"], len(record["metiers"]), record["unreached"])
    print_lines(text["isolated"].format(*(say_count(count, language) for count in counts)))
    if record["isolated"]:
        families = [tuple(each.values()) for each in record["isolated_by_family"][:LINES]]
        print_table(text["isolated_columns"], families, title=text["isolated_title"])
    print_lines(text["all"], *([text["top"]] if record["top"] is None else []))


def say_count(count: int, language: Language) -> str:
    """A number of things, its thousands set apart as the language writes them."""
    return f"{count:,}".replace(",", "\u202f") if language is Language.FR else f"{count:,}"


def say_gate(gate: Decimal, language: Language) -> str:
    """A gate as a percentage, with no more decimals than it has."""
    number = f"{(gate * 100).normalize():f}"
    return f"{number.replace('.', ',')} %" if language is Language.FR else f"{number}%"
