"""Passerelles between the métiers of imported taxonomies, explained, and measured on ROME.

register   the graph of ROME → what the score reads
wording    words of a text, what kind of worker a title names
arrays     sparse tables and cosines
parts      the named parts of the score
score      register → scores of all pairs, contributions
overlap    the weighted profiles of a taxonomy; for the bench, all pairs of them
own        the weighted profiles of a user’s file
closeness  skills close in the hierarchy or in wording
ranked     the best destinations of each métier, or the best origins, whatever ranks
order      the best of the engine in one total order
reasons    what makes a coverage or an affinity, and what is missing
published  the links that experts published, for the bench alone
baselines, greedy     the rankings to beat
measures, fitting     recall and nDCG with intervals; weights by cross-validation
contest    all rankers side by side
isco, bridge, agreement   ESCO within ISCO groups; ROME against ESCO over stored bridges
"""

from __future__ import annotations

from iag_kg.mobilities.agreement import agreement_figures, isco_figures, read_esco
from iag_kg.mobilities.closeness import Way
from iag_kg.mobilities.contest import Contest, Figure
from iag_kg.mobilities.own import rank_own
from iag_kg.mobilities.published import Links, read_links, stored_links
from iag_kg.mobilities.ranked import By, Move, Ranked, Wish, read_ranked
from iag_kg.mobilities.reasons import Missing, Reason, missing, why
from iag_kg.mobilities.register import Register, read_register
from iag_kg.mobilities.score import WEIGHTS, WITHOUT_CODE, Contribution, Ranking

__all__ = [
    "WEIGHTS",
    "WITHOUT_CODE",
    "By",
    "Contest",
    "Contribution",
    "Figure",
    "Links",
    "Missing",
    "Move",
    "Ranked",
    "Ranking",
    "Reason",
    "Register",
    "Way",
    "Wish",
    "agreement_figures",
    "isco_figures",
    "missing",
    "rank_own",
    "read_esco",
    "read_links",
    "read_ranked",
    "read_register",
    "stored_links",
    "why",
]
