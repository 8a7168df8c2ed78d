"""Passerelles: every ordered pair of métiers with a profile, scored exactly and explained.

profiles   graph → demand of each métier for each skill
engine     profiles → scores, contributions, gap, gates
training   the offers that help with a gap
sentences  a passerelle → one sentence in French and in English
statements profiles and passerelles → triples
"""

from __future__ import annotations

from iag_kg.passerelles.engine import Line, Passerelle, Thresholds, compare
from iag_kg.passerelles.profiles import Names, Profiles, read_names, read_profiles
from iag_kg.passerelles.statements import passerelle_quads, profile_quads
from iag_kg.passerelles.training import Offer, read_offers

__all__ = [
    "Line",
    "Names",
    "Offer",
    "Passerelle",
    "Profiles",
    "Thresholds",
    "compare",
    "passerelle_quads",
    "profile_quads",
    "read_names",
    "read_offers",
    "read_profiles",
]
