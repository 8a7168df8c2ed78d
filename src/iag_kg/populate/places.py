"""Where a row was read: the document, its section, and words that lead a reader there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from iag_kg.graph import Writer
from iag_kg.tables import Row


class Places:
    """The sections of the sources, to state where a fact stands."""

    def __init__(self, sections: Sequence[Row]) -> None:
        self._names = {
            (row["source"], row["section"]): row["number"] or f"« {row['title_fr']} »"
            for row in sections
        }

    def locate(
        self,
        writer: Writer,
        iri: str,
        source: str,
        section: str,
        lines: Iterable[str],
        table: bool = False,
    ) -> None:
        """State the document, the section, and the place: section, table if it is one, lines."""
        place = self._names[source, section] + (", tableau de synthèse" if table else "")
        where = ", ".join(dict.fromkeys(lines))
        writer.add(iri, "prov:hadPrimarySource", f"iagd:source-{source}")
        writer.add(iri, "iag:inSection", section_iri(source, section))
        writer.add(iri, "iag:locator", ox.Literal(f"{place}, l. {where}"))


def section_iri(source: str, section: str) -> str:
    """The CURIE of a section of a source."""
    return f"iagd:section-{source}-{section.replace('.', '-')}"
