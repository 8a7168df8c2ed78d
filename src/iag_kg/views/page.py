"""One self-contained page: skeleton, style, scripts and data in a single HTML text.

The page forbids itself every request and every script but its own, by a Content-Security-Policy
that names the digest of each script; a label can thus never run, whatever it holds.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any

from iag_kg.views.drawing import Drawing

_LIST_PARTS = ["base", "search", "table", "facts"]
_PICTURE_PARTS = [*_LIST_PARTS, "panel", "picture"]
_SHARED_PARTS = {
    "usages": ["law", "use"],
    "calendrier": ["law"],
    "mobilites": ["moves", "places", "arrows", "map", "sheet"],
}
_ASSETS = files("iag_kg.views").joinpath("assets")
_SLOT = re.compile(r"<!--slot:([a-z]+)-->")
_TEXT = re.compile(r'data-t="([a-z-]+)">(?=</)')


def render_page(view: str, title: str, data: dict[str, Any], drawing: Drawing | None) -> str:
    """The HTML text of a page of the kind `view`: index, metier, passerelles, acteurs and so on."""
    texts = _texts(view)
    kind = _kind(view)
    own_parts = [*_SHARED_PARTS.get(kind, []), kind]
    parts = [*_LIST_PARTS, *own_parts] if drawing is None else [*_PICTURE_PARTS, kind, "start"]
    own = "\n".join(_asset(f"{part}.js") for part in parts)
    scripts = [f'(function () {{\n"use strict";\n{own}}})();\n']
    holder = ""
    if drawing is not None:
        scripts.insert(0, drawing.library)
        holder = (
            f'<script type="application/json" id="drawing">{embed_json(drawing.data)}</script>\n'
        )
    label = "metier" if view == "passerelles" else f"search-{view}"
    search = _fill(_asset("search.html"), {"label": label if label in texts else "search-label"})
    body = _fill(_asset(f"{kind}.html"), {"search": search, "picture": _asset("picture.html")})
    page = _fill(
        _asset("page.html"),
        {
            "policy": _policy(scripts),
            "title": escape(f"{title} · {texts['site']['fr']}"),
            "style": _asset("view.css"),
            "body": body,
        },
    )
    page = _TEXT.sub(lambda found: found[0] + escape(texts[found[1]]["fr"]), page)
    page = page.replace(f'data-page="{view}.html"', f'data-page="{view}.html" aria-current="page"')
    page = page.replace('<h1 id="title">', f'<h1 id="title">{escape(title)}')
    return _fill(
        page,
        {
            "texts": embed_json(texts),
            "data": embed_json(data),
            "scripts": holder + "\n".join(f"<script>{script}</script>" for script in scripts),
        },
    )


def add_links(page: str, view: str, more: Sequence[str]) -> str:
    """The page with links to pages that not every atlas has, in its navigation and its cards."""
    texts = _texts("index")

    def link(name: str, inside: str, attributes: str = "") -> str:
        file = f'data-page="{name}.html" href="{name}.html"'
        current = ' aria-current="page"' if name == view else ""
        return f"<a {file}{attributes}{current}{inside}</a>"

    def said(key: str) -> str:
        return f' data-t="{key}">{escape(texts[key]["fr"])}'

    cards = (
        f"><strong{said(f'card-{n}-title')}</strong><span{said(f'card-{n}')}</span>" for n in more
    )
    return _fill(
        page,
        {
            "nav": "\n      ".join(link(name, said(f"nav-{name}")) for name in more),
            "cards": "\n    ".join(
                link(name, card, ' class="card-link"')
                for name, card in zip(more, cards, strict=True)
            ),
        },
    )


def page_title(view: str) -> str:
    """The French title of a page that is not that of a métier."""
    title: str = _texts(view)[f"{view}-title"]["fr"]
    return title


@cache
def _texts(view: str) -> dict[str, dict[str, str]]:
    """The texts that every page has, and those of one kind of page."""
    own = f"texts-{_kind(view)}.json"
    return {
        **json.loads(_asset("texts.json")),
        **(json.loads(_asset(own)) if _ASSETS.joinpath(own).is_file() else {}),
    }


def embed_json(value: Any) -> str:
    """JSON that can stand inside a script element: no `<`, no `>`, no `&`, no line separator."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _fill(template: str, slots: dict[str, str]) -> str:
    """The template with each named slot replaced, in one pass: what is put in is not read again."""
    return _SLOT.sub(lambda found: slots.get(found[1], found[0]), template)


def _policy(scripts: list[str]) -> str:
    digests = " ".join(
        f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return (
        f"default-src 'none'; script-src {digests}; style-src 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'"
    )


def _kind(view: str) -> str:
    """What pages that differ in their data alone have in common: mobilites-rome is of mobilites."""
    return view.partition("-")[0]


@cache
def _asset(name: str) -> str:
    return _ASSETS.joinpath(name).read_text(encoding="utf-8")
