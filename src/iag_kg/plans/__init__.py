"""Plans over a profile graph: training as a small set, one more skill, routes, diagnostics.

landscape   profiles, gates, score and gap of a pair; plain values
covering    a gap → the fewest offers that cover the most of it
openings    a métier or a family → the skill that opens most passerelles
routes      two métiers → the best route within n steps
diagnostics the network → communities, bridges, isolated métiers, reciprocity, hubs
exposure    two métiers → whether the move leads away from skills in obsolescence
reading     the graph that ships → the values above
"""

from __future__ import annotations

from iag_kg.plans.covering import Cover, choose_cover
from iag_kg.plans.diagnostics import (
    NEAREST,
    Diagnosis,
    Link,
    Position,
    diagnose,
    open_links,
    rank_nearest,
)
from iag_kg.plans.exposure import Exposure, Fate, compare_exposure, follow_declining
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

__all__ = [
    "NEAREST",
    "STEPS",
    "Cover",
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
    "Route",
    "Score",
    "Step",
    "Weight",
    "choose_cover",
    "compare_exposure",
    "diagnose",
    "find_gap",
    "find_openings",
    "find_route",
    "follow_declining",
    "is_open",
    "merge",
    "open_links",
    "passes_coverage",
    "passes_durability",
    "rank_nearest",
    "read_catalogue",
    "read_exposures",
    "read_landscape",
    "read_names",
    "read_unassessed",
    "score",
]
