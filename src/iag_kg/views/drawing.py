"""A picture drawn by pyvis, and what we keep of the page it generates.

pyvis 0.3.2 generates a whole page that asks a CDN for Bootstrap, has neither title nor language
and starts by itself. Kept: vis-network, the nodes, the edges and the options, each as it stands
in that page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from iag_kg.views.networks import Edge, Network

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "zoomView": False,
        "selectConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
    },
    "nodes": {"size": 7, "borderWidth": 1.5, "chosen": False},
    "edges": {
        "chosen": False,
        "selectionWidth": 0,
        "hoverWidth": 0,
        "arrowStrikethrough": False,
        "arrows": {"to": {"enabled": False, "scaleFactor": 0.45}},
        "color": {"inherit": False},
        "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.12},
    },
}
_LIBRARY = re.compile(r"<script>(/\*\*?\s*\n \* vis-network.*?)</script>", re.DOTALL)
_NODES = re.compile(r"nodes = new vis\.DataSet\((\[.*?\])\);\n")
_EDGES = re.compile(r"edges = new vis\.DataSet\((\[.*?\])\);\n")
_OPTIONS_TEXT = re.compile(r"var options = (\{.*?\});\n", re.DOTALL)


@dataclass(frozen=True)
class Drawing:
    """The library, and the nodes, edges and options that it draws."""

    library: str
    data: dict[str, Any]


def draw(networks: Mapping[str, Network]) -> dict[str, Drawing]:
    """The drawings that pyvis makes of networks: places fixed, physics off, everything inline."""
    import pyvis.network

    make_picture: Any = pyvis.network.Network
    templates = make_picture().templateEnv
    drawings = {}
    for name, network in networks.items():
        picture = make_picture(directed=True, cdn_resources="in_line")
        picture.templateEnv = templates  # compiled once: it holds the whole library
        picture.set_options(json.dumps(_OPTIONS))
        _fill(picture, network)
        drawings[name] = _keep(picture.generate_html())
    return drawings


def _fill(picture: Any, network: Network) -> None:
    for node in network.nodes:
        picture.add_node(
            node.key,
            label=node.label,
            shape=node.shape,
            x=node.place.x,
            y=node.place.y,
            side=node.place.side,
            heading=node.heading,
            section=node.section,
            physics=False,
        )
    for edge in network.edges:
        picture.add_edge(edge.source, edge.target, **_edge_options(edge))


def _keep(page: str) -> Drawing:
    """What we use of the page that pyvis generates."""
    data = {
        "nodes": json.loads(_cut(_NODES, page)),
        "edges": json.loads(_cut(_EDGES, page)),
        "options": json.loads(_cut(_OPTIONS_TEXT, page)),
    }
    return Drawing(_cut(_LIBRARY, page).partition("//# sourceMappingURL")[0], data)


def _edge_options(edge: Edge) -> dict[str, Any]:
    options: dict[str, Any] = {
        "id": edge.key,
        "width": edge.width,
        "arrows": "to" if edge.arrow else "",
    }
    if edge.dashes:
        options["dashes"] = edge.dashes
    if edge.bend:
        turn = "curvedCW" if edge.bend > 0 else "curvedCCW"
        options["smooth"] = {"type": turn, "roundness": abs(edge.bend)}
    return options


def _cut(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    if found is None:
        raise AssertionError(f"pyvis no longer generates {pattern.pattern!r}")
    return found[1]
