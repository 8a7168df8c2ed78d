"""Network views in the browser: self-contained pages, one a picture, and an index."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from iag_kg.views.mobility_map import MobilityMap, MoveRow, read_map
from iag_kg.views.mobility_reading import TAXONOMIES

__all__ = ["TAXONOMIES", "MobilityMap", "MoveRow", "read_map", "render_views"]


def render_views(store: ox.Store, maps: Sequence[MobilityMap] = ()) -> dict[str, str]:
    """The text of every page by file name; each opens alone, without any network.

    `index.html`, the pictures `passerelles.html`, `competences.html` and `acteurs.html`, the lists
    `familles.html`, `formations.html`, `debats.html` and `sources.html`, the uses of AI and the
    dates of the law `usages.html` and `calendrier.html`, and one `metier-<code>.html` for each
    métier that has a profile; then a page for each of `maps`, `mobilites-rome.html` and
    `mobilites-esco.html`, which the others link to. The same graph always gives the same bytes in
    UTF-8.
    """
    from iag_kg.views.gather import read_atlas
    from iag_kg.views.pages import render_atlas
    from iag_kg.views.subjects import read_subjects

    atlas = read_atlas(store)
    return render_atlas(atlas, read_subjects(store, atlas), maps)
