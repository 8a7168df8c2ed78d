"""The on-disk store: opened read-only, and changed one taxonomy at a time, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from iag_kg.errors import GraphError, NotFoundError
from iag_kg.graph import ONTOLOGY, graph_names, select
from iag_kg.importers import Arrival, Change, Draft, Progress, Taxonomy, compare
from iag_kg.namespaces import IAGG
from iag_kg.stored.aside import aside, is_store, recover, swap

_HELD = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?graph ?title ?release ?issued ?imported ?licence ?attribution
WHERE {
  ?graph a iag:ReferenceDataset ; rdfs:label ?title ; iag:release ?release ;
    iag:importedOn ?imported ; iag:licence ?licence ; iag:attribution ?attribution .
  OPTIONAL { ?graph dcterms:issued ?issued }
  FILTER (LANG(?title) = "fr")
}
ORDER BY ?graph
"""
_CLASSES = "SELECT ?class (COUNT(*) AS ?n) WHERE { GRAPH <%s> { ?thing a ?class } } GROUP BY ?class"
_TRIPLES = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <%s> { ?s ?p ?o } }"
_MANY = 100_000  # triples to delete one by one: beyond, writing the other graphs anew is faster
_BATCH = 5_000


@dataclass(frozen=True)
class Held:
    """A named graph of a store: its triples, its things by class, where it says it comes from."""

    graph: str
    triples: int
    counts: Mapping[str, int]
    origin: Mapping[str, str]


@dataclass(frozen=True)
class _Difference:
    """What a release takes out of a graph and puts into it, as N-Triples lines."""

    graph: ox.NamedNode
    removed: set[bytes]
    added: list[bytes]


def open_store(path: Path) -> ox.Store:
    """The store of a folder, read-only; it opens in a few hundredths of a second.

    Raises:
        GraphError: there is no store, or it cannot be opened.
    """
    recover(path)
    if not is_store(path):
        raise GraphError(f"{path}: no store here; `iag-kg import … --store {path}` makes one")
    try:
        return ox.Store.read_only(str(path))
    except (OSError, ValueError) as error:
        raise GraphError(f"{path}: the store cannot be opened ({error})") from error


def held(path: Path) -> list[Held]:
    """What a store holds, graph by graph.

    Raises:
        GraphError: see `open_store`.
    """
    store = open_store(path)
    origins = {str(row.pop("graph")): row for row in select(store, _HELD).records()}
    found = []
    for graph in graph_names(store):
        counts = {
            str(kind): int(str(n)) for kind, n in select(store, _CLASSES % graph.value).values()
        }
        ((size,),) = select(store, _TRIPLES % graph.value).values()
        origin = {k: str(v) for k, v in origins.get(graph.value, {}).items() if v is not None}
        found.append(Held(graph.value, int(str(size)), dict(sorted(counts.items())), origin))
    return found


def take_in(
    path: Path,
    taxonomy: Taxonomy,
    place: Path,
    day: str,
    name: str | None,
    ontology: Sequence[ox.Quad],
    progress: Progress,
) -> Arrival:
    """Import a release into the store of a folder, in place of what it held of the taxonomy.

    Args:
        place: the folder, archive or workbook of the release.
        day: the date of the import, ISO 8601.
        name: the name of the release, where its files do not say it.
        ontology: the ontology, which the store gets too, so that its terms can be looked up.

    Raises:
        IagError: something read is malformed, the store cannot be written, or another import is at
            work on it; the store is then as it was.
    """
    with aside(path) as folder:
        arrival, files = _draft(folder, taxonomy, place, day, name, progress)
        progress("store", 0.0)
        fresh = folder / "store"
        store = _renew(path, fresh, folder, files)
        store.remove_graph(ONTOLOGY)
        store.bulk_extend(ontology)
        store.flush()
        store.optimize()  # a second or two here, a fifth less for all that reads it
        del store
        progress("store", 1.0)
        swap(fresh, path, folder)
    return arrival


