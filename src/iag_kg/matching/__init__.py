"""The engine at any size: which profiles of a weighted graph overlap, how far, and why.

It knows profiles, skills and weights, and nothing of RDF:

profiles        the value that is searched: ids, a sparse matrix by rows, names
search          what is asked, and the best others of every profile, batch by batch
groups          close skills standing in for each other; the formula of soft coverage
contributions   a score taken apart: shares that sum to it exactly
results         rankings → CSV or `.npy`, as they come

index, blockwise, tiles, scanning, walking, kernels, kept and compiled are how: blocks, loops, and
numba where there is one.
"""

from iag_kg.matching.contributions import Contribution, Explanation, explain
from iag_kg.matching.groups import Similarity, similarity
from iag_kg.matching.kept import Ranking
from iag_kg.matching.profiles import MatchingError, Profiles, from_arrays, from_rows
from iag_kg.matching.results import COLUMNS, overlaps, write_csv, write_npy
from iag_kg.matching.search import Direction, Progress, Score, Search, neighbours

__all__ = [
    "COLUMNS",
    "Contribution",
    "Direction",
    "Explanation",
    "MatchingError",
    "Profiles",
    "Progress",
    "Ranking",
    "Score",
    "Search",
    "Similarity",
    "explain",
    "from_arrays",
    "from_rows",
    "neighbours",
    "overlaps",
    "similarity",
    "write_csv",
    "write_npy",
]
