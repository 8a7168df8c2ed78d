"""The whole build: tables → triples → inferred → passerelles → validated → exported."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

from iag_kg import __version__, export
from iag_kg.errors import IagError
from iag_kg.graph import (
    INFERRED,
    ONTOLOGY,
    RDF_TYPE,
    node,
    read_quads,
    select,
    serialize_trig,
    serialize_turtle,
    to_store,
    triples,
)
from iag_kg.jsonld import to_jsonld
from iag_kg.law import met_quads, read_law
from iag_kg.passerelles import (
    Thresholds,
    compare,
    passerelle_quads,
    profile_quads,
    read_names,
    read_offers,
    read_profiles,
)
from iag_kg.populate import populate
from iag_kg.queries import Query, read_queries
from iag_kg.reason import Consistency, check_consistency, infer_types
from iag_kg.tables import Tables, read_tables
from iag_kg.validate import Finding, validate

Report = Callable[[str], None]

TRIG = "iag-kg.trig"
CSV_QUERIES = (
    "evidence/agreements",
    "evidence/claims",
    "evidence/contradictions",
    "evidence/coverage",
    "evidence/statistics",
    "glossary/terms",
    "impacts/cells",
    "law/authorities",
    "law/calendar",
    "law/obligations",
    "law/uncertain",
    "law/uses",
    "law/uses-by-metier",
    "metiers/list",
    "metiers/transformation",
    "opportunities/by-family",
    "passerelles/all",
    "recommendations/by-actor",
    "risks/by-family",
    "skills/definitions",
    "skills/harmonisation",
    "stakeholders/list",
    "technologies/by-family",
    "training/offers",
    "uses/by-family",
)
_PARTIAL = ".partial"
_PASSERELLE = node("iag:Passerelle")
_COMPARISON = node("iag:SkillComparison")


@dataclass(frozen=True)
class Build:
    """What a build gives: the graph, what the shapes found, and the export files by name.

    `files` is empty where a rule is broken: a graph that breaks a rule is never exported.
    """

    store: ox.Store
    findings: tuple[Finding, ...]
    files: Mapping[str, bytes]

    @property
    def is_valid(self) -> bool:
        """Whether no finding is a violation; warnings do not stop a build."""
        return not any(finding.severity == "violation" for finding in self.findings)


def build(resources: Path, data: Path, report: Report) -> Build:
    """The graph of `data`, with the ontology, shapes and queries of `resources`.

    Args:
        resources: the folder that holds `ontology/ shapes/ queries/ rules/`.
        data: the folder of tables.
        report: told the name of each step as it begins.

    Raises:
        TableError, GraphError, QueryError: something read is malformed.
    """
    report("tables")
    tables = read_tables(data)
    queries = read_queries(resources / "queries")
    report("triples")
    ontology = read_ontology(resources)
    store = to_store([*ontology, *populate(tables)])
    report("inferred")
    stated = triples(store)
    store.bulk_extend(
        ox.Quad(triple.subject, triple.predicate, triple.object, INFERRED)
        for triple in infer_types((quad.triple for quad in ontology), stated)
    )
    if tables["use-descriptions"]:
        store.bulk_extend(met_quads(store, read_law(store, resources / "rules")))
    report("passerelles")
    add_passerelles(store, read_thresholds(tables))
    report("validation")
    content = triples(store)
    built = Build(store, tuple(validate(content, read_shapes(resources))), {})
    if built.is_valid:
        report("exports")
        built = replace(
            built, files=export_files(store, content, serialize_turtle(content), queries)
        )
    return built


def add_passerelles(store: ox.Store, thresholds: Thresholds) -> None:
    """Compute profiles and passerelles of `store`, and state them in their graphs."""
    profiles = read_profiles(store)
    rarity = profiles.rarity()
    moves = compare(profiles, thresholds)
    quads = passerelle_quads(
        moves, read_names(store), rarity, read_offers(store), thresholds, __version__
    )
    store.bulk_extend([*profile_quads(profiles), *quads])


def read_ontology(resources: Path) -> list[ox.Quad]:
    """The quads of every ontology module, in the ontology graph."""
    paths = sorted((resources / "ontology").glob("*.ttl"))
    return [quad for path in paths for quad in read_quads(path, ONTOLOGY)]


def read_shapes(resources: Path) -> list[ox.Triple]:
    """The triples of every shape file."""
    paths = sorted((resources / "shapes").glob("*.ttl"))
    return [quad.triple for path in paths for quad in read_quads(path)]


def read_thresholds(tables: Tables) -> Thresholds:
    """The gates of `gates.csv`."""
    gates = {row["key"]: Decimal(row["threshold"]) for row in tables["gates"]}
    return Thresholds(gates["coverage"], gates["durability"])


def check_graph(store: ox.Store) -> Consistency:
    """Whether HermiT finds ontology and data consistent; the computed passerelles stay out.

    They are tens of thousands of individuals that say nothing of the world and that shapes check;
    a tableau reasoner does not end on them.
    """
    content = triples(store)
    computed = {
        triple.subject
        for triple in content
        if triple.predicate == RDF_TYPE and triple.object in (_PASSERELLE, _COMPARISON)
    }
    return check_consistency([triple for triple in content if triple.subject not in computed])


def export_files(
    store: ox.Store, content: Sequence[ox.Triple], turtle: bytes, queries: Mapping[str, Query]
) -> dict[str, bytes]:
    """Every export by file name, the manifest last; `content` and `turtle` are those of `store`.

    Raises:
        IagError: a serialisation does not read back as the graph; nothing must be published then.
    """
    files = {
        "iag-kg.ttl": turtle,
        TRIG: serialize_trig(store),
        "iag-kg.jsonld": to_jsonld(content),
        "passerelles.graphml": export.passerelles_graphml(store),
        "metiers-skills.graphml": export.skills_graphml(store),
        "stakeholders.graphml": export.stakeholders_graphml(store),
    }
    read_back = ox.parse(files["iag-kg.jsonld"], format=ox.RdfFormat.JSON_LD)
    if {quad.triple for quad in read_back} != set(content):
        raise IagError("iag-kg.jsonld does not read back as the graph it was written from")
    for name in CSV_QUERIES:
        rows = select(store, queries[name].text)
        files[f"csv/{name.replace('/', '-')}.csv"] = export.rows_to_csv(rows)
    return {**files, export.MANIFEST: export.manifest(files)}


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write all files into `folder`: aside first, then renamed one by one in the order given.

    A reader never sees half a file, and an interruption while writing leaves `folder` as it was;
    one during the renames leaves whole files, and a manifest that tells which are still the old.
    """
    partial = folder / _PARTIAL
    try:
        shutil.rmtree(partial, ignore_errors=True)
        for name, content in files.items():
            path = partial / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(partial / name, folder / name)
        shutil.rmtree(partial)
    except OSError as error:
        raise IagError(
            f"{error.filename or folder}: cannot be written ({error.strerror})"
        ) from error
