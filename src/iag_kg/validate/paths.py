"""SHACL property paths: what they are, and what they lead to from a set of nodes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox

from iag_kg.validate.index import Index, Relation, pair


@dataclass(frozen=True)
class Step:
    """One predicate, followed from subject to object, or the other way round."""

    predicate: ox.NamedNode
    is_inverse: bool = False


@dataclass(frozen=True)
class Sequence:
    """One path after the other."""

    parts: tuple[Path, ...]


@dataclass(frozen=True)
class Alternative:
    """Any of several paths."""

    parts: tuple[Path, ...]


@dataclass(frozen=True)
class Repeat:
    """A path not at all (where `may_stay`), once, and more often (where `may_go_on`)."""

    part: Path
    may_stay: bool
    may_go_on: bool


Path = Step | Sequence | Alternative | Repeat


def depth(path: Path) -> int:
    """How deep pySHACL recurses to follow a path; it gives up at ten."""
    match path:
        case Step():
            return 1 + path.is_inverse
        case Sequence(parts):
            return max(depth(part) + position for position, part in enumerate(parts, 1))
        case Alternative(parts):
            return 1 + max(map(depth, parts))
        case Repeat(part):
            return 1 + depth(part)


def follow(index: Index, path: Path, sources: set[int]) -> Relation:
    """Each of `sources` with what `path` leads to from it."""
    match path:
        case Step(predicate, is_inverse):
            column = index.column(predicate)
            return (column.inverse if is_inverse else column).of(sources)
        case Sequence(parts):
            joined = follow(index, parts[0], sources)
            for part in parts[1:]:
                joined = joined.then(follow(index, part, joined.ends))
            return joined
        case Alternative(parts):
            each = [follow(index, part, sources) for part in parts]
            return Relation(
                list(chain.from_iterable(found.sources for found in each)),
                list(chain.from_iterable(found.targets for found in each)),
            )
        case Repeat():
            return _repeat(index, path, sources)


def _repeat(index: Index, path: Repeat, sources: set[int]) -> Relation:
    steps = follow(index, path.part, sources)
    waiting = steps.ends - sources
    seen = set(sources)
    while path.may_go_on and waiting:
        seen |= waiting
        further = follow(index, path.part, waiting)
        steps = Relation(steps.sources + further.sources, steps.targets + further.targets)
        waiting = further.ends - seen
    found = {pair(source, source) for source in sources} if path.may_stay else set()
    for source in sources:
        reached = set(steps.ends_of(source))
        ahead = list(reached) if path.may_go_on else []
        while ahead:
            new = set(steps.ends_of(ahead.pop())) - reached
            reached |= new
            ahead += new
        found.update(pair(source, end) for end in reached)
    return Relation.of_pairs(found)
