"""Each work as iag-kg does it; it returns a number on which the other side must agree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyoxigraph as ox

from bench import references
from bench.works import ROOT, TURTLE, billionths


def _nothing() -> None:
    """No input; what the commands import is imported."""
    import networkx  # noqa: F401
    import pyshacl  # noqa: F401
    import rdflib  # noqa: F401
    import scipy.sparse  # noqa: F401

    from iag_kg import pipeline, shipped  # noqa: F401


def _store() -> ox.Store:
    from iag_kg import shipped

    _nothing()
    return shipped.store()


def _load(_: None, __: str) -> int:
    from iag_kg import shipped

    return len(shipped.store())


def _build(_: None, __: str) -> int:
    from iag_kg import pipeline

    built = pipeline.build(ROOT, ROOT / "data", lambda step: None)
    assert built.files, "the shipped tables break a rule"
    return len(built.store)


def _graph(_: None, __: str) -> int:
    """The steps of `pipeline.build` before validation."""
    from iag_kg import pipeline
    from iag_kg.graph import INFERRED, to_store, triples
    from iag_kg.law import met_quads, read_law
    from iag_kg.populate import populate
    from iag_kg.reason import infer_types
    from iag_kg.tables import read_tables

    tables = read_tables(ROOT / "data")
    ontology = pipeline.read_ontology(ROOT)
    store = to_store([*ontology, *populate(tables)])
    types = infer_types((quad.triple for quad in ontology), triples(store))
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, INFERRED) for t in types)
    store.bulk_extend(met_quads(store, read_law(store, ROOT / "rules")))
    pipeline.add_passerelles(store, pipeline.read_thresholds(tables))
    return len(store)


def _validate(_: None, __: str) -> int:
    from iag_kg import pipeline
    from iag_kg.graph import read_quads
    from iag_kg.validate import validate

    data = [quad.triple for quad in read_quads(TURTLE)]
    return len(validate(data, pipeline.read_shapes(ROOT)))


def _held(key: str) -> tuple[ox.Triple, ...]:
    _nothing()
    parsed = ox.parse(references.prepare(key).lines(), format=ox.RdfFormat.N_TRIPLES)
    return tuple(quad.triple for quad in parsed)


def _disk(key: str) -> references.Reference:
    _nothing()
    return references.prepare(key)


def _validate_held(content: tuple[ox.Triple, ...], _: str) -> int:
    from iag_kg import pipeline
    from iag_kg.validate import validate

    return len(validate(content, pipeline.read_shapes(ROOT)))


def _validate_disk(reference: references.Reference, _: str) -> int:
    from iag_kg import pipeline
    from iag_kg.stored import open_store
    from iag_kg.validate import validate_store

    store = open_store(reference.path)
    return len(validate_store(store, pipeline.read_shapes(ROOT), reference.graphs))


def _passerelles(store: ox.Store, _: str) -> int:
    from iag_kg.passerelles import compare, read_profiles

    moves = compare(read_profiles(store), _thresholds())
    return billionths(
        (m.coverage, m.affinity, m.durable, m.rarity_coverage, m.rarity_affinity) for m in moves
    )


def _quads(store: ox.Store, _: str) -> int:
    from iag_kg import __version__
    from iag_kg.graph import to_store
    from iag_kg.passerelles import (
        compare,
        passerelle_quads,
        read_names,
        read_offers,
        read_profiles,
    )

    profiles, thresholds = read_profiles(store), _thresholds()
    names, offers = read_names(store), read_offers(store)
    moves = compare(profiles, thresholds)
    quads = passerelle_quads(moves, names, profiles.rarity(), offers, thresholds, __version__)
    return len(to_store(quads))


def _turtle(store: ox.Store, _: str) -> int:
    from iag_kg.graph import serialize_turtle, triples

    content = triples(store)
    serialize_turtle(content)
    return len(content)


def _jsonld(store: ox.Store, _: str) -> int:
    from iag_kg.graph import triples
    from iag_kg.jsonld import to_jsonld

    content = triples(store)
    to_jsonld(content)
    return len(content)


def _query(store: ox.Store, name: str) -> int:
    from iag_kg.graph import select

    text = (ROOT / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    return len(select(store, text).terms)


def _thresholds() -> Any:
    from decimal import Decimal

    from iag_kg.passerelles import Thresholds

    return Thresholds(Decimal("0.5"), Decimal("0.5"))


def idle(state: Any) -> int:
    """Nothing, but through the same code, so that its own pages are not taken for data."""
    from iag_kg.graph import select

    return len(select(state, "SELECT (1 AS ?one) {}").terms) if isinstance(state, ox.Store) else 0


PREPARATIONS: dict[str, Callable[[], Any]] = {
    "esco/disk": lambda: _disk("esco"),
    "esco/held": lambda: _held("esco"),
    "nothing": _nothing,
    "rome/disk": lambda: _disk("rome"),
    "rome/held": lambda: _held("rome"),
    "store": _store,
}
WORKS: dict[str, Callable[[Any, str], int]] = {
    "build": _build,
    "disk": _validate_disk,
    "graph": _graph,
    "held": _validate_held,
    "jsonld": _jsonld,
    "load": _load,
    "passerelles": _passerelles,
    "quads": _quads,
    "query": _query,
    "turtle": _turtle,
    "validate": _validate,
}