def changes(
    path: Path, taxonomy: Taxonomy, place: Path, name: str | None, progress: Progress
) -> list[Change]:
    """What importing a release would change in the store; nothing is changed.

    Raises:
        NotFoundError: the store holds nothing of the taxonomy yet.
        IagError: see `take_in`.
    """
    current = open_store(path)
    graphs = [ox.NamedNode(f"{IAGG}{key}") for key in taxonomy.graphs]
    if not any(current.contains_named_graph(graph) for graph in graphs):
        raise NotFoundError(f"{path}: no {taxonomy.key} in this store yet; import it first")
    with aside(path) as folder:
        _, files = _draft(folder, taxonomy, place, "1970-01-01", name, progress)
        progress("diff", 0.0)
        differences = [_difference(current, *each, folder) for each in files.items()]
        found = compare(
            (line for each in differences for line in each.removed),
            (line for each in differences for line in each.added),
        )
        progress("diff", 1.0)
    return found


def _draft(
    folder: Path,
    taxonomy: Taxonomy,
    place: Path,
    day: str,
    name: str | None,
    progress: Progress,
) -> tuple[Arrival, dict[ox.NamedNode, Path]]:
    """Read the release into a file of N-Triples a graph."""
    files = {key: folder / f"{key}.nt" for key in taxonomy.graphs}
    with ExitStack() as stack:
        drafts = {}
        for key, file in files.items():
            out = stack.enter_context(file.open("w", encoding="utf-8", newline="\n"))
            drafts[key] = Draft(key, out.write)
        arrival = taxonomy.take(place, drafts, day, name, progress)
    return arrival, {ox.NamedNode(f"{IAGG}{key}"): file for key, file in files.items()}


def _renew(path: Path, fresh: Path, folder: Path, files: Mapping[ox.NamedNode, Path]) -> ox.Store:
    """A new store like the old one, but for the graphs that the files hold.

    It shares its files with the old store, takes out what has gone and gets what is new; where
    nearly everything has gone, the graphs that stay are copied instead.
    """
    if not is_store(path):
        store = ox.Store(str(fresh))
        for graph, file in files.items():
            _load(store, graph, file)
        return store
    old = open_store(path)
    differences = [_difference(old, *each, folder) for each in files.items()]
    if sum(len(each.removed) for each in differences) < _MANY:
        old.backup(str(fresh))
        store = ox.Store(str(fresh))
        for each in differences:
            _take_out(store, each)
            added = folder / "added.nt"
            added.write_bytes(b"".join(each.added))
            _load(store, each.graph, added)
        return store
    store = ox.Store(str(fresh))
    for graph in graph_names(old):
        if graph not in files:
            _load(store, graph, _dump(old, graph, folder))
    for graph, file in files.items():
        _load(store, graph, file)
    return store


def _difference(store: ox.Store, graph: ox.NamedNode, file: Path, folder: Path) -> _Difference:
    """The lines of the store that the file lacks, and those of the file that the store lacks."""
    removed: set[bytes] = set()
    if store.contains_named_graph(graph):
        with _dump(store, graph, folder).open("rb") as lines:
            removed.update(lines)
    added = []
    with file.open("rb") as lines:
        for line in lines:
            if line in removed:
                removed.remove(line)
            else:
                added.append(line)
    return _Difference(graph, removed, added)


def _dump(store: ox.Store, graph: ox.NamedNode, folder: Path) -> Path:
    file = folder / "graph.nt"
    store.dump(output=str(file), format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
    return file


def _load(store: ox.Store, graph: ox.NamedNode, file: Path) -> None:
    if file.stat().st_size:
        try:
            store.bulk_load(path=str(file), format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
        except SyntaxError as error:
            raise GraphError(f"{graph.value}: a triple that cannot be read: {error}") from error


def _take_out(store: ox.Store, difference: _Difference) -> None:
    lines = list(difference.removed)
    for start in range(0, len(lines), _BATCH):
        batch = b"".join(lines[start : start + _BATCH]).decode()
        store.update(f"DELETE DATA {{ GRAPH {difference.graph} {{\n{batch}}} }}")
