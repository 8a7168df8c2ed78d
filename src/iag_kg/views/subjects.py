"""The subjects around the atlas, each as the data of its page: read once, in one order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pyoxigraph as ox

from iag_kg.views.atlas import Atlas
from iag_kg.views.calendar import read_calendar
from iag_kg.views.coverage import read_coverage
from iag_kg.views.debates import read_debates
from iag_kg.views.duties import Duties
from iag_kg.views.evidence import Data, read_evidence
from iag_kg.views.families import metier_context, read_families
from iag_kg.views.law import Law
from iag_kg.views.stakeholders import read_stakeholders
from iag_kg.views.training import read_offers, read_training
from iag_kg.views.uses import read_uses, uses_of_metier

LISTS = ("familles", "formations", "debats", "sources", "usages", "calendrier")


@dataclass(frozen=True)
class Subjects:
    """The documents, the training offers, and the data of each page by its name."""

    sources: list[Data]
    offers: list[Data]
    pages: dict[str, Data]

    def supply(self, atlas: Atlas) -> Data:
        """The offers in short, and for each skill that some offer develops their numbers."""
        number = {skill.key: str(index) for index, skill in enumerate(atlas.skills)}
        training: dict[str, list[int]] = {}
        for index, offer in enumerate(self.offers):
            for skill in offer["skills"]:
                if skill in number:
                    training.setdefault(number[skill], []).append(index)
        shown = ("key", "fr", "en", "provider", "cpf", "rncp")
        return {
            "offers": [{name: offer[name] for name in shown} for offer in self.offers],
            "training": training,
        }

    def context(self, key: str, family: str) -> Data:
        """The documents, what they say of a métier beyond its skills, and its uses by tier."""
        found = metier_context(self.pages["familles"], key, family)
        law = uses_of_metier(self.pages["usages"], key, family)
        return {"sources": self.sources, "context": found, "law": law}

    def figures(self) -> dict[str, int]:
        """How much there is of what the index counts."""
        documents = self.pages["sources"]["documents"]
        uses = self.pages["usages"]["uses"]
        tiers = Counter(use["tier"] for use in uses)
        told = {d["key"] for d in self.pages["usages"]["transparencies"] if not d["empty"]}
        return {
            "sources": len(self.sources),
            "facts": sum(len(section["facts"]) for found in documents for section in found),
            "risks": len(self.pages["acteurs"]["risks"]),
            "actors": len(self.pages["acteurs"]["actors"]),
            "measures": len(self.pages["acteurs"]["measures"]),
            "offers": len(self.offers),
            "uses": len(uses),
            "prohibited": tiers["tier-interdit"],
            "highRisk": sum(n for tier, n in tiers.items() if tier.startswith("tier-haut-risque")),
            "told": sum(not told.isdisjoint(use["transparency"]) for use in uses),
            "duties": len(self.pages["usages"]["obligations"]),
            "dates": len(self.pages["calendrier"]["milestones"]),
        }


def read_subjects(store: ox.Store, atlas: Atlas) -> Subjects:
    """The subjects of a built graph."""
    evidence = read_evidence(store)
    offers = read_offers(store, evidence)
    law = Law(store, evidence)
    duties = Duties(store, law)
    return Subjects(
        sources=evidence.sources(),
        offers=offers,
        pages={
            "acteurs": read_stakeholders(store, evidence),
            "familles": read_families(store, evidence),
            "formations": read_training(store, evidence, offers, atlas),
            "debats": read_debates(store, evidence),
            "sources": read_coverage(store, evidence),
            "usages": read_uses(store, evidence, law, duties),
            "calendrier": read_calendar(store, law, duties),
        },
    )


def subject_data(view: str, subjects: Subjects) -> Data:
    """The data of a page: its own, and the lists that every page has, else empty."""
    return {
        "view": view,
        "source": None,
        "families": [],
        "metiers": [],
        "skills": [],
        "levels": [],
        "sources": subjects.sources,
        **subjects.pages[view],
    }
