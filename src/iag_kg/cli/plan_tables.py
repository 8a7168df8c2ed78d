"""The answers of `plan`, `open` and `network` as tables for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from iag_kg.cli.output import Language, decimal, percent, print_lines, print_table
from iag_kg.cli.plan_words import PLANS
from iag_kg.cli.texts import MOVES

if TYPE_CHECKING:
    from iag_kg.cli.plan_answers import Record

SHOWN = 4
TOP = 10


def print_plan(record: Record, steps: int, language: Language) -> None:
    """The direct passerelle, the route, what remains to do, the training, the exposure."""
    text, direct = PLANS[language], record["direct"]
    gates = [word for gate, word in text["gates"].items() if not direct[gate]]
    scores = {key: percent(direct[key], language) for key in ("coverage", "durable", "affinity")}
    said = text["open" if direct["open"] else "closed"].format(**scores, gates=", ".join(gates))
    print_lines(text["title"].format(record["origin"], record["destination"]), said)
    route = record["route"]
    if len(route) > 1:
        rows = [
            (
                step["step"],
                step["origin"],
                step["destination"],
                percent(step["coverage"], language),
                percent(step["durable"], language),
                decimal(step["gap"], language),
            )
            for step in route
        ]
        print_table(text["step_columns"], rows, title=text["route"].format(len(route)))
    elif not route:
        print_lines(text["none"].format(steps))
    _print_gap(record, language)
    _print_training(record["training"], language)
    _print_exposure(record["exposure"], language)


def _print_gap(record: Record, language: Language) -> None:
    text = PLANS[language]
    if not record["gap"]:
        print_lines(text["complete"])
        return
    rows = [
        (
            line["step"],
            MOVES[language]["todo"][line["todo"]],
            line["skill"],
            *(decimal(line[key], language) for key in ("origin_demand", "demand", "gap")),
            percent(line["part"], language),
        )
        for line in record["gap"]
    ]
    # A single step needs no number.
    start = 0 if len(record["route"]) > 1 else 1
    columns = text["gap_columns"][start:]
    print_table(columns, [row[start:] for row in rows], title=text["gap"])


def _print_training(training: Record, language: Language) -> None:
    text = PLANS[language]
    if not training["total"]:
        return
    if training["offers"]:
        rows = [
            (offer["title"], offer["provider"], " ; ".join(offer["skills"]))
            for offer in training["offers"]
        ]
        print_table(text["offer_columns"], rows, title=text["offers"])
        covered, total = (decimal(training[key], language) for key in ("covered", "total"))
        print_lines(text["covered"].format(covered, total))
    else:
        print_lines(text["no_offers"])
    if not training["exact"]:
        print_lines(text["bounds"].format(decimal(training["most"], language)))
    if training["offers"] and training["uncovered"]:
        skills = " ; ".join(line["skill"] for line in training["uncovered"])
        print_lines(text["uncovered"].format(skills))


def _print_exposure(exposure: Record, language: Language) -> None:
    text = PLANS[language]
    shares = [
        text["unknown"] if end["share"] is None else percent(end["share"], language)
        for end in (exposure["origin"], exposure["destination"])
    ]
    said = text["exposure"].format(*shares, text["directions"][exposure["direction"]])
    print_lines("", said)
    for fate in ("left", "still", "regained"):
        if exposure[fate]:
            print_lines(text[fate].format(" ; ".join(exposure[fate])))


def print_openings(records: list[Record], name: str, is_family: bool, language: Language) -> None:
    """A row a skill, with the first passerelles that it opens."""
    text = PLANS[language]
    title = text["openings"].format(name)
    if not records:
        print_lines(title, text["no_openings"])
        return
    print_opening_rows(records, is_family, text["opening_columns"], title, language)


def print_opening_rows(
    records: list[Record], is_family: bool, columns: Sequence[str], title: str, language: Language
) -> None:
    """A row a skill: how many passerelles it opens, at which level, the first of them."""
    rows = []
    for each in records:
        ends = [
            f"{row['origin']} → {row['destination']}" if is_family else row["destination"]
            for row in each["passerelles"]
        ]
        level = decimal(each["level"], language)
        rows.append((each["skill"], each["opened"], level, shorten(ends, language)))
    print_table(columns, rows, title=title)


def print_network(record: Record, language: Language) -> None:
    """The figures of the whole, its communities, bridges and hubs, the isolated métiers."""
    text, metiers = PLANS[language], record["metiers"]
    figures = {
        "reciprocity": percent(record["reciprocity"], language),
        **{key: round_figure(record[key], language) for key in ("modularity", "skewness")},
    }
    print_lines(text["network"].format(**{**record, **figures}))
    groups = [
        (group["community"], len(group["metiers"]), " ; ".join(group["metiers"]))
        for group in record["communities"]
    ]
    print_table(text["community_columns"], groups, title=text["communities"])
    print_bridges(metiers, language)
    print_hubs(record, language)
    isolated = [row["metier"] for row in metiers if row["isolated"]]
    for said, alone in (("isolated", isolated), ("partial", record["partial"])):
        print_lines(text[said].format(" ; ".join(alone) or text["nobody"]))


def print_bridges(metiers: list[Record], language: Language, places: int = 1) -> None:
    """The métiers that stand most between the others, in the order given."""
    text = PLANS[language]
    bridges = [
        (
            row["metier"],
            row["community"],
            f"{round_figure(row['betweenness'] * 100, language, places)}{text['percent']}",
            row["across"],
            row["leaving"],
            row["arriving"],
        )
        for row in metiers[:TOP]
        if row["betweenness"]
    ]
    print_table(text["bridge_columns"], bridges, title=text["bridges"])


def print_hubs(record: Record, language: Language) -> None:
    """The métiers that stand in the most lists of nearest destinations."""
    text = PLANS[language]
    hubs = sorted(record["metiers"], key=lambda row: (-row["occurrences"], row["code"]))[:TOP]
    columns = [column.format(record["k"]) for column in text["hub_columns"]]
    counts = [(row["metier"], row["occurrences"]) for row in hubs if row["occurrences"]]
    print_table(columns, counts, title=text["hubs"].format(record["k"]))


def shorten(names: Sequence[str], language: Language, shown: int = SHOWN) -> str:
    """The first names, and how many more there are."""
    said = " ; ".join(names[:shown])
    if len(names) <= shown:
        return said
    return str(PLANS[language]["others"].format(said, len(names) - shown))


def round_figure(value: float, language: Language, places: int = 2) -> str:
    """A figure to so many places, as the language writes it."""
    number = f"{value:.{places}f}"
    return number.replace(".", ",") if language is Language.FR else number
