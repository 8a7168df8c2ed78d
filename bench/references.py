"""ROME and ESCO, imported into a store of their own, to be held against the shapes.

Their files do not ship: `IAG_KG_ROME` and `IAG_KG_ESCO` say where they are, else they are looked
for beside the checkout. On iag-kg's side a work starts from the triples, or from the store on disk
of which nothing has been read; on the other side from an rdflib graph, or from N-Triples.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from bench.profiles import esco_folder
from bench.works import ROOT, Work

_KEYS = ("rome", "esco")


@dataclass(frozen=True)
class Reference:
    """A release in a store on disk, and the graphs to validate: its own and the ontology."""

    folder: tempfile.TemporaryDirectory[str]
    path: Path
    graphs: tuple[ox.NamedNode, ...]

    def lines(self) -> bytes:
        """The triples of these graphs as N-Triples."""
        store = ox.Store.read_only(str(self.path))
        written = (store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=g) for g in self.graphs)
        return b"".join(each or b"" for each in written)


def works() -> list[Work]:
    """Validation of each release whose files are there, from what is held and from disk."""
    found = []
    for key in _KEYS:
        if missing(key) is None:
            about = f"graph of {key.upper()} in memory"
            found.append(Work(f"validate/{key}", about, f"{key}/held", f"{key}/held", "held"))
            about = "the same, from a store on disk; plain: from N-Triples"
            found.append(Work(f"validate/{key}/disk", about, f"{key}/disk", f"{key}/disk", "disk"))
    return found


def missing(key: str) -> str | None:
    """Why a release cannot be measured; None where it can."""
    folder = _folder(key)
    if folder.is_dir():
        return None
    return f"validate/{key} is left out: no {folder}; IAG_KG_{key.upper()} may name another"


def left_out() -> list[str]:
    """Why, for each release that cannot be measured."""
    return [reason for key in _KEYS if (reason := missing(key))]


def prepare(key: str) -> Reference:
    """Import a release into a store that is removed with the process."""
    from iag_kg import pipeline
    from iag_kg.graph import ONTOLOGY
    from iag_kg.importers import TAXONOMIES
    from iag_kg.namespaces import IAGG
    from iag_kg.stored import take_in

    folder = tempfile.TemporaryDirectory(prefix="iag-kg-bench-")
    path = Path(folder.name) / "store"
    ontology = pipeline.read_ontology(ROOT)
    taxonomy = TAXONOMIES[key]
    take_in(path, taxonomy, _folder(key), "2026-01-01", None, ontology, lambda *_: None)
    return Reference(folder, path, (ONTOLOGY, ox.NamedNode(IAGG + key)))


def _folder(key: str) -> Path:
    if key == "esco":
        return esco_folder()
    named = os.environ.get("IAG_KG_ROME")
    return Path(named) if named else ROOT.parent / "shared" / "data" / "rome-v460"
