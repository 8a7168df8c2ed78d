"""What awaits a cohort: its exposure, where its métiers lead, flows, and what to train for.

Only what `masking` lets through comes in here, so that no figure can betray a small métier. Flows
are a scenario, not a forecast: they say what the passerelles would allow, not who will move.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from iag_kg.cohort.masking import Published

BEST = 3
# The classes of the ILO, each at its rank.
RANKS = ("not-exposed", "minimal", "gradient-1", "gradient-2", "gradient-3", "gradient-4")
EXPOSED = RANKS[2:]
MIXED = "mixed"
DEGREES = (*RANKS, MIXED)
CLASSES = ("none", "below-quarter", "quarter-to-half", "half-or-more", *DEGREES, "unknown")
GATES = ("passes_coverage", "passes_durability", "compares_full")


@dataclass(frozen=True)
class Work:
    """A métier of the cohort: names, printed cells by direction, transformation where given.

    In a taxonomy, which prints no cells, `degree` is one of `DEGREES` or 'unknown': the class of
    the ILO, or that its candidates have several; and `group` names the unit groups of ISCO-08 that
    it rests on.
    """

    label: str
    family: str
    cells: int
    declining: int
    strongly: int
    rising: int
    transformation: str
    degree: str = ""
    group: str = ""

    @property
    def share(self) -> Fraction | None:
        """The part of the cells in obsolescence (- or --); None where no level is printed."""
        return Fraction(self.declining, self.cells) if self.cells else None

    @property
    def exposure(self) -> str:
        """Which of `CLASSES` the métier is in: by the ILO in a taxonomy, else by the share."""
        if self.degree:
            return self.degree
        share = self.share
        if share is None:
            return "unknown"
        if not share:
            return "none"
        steps = ((Fraction(1, 4), "below-quarter"), (Fraction(1, 2), "quarter-to-half"))
        return next((name for limit, name in steps if share < limit), "half-or-more")


@dataclass(frozen=True)
class Move:
    """A passerelle out of a métier; `gap` is what it asks to learn, by skill, in [0, 1].

    `gates` are the values of `GATES`; `direction` says whether it leads 'away' from skills in
    obsolescence. Practices that fade are not in the gap.
    """

    destination: str
    coverage: Fraction
    affinity: Fraction
    gates: tuple[bool, bool, bool]
    direction: str
    gap: Mapping[str, Fraction]


@dataclass(frozen=True)
class Flow:
    """Persons of one métier and the passerelle that they could take; None where there is none."""

    origin: str
    move: Move | None
    persons: int


@dataclass(frozen=True)
class Need:
    """What the flows ask to learn of one skill.

    `persons` are those who lack some of it, `amount` is Σ persons × gap: 1 for each person to whom
    the skill is wholly missing where it is fully asked for.
    """

    skill: str
    persons: int
    amount: Fraction


def plan_flows(
    published: Published, moves: Mapping[str, Sequence[Move]], anywhere: bool = False
) -> list[Flow]:
    """The flows of the métiers shown, in their order.

    The destinations of a métier are its recommended passerelles (every gate passed) that lead away
    from skills in obsolescence, or all of those recommended if `anywhere`: the `BEST` best covered,
    ties by affinity, then code. Its persons are shared out evenly, the first destination first,
    over so few of them that no flow is below k. Without any, its persons stay.
    """
    flows = []
    for code, persons in published.shown.items():
        if not persons:
            continue
        fit = [
            move
            for move in moves.get(code, ())
            if all(move.gates) and (anywhere or move.direction == "away")
        ]
        fit.sort(key=lambda move: (-move.coverage, -move.affinity, move.destination))
        best = fit[: min(BEST, persons // published.k)]
        if not best:
            flows.append(Flow(code, None, persons))
        for rank, move in enumerate(best):
            each = persons // len(best) + (rank < persons % len(best))
            flows.append(Flow(code, move, each))
    return flows


def sum_needs(flows: Sequence[Flow]) -> list[Need]:
    """What the flows ask to learn, the largest need first."""
    persons: dict[str, int] = {}
    amounts: dict[str, Fraction] = {}
    for flow in flows:
        for skill, gap in (flow.move.gap if flow.move else {}).items():
            persons[skill] = persons.get(skill, 0) + flow.persons
            amounts[skill] = amounts.get(skill, Fraction(0)) + flow.persons * gap
    needs = [Need(skill, persons[skill], amount) for skill, amount in amounts.items()]
    return sorted(needs, key=lambda need: (-need.amount, -need.persons, need.skill))


def count_gates(moves: Sequence[Move]) -> dict[str, int]:
    """How many passerelles pass each gate, all gates, and all gates away from obsolescence."""
    counts = {gate: sum(move.gates[n] for move in moves) for n, gate in enumerate(GATES)}
    open_ones = [move for move in moves if all(move.gates)]
    counts["recommended"] = len(open_ones)
    counts["recommended_away"] = sum(move.direction == "away" for move in open_ones)
    return counts


def group(
    published: Published, works: Mapping[str, Work], key: Callable[[Work], str]
) -> dict[str, int]:
    """The persons of the métiers shown by what `key` says of them; nothing where it says ''."""
    found: dict[str, int] = {}
    for code, persons in published.shown.items():
        if name := key(works[code]):
            found[name] = found.get(name, 0) + persons
    return found


def weigh_exposure(published: Published, works: Mapping[str, Work]) -> tuple[int, Fraction]:
    """The persons whose métier has printed levels, and Σ persons × share in obsolescence.

    The second is a number of full-time equivalents of work in decline, not of persons at risk.
    """
    rated = {code: works[code].share for code in published.shown}
    known = {code: share for code, share in rated.items() if share is not None}
    amount = sum((published.shown[code] * share for code, share in known.items()), Fraction(0))
    return sum(published.shown[code] for code in known), amount


def count_exposure(published: Published, works: Mapping[str, Work]) -> tuple[int, Fraction]:
    """The persons whose métier the ILO puts in one class, and those in one of its four gradients.

    The figures of a taxonomy, beside those of `weigh_exposure`: it counts persons by the class of
    the occupation, and weighs nothing.
    """
    known = {code: works[code].exposure for code in published.shown}
    rated = sum(published.shown[code] for code, found in known.items() if found in RANKS)
    exposed = sum(published.shown[code] for code, found in known.items() if found in EXPOSED)
    return rated, Fraction(exposed)
