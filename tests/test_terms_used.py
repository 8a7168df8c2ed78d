"""Every class and property of the ontology serves some question or some shape."""

from __future__ import annotations

import re

import pytest

from iag_kg.graph import read_quads
from iag_kg.namespaces import IAG, OWL
from iag_kg.paths import resources

KINDS = {f"{OWL}{kind}" for kind in ("Class", "ObjectProperty", "DatatypeProperty")}

# Terms that no question or shape names. This list may only shrink.
WAIVED: set[str] = set()


def _terms() -> list[str]:
    return sorted(
        {
            str(quad.subject)[1:-1].removeprefix(IAG)
            for path in (resources() / "ontology").glob("*.ttl")
            for quad in read_quads(path)
            if str(quad.object)[1:-1] in KINDS and str(quad.subject).startswith(f"<{IAG}")
        }
    )


def _used() -> set[str]:
    texts = [
        path.read_text(encoding="utf-8")
        for folder, pattern in (("queries", "*.rq"), ("shapes", "*.ttl"))
        for path in (resources() / folder).rglob(pattern)
    ]
    return {name for text in texts for name in re.findall(r"\biag:(\w+)", text)}


@pytest.mark.parametrize("term", _terms())
def test_a_term_serves_a_question_or_a_shape(term: str) -> None:
    assert (term in _used()) is (term not in WAIVED)
