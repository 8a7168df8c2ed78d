"""What is committed in `exports/` is what a build gives, byte for byte, in every form."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from pathlib import Path
from typing import Any

import pandas
import pyoxigraph as ox
import pytest
import rdflib

from iag_kg.export import MANIFEST, rows_to_csv
from iag_kg.graph import read_quads, select
from iag_kg.paths import resources
from iag_kg.pipeline import CSV_QUERIES
from iag_kg.queries import Query

EXPORTS = resources() / "exports"
README = resources() / "README.md"


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_build_gives_the_committed_files_byte_for_byte(built: Path) -> None:
    made, committed = files(built), files(EXPORTS)
    assert sorted(made) == sorted(committed)
    differing = [name for name, content in made.items() if content != committed[name]]
    assert not differing, "exports/ is not what the tables give: run `make golden`"


def test_the_exports_are_those_that_are_promised() -> None:
    tables = {f"csv/{name.replace('/', '-')}.csv" for name in CSV_QUERIES}
    graphs = {"iag-kg.ttl", "iag-kg.trig", "iag-kg.jsonld"}
    networks = {"passerelles.graphml", "metiers-skills.graphml", "stakeholders.graphml"}
    assert set(files(EXPORTS)) == tables | graphs | networks | {MANIFEST}


def test_the_manifest_holds_size_and_sum_of_every_other_file() -> None:
    content = files(EXPORTS)
    rows = list(csv.reader(io.StringIO(content.pop(MANIFEST).decode(), newline="")))
    assert rows[0] == ["file", "bytes", "sha256"]
    assert rows[1:] == [
        [name, str(len(data)), hashlib.sha256(data).hexdigest()]
        for name, data in sorted(content.items())
    ]


def canonical(path: Path) -> ox.Dataset:
    """The triples of a file, whatever graphs they stand in, in canonical form."""
    dataset = ox.Dataset(ox.Quad(*quad.triple) for quad in read_quads(path))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def test_every_rdf_form_holds_the_same_graph() -> None:
    turtle = canonical(EXPORTS / "iag-kg.ttl")
    assert len(turtle) > 100_000
    assert turtle == canonical(EXPORTS / "iag-kg.trig")
    assert turtle == canonical(EXPORTS / "iag-kg.jsonld")


def test_rdflib_reads_the_turtle_and_counts_the_same(kg: ox.Store) -> None:
    graph = rdflib.Graph()
    graph.parse(EXPORTS / "iag-kg.ttl", format="turtle")
    assert len(graph) == len(list(kg))


def test_the_trig_keeps_every_statement_in_a_named_graph_without_blank_nodes() -> None:
    quads = read_quads(EXPORTS / "iag-kg.trig")
    graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
    assert {iri.rpartition("/graph/")[2] for iri in graphs} == {
        "alignments",
        "harmonisation",
        "inferred",
        "law",
        "ontology",
        "passerelles",
        "source-banque-iag",
        "source-betic-iag",
        "source-club-iag",
        "source-commerce-iag",
        "source-solidaires-iag",
    }
    for quad in quads:
        assert isinstance(quad.graph_name, ox.NamedNode)
        assert isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.BlankNode)


@pytest.mark.parametrize("name", CSV_QUERIES)
def test_each_csv_table_is_the_answer_to_its_question(
    name: str, kg: ox.Store, library: dict[str, Query]
) -> None:
    table = (EXPORTS / "csv" / f"{name.replace('/', '-')}.csv").read_bytes()
    assert table == rows_to_csv(select(kg, library[name].text))
    assert b"\r" not in table and table.count(b"\n") > 2


@pytest.fixture(scope="module")
def readme() -> dict[str, Any]:
    """What the Python lines of the README leave behind."""
    blocks = re.findall(r"^```python\n(.*?)^```", README.read_text("utf-8"), re.S | re.M)
    assert len(blocks) == 1
    names: dict[str, Any] = {}
    exec(compile(blocks[0], str(README), "exec"), names)
    return names


def test_the_python_lines_of_the_readme_do_what_they_say(readme: dict[str, Any]) -> None:
    assert isinstance(readme["store"], ox.Store) and isinstance(readme["dataset"], rdflib.Dataset)
    assert len(readme["dataset"]) == len(readme["store"]) > 100_000
    assert len(readme["rows"]) == 1806


def test_pandas_takes_the_passerelles_as_rows(readme: dict[str, Any]) -> None:
    frame = pandas.DataFrame(readme["rows"])
    assert list(frame.columns) == [
        "origin_family",
        "origin",
        "destination_family",
        "destination",
        "coverage",
        "affinity",
        "durable",
        "kind",
    ]
    assert len(frame) == 1806 and frame["coverage"].astype(float).between(0, 1).all()


def test_rdflib_sees_the_union_of_the_graphs_as_the_store_does(readme: dict[str, Any]) -> None:
    text = (
        "PREFIX iag: <https://w3id.org/iag-kg/ontology#> "
        "SELECT (COUNT(*) AS ?n) WHERE { ?cell iag:hasLevel/iag:impactScore 2 }"
    )
    assert [row.n.toPython() for row in readme["dataset"].query(text)] == [200]
    assert select(readme["store"], text).values() == [(200,)]
