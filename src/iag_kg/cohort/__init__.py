"""A cohort: métier × headcount, read without persons, masked, and told what awaits it.

personal  what looks like data on persons, and how it is masked
reading   CSV → headcount of each métier
masking   headcounts → what may be shown (k-anonymity)
outlook   what is shown → exposure, flows, training need
report    the same as tables
shown     the tables as a person reads them
words     what they say; `taxonomy_words`: what differs for ROME and ESCO
sankey    flows → one SVG picture
page      all of it → one HTML page
"""

from __future__ import annotations

from iag_kg.cohort.masking import SMALLEST, Published, publish
from iag_kg.cohort.outlook import MIXED, RANKS, Flow, Move, Need, Work, plan_flows, sum_needs
from iag_kg.cohort.page import render_cohort
from iag_kg.cohort.personal import fold, mask, neutralise, personal_header, personal_value
from iag_kg.cohort.reading import read_cohort
from iag_kg.cohort.report import COLUMNS, Outlook, Report, report
from iag_kg.cohort.shown import SHOWN, notes, show_table
from iag_kg.cohort.taxonomy_words import words_of

__all__ = [
    "COLUMNS",
    "MIXED",
    "RANKS",
    "SHOWN",
    "SMALLEST",
    "Flow",
    "Move",
    "Need",
    "Outlook",
    "Published",
    "Report",
    "Work",
    "fold",
    "mask",
    "neutralise",
    "notes",
    "personal_header",
    "personal_value",
    "plan_flows",
    "publish",
    "read_cohort",
    "render_cohort",
    "report",
    "show_table",
    "sum_needs",
    "words_of",
]
