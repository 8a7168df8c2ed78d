"""The calendar of application: each date with the provisions, tiers and duties that start on it."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from iag_kg.views.duties import Duties
from iag_kg.views.evidence import Data, find_pairs
from iag_kg.views.law import STATE, Cited, Law
from iag_kg.views.reading import local_name


def read_calendar(store: ox.Store, law: Law, duties: Duties) -> Data:
    """The page of dates: milestones by day, and what they name by key or by number."""
    cited = Cited(law)
    moved = dict(find_pairs(store, "?a a iag:LegalMilestone ; iag:originalDate ?b"))
    begins: defaultdict[str, list[str]] = defaultdict(list)
    for thing, milestone in find_pairs(store, "?a iag:startsAt ?b"):
        begins[milestone].append(thing)
    provisions = {a for a, _ in find_pairs(store, "?a a iag:Provision ; iag:inInstrument ?b")}
    beginnings = duties.beginnings()
    milestones = []
    for iri in sorted(law.dates, key=lambda m: (law.dates[m], law.evidence.text(m)["fr"], m)):
        starting = begins[iri]
        milestones.append(
            {
                **law.statement(iri),
                "date": law.dates[iri],
                "moved": moved.get(iri, ""),
                "act": any(map(law.about_act, law.basis.get(iri, []))),
                "basis": cited.basis_of(iri),
                "provisions": [
                    cited.number(p) for p in law.evidence.by_label(provisions & set(starting))
                ],
                "tiers": [local_name(tier) for tier in law.tiers if tier in starting],
                "duties": beginnings.get(iri, []),
            }
        )
    return {
        "today": STATE,
        "milestones": milestones,
        "tiers": law.tier_data(),
        "roles": law.role_data(),
        "certainties": law.certainty_data(),
        "obligations": duties.data(cited),
        "copies": law.copy_data(),
        "provisions": cited.data(),
    }
