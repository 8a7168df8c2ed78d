"""Tables → triples: what the sources say in one graph a source, the project's own work in another.

places    where a row was read: document, section, lines
lists     list tables, mapped as `schema.yaml` says
matrices  printed synthesis tables: headings, wordings, cells
links     the harmonisation of those wordings
"""

from __future__ import annotations

import pyoxigraph as ox

from iag_kg.graph import ALIGNMENTS, HARMONISATION, LAW, Writer
from iag_kg.namespaces import IAGG
from iag_kg.populate.links import add_links
from iag_kg.populate.lists import add_lists
from iag_kg.populate.matrices import add_matrix
from iag_kg.populate.places import Places
from iag_kg.tables import Tables

__all__ = ["populate"]


def populate(tables: Tables) -> list[ox.Quad]:
    """The quads of every table: a graph a source, the harmonisation, the law, the alignments."""
    english = {row["fr"]: row["en"] for row in tables["labels"]}
    writers = {
        row["key"]: Writer(ox.NamedNode(f"{IAGG}source-{row['key']}")) for row in tables["sources"]
    }
    writers["harmonisation"] = Writer(HARMONISATION)
    writers["law"] = Writer(LAW)
    writers["alignments"] = Writer(ALIGNMENTS)
    places = Places(tables["sections"])
    add_lists(writers, tables, places)
    for matrix in tables.matrices:
        add_matrix(writers[matrix.entry["source"]], matrix, english, places)
    add_links(writers["harmonisation"], tables, english)
    return [quad for writer in writers.values() for quad in writer.quads]
