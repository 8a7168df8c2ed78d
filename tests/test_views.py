"""The browser views: what they hold, that they open alone, and that they work in Chromium."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from iag_kg.cli.output import Language, percent
from iag_kg.graph import serialize_trig, to_store
from iag_kg.views import render_views

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOSTILE = '<img src=x onerror="window.hacked=1">'
Pages = dict[str, str]


@pytest.fixture(scope="module")
def pages(kg: ox.Store) -> Pages:
    return render_views(kg)


@pytest.fixture(scope="module")
def hostile_pages(tiny: ox.Store) -> Pages:
    """The tiny world with an attack in every text and every code."""

    def poison(term: Any) -> Any:
        if not isinstance(term, ox.Literal):
            return term
        if term.language:
            return ox.Literal(f"{HOSTILE}{term.value}", language=term.language)
        if term.datatype.value.endswith("#string"):
            return ox.Literal(f"</script><script>window.hacked=1</script>{HOSTILE}{term.value}")
        return term

    quads = [ox.Quad(q.subject, q.predicate, poison(q.object), q.graph_name) for q in tiny]
    return render_views(to_store(quads))


def data_of(page: str, name: str = "data") -> dict[str, Any]:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page)
    assert found is not None
    value: dict[str, Any] = json.loads(found[1])
    return value


def ask(store: ox.Store, query: str) -> list[list[str]]:
    """The rows of a SELECT over all graphs, as text; nothing is "" there."""
    prefixes = """PREFIX iag: <https://w3id.org/iag-kg/ontology#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    """
    found = store.query(prefixes + query, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [[value.value if value else "" for value in solution] for solution in found]


def profiled(store: ox.Store) -> set[str]:
    """The French labels of the métiers that have a demand profile, asked another way."""
    query = """SELECT DISTINCT ?label WHERE { ?d a iag:SkillDemand ; iag:concernsMetier ?m .
    ?m rdfs:label ?label FILTER(lang(?label) = "fr") }"""
    return {label for (label,) in ask(store, query)}


def rows_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The passerelles of a page, by name of column."""
    return [dict(zip(data["columns"], row, strict=True)) for row in data["passerelles"]]


def all_rows(pages: Pages) -> list[dict[str, Any]]:
    """Every passerelle, in the order of the page."""
    return rows_of(data_of(pages["passerelles.html"]))


def plain(text: str) -> str:
    """The text with ordinary spaces."""
    return re.sub(r"\s", " ", text)


def test_there_is_a_page_for_each_view_and_each_profiled_metier(kg: ox.Store, pages: Pages) -> None:
    fixed = ["index", "passerelles", "competences", "acteurs", "familles", "formations", "debats"]
    fixed += ["sources", "usages", "calendrier"]
    assert list(pages)[: len(fixed)] == [f"{name}.html" for name in fixed]
    metiers = [data_of(page) for name, page in pages.items() if name.startswith("metier-")]
    assert len(metiers) == len(pages) - len(fixed)
    titles = {m["fr"] for data in metiers for m in data["metiers"] if m["key"] == data["metier"]}
    assert titles == profiled(kg)


def test_every_page_has_a_language_a_title_and_a_bounded_size(pages: Pages) -> None:
    titles = [re.findall(r"<title>([^<]+)</title>", page) for page in pages.values()]
    assert all(len(found) == 1 and found[0] for found in titles)
    assert len({found[0] for found in titles}) == len(pages)
    assert all(page.startswith('<!doctype html>\n<html lang="fr">') for page in pages.values())
    assert max(len(page.encode()) for page in pages.values()) < 2_000_000


def test_no_page_names_anything_to_fetch(pages: Pages) -> None:
    for name, page in pages.items():
        ours = re.sub(r"<script>/\*\*\n \* vis-network.*?</script>", "", page, flags=re.DOTALL)
        ours = re.sub(r'"page":"https?://[^"]+"', "", ours)  # official pages, which links lead to
        assert not re.search(r"https?://", ours), name
        assert "sourceMappingURL" not in page
        assert not re.search(r"<(link|img|iframe|script[^>]*\ssrc=)|@import|url\(", page), name
        assert "default-src 'none'" in page


def test_the_same_graph_gives_the_same_bytes_under_another_hash_seed(
    kg: ox.Store, pages: Pages, tmp_path: Path
) -> None:
    source = tmp_path / "kg.trig"
    source.write_bytes(serialize_trig(kg))
    code = (
        "import sys, hashlib, pathlib\n"
        "from iag_kg.graph import read_quads, to_store\n"
        "from iag_kg.views import render_views\n"
        "pages = render_views(to_store(read_quads(pathlib.Path(sys.argv[1]))))\n"
        "for name, page in pages.items():\n"
        "    print(name, hashlib.sha256(page.encode()).hexdigest())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONUTF8": "0", "LC_ALL": "C"}
    printed = subprocess.run(
        [sys.executable, "-c", code, str(source)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    ).stdout
    expected = {name: sha256(page.encode()).hexdigest() for name, page in pages.items()}
    assert dict(line.split() for line in printed.splitlines()) == expected


def test_the_passerelle_page_carries_every_passerelle_with_its_reasons(pages: Pages) -> None:
    data = data_of(pages["passerelles.html"])
    metiers = [metier["key"] for metier in data["metiers"]]
    rows = rows_of(data)
    assert {(row["origin"], row["destination"]) for row in rows} == {
        (a, b) for a in metiers for b in metiers if a != b
    }
    for row in rows:
        assert sum(skill[1] for skill in row["skills"]) == pytest.approx(row["coverage"], abs=0.005)
        assert all(row[lang] for lang in ("fr", "en"))
    drawing = data_of(pages["passerelles.html"], "drawing")
    assert len(drawing["edges"]) == len(rows)
    assert {node["id"] for node in drawing["nodes"]} == {f"m:{key}" for key in metiers}
    assert drawing["options"]["physics"]["enabled"] is False


def test_a_page_of_a_metier_carries_its_own_passerelles_only(pages: Pages) -> None:
    for name, page in pages.items():
        if name.startswith("metier-"):
            data = data_of(page)
            assert all(data["metier"] in row[:2] for row in data["passerelles"])
            assert len(data["passerelles"]) == 2 * (len(data["metiers"]) - 1)


GAPS = """SELECT ?origin ?destination ?skill ?fading ?had WHERE {
    ?p iag:origin ?a ; iag:destination ?b ; iag:comparesSkill ?c .
    ?a skos:notation ?origin . ?b skos:notation ?destination .
    ?c iag:concernsSkill ?s ; iag:gap ?gap . ?s rdfs:label ?skill ; iag:isFading ?fading
    FILTER(lang(?skill) = "fr")
    OPTIONAL { ?d a iag:SkillDemand ; iag:concernsMetier ?a ; iag:concernsSkill ?s ;
               iag:demand ?had } }"""


def test_a_gap_says_whether_to_acquire_to_strengthen_or_to_keep(kg: ox.Store, pages: Pages) -> None:
    def kind(fading: str, had: str) -> str:
        if fading == "true":
            return "fading"
        if not had:
            return "acquire"
        return "strengthen" if Decimal(had) > 0 else "keep"

    data = data_of(pages["passerelles.html"])
    found = {
        (row["origin"], row["destination"], data["skills"][skill[0]]["fr"], data["gaps"][skill[3]])
        for row in rows_of(data)
        for skill in row["skills"]
        if skill[2:]
    }
    assert found == {(*names, kind(fading, had)) for *names, fading, had in ask(kg, GAPS)}
    assert {gap for *_, gap in found} == {"acquire", "strengthen", "keep", "fading"}


def test_recommended_passerelles_come_first_and_the_index_counts_them(
    kg: ox.Store, pages: Pages
) -> None:
    recommended = ask(
        kg,
        """SELECT ?here ?there WHERE { ?p iag:isRecommended true ;
        iag:origin/iag:inFamily ?here ; iag:destination/iag:inFamily ?there }""",
    )
    figures = data_of(pages["index.html"])["figures"]
    assert figures["recommended"] == len(recommended) > 0
    assert figures["between"] == sum(here != there for here, there in recommended) > 0
    order = [(-row["recommended"], -row["coverage"]) for row in all_rows(pages)]
    assert order == sorted(order)
    assert all(row["comparesFull"] for row in all_rows(pages)[: len(recommended)])


def test_no_picture_of_a_metier_holds_a_passerelle_that_covers_nothing(pages: Pages) -> None:
    for name, page in pages.items():
        if name.startswith("metier-"):
            rows = rows_of(data_of(page))
            drawn = [e["id"] for e in data_of(page, "drawing")["edges"] if e["id"][0] == "p"]
            assert all(rows[int(key[1:])]["coverage"] > 0 for key in drawn), name


def test_explanations_come_back_from_their_phrases(tiny: ox.Store) -> None:
    data = data_of(render_views(tiny)["passerelles.html"])
    column = data["columns"].index("fr")
    shown = {"".join(data["phrases"][i] for i in row[column]) for row in data["passerelles"]}
    explanation = ox.NamedNode("https://w3id.org/iag-kg/ontology#explanation")
    written = {
        quad.object.value
        for quad in tiny.quads_for_pattern(None, explanation, None, None)
        if isinstance(quad.object, ox.Literal) and quad.object.language == "fr"
    }
    assert shown == written


def test_metiers_stand_apart_and_communities_span_them(pages: Pages) -> None:
    drawing = data_of(pages["passerelles.html"], "drawing")
    places = {(node["x"], node["y"]) for node in drawing["nodes"]}
    assert len(places) == len(drawing["nodes"])
    communities = [metier["community"] for metier in data_of(pages["index.html"])["metiers"]]
    sizes = [communities.count(rank) for rank in range(1, max(communities) + 1)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] > 1


def test_a_hostile_label_is_escaped_and_names_no_file(hostile_pages: Pages) -> None:
    assert all(re.fullmatch(r"[a-z0-9-]+\.html", name) for name in hostile_pages)
    for page in hostile_pages.values():
        assert "<img" not in page
        assert "<script>window.hacked" not in page
        assert "img src=x onerror" in page


# In a browser.


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("IAG_KG_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        reason = "NO BROWSER: the views are not looked at; install chromium or set IAG_KG_CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


PAINTED = "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))"


class Visit:
    """A page opened from a file, with all that it asks for and all that it complains of."""

    def __init__(self, browser: Any, path: Path, size: tuple[int, int], chosen: str) -> None:
        self.page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", self.refuse)
        self.page.goto(path.as_uri() + (f"#sel={chosen}" if chosen else ""))
        self.page.evaluate(PAINTED)

    def refuse(self, dialog: Any) -> None:
        self.errors.append("dialog")
        dialog.dismiss()

    def text(self, selector: str) -> str:
        return str(self.page.inner_text(selector))

    def count(self, selector: str) -> int:
        return int(self.page.locator(selector).count())


@pytest.fixture(scope="module")
def folder(pages: Pages, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(pages, tmp_path_factory.mktemp("views"))


@pytest.fixture
def visit(browser: Any, folder: Path) -> Iterator[Any]:
    opened: list[Visit] = []

    def open_page(
        name: str, size: tuple[int, int] = (1280, 800), root: Path = folder, chosen: str = ""
    ) -> Visit:
        opened.append(Visit(browser, root / name, size, chosen))
        return opened[-1]

    yield open_page
    for one in opened:
        one.page.close()


def write(pages: Pages, target: Path) -> Path:
    for name, page in pages.items():
        (target / name).write_bytes(page.encode())
    return target


KINDS = ["index.html", "passerelles.html", "competences.html", "acteurs.html", "metier"]


def name_of(kind: str, pages: Pages) -> str:
    """A page of the kind: for `metier`, that of the métier with most skills."""
    found = [name for name in pages if name.startswith(kind)]
    return max(found, key=lambda name: len(data_of(pages[name]).get("needs", [])))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_a_page_opens_alone_and_without_a_complaint(
    kind: str, size: tuple[int, int], pages: Pages, visit: Any
) -> None:
    seen = visit(name_of(kind, pages), size)
    assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in seen.requests if url.startswith("file:")]) == 1
    assert seen.errors == []
    width = seen.page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0], "the page scrolls sideways"


INK = """() => {
  const canvas = document.querySelector("#picture canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let ink = 0;
  for (let i = 0; i < data.length; i += 4)
    if (data[i + 3] > 0 && data[i] + data[i + 1] + data[i + 2] < 720) ink += 1;
  return ink / (data.length / 4);
}"""
OVERLAPS = """() => {
  const boxes = iagView.picture.boxes();
  const clash = (a, b) => a[0] + 1 < b[0] + b[2] && b[0] + 1 < a[0] + a[2]
    && a[1] + 1 < b[1] + b[3] && b[1] + 1 < a[1] + a[3];
  let clashes = 0;
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => { if (clash(a, b)) clashes += 1; }));
  const width = document.getElementById("picture").clientWidth;
  const outside = boxes.filter((box) => box[0] < -1 || box[0] + box[2] > width + 1).length;
  return [boxes.length, clashes, outside];
}"""


@pytest.mark.parametrize("kind", KINDS[1:])
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_picture_is_drawn_and_its_labels_do_not_pile_up(
    kind: str, size: tuple[int, int], language: str, pages: Pages, visit: Any
) -> None:
    seen = visit(name_of(kind, pages), size)
    seen.page.click(f'[data-lang="{language}"]')
    seen.page.wait_for_timeout(200)
    assert 0.02 < seen.page.evaluate(INK) < 0.6
    labels, clashes, outside = seen.page.evaluate(OVERLAPS)
    assert labels > 10
    assert (clashes, outside) == (0, 0)


def test_labels_do_not_pile_up_on_the_page_of_a_metier_of_any_family(
    pages: Pages, visit: Any
) -> None:
    metiers = data_of(pages["index.html"])["metiers"]
    names = {metier["family"]: metier["page"] for metier in metiers}.values()
    found = {name: visit(name).page.evaluate(OVERLAPS)[1:] for name in names}
    assert found == {name: [0, 0] for name in names}


def test_search_selects_a_node_from_the_keyboard(pages: Pages, visit: Any) -> None:
    seen = visit("passerelles.html")
    label = data_of(pages["passerelles.html"])["metiers"][5]
    seen.page.focus("#search")
    seen.page.keyboard.type(label["fr"][:14].upper())
    assert seen.page.get_attribute("#search", "aria-expanded") == "true"
    options = seen.page.locator('#search-list [role="option"]').all_inner_texts()
    row = next(i for i, text in enumerate(options) if label["fr"] in text)
    for _ in range(row):
        seen.page.keyboard.press("ArrowDown")
    assert seen.page.get_attribute("#search", "aria-activedescendant") == f"option-{row}"
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("iagView.state.selected") == f"m:{label['key']}"
    assert seen.text("#panel h2") == label["fr"]
    assert "sel=" in seen.page.evaluate("location.hash")


def test_search_finds_a_skill_and_shows_its_metiers(pages: Pages, visit: Any) -> None:
    seen = visit("competences.html")
    data = data_of(pages["competences.html"])
    family = data["families"][0]["key"]
    inside = {m["key"] for m in data["metiers"] if m["family"] == family}
    near = {need["skill"] for need in data["needs"] if need["metier"] in inside}
    skill = next(
        s
        for s in data["skills"]
        if s["key"] not in near and any(need["skill"] == s["key"] for need in data["needs"])
    )
    seen.page.fill("#search", skill["fr"])
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("iagView.state.selected") == f"s:{skill['key']}"
    assert seen.text("#panel h2") == skill["fr"]
    assert seen.count("#panel .needs li") == sum(
        need["skill"] == skill["key"] for need in data["needs"]
    )


def test_the_threshold_changes_the_arrows_and_the_table(pages: Pages, visit: Any) -> None:
    seen = visit("passerelles.html")
    data = data_of(pages["passerelles.html"])
    family = {m["key"]: m["family"] for m in data["metiers"]}

    def shown() -> tuple[int, int]:
        arrows = seen.page.evaluate("iagView.picture.shownEdges.length")
        return arrows, seen.count("#table-passerelles tbody tr")

    def expected(threshold: float, recommended: bool, inside: bool = True) -> tuple[int, int]:
        count = sum(
            row["coverage"] >= threshold - 1e-9
            and (row["recommended"] or not recommended)
            and (inside or family[row["origin"]] != family[row["destination"]])
            for row in rows_of(data)
        )
        return count, count

    assert shown() == expected(data["threshold"], recommended=True)
    assert shown()[0] == data_of(pages["index.html"])["figures"]["recommended"]
    seen.page.uncheck("#recommended")
    assert shown() == expected(data["threshold"], recommended=False)
    for threshold in (0.9, 0.3):
        seen.page.fill("#threshold", str(round(threshold * 100)))
        seen.page.wait_for_timeout(150)
        assert shown() == expected(threshold, recommended=False)
    seen.page.uncheck("#inside")
    assert shown() == expected(0.3, recommended=False, inside=False)
    assert seen.errors == []


def test_what_is_not_recommended_is_dashed_and_a_partial_profile_is_named(
    pages: Pages, visit: Any
) -> None:
    seen = visit("passerelles.html")
    rows = all_rows(pages)
    solid = "iagView.picture.edges.get().filter((e) => !e.dashes).map((e) => e.id)"
    assert seen.page.evaluate(solid) == [f"p{i}" for i, r in enumerate(rows) if r["recommended"]]
    hollow = """iagView.picture.nodes.get()
      .filter((n) => n.color.background === "#ffffff").map((n) => n.id)"""
    metiers = data_of(pages["passerelles.html"])["metiers"]
    partial = [f"m:{m['key']}" for m in metiers if m["basis"] == "key"]
    assert seen.page.evaluate(hollow) == partial

    seen.page.uncheck("#recommended")
    cells = [plain(text) for text in seen.page.locator("#table-passerelles td").all_inner_texts()]
    assert "non · profil partiel" in cells


def test_a_list_names_the_recommended_passerelles_first_and_marks_partial_profiles(
    pages: Pages, visit: Any
) -> None:
    rows = all_rows(pages)
    names = {m["key"]: m["fr"] for m in data_of(pages["passerelles.html"])["metiers"]}
    recommended = {row["origin"] for row in rows if row["recommended"]}
    key = next(
        row["origin"]
        for row in rows
        if not row["comparesFull"]
        and row["coverage"] == 1
        and row["origin"] in recommended
        and sum(r["recommended"] for r in rows if r["origin"] == row["origin"]) < 8
    )
    seen = visit("passerelles.html", chosen=f"m:{key}")
    for origin, destination, part in (
        ("origin", "destination", slice(0, 8)),
        ("destination", "origin", slice(8, None)),
    ):
        best = [row for row in rows if row[origin] == key and row["coverage"] > 0][:8]
        assert best == sorted(best, key=lambda row: (-row["recommended"], -row["coverage"]))
        listed = seen.page.locator("#panel .bars .name").all_inner_texts()[part]
        assert [plain(text) for text in listed] == [
            names[row[destination]] + ("" if row["comparesFull"] else " · profil partiel")
            for row in best
        ]
    assert "profil partiel" in plain(seen.text("#panel"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_percentages_are_those_of_the_command(language: str, kg: ox.Store, visit: Any) -> None:
    query = """SELECT ?from ?to ?coverage ?affinity ?durable WHERE {
    ?p iag:origin/rdfs:label ?from ; iag:destination/rdfs:label ?to ; iag:coverage ?coverage ;
       iag:affinity ?affinity ; iag:durableShare ?durable
    FILTER(lang(?from) = "LANG" && lang(?to) = "LANG") }"""
    expected = {
        (origin, destination, *(percent(Decimal(score), Language(language)) for score in scores))
        for origin, destination, *scores in ask(kg, query.replace("LANG", language))
    }
    seen = visit("passerelles.html")
    seen.page.click(f'[data-lang="{language}"]')
    seen.page.uncheck("#recommended")
    seen.page.fill("#threshold", "0")
    seen.page.wait_for_timeout(150)
    cells = """[...document.querySelectorAll("#table-passerelles tbody tr")]
      .map((row) => [...row.children].slice(0, 5).map((cell) => cell.textContent))"""
    found = {tuple(map(plain, row)) for row in seen.page.evaluate(cells)}
    assert found == {tuple(map(plain, row)) for row in expected}


def test_a_gap_shows_under_what_it_asks_and_what_fades_comes_last(pages: Pages, visit: Any) -> None:
    data = data_of(pages["passerelles.html"])
    texts = data_of(pages["passerelles.html"], "texts")
    number, row = max(
        enumerate(rows_of(data)), key=lambda pair: len({s[3] for s in pair[1]["skills"] if s[2:]})
    )
    asked = [(data["skills"][s[0]]["fr"], data["gaps"][s[3]]) for s in row["skills"] if s[2:]]
    kinds = [kind for _, kind in asked]
    order = [k for k in ("acquire", "strengthen", "keep", "fading") if k in kinds]
    seen = visit("passerelles.html", chosen=f"p{number}")
    assert seen.page.locator("#panel h4").all_inner_texts() == [
        f"{texts[f'gap-{kind}']['fr']} ({kinds.count(kind)})" for kind in order
    ]
    for kind in order:
        listed = seen.page.locator(f"#panel .gap-{kind} .name").all_inner_texts()
        assert sorted(listed) == sorted(skill for skill, found in asked if found == kind)


def test_a_metier_with_one_skill_is_told_in_the_singular(pages: Pages, visit: Any) -> None:
    name = next(n for n, page in pages.items() if len(data_of(page).get("needs", [])) == 1)
    seen = visit(name)
    assert seen.text("#shown").endswith(" 1 compétence")
    assert "(0" not in seen.text("#panel")
    seen.page.click('[data-lang="en"]')
    assert seen.text("#shown").endswith(" 1 skill")


def test_families_and_levels_filter_the_picture(pages: Pages, visit: Any) -> None:
    seen = visit("passerelles.html")
    before = seen.page.evaluate("iagView.picture.shownNodes.length")
    seen.page.click("summary")
    seen.page.locator("#families input").first.uncheck()
    assert seen.page.evaluate("iagView.picture.shownNodes.length") < before
    assert seen.count("#table-metiers tbody tr") < before
    seen = visit("competences.html")
    data = data_of(pages["competences.html"])
    seen.page.select_option("#family", "")
    rows = "#table-needs tbody tr"
    assert seen.count(rows) == len(data["needs"])
    seen.page.locator("#levels input").first.uncheck()
    strong = sum(need["level"] == "++" for need in data["needs"])
    assert seen.count(rows) == len(data["needs"]) - strong


EDGE_POINT = """() => {
  const { network, boxes } = iagView.picture;
  const frame = document.getElementById("picture").getBoundingClientRect();
  for (let y = 30; y < frame.height; y += 7)
    for (let x = 30; x < frame.width; x += 7) {
      const spot = network.DOMtoCanvas({ x, y });
      const free = boxes().every((b) =>
        spot.x < b[0] - 4 || spot.x > b[0] + b[2] + 4
        || spot.y < b[1] - 4 || spot.y > b[1] + b[3] + 4);
      const edge = network.getEdgeAt({ x, y });
      const steps = [-3, 0, 3].flatMap((a) => [-3, 0, 3].map((b) => ({ x: x + a, y: y + b })));
      const near = steps.some((step) => network.getNodeAt(step));
      if (free && edge && !near) return { x, y, edge };
    }
}"""


@pytest.mark.parametrize("kind", KINDS[1:])
def test_escape_closes_what_is_chosen_wherever_the_focus_is(
    kind: str, pages: Pages, visit: Any
) -> None:
    seen = visit(name_of(kind, pages))
    spot = seen.page.evaluate(EDGE_POINT)
    seen.page.click("#picture", position={"x": spot["x"], "y": spot["y"]})
    assert seen.page.evaluate("iagView.state.selected") == spot["edge"]
    seen.page.keyboard.press("Escape")
    assert seen.page.evaluate("iagView.state.selected") == ""
    assert seen.count("#panel .close") == 0
    seen.page.locator("#tables .pick").first.click()
    seen.page.fill("#search", "a")
    seen.page.keyboard.press("Escape")
    assert seen.page.is_hidden("#search-list")
    assert seen.count("#panel .close") == 1, "Escape closes the list of the search first"
    seen.page.keyboard.press("Escape")
    assert seen.count("#panel .close") == 0


@pytest.mark.parametrize("kind", ["passerelles.html", "metier"])
def test_a_click_on_an_arrow_or_a_row_explains_the_passerelle(
    kind: str, pages: Pages, visit: Any
) -> None:
    name = name_of(kind, pages)
    data = data_of(pages[name])
    explanations = {
        "".join(data["phrases"][i] for i in row[data["columns"].index("fr")])
        for row in data["passerelles"]
    }
    seen = visit(name)
    spot = seen.page.evaluate(EDGE_POINT)
    seen.page.click("#picture", position={"x": spot["x"], "y": spot["y"]})
    assert seen.page.evaluate("iagView.state.selected") == spot["edge"]
    assert seen.page.text_content("#panel .explanation") in explanations
    seen.page.click("#panel .close")
    assert seen.page.evaluate("iagView.state.selected") == ""
    seen.page.locator("#table-passerelles tbody .pick").nth(3).click()
    assert seen.page.text_content("#panel .explanation") in explanations
    assert seen.count("#panel .gates li") == 4
    contributions = seen.page.locator("#panel .bars").first.locator(".value").all_inner_texts()
    total = sum(float(text.replace(",", ".").rstrip(" %\u202f\u00a0")) for text in contributions)
    shown = seen.page.locator("#panel .scores td.number").first.inner_text()
    assert total == pytest.approx(float(shown.replace(",", ".").rstrip(" %\u202f\u00a0")), abs=1.5)
    assert seen.page.evaluate("document.activeElement.closest('#panel') !== null")


def test_a_table_sorts_and_filters(pages: Pages, visit: Any) -> None:
    seen = visit("passerelles.html")
    first = "#table-passerelles tbody tr:first-child th"
    seen.page.click("#table-passerelles thead th:first-child button")
    assert seen.page.get_attribute("#table-passerelles thead th", "aria-sort") == "ascending"
    low = seen.text(first)
    seen.page.click("#table-passerelles thead th:first-child button")
    assert seen.page.get_attribute("#table-passerelles thead th", "aria-sort") == "descending"
    assert seen.text(first) > low
    rows = seen.count("#table-passerelles tbody tr")
    seen.page.fill("#table-passerelles-filter", low.lower())
    assert 0 < seen.count("#table-passerelles tbody tr") < rows


LEAVES = """[...document.body.querySelectorAll("*")]
  .filter((node) => !node.children.length && !node.matches("script"))
  .map((node) => node.textContent)"""


@pytest.mark.parametrize("kind", KINDS)
def test_english_replaces_every_text_and_is_kept_in_the_address(
    kind: str, pages: Pages, visit: Any
) -> None:
    name = name_of(kind, pages)
    seen = visit(name)
    seen.page.click('[data-lang="en"]')
    assert seen.page.get_attribute("html", "lang") == "en"
    assert "lang=en" in seen.page.evaluate("location.hash")
    texts = data_of(pages[name], "texts")
    french = {pair["fr"] for pair in texts.values() if pair["fr"] != pair["en"]}
    assert french.isdisjoint(seen.page.evaluate(LEAVES))
    data = data_of(pages[name])
    titles = [m["en"] for m in data["metiers"] if m["key"] == data.get("metier")]
    assert seen.text("h1") == (titles or [texts[f"{data['view']}-title"]["en"]])[0]
    assert seen.page.title().startswith(seen.text("h1"))
    links = seen.page.eval_on_selector_all("nav a", "links => links.map(l => l.hash)")
    assert links == ["#lang=en"] * len(links)
    seen.page.reload()
    assert seen.page.get_attribute("html", "lang") == "en"


def test_the_index_leads_to_the_pages(pages: Pages, visit: Any) -> None:
    seen = visit("index.html")
    links = seen.page.eval_on_selector_all(
        "a[href$='.html']", "ls => ls.map(l => l.getAttribute('href'))"
    )
    assert set(links) == set(pages)
    seen.page.fill("#search", data_of(pages["index.html"])["metiers"][0]["fr"])
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_url("**/metier-*.html")


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_label_shows_as_text_and_never_runs(
    kind: str, hostile_pages: Pages, visit: Any, tmp_path: Path
) -> None:
    root = write(hostile_pages, tmp_path)
    seen = visit(name_of(kind, hostile_pages), root=root)
    for language in ("en", "fr"):
        seen.page.click(f'[data-lang="{language}"]')
        seen.page.fill("#search", "img")
        seen.page.wait_for_timeout(50)
        assert HOSTILE in seen.text("#search-list")
        seen.page.keyboard.press("Escape")
        if kind != "index.html":
            for row in range(min(3, seen.count("#tables .pick"))):
                seen.page.locator("#tables .pick").nth(row).click()
                assert HOSTILE in seen.text("#panel")
            seen.page.fill("#search", "img")
            seen.page.keyboard.press("Enter")
    assert HOSTILE in seen.text("main")
    assert seen.page.evaluate("window.hacked") is None
    assert seen.page.evaluate("document.querySelectorAll('img, iframe, object').length") == 0
    assert seen.errors == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("chosen", [False, True])
def test_axe_finds_no_barrier(kind: str, chosen: bool, pages: Pages, visit: Any) -> None:
    from axe_core_python.sync_playwright import Axe

    seen = visit(name_of(kind, pages))
    if chosen and kind != "index.html":
        seen.page.locator("#tables .pick").first.click()
    found = Axe().run(seen.page)["violations"]
    assert [(v["id"], v["impact"], v["nodes"][0]["html"]) for v in found] == []
