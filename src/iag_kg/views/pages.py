"""All the pages of an atlas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from iag_kg.views.atlas import Atlas, Need, Passerelle
from iag_kg.views.drawing import draw
from iag_kg.views.layout import find_communities
from iag_kg.views.mobility_map import MobilityMap
from iag_kg.views.networks import metier_network, passerelle_network, skill_network
from iag_kg.views.page import add_links, page_title, render_page
from iag_kg.views.payload import (
    common_data,
    index_data,
    metier_data,
    page_names,
    passerelle_data,
    skill_data,
)
from iag_kg.views.stakeholder_network import stakeholder_network
from iag_kg.views.subjects import LISTS, Subjects, subject_data


def render_atlas(
    atlas: Atlas, subjects: Subjects, maps: Sequence[MobilityMap] = ()
) -> dict[str, str]:
    """The text of every page by file name: the index, pictures, lists, métiers, maps."""
    communities = find_communities(atlas)
    names = page_names(atlas)
    moves: defaultdict[str, list[Passerelle]] = defaultdict(list)
    for p in atlas.passerelles:
        moves[p.origin].append(p)
        moves[p.destination].append(p)
    needs: defaultdict[str, list[Need]] = defaultdict(list)
    for need in atlas.needs:
        needs[need.metier].append(need)
    drawings = draw(
        {
            "passerelles.html": passerelle_network(atlas),
            "competences.html": skill_network(atlas),
            "acteurs.html": stakeholder_network(subjects.pages["acteurs"]),
            **{
                names[m.key]: metier_network(m.key, atlas, moves[m.key], needs[m.key])
                for m in atlas.metiers
            },
        }
    )
    supply = subjects.supply(atlas)
    index = index_data(atlas, communities)
    index["figures"] |= subjects.figures()
    pages = {
        "index.html": render_page(
            "index", page_title("index"), {**index, "sources": subjects.sources}, None
        ),
        "passerelles.html": render_page(
            "passerelles",
            page_title("passerelles"),
            {**passerelle_data(atlas, communities), **supply},
            drawings["passerelles.html"],
        ),
        "competences.html": render_page(
            "competences",
            page_title("competences"),
            skill_data(atlas, communities),
            drawings["competences.html"],
        ),
    }
    metiers = {"metiers": common_data(atlas, communities, "familles")["metiers"]}
    linked = {"familles": metiers, "usages": metiers}
    for view in ("acteurs", *LISTS):
        name = f"{view}.html"
        data = {**subject_data(view, subjects), **linked.get(view, {})}
        pages[name] = render_page(view, page_title(view), data, drawings.get(name))
    for metier in atlas.metiers:
        key = metier.key
        pages[names[key]] = render_page(
            "metier",
            metier.label.fr,
            {
                **metier_data(key, atlas, communities, moves[key], needs[key]),
                **supply,
                **subjects.context(key, metier.family),
            },
            drawings[names[key]],
        )
    for each in maps:
        pages[f"{each.view}.html"] = render_page(
            each.view, page_title(each.view), each.data, drawing=None
        )
    more = [each.view for each in maps]
    return {name: add_links(page, name[:-5], more) for name, page in pages.items()}
