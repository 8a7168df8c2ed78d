"""Every error that a person can cause, under one root; the doors turn it into exit code 2.

IagError
├── TableError      a table of `data/` that cannot be read or breaks its own rules
├── QueryError      a `.rq` file or a query parameter that is wrong
├── GraphError      an RDF file that cannot be read
├── NotFoundError   a métier, a query or a view that does not exist
└── AmbiguousError  a name that fits several métiers; carries the candidates
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class IagError(Exception):
    """Something that the user can put right; the message says what, where and which value."""


class TableError(IagError):
    """A table that cannot be read: the message begins `file:line:` where a line is known."""

    def __init__(self, path: Path, line: int | None, message: str) -> None:
        self.path, self.line = path, line
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {message}")


class QueryError(IagError):
    """A `.rq` header that is malformed, or a parameter of the wrong name or type."""


class GraphError(IagError):
    """An RDF file that cannot be opened or parsed."""


class NotFoundError(IagError):
    """A name that nothing in the graph answers to."""


class AmbiguousError(IagError):
    """A name that several resources answer to; `candidates` are their labels, sorted."""

    def __init__(self, message: str, candidates: Sequence[str]) -> None:
        self.candidates = tuple(candidates)
        listing = "".join(f"\n  - {candidate}" for candidate in candidates)
        super().__init__(f"{message}{listing}")
