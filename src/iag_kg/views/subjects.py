"""The subjects around the atlas, each as the data of its page: read once, in one order."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from iag_kg.views.atlas import Atlas
from iag_kg.views.coverage import read_coverage
from iag_kg.views.debates import read_debates
from iag_kg.views.evidence import Data, read_evidence
from iag_kg.views.families import metier_context, read_families
from iag_kg.views.stakeholders import read_stakeholders
from iag_kg.views.training import read_offers, read_training

LISTS = ("familles", "formations", "debats", "sources")


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
        """The documents, and what they say of a métier beyond its skills."""
        found = metier_context(self.pages["familles"], key, family)
        return {"sources": self.sources, "context": found}

    def figures(self) -> dict[str, int]:
        """How much there is of what the index counts."""
        documents = self.pages["sources"]["documents"]
        return {
            "sources": len(self.sources),
            "facts": sum(len(section["facts"]) for found in documents for section in found),
            "risks": len(self.pages["acteurs"]["risks"]),
            "actors": len(self.pages["acteurs"]["actors"]),
            "measures": len(self.pages["acteurs"]["measures"]),
            "offers": len(self.offers),
        }


def read_subjects(store: ox.Store, atlas: Atlas) -> Subjects:
    """The subjects of a built graph."""
    evidence = read_evidence(store)
    offers = read_offers(store, evidence)
    return Subjects(
        sources=evidence.sources(),
        offers=offers,
        pages={
            "acteurs": read_stakeholders(store, evidence),
            "familles": read_families(store, evidence),
            "formations": read_training(store, evidence, offers, atlas),
            "debats": read_debates(store, evidence),
            "sources": read_coverage(store, evidence),
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
