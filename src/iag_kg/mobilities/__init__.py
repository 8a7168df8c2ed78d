"""Passerelles between the métiers of imported taxonomies, explained, and measured on ROME.

register   the graph of ROME → what the score reads
wording    words of a text, names that a title stands for
arrays     sparse tables and cosines
parts      the named parts of the score
score      register → scores of all pairs, contributions
overlap    weighted profiles → coverage and affinity of all pairs
ranked     the best destinations of each métier, ROME or ESCO
published  the links that experts published, for the bench alone
baselines, greedy     the rankings to beat
measures, fitting     recall and nDCG with intervals; weights by cross-validation
contest    all rankers side by side
isco, bridge, agreement   ESCO within ISCO groups; ROME against ESCO
"""

from __future__ import annotations

from iag_kg.mobilities.agreement import esco_figures
from iag_kg.mobilities.contest import Contest, Figure
from iag_kg.mobilities.published import Links, read_links, stored_links
from iag_kg.mobilities.ranked import Move, Ranked, read_ranked
from iag_kg.mobilities.register import Register, read_register
from iag_kg.mobilities.score import WEIGHTS, WITHOUT_CODE, Contribution, Ranking

__all__ = [
    "WEIGHTS",
    "WITHOUT_CODE",
    "Contest",
    "Contribution",
    "Figure",
    "Links",
    "Move",
    "Ranked",
    "Ranking",
    "Register",
    "esco_figures",
    "read_links",
    "read_ranked",
    "read_register",
    "stored_links",
]
