"""Plans over a profile graph: training as a small set, one more skill, routes, diagnostics.

landscape   profiles, gates, score and gap of a pair; plain values
covered     one profile, a métier’s or not → what it covers of each métier
links       the landscape → its open passerelles, the nearest destinations
covering    a gap → the fewest offers that cover the most of it
openings    a métier or a family → the skill that opens most passerelles
routes      two métiers → the best route within n steps
diagnostics the network → communities, bridges, isolated métiers, reciprocity, hubs
exposure    two métiers → whether the move leads away from skills in obsolescence
reading     the graph that ships → the values above
taxonomy    a taxonomy of a store → the same values; `groups`: its exposure, by the ILO
"""

from __future__ import annotations

from iag_kg.plans.covered import Covered
from iag_kg.plans.covering import Cover, choose_cover
from iag_kg.plans.diagnostics import Diagnosis, Position, diagnose
from iag_kg.plans.exposure import Exposure, Fate, compare_exposure, follow_declining
from iag_kg.plans.groups import Reached, compare_groups, missing_graphs, read_groups, surest
from iag_kg.plans.landscape import (
    Gates,
    Landscape,
    Missing,
    Profile,
    Score,
    Weight,
    find_gap,
    is_open,
    merge,
    passes_coverage,
    passes_durability,
    score,
)
from iag_kg.plans.links import NEAREST, Link, open_links, rank_nearest
from iag_kg.plans.openings import OneMore, Opening, find_openings
from iag_kg.plans.reading import (
    Names,
    Offer,
    read_catalogue,
    read_exposures,
    read_landscape,
    read_names,
    read_unassessed,
)
from iag_kg.plans.routes import STEPS, Route, Step, find_route
from iag_kg.plans.taxonomy import read_labels, read_other_names, read_profiles

__all__ = [
    "NEAREST",
    "STEPS",
    "Cover",
    "Covered",
    "Diagnosis",
    "Exposure",
    "Fate",
    "Gates",
    "Landscape",
    "Link",
    "Missing",
    "Names",
    "Offer",
    "OneMore",
    "Opening",
    "Position",
    "Profile",
    "Reached",
    "Route",
    "Score",
    "Step",
    "Weight",
    "choose_cover",
    "compare_exposure",
    "compare_groups",
    "diagnose",
    "find_gap",
    "find_openings",
    "find_route",
    "follow_declining",
    "is_open",
    "merge",
    "missing_graphs",
    "open_links",
    "passes_coverage",
    "passes_durability",
    "rank_nearest",
    "read_catalogue",
    "read_exposures",
    "read_groups",
    "read_labels",
    "read_landscape",
    "read_names",
    "read_other_names",
    "read_profiles",
    "read_unassessed",
    "score",
    "surest",
]
