"""Profiles and passerelles as triples, each in its own named graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

import pyoxigraph as ox

from iag_kg.graph import INFERRED, PASSERELLES, Writer, decimal, text
from iag_kg.namespaces import compact
from iag_kg.passerelles.engine import PLACES, QUARTERS, Passerelle, Thresholds
from iag_kg.passerelles.profiles import Names, Profiles
from iag_kg.passerelles.sentences import sentences
from iag_kg.passerelles.training import Offer

COMPUTATION = "iagd:computation-passerelles"
_SKILL = "iagd:skill-"
_HOW = {
    "fr": "Comparaison de tous les couples ordonnés de métiers qui ont un profil : demande la plus "
    "haute par compétence harmonisée, couverture dirigée, affinité de Ruzicka, part durable, puis "
    "seuils de couverture et de durabilité et présence de deux profils complets.",
    "en": "Comparison of every ordered pair of métiers that have a profile: highest demand per "
    "harmonised skill, directed coverage, Ruzicka affinity, durable share, then gates on coverage, "
    "on durability and on the presence of two full profiles.",
}


def profile_quads(profiles: Profiles) -> list[ox.Quad]:
    """The demand of each métier for each skill, and the rarity of each skill."""
    writer = Writer(INFERRED)
    for metier in profiles.metiers:
        for skill, quarters in sorted(profiles.demand[metier.code].items()):
            iri = f"iagd:demand-{metier.code}--{_key(skill)}"
            writer.add(iri, "rdf:type", "iag:SkillDemand")
            writer.add(iri, "iag:concernsMetier", compact(metier.iri))
            writer.add(iri, "iag:concernsSkill", compact(skill))
            writer.add(iri, "iag:demand", decimal(Decimal(quarters) / QUARTERS))
            writer.add(iri, "iag:hasBasis", "iag:Computed")
    for skill, rarity in profiles.rarity().items():
        writer.add(compact(skill), "iag:rarity", decimal(Decimal(rarity).quantize(PLACES)))
    return writer.quads


def passerelle_quads(
    moves: Iterable[Passerelle],
    names: Names,
    rarity: Mapping[str, float],
    offers: Sequence[Offer],
    thresholds: Thresholds,
    version: str,
) -> list[ox.Quad]:
    """The passerelles with their lines, sentences and gates, and the computation that made them."""
    writer = Writer(PASSERELLES)
    fr, en = "Calcul des passerelles", "Computation of the passerelles"
    writer.describe(COMPUTATION, "iag:PasserelleComputation", fr, en)
    writer.add(COMPUTATION, "dcterms:description", *(text(_HOW[code], code) for code in _HOW))
    writer.add(COMPUTATION, "owl:versionInfo", ox.Literal(version))
    writer.add(COMPUTATION, "iag:coverageThreshold", decimal(thresholds.coverage))
    writer.add(COMPUTATION, "iag:durabilityThreshold", decimal(thresholds.durability))
    for move in moves:
        _passerelle(writer, move, names, sentences(move, names, rarity, offers))
    return writer.quads


def _passerelle(
    writer: Writer, move: Passerelle, names: Names, explanation: tuple[str, str]
) -> None:
    pair = f"{move.origin.code}--{move.destination.code}"
    iri, origin, destination = f"iagd:passerelle-{pair}", move.origin.iri, move.destination.iri
    fr, en = (
        f"{names.labels[origin][code]} → {names.labels[destination][code]}" for code in ("fr", "en")
    )
    writer.describe(iri, "iag:Passerelle", fr, en)
    writer.add(iri, "iag:origin", compact(origin))
    writer.add(iri, "iag:destination", compact(destination))
    writer.add(iri, "iag:coverage", decimal(move.coverage))
    writer.add(iri, "iag:affinity", decimal(move.affinity))
    writer.add(iri, "iag:durableShare", decimal(move.durable))
    writer.add(iri, "iag:rarityCoverage", decimal(move.rarity_coverage))
    writer.add(iri, "iag:rarityAffinity", decimal(move.rarity_affinity))
    writer.add(iri, "iag:hasKind", move.kind)
    writer.add(iri, "iag:passesCoverage", ox.Literal(move.passes_coverage))
    writer.add(iri, "iag:passesDurability", ox.Literal(move.passes_durability))
    writer.add(iri, "iag:comparesFullProfiles", ox.Literal(move.compares_full))
    writer.add(iri, "iag:isRecommended", ox.Literal(move.is_recommended))
    writer.add(iri, "iag:explanation", text(explanation[0], "fr"), text(explanation[1], "en"))
    writer.add(iri, "iag:hasBasis", "iag:Computed")
    writer.add(iri, "prov:wasGeneratedBy", COMPUTATION)
    for line in move.lines:
        comparison = f"iagd:comparison-{pair}--{_key(line.skill)}"
        writer.add(iri, "iag:comparesSkill", comparison)
        writer.add(comparison, "rdf:type", "iag:SkillComparison")
        writer.add(comparison, "iag:concernsSkill", compact(line.skill))
        if line.contribution:
            writer.add(comparison, "iag:contribution", decimal(line.contribution))
        if line.gap:
            writer.add(comparison, "iag:gap", decimal(line.gap))


def _key(skill: str) -> str:
    return compact(skill).removeprefix(_SKILL)
