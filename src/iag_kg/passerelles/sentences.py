"""Why a passerelle holds, in one sentence that a person would write, French and English."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from iag_kg.gaps import ACQUIRE, KEEP, STRENGTHEN, sort_gap
from iag_kg.passerelles.engine import Line, Passerelle
from iag_kg.passerelles.profiles import Names
from iag_kg.passerelles.training import Offer, choose_offers

NAMED = 3
NBSP = "\u00a0"
_ELISION = re.compile(r"ainsi que (?=[aeiouyàâéèêîôû])")


@dataclass(frozen=True)
class _Language:
    """The turns of phrase of one language."""

    code: str
    covers: str
    nothing: str
    unknown: str
    durable: Mapping[str, str]
    acquire: str
    strengthen: str
    keep: str
    fading: str
    complete: str
    cited: str
    training: tuple[str, str]
    trains: str
    untrained: str
    caveat: str
    caveat_both: str
    quotes: tuple[str, str]
    semicolon: str
    percent: str
    others: tuple[str, str]
    conjunctions: tuple[str, str]


_FRENCH = _Language(
    code="fr",
    covers="Le métier {origin} couvre {share} de ce que demande {destination} une fois l’IAG en "
    "place, surtout {skills}",
    nothing="Le métier {origin} ne couvre rien de ce que demande {destination}",
    unknown="Aucune compétence commune n’est connue entre {origin} et {destination}",
    durable={
        "none": "rien de ce socle commun ne tient à des compétences que l’IAG renforce à l’arrivée",
        "all": "tout ce socle commun tient à des compétences que l’IAG renforce à l’arrivée",
        "part": "{share} de ce socle commun tient à des compétences que l’IAG renforce à l’arrivée",
    },
    acquire=f"à acquérir{NBSP}: {{skills}}",
    strengthen=f"à renforcer{NBSP}: {{skills}}",
    keep=f"à conserver, bien qu’en fort recul au départ{NBSP}: {{skills}}",
    fading="ne manquent que des pratiques que l’IAG reprend",
    complete="rien ne manque",
    cited="aucune des compétences clés citées ne manque, le reste du métier n’est pas évalué",
    training=(f"formation recensée{NBSP}: ", f"formations recensées{NBSP}: "),
    trains="{title} ({provider}) pour {skills}",
    untrained="aucune formation recensée ne porte sur ces manques",
    caveat=" (l’étude ne donne de {metier} que les compétences clés liées à l’IAG)",
    caveat_both=" (l’étude ne donne des deux métiers que les compétences clés liées à l’IAG)",
    quotes=(f"«{NBSP}", f"{NBSP}»"),
    semicolon=f"{NBSP}; ",
    percent=f"{NBSP}%",
    others=(f"{NBSP}autre", f"{NBSP}autres"),
    conjunctions=("et", "ainsi que"),
)
_ENGLISH = _Language(
    code="en",
    covers="The métier {origin} covers {share} of what {destination} asks for once generative AI "
    "is in place, above all {skills}",
    nothing="The métier {origin} covers nothing of what {destination} asks for",
    unknown="No shared skill is known between {origin} and {destination}",
    durable={
        "none": "none of this shared base lies in skills that generative AI reinforces at the "
        "destination",
        "all": "all of this shared base lies in skills that generative AI reinforces at the "
        "destination",
        "part": "{share} of this shared base lies in skills that generative AI reinforces at the "
        "destination",
    },
    acquire="to acquire: {skills}",
    strengthen="to strengthen: {skills}",
    keep="to keep up, though in strong decline at the origin: {skills}",
    fading="nothing is missing but practices that generative AI takes over",
    complete="nothing is missing",
    cited="none of the key skills named is missing, the rest of the métier is not assessed",
    training=("training offer listed: ", "training offers listed: "),
    trains="{title} ({provider}) for {skills}",
    untrained="no training offer listed is about what is missing",
    caveat=" (of {metier} the study gives only the key skills related to generative AI)",
    caveat_both=" (of both métiers the study gives only the key skills related to generative AI)",
    quotes=("“", "”"),
    semicolon="; ",
    percent="%",
    others=(" other", " others"),
    conjunctions=("and", "as well as"),
)


def sentences(
    move: Passerelle, names: Names, rarity: Mapping[str, float], offers: Sequence[Offer]
) -> tuple[str, str]:
    """The explanation of a passerelle: (French, English).

    It names the skills that contribute most, those wholly covered first, then what is to acquire
    (nothing is stated of it at the origin), to strengthen, or to keep up (in strong decline at the
    origin). Among equals the rarer skill comes first, since a skill that everybody needs
    distinguishes nobody. Practices that fade are not named: nobody should train for them.
    """

    def strongest(key: Callable[[Line], Decimal], wanted: Callable[[Line], bool]) -> list[str]:
        lines = [line for line in move.lines if key(line) and wanted(line)]
        lines.sort(key=lambda line: (-key(line), -rarity.get(line.skill, 0.0), line.skill))
        return [line.skill for line in lines]

    shared = [
        *strongest(lambda line: line.contribution, lambda line: not line.gap),
        *strongest(lambda line: line.contribution, lambda line: bool(line.gap)),
    ]
    kinds = {x.skill: sort_gap(x.held, x.skill in names.fading) for x in move.lines}

    def missing(kind: str) -> list[str]:
        return strongest(lambda line: line.gap, lambda line: kinds[line.skill] == kind)

    gaps = {kind: missing(kind) for kind in (ACQUIRE, STRENGTHEN, KEEP)}
    chosen = choose_offers(move.lines, offers, names.fading)
    french = _sentence(_FRENCH, move, names, shared, gaps, chosen)
    return french, _sentence(_ENGLISH, move, names, shared, gaps, chosen)


def _sentence(
    language: _Language,
    move: Passerelle,
    names: Names,
    shared: Sequence[str],
    missing: Mapping[str, Sequence[str]],
    chosen: Sequence[tuple[Offer, Sequence[str]]],
) -> str:
    metiers = {
        "origin": _quoted(names.labels[move.origin.iri][language.code], language),
        "destination": _quoted(names.labels[move.destination.iri][language.code], language),
    }
    parts = []
    if shared:
        share = _percent(move.coverage, language)
        prefix = "en " if language is _FRENCH else ""
        best = _list(shared[:NAMED], 0, names, language, prefix)
        parts.append(language.covers.format(**metiers, share=share, skills=best))
        parts.append(_durable(move.durable, language))
    else:
        said = language.nothing if move.compares_full else language.unknown
        parts.append(said.format(**metiers))
    for name, skills in missing.items():
        if skills:
            listed = _list(skills[:NAMED], len(skills) - NAMED, names, language)
            parts.append(getattr(language, name).format(skills=listed))
    if any(missing.values()):
        parts.append(_training(chosen, names, language))
    else:
        if any(line.gap for line in move.lines):
            parts.append(language.fading)
        else:
            parts.append(language.complete if move.destination.full else language.cited)
    return language.semicolon.join(parts) + _caveat(move, metiers, language) + "."


def _training(
    chosen: Sequence[tuple[Offer, Sequence[str]]], names: Names, language: _Language
) -> str:
    """The offers that help with the gap and the skills each is named for, or that there is none."""
    if not chosen:
        return language.untrained
    offers = [
        language.trains.format(
            title=_quoted(offer.titles[language.code], language),
            provider=offer.providers[language.code],
            skills=_list(skills[:NAMED], len(skills) - NAMED, names, language),
        )
        for offer, skills in chosen
    ]
    # Heavier than "et": the skills of the first offer are a list of their own.
    return language.training[len(offers) > 1] + f" {language.conjunctions[1]} ".join(offers)


def _durable(share: Decimal, language: _Language) -> str:
    kind = {Decimal(0): "none", Decimal(1): "all"}.get(share.normalize(), "part")
    return language.durable[kind].format(share=_percent(share, language))


def _caveat(move: Passerelle, metiers: Mapping[str, str], language: _Language) -> str:
    """What the reader must know of a métier that the source describes by its key skills only."""
    if move.compares_full:
        return ""
    if not move.origin.full and not move.destination.full:
        return language.caveat_both
    partial = "destination" if move.origin.full else "origin"
    return language.caveat.format(metier=metiers[partial])


def _percent(share: Decimal, language: _Language) -> str:
    """A share as a whole percentage; never 0 % or 100 % unless it is exactly that."""
    number = int((share * 100).quantize(Decimal(1), ROUND_HALF_UP))
    if 0 < share < 1:
        number = min(max(number, 1), 99)
    return f"{number}{language.percent}"


def _list(
    skills: Sequence[str], more: int, names: Names, language: _Language, prefix: str = ""
) -> str:
    """Labels in a row, and how many are left out; a conjunction that no label holds itself."""
    labels = [prefix + _inline(names.labels[skill][language.code], language) for skill in skills]
    plain, heavy = language.conjunctions
    if more > 0:
        labels.append(f"{more}{language.others[more > 1]}")
    conjunction = heavy if more <= 0 and any(f" {plain} " in x for x in labels) else plain
    if len(labels) < 2:
        return "".join(labels)
    joint = f"{conjunction} "
    if language is _FRENCH and labels[-1][0].lower() in "aàâeéèêiîoôuû":
        joint = joint.replace("que ", "qu’")
    return f"{', '.join(labels[:-1])} {joint}{labels[-1]}"


def _inline(label: str, language: _Language) -> str:
    """A label within a sentence: first letter lower, unless the first word is a name (DevOps)."""
    start = len(label) - len(label.lstrip("« "))
    first = label[start:].split(" ", 1)[0]
    if not any(letter.isupper() for letter in first[1:]):
        label = label[:start] + first[:1].lower() + label[start + 1 :]
    if language is _FRENCH:
        label = label.replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»")
    return label


def _quoted(label: str, language: _Language) -> str:
    """A label in quotes; those that it holds itself become quotes of second rank."""
    opening, closing = language.quotes
    if language is _FRENCH:
        label = label.replace("« ", "“").replace(" »", "”").replace(" :", f"{NBSP}:")
    return f"{opening}{label}{closing}"
