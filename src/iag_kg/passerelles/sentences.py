"""Why a passerelle holds, in one sentence that a person would write, French and English."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from iag_kg.passerelles.engine import Line, Passerelle

Names = Mapping[str, Mapping[str, str]]
NAMED = 3
NBSP = "\u00a0"


def sentences(move: Passerelle, names: Names, rarity: Mapping[str, float]) -> tuple[str, str]:
    """The explanation of a passerelle: (French, English).

    It names the skills that contribute most, then those that lack most; among equals the rarer
    skill first, since a skill that everybody needs distinguishes nobody.
    """

    def strongest(key: Callable[[Line], Decimal]) -> list[str]:
        lines = [line for line in move.lines if key(line)]
        lines.sort(key=lambda line: (-key(line), -rarity.get(line.skill, 0.0), line.skill))
        return [line.skill for line in lines]

    shared = strongest(lambda line: line.contribution)
    missing = strongest(lambda line: line.gap)
    return _french(move, names, shared, missing), _english(move, names, shared, missing)


def _french(move: Passerelle, names: Names, shared: Sequence[str], missing: Sequence[str]) -> str:
    origin, destination = (names[m.iri]["fr"] for m in (move.origin, move.destination))
    if shared:
        best = _join([f"en {_inline(names[s]['fr'])}" for s in shared[:NAMED]], "et")
        base = {Decimal(0): "que l’IAG ne renforce pas", Decimal(1): "que l’IAG renforce en entier"}
        ground = base.get(
            move.durable.normalize(), f"que l’IAG renforce à {_percent(move.durable, True)}"
        )
        said = (
            f"Qui exerce «{NBSP}{origin}{NBSP}» couvre déjà {_percent(move.coverage, True)} de "
            f"ce que demande «{NBSP}{destination}{NBSP}», surtout {best}, un socle commun {ground}"
        )
    else:
        said = (
            f"Qui exerce «{NBSP}{origin}{NBSP}» ne couvre rien de ce que demande "
            f"«{NBSP}{destination}{NBSP}»"
        )
    if missing:
        rest = _rest(len(missing) - NAMED, f"{NBSP}autre", f"{NBSP}autres")
        skills = _join([_inline(names[s]["fr"]) for s in missing[:NAMED]] + rest, "et")
        said += f"{NBSP}; reste à acquérir ou à renforcer{NBSP}: {skills}"
    else:
        said += f"{NBSP}; rien ne manque"
    return said + _caveat_french(move) + "."


def _english(move: Passerelle, names: Names, shared: Sequence[str], missing: Sequence[str]) -> str:
    origin, destination = (names[m.iri]["en"] for m in (move.origin, move.destination))
    if shared:
        skills = _join([_inline(names[s]["en"]) for s in shared[:NAMED]], "and")
        base = {
            Decimal(0): "none of which generative AI reinforces",
            Decimal(1): "all of which generative AI reinforces",
        }
        ground = base.get(
            move.durable.normalize(), f"{_percent(move.durable)} of which generative AI reinforces"
        )
        said = (
            f"Someone working in “{origin}” already covers {_percent(move.coverage)} of what "
            f"“{destination}” asks for, above all {skills}, a shared base {ground}"
        )
    else:
        said = f"Someone working in “{origin}” covers nothing of what “{destination}” asks for"
    if missing:
        rest = _rest(len(missing) - NAMED, " other", " others")
        skills = _join([_inline(names[s]["en"]) for s in missing[:NAMED]] + rest, "and")
        said += f"; still to acquire or strengthen: {skills}"
    else:
        said += "; nothing is missing"
    return said + _caveat_english(move) + "."


def _caveat_french(move: Passerelle) -> str:
    """What the reader must know of a métier that the source describes by its key skills only."""
    side = _partial(move, "le métier d’arrivée n’est connu", "le métier de départ n’est connu")
    both = "les deux métiers ne sont connus"
    tail = "que par leurs" if side is None else "que par ses"
    if move.compares_full:
        return ""
    return f" ({side or both} {tail} compétences clés liées à l’IAG)"


def _caveat_english(move: Passerelle) -> str:
    if move.compares_full:
        return ""
    side = _partial(move, "the destination is known", "the origin is known")
    tail = "their" if side is None else "its"
    return f" ({side or 'both are known'} only by {tail} key skills related to generative AI)"


def _partial(move: Passerelle, destination: str, origin: str) -> str | None:
    """Which side lacks a full profile; None where both do."""
    if move.origin.full:
        return destination
    return origin if move.destination.full else None


def _percent(share: Decimal, french: bool = False) -> str:
    """A share as a whole percentage; never 0 % or 100 % unless it is exactly that."""
    number = int((share * 100).quantize(Decimal(1), ROUND_HALF_UP))
    if 0 < share < 1:
        number = min(max(number, 1), 99)
    return f"{number}{NBSP}%" if french else f"{number}%"


def _rest(count: int, one: str, many: str) -> list[str]:
    return [f"{count}{many if count > 1 else one}"] if count > 0 else []


def _join(parts: Sequence[str], conjunction: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"


def _inline(label: str) -> str:
    """A label within a sentence: first letter lower, unless the first word is a name (DevOps)."""
    first = label.split(" ", 1)[0]
    return label if any(c.isupper() for c in first[1:]) else label[:1].lower() + label[1:]
