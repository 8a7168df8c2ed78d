"""Tables for spreadsheets and graphs for Gephi, byte for byte the same each time."""

from __future__ import annotations

import csv
import hashlib
import io
from decimal import Decimal

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iag_kg.export import (
    cell_text,
    manifest,
    passerelles_graphml,
    rows_to_csv,
    skills_graphml,
    stakeholders_graphml,
    to_csv,
)
from iag_kg.graph import Rows, text, to_store

cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (12, "12"),
        (Decimal("0.50"), "0.50"),
        (Decimal("1E+2"), "100"),
        (Decimal("0E-15"), "0.000000000000000"),
        (Decimal("1E-15"), "0.000000000000001"),
        ("métier", "métier"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_value_is_shown_plainly(value: Decimal | str | None, shown: str) -> None:
    assert cell_text(value) == shown


def test_a_csv_table_is_utf_8_with_unix_lines_and_quotes_where_needed() -> None:
    table = to_csv(("a", "b"), [("é", True), ('un "mot", deux', None)])
    assert table == 'a,b\né,true\n"un ""mot"", deux",\n'.encode()


@given(st.lists(st.tuples(cells, cells), max_size=5))
def test_what_a_csv_table_holds_reads_back(rows: list[tuple[str, str]]) -> None:
    table = to_csv(("a", "b"), rows).decode()
    read = list(csv.reader(io.StringIO(table, newline="")))
    assert [tuple(row) for row in read] == [("a", "b"), *rows]


def test_the_answer_to_a_query_becomes_a_table() -> None:
    rows = Rows(("x", "y"), ((text("é", "fr"), None), (ox.Literal(2), ox.NamedNode("urn:a"))))
    assert rows_to_csv(rows) == "x,y\né,\n2,urn:a\n".encode()


def test_the_manifest_says_size_and_sum_of_each_file_by_name() -> None:
    files = {"b.ttl": b"two", "a.csv": b""}
    lines = manifest(files).decode().splitlines()
    assert lines == [
        "file,bytes,sha256",
        f"a.csv,0,{hashlib.sha256(b'').hexdigest()}",
        f"b.ttl,3,{hashlib.sha256(b'two').hexdigest()}",
    ]


def test_networkx_reads_the_passerelles_back(kg: ox.Store) -> None:
    graph = nx.parse_graphml(passerelles_graphml(kg).decode())
    assert graph.is_directed() and (len(graph), graph.number_of_edges()) == (43, 1806)
    node = graph.nodes["client-relation"]
    assert node["label"] == "Relation client et conseil commercial"
    assert node["label_en"] and node["family"] == "Métiers orientés client"
    edge = graph.edges["client-relation", "client-patrimoine"]
    assert 0 < edge["coverage"] == edge["weight"] <= 1
    assert edge["kind"] == "interne à la famille" and isinstance(edge["recommended"], bool)
    assert {"affinity", "durable", "rarity_coverage"} <= set(edge)


def test_networkx_reads_the_metiers_and_their_skills_back(kg: ox.Store) -> None:
    graph = nx.parse_graphml(skills_graphml(kg).decode())
    kinds = nx.get_node_attributes(graph, "kind")
    metiers = {name for name, kind in kinds.items() if kind == "metier"}
    assert len(metiers) == 43 and all(name.startswith("skill-") for name in set(kinds) - metiers)
    assert nx.is_bipartite(graph)
    assert all((a in metiers) != (b in metiers) for a, b in graph.edges)
    assert {data["weight"] for _, _, data in graph.edges(data=True)} <= {0, 0.25, 0.5, 0.75, 1}
    assert all(data["label"] and data["group"] for _, data in graph.nodes(data=True))


def test_the_same_graph_in_another_order_gives_the_same_bytes(kg: ox.Store) -> None:
    other = to_store(sorted(kg, key=str, reverse=True))
    assert passerelles_graphml(other) == passerelles_graphml(kg)
    assert skills_graphml(other) == skills_graphml(kg)
    assert stakeholders_graphml(other) == stakeholders_graphml(kg)


def test_an_empty_graph_gives_an_empty_file_that_still_reads() -> None:
    assert len(nx.parse_graphml(passerelles_graphml(ox.Store()).decode())) == 0


def test_the_network_of_stakeholders_leads_from_who_acts_to_what_is_at_risk(kg: ox.Store) -> None:
    graph = nx.parse_graphml(stakeholders_graphml(kg).decode())
    kinds = nx.get_node_attributes(graph, "kind")
    ends = {
        (kinds[source], data["kind"], kinds[target])
        for source, target, data in graph.edges(data=True)
    }
    assert ends == {
        ("stakeholder", "speaks of", "risk"),
        ("stakeholder", "carries", "measure"),
        ("measure", "mitigates", "risk"),
    }
    union = {
        target
        for _, target, data in graph.out_edges("stakeholder-solidaires-bap", data=True)
        if data["kind"] == "speaks of"
    }
    assert {"risk-intensification", "risk-surveillance", "risk-environnement"} <= union
    assert graph["stakeholder-solidaires-bap"]["risk-surveillance"]["weight"] >= 2
