"""Network views in the browser: self-contained pages, one a picture, and an index."""

from __future__ import annotations

import pyoxigraph as ox

__all__ = ["render_views"]


def render_views(store: ox.Store) -> dict[str, str]:
    """The text of every page by file name; each opens alone, without any network.

    `index.html`, the pictures `passerelles.html`, `competences.html` and `acteurs.html`, the lists
    `familles.html`, `formations.html`, `debats.html` and `sources.html`, the uses of AI and the
    dates of the law `usages.html` and `calendrier.html`, and one `metier-<code>.html` for each
    métier that has a profile. The same graph always gives the same bytes in UTF-8.
    """
    from iag_kg.views.gather import read_atlas
    from iag_kg.views.pages import render_atlas
    from iag_kg.views.subjects import read_subjects

    atlas = read_atlas(store)
    return render_atlas(atlas, read_subjects(store, atlas))
