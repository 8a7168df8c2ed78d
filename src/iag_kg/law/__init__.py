"""Classify a described use of AI: tier, transparency, role, and why.

The law is data: questions, features and rules stand in the graph, conditions in `rules/*.rq`. What
is Python here only runs them: on what a description says, on what it leaves open, and on what it
might have said instead.
"""

from __future__ import annotations

from iag_kg.law.classify import Answer, Change, Finding, Status, Step, classify
from iag_kg.law.description import Description, DescriptionError, parse, read, write
from iag_kg.law.interview import next_question
from iag_kg.law.report import COLUMNS, DISCLAIMER, record, rows
from iag_kg.law.rules import Kind, Law, Rule, read_law
from iag_kg.law.sentences import lines
from iag_kg.law.statements import met_quads
from iag_kg.law.trial import Outcome, outcomes, verdict
from iag_kg.law.vocabulary import Named, Question, Vocabulary, read_vocabulary

__all__ = [
    "COLUMNS",
    "DISCLAIMER",
    "Answer",
    "Change",
    "Description",
    "DescriptionError",
    "Finding",
    "Kind",
    "Law",
    "Named",
    "Outcome",
    "Question",
    "Rule",
    "Status",
    "Step",
    "Vocabulary",
    "classify",
    "lines",
    "met_quads",
    "next_question",
    "outcomes",
    "parse",
    "read",
    "read_law",
    "read_vocabulary",
    "record",
    "rows",
    "verdict",
    "write",
]
