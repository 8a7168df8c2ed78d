"""ROME and ESCO brought together by the names of their métiers, and what follows from it.

names       the forms under which a title may be met: whole, masculine, feminine
matching    two lists of titled métiers → the pairs that share a name, with method and confidence
reading     the métiers, titles and releases that a store on disk holds
statements  pairs → the lines of the graph of bridges
exposure    the exposure that a store holds, beside the alignments of the studies
comparison  where the ILO index and a study point apart, in a sentence
"""

from iag_kg.bridges.comparison import compare_exposure
from iag_kg.bridges.exposure import join
from iag_kg.bridges.matching import Bridge, Titled, match
from iag_kg.bridges.reading import Releases, are_current, read_groups, read_releases, read_titles
from iag_kg.bridges.statements import state

__all__ = [
    "Bridge",
    "Releases",
    "Titled",
    "are_current",
    "compare_exposure",
    "join",
    "match",
    "read_groups",
    "read_releases",
    "read_titles",
    "state",
]
