"""The maps of imported taxonomies: what they carry, and how they open in Chromium."""

from __future__ import annotations

import random
import re
from collections import Counter
from itertools import accumulate, combinations
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import test_views
from command import call
from iag_kg.errors import NotFoundError
from iag_kg.graph import RDF_TYPE, node, to_store
from iag_kg.importers import TAXONOMIES
from iag_kg.mobilities import read_ranked
from iag_kg.stored import open_store, take_in
from iag_kg.views import MobilityMap, MoveRow, read_map, render_views
from iag_kg.views.mobility_reading import UNPLACED, read_taxonomy
from test_views import HOSTILE, Pages, data_of, plain, write

browser, folder, visit = test_views.browser, test_views.folder, test_views.visit

FIXTURES = Path(__file__).parent / "fixtures" / "importers"
ROME, ESCO, ILO, BRIDGES = (node(f"iagg:{key}") for key in ("rome", "esco", "ilo", "bridges"))
# Domain → how many métiers; X11 has more than one column holds, Z holds a single domain.
SIZES = {"X11": 52, "X12": 4, "Y11": 5, "Y12": 6, "Z11": 7}
CODES = [f"{domain}{n:02}" for domain, size in SIZES.items() for n in range(1, size + 1)]
CODES.append("Q0001")  # a métier that stands in no domain
HELD = 6  # destinations of each métier


def iri(kind: str, key: str) -> ox.NamedNode:
    return ox.NamedNode(f"https://w3id.org/iag-kg/id/{kind}-{key.lower()}")


def concept(
    thing: ox.NamedNode, kind: str, code: str, fr: str, graph: ox.NamedNode, en: str | None = None
) -> list[ox.Quad]:
    labels = [ox.Literal(fr, language="fr"), *([ox.Literal(en, language="en")] if en else [])]
    return [
        ox.Quad(thing, RDF_TYPE, node(kind), graph),
        ox.Quad(thing, node("skos:notation"), ox.Literal(code), graph),
        *(ox.Quad(thing, node("skos:prefLabel"), label, graph) for label in labels),
    ]


def link(thing: ox.NamedNode, predicate: str, other: Any, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(thing, node(predicate), other, graph)


def rome() -> list[ox.Quad]:
    """A fictitious register: domains, métiers, titles, items, some published links."""
    draw = random.Random(5)
    quads = []
    for code in sorted({domain[0] for domain in SIZES} | set(SIZES)):
        thing = iri("rome-domaine", code)
        quads += concept(thing, "iag:ReferenceGroup", code, f"Domaine fictif {code}", ROME)
        if len(code) > 1:
            quads.append(link(thing, "skos:broader", iri("rome-domaine", code[0]), ROME))
    for code in CODES:
        metier = iri("rome-metier", code)
        name = f"Métier fictif de longue appellation / Métière fictive {code}"
        quads += concept(metier, "iag:ReferenceMetier", code, name, ROME)
        if code[:3] in SIZES:
            quads.append(link(metier, "skos:broader", iri("rome-domaine", code[:3]), ROME))
        title = iri("rome-appellation", code)
        quads += concept(title, "iag:JobTitle", code, f"Spécialiste simulé {code}", ROME)
        quads.append(link(title, "iag:namesMetier", metier, ROME))
        for n, item in enumerate(draw.sample(range(40), 8)):
            place = ("iag:hasCoreSkill", "iag:hasOrdinarySkill")[n > 2]
            quads.append(link(metier, place, iri("rome-item", str(item)), ROME))
        quads.append(link(metier, "iag:hasOrdinarySkill", iri("rome-item", f"own-{code}"), ROME))
        quads += concept(
            iri("rome-item", f"own-{code}"), "iag:ReferenceSkill", code, f"Seul {code}", ROME
        )
    for item in range(40):
        thing = iri("rome-item", str(item))
        quads += concept(thing, "iag:ReferenceSkill", str(item), f"Savoir fictif {item}", ROME)
    for origin, destination in (("X1101", "X1201"), ("X1101", "Z1107"), ("Y1101", "Y1102")):
        thing = iri("rome-mobilite", f"{origin}--{destination}")
        quads.append(ox.Quad(thing, RDF_TYPE, node("iag:PublishedMobility"), ROME))
        quads.append(link(thing, "iag:fromMetier", iri("rome-metier", origin), ROME))
        quads.append(link(thing, "iag:toMetier", iri("rome-metier", destination), ROME))
    return quads


def exposure() -> list[ox.Quad]:
    """Two occupations in two assessed groups, and bridges from X1101 (two) and X1102 to them."""
    quads = []
    for group, score, kind in (("9901", "0.61", "FourX"), ("9902", "0.30", "OneX")):
        unit = ox.NamedNode(f"http://data.europa.eu/esco/isco/C{group}")
        quads += concept(unit, "iag:ReferenceGroup", group, f"Groupe {group}", ESCO, "Group")
        worker = ox.NamedNode(f"http://data.europa.eu/esco/occupation/{group}")
        quads += concept(
            worker, "iag:ReferenceMetier", f"{group}.1", f"fictif {group}", ESCO, f"feigned {group}"
        )
        quads.append(link(worker, "iag:inIscoGroup", unit, ESCO))
        assessed = iri("ilo-exposure", group)
        quads.append(link(assessed, "iag:assessesGroup", unit, ILO))
        quads.append(link(assessed, "iag:exposureScore", ox.Literal(score), ILO))
        degree = node(f"iag:ExposureGradient{kind.removesuffix('X')}")
        quads.append(link(assessed, "iag:hasExposureClass", degree, ILO))
    for metier, group, surety in (
        ("X1101", "9901", "LowConfidence"),
        ("X1101", "9902", "HighConfidence"),
        ("X1102", "9901", "MediumConfidence"),
    ):
        bridge = iri("bridge", f"{metier}-{group}")
        worker = ox.NamedNode(f"http://data.europa.eu/esco/occupation/{group}")
        quads.append(link(bridge, "iag:bridgesMetier", iri("rome-metier", metier), BRIDGES))
        quads.append(link(bridge, "iag:bridgesOccupation", worker, BRIDGES))
        quads.append(link(bridge, "iag:hasConfidence", node(f"iag:{surety}"), BRIDGES))
    return quads


def moves() -> list[MoveRow]:
    """The six best destinations of each métier, drawn at random, near ones more often."""
    draw = random.Random(3)
    found: list[MoveRow] = []
    for origin in CODES:
        near = [c for c in CODES if c[:3] == origin[:3] and c != origin]
        ends = draw.sample(near, min(len(near), 3))
        ends += draw.sample([c for c in CODES if c not in ends and c != origin], HELD - len(ends))
        for rank, end in enumerate(ends, 1):
            found.append((origin, end, rank, 0.9 - rank / 10, draw.random(), draw.random()))
    return found


@pytest.fixture(scope="module")
def references() -> ox.Store:
    return to_store([*rome(), *exposure()])


@pytest.fixture(scope="module")
def mapped(references: ox.Store) -> MobilityMap:
    return read_map(references, "rome", moves())


@pytest.fixture(scope="module")
def pages(tiny: ox.Store, mapped: MobilityMap) -> Pages:
    return render_views(tiny, [mapped])


PAGE = "mobilites-rome.html"


def test_groups_open_in_two_levels_and_a_lone_group_not_at_all(references: ox.Store) -> None:
    taxonomy = read_taxonomy(references, "rome")
    codes = [group.code for group in taxonomy.groups]
    assert codes == ["X", "X11", "X12", "Y", "Y11", "Y12", "Z", UNPLACED]
    parents = [codes[g.parent] if g.parent >= 0 else "" for g in taxonomy.groups]
    assert parents == ["", "X", "X", "", "Y", "Y", "", ""]
    placed = Counter(codes[place] for place in taxonomy.group)
    wanted = {code: size for code, size in SIZES.items() if code != "Z11"}
    assert placed == {**wanted, "Z": SIZES["Z11"], UNPLACED: 1}
    assert taxonomy.codes == sorted(CODES)


def test_a_full_group_of_isco_opens_to_finer_ones() -> None:
    quads = []
    for code in ("9", "98", "99", "981", "982", "9811", "9821", "991", "9911"):
        unit = ox.NamedNode(f"http://data.europa.eu/esco/isco/C{code}")
        quads += concept(unit, "iag:ReferenceGroup", code, f"Groupe {code}", ESCO, f"Group {code}")
        if len(code) > 1:
            above = ox.NamedNode(f"http://data.europa.eu/esco/isco/C{code[:-1]}")
            quads.append(link(unit, "skos:broader", above, ESCO))
    for n in range(70):
        code = ("9811", "9821")[n % 2]
        worker = ox.NamedNode(f"http://data.europa.eu/esco/occupation/{n}")
        quads += concept(worker, "iag:ReferenceMetier", f"{code}.{n:02}", f"f{n}", ESCO, f"e{n}")
        group = ox.NamedNode(f"http://data.europa.eu/esco/isco/C{code}")
        quads.append(link(worker, "iag:inIscoGroup", group, ESCO))
    lone = ox.NamedNode("http://data.europa.eu/esco/occupation/lone")
    quads += concept(lone, "iag:ReferenceMetier", "9911.1", "seul", ESCO)
    quads.append(
        link(lone, "iag:inIscoGroup", ox.NamedNode("http://data.europa.eu/esco/isco/C9911"), ESCO)
    )
    taxonomy = read_taxonomy(to_store(quads), "esco")
    assert [group.code for group in taxonomy.groups] == ["9", "98", "981", "982", "99"]
    assert taxonomy.groups[1].label.en == "Group 98"
    assert {taxonomy.groups[place].code for place in taxonomy.group} == {"981", "982", "99"}


def test_labels_added_from_outside_name_skills_where_the_publisher_does_not() -> None:
    worker = ox.NamedNode("http://data.europa.eu/esco/occupation/1")
    quads = concept(worker, "iag:ReferenceMetier", "9911.1", "relieur", ESCO)
    labels = {"k1": ("relier", "bind", "autre nom"), "k2": (None, "restore", "restaurer")}
    for key, (fr, en, added) in labels.items():
        skill = node(f"iagd:{key}")
        quads.append(link(worker, "iag:hasEssentialSkill", skill, ESCO))
        for text, language, graph in (
            (fr, "fr", ESCO), (en, "en", ESCO), (added, "fr", node("iagg:esco-labels")),
        ):  # fmt: skip
            if text:
                said = ox.Literal(text, language=language)
                quads.append(ox.Quad(skill, node("skos:prefLabel"), said, graph))
    taxonomy = read_taxonomy(to_store(quads), "esco")
    assert {(text.fr, text.en) for text in taxonomy.items.values()} == {
        ("relier", "bind"),
        ("restaurer", "restore"),
    }


def test_a_page_carries_each_move_by_rank_in_thousandths(mapped: MobilityMap) -> None:
    data = mapped.data
    found = {
        (data["codes"][origin], data["codes"][row[at]], at // 4 + 1, *row[at + 1 : at + 4])
        for origin, row in enumerate(data["moves"])
        for at in range(0, len(row), 4)
    }
    assert found == {
        (origin, end, rank, *(round(score * 1000) for score in scores))
        for origin, end, rank, *scores in moves()
    }
    place = data["codes"].index
    assert data["published"][place("X1101")] == [place("X1201"), place("Z1107")]
    assert sum(map(len, data["published"])) == 3


def test_items_come_back_from_their_steps_and_lone_ones_are_counted(
    references: ox.Store, mapped: MobilityMap
) -> None:
    data, taxonomy = mapped.data, read_taxonomy(references, "rome")
    for number in range(len(CODES)):
        for name, keys in (("core", taxonomy.core[number]), ("other", taxonomy.other[number])):
            shown = {data["items"][item] for item in accumulate(data[name][number])}
            assert shown == {taxonomy.items[key].fr for key in keys if "own-" not in key}
        assert data["alone"][number] == 1


def test_exposure_follows_the_bridges_the_surest_first(
    references: ox.Store, mapped: MobilityMap
) -> None:
    found = dict(zip(mapped.data["codes"], mapped.data["exposure"], strict=True))
    assert found["X1101"] == [["9902", 2, 30, 0], ["9901", 5, 61, 2]]
    assert found["X1102"] == [["9901", 5, 61, 1]]
    assert not any(rows for code, rows in found.items() if code not in ("X1101", "X1102"))
    stated = read_map(references, "esco", []).data
    assert stated["exposure"] == [[["9901", 5, 61, -1]], [["9902", 2, 30, -1]]]
    assert stated["labels"] == [["fictif 9901", "feigned 9901"], ["fictif 9902", "feigned 9902"]]
    bare = read_map(to_store(rome()), "rome", []).data
    assert (bare["classes"], bare["confidences"]) == ([], [])


def test_a_store_without_the_taxonomy_says_how_to_get_it() -> None:
    with pytest.raises(NotFoundError, match="iag-kg import esco"):
        read_map(to_store(rome()), "esco", [])


def test_every_page_leads_to_the_map_where_there_is_one(tiny: ox.Store, pages: Pages) -> None:
    assert list(pages)[-1] == PAGE
    for name, page in pages.items():
        assert page.count(f'<a data-page="{PAGE}"') == 1 + (name == "index.html")
        assert "<!--slot:" not in page
    assert f'<a data-page="{PAGE}" href="{PAGE}" aria-current="page"' in pages[PAGE]
    bare = render_views(tiny)
    assert PAGE not in bare
    assert not any("mobilites-rome.html" in page or "<!--slot:" in page for page in bare.values())


def test_the_page_is_bounded_and_fetches_nothing(pages: Pages) -> None:
    page = pages[PAGE].replace('"http://www.w3.org/2000/svg"', "")  # a name, not an address
    assert page.startswith('<!doctype html>\n<html lang="fr">')
    assert not re.search(r"https?://", page)
    assert not re.search(r"<(link|img|iframe|script[^>]*\ssrc=)|@import|url\(", page)
    assert len(page.encode()) < 300_000


def silent(name: str, share: float = 0.0) -> None:
    """Tells nobody."""


def test_the_command_adds_the_maps_of_a_store(tmp_path: Path) -> None:
    path = tmp_path / "store"
    for key, place in (("rome", "rome"), ("esco", "esco-v9.9.9")):
        take_in(path, TAXONOMIES[key], FIXTURES / place, "2026-02-03", None, [], silent)
    outcome = call("view", "--output", tmp_path / "out", "--store", path, "--format", "csv")
    assert outcome.code == 0, outcome.err
    for key in ("rome", "esco"):
        assert f"mobilites-{key}.html" in outcome.out
        data = data_of((tmp_path / "out" / f"mobilites-{key}.html").read_text(encoding="utf-8"))
        codes, rows = data["codes"], data["moves"]
        shown = [
            (codes[origin], codes[row[at]], at // 4 + 1, row[at + 1])
            for origin, row in enumerate(rows)
            for at in range(0, len(row), 4)
        ]
        every = read_ranked(open_store(path), key, "fr").every(20)
        ranked = [move for move in every if move.score > 0]
        assert shown == [(m.origin, m.destination, m.rank, round(m.score * 1000)) for m in ranked]


def test_a_wrong_store_stops_the_command_before_anything_is_written(tmp_path: Path) -> None:
    outcome = call("view", "--output", tmp_path / "out", "--store", tmp_path / "none")
    assert (outcome.code, (tmp_path / "out").exists()) == (2, False)
    assert "no store here" in outcome.err
    ox.Store(str(tmp_path / "empty")).flush()
    outcome = call("view", "--output", tmp_path / "out", "--store", tmp_path / "empty")
    assert (outcome.code, (tmp_path / "out").exists()) == (2, False)
    assert "neither ROME nor ESCO" in outcome.err


# In a browser.

GO = """(code) => new Promise((done) => {
  if ((location.hash || "#") === code) return done();
  window.addEventListener("hashchange", () => requestAnimationFrame(() => done()), { once: true });
  location.hash = code;
})"""
NODES = "[...document.querySelectorAll('#map a.node')].map((n) => n.getAttribute('href'))"
ARROWS = "iagMap.scene().arrows.map((a) => [a.from, a.to, a.number])"
SIZES_DRAWN = """[document.querySelectorAll("#map a.node").length,
  document.querySelectorAll("#map .arrow").length]"""
# Labels as boxes in the picture: how many there are, overlap, or leave it.
PILED = """() => {
  const svg = document.querySelector("#map svg").viewBox.baseVal;
  const boxes = [...document.querySelectorAll("#map a.node > text:not(.figure)")]
    .filter((t) => t.textContent).map((t) => t.getBBox());
  const clash = (a, b) => a.x + 2 < b.x + b.width && b.x + 2 < a.x + a.width
    && a.y + 4 < b.y + b.height && b.y + 4 < a.y + a.height;
  let clashes = 0;
  boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => { if (clash(a, b)) clashes += 1; }));
  const out = boxes.filter((b) => b.x < -1 || b.x + b.width > svg.width + 1
    || b.y < -1 || b.y + b.height > svg.height + 1).length;
  return [boxes.length, clashes, out];
}"""
STATES = ("", "X", "X11", "Y", "Z", "X1101", "Q0001", "X1101~X1201", "no-such-code")
SCREENS = [(1280, 800), (390, 844)]


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_state_opens_alone_and_readable(
    size: tuple[int, int], language: str, visit: Any
) -> None:
    seen = visit(PAGE, size)
    seen.page.click(f'[data-lang="{language}"]')
    for state in STATES:
        seen.page.evaluate(GO, f"#{state}" + ("&lang=en" if language == "en" else ""))
        labels, clashes, outside = seen.page.evaluate(PILED)
        assert (clashes, outside) == (0, 0), state
        assert labels >= 4
        nodes, arrows = seen.page.evaluate(SIZES_DRAWN)
        assert nodes <= 150 and arrows <= 200
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= size[0], state
    assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
    assert seen.errors == []


def test_the_first_picture_gathers_all_moves_between_domains(
    mapped: MobilityMap, visit: Any
) -> None:
    seen = visit(PAGE)
    assert seen.page.evaluate(NODES) == ["#X", "#Y", "#Z", f"#{UNPLACED.replace('?', '%3F')}"]
    top = {code: code[0] if code[:3] in SIZES else UNPLACED for code in CODES}
    counted = Counter((top[a], top[b]) for a, b, *_ in moves())
    codes = [*mapped.data["codes"], *(group[0] for group in mapped.data["groups"])]
    shown = {(codes[a], codes[b]): n for a, b, n in seen.page.evaluate(ARROWS)}
    assert shown == {pair: n for pair, n in counted.items() if pair[0] != pair[1]}
    inside = counted["X", "X"] / (HELD * (SIZES["X11"] + SIZES["X12"]))
    assert f"{inside:.0%}" == plain(seen.page.text_content("#map a.node .figure")).replace(
        " %", "%"
    )
    rows = seen.page.locator("#table-flows tbody tr").count()
    assert rows == len(shown)


def test_a_domain_opens_in_place_and_escape_and_the_trail_lead_back(visit: Any) -> None:
    seen = visit(PAGE)
    seen.page.click('#map a.node[href="#X"] circle')
    seen.page.wait_for_function("location.hash === '#X'")
    assert set(seen.page.evaluate(NODES)) == {"#X11", "#X12", "#Y", "#Z", "#0%3F"}
    assert seen.text("#panel h2") == "Domaine fictif X"
    seen.page.click('#map a.node[href="#X12"]')
    seen.page.wait_for_function("location.hash === '#X12'")
    opened = {f"#X12{n:02}" for n in range(1, 5)}
    assert set(seen.page.evaluate(NODES)) == {*opened, "#X11", "#Y", "#Z", "#0%3F"}
    seen.page.click('#map a.node[href="#X1201"]')
    seen.page.wait_for_function("location.hash === '#X1201'")
    assert seen.page.locator("#crumbs a").evaluate_all("l => l.map((a) => a.hash)") == [
        "#tout", "#X", "#X12", "#X1201"
    ]  # fmt: skip
    for expected in ("#X12", "#X", "#tout"):
        seen.page.keyboard.press("Escape")
        seen.page.wait_for_function(f"location.hash === '{expected}'")
    seen.page.keyboard.press("Escape")
    seen.page.go_back()
    seen.page.wait_for_function("iagMap.state().open >= 0")
    assert seen.text("#panel h2") == "Domaine fictif X"
    assert seen.errors == []


def test_it_works_from_the_keyboard_alone(visit: Any) -> None:
    seen = visit(PAGE)
    seen.page.focus('#map a.node[href="#Y"]')
    assert seen.count("#map .picking") == 1 and seen.count("#map .arrow.lit") > 0
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_function("location.hash === '#Y'")
    seen.page.wait_for_function("document.activeElement.id === 'panel'")
    seen.page.focus("#search")
    seen.page.keyboard.type("specialiste simule z1103")
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_function("location.hash === '#Z1103'")
    assert seen.text("#panel h2").endswith("Z1103")
    seen.page.fill("#search", "y11")
    assert "Y11 Domaine fictif Y11" in seen.text("#search-list")


def test_a_metier_shows_its_destinations_and_its_origins(visit: Any) -> None:
    seen = visit(PAGE, chosen="X1101")
    mine = sorted((m for m in moves() if m[0] == "X1101"), key=lambda m: m[2])
    listed = seen.page.locator("#panel .ranks > li > a:first-child .code").all_inner_texts()
    assert listed == [m[1] for m in mine]
    first = plain(seen.page.locator("#panel .ranks > li").first.inner_text())
    assert "score 80,0 %" in first
    coverage = f"{round(mine[0][4] * 1000) / 10:.1f}".replace(".", ",")
    assert f"couverture {coverage} %" in first
    origins = {m[0] for m in moves() if m[1] == "X1101"}
    rows = seen.page.locator("#table-origins tbody th .code").all_inner_texts()
    assert set(rows) == origins
    assert seen.count("#table-destinations tbody tr") == HELD
    told = plain(seen.text("#panel"))
    assert "score 0,30, groupe 9902" in told and "score 0,61, groupe 9901" in told
    fills = """(href) => document.querySelector(`#map a.node[href="${href}"] circle`)
      .getAttribute("fill")"""
    assert seen.page.evaluate(fills, "#X1101") == "#9dc4e4", "the class of the surest bridge"
    missed = {"X1201", "Z1107"} - {m[1] for m in mine}
    assert all(code in seen.text("#panel") for code in missed)


def test_a_pair_says_what_is_shared_and_what_is_to_learn(references: ox.Store, visit: Any) -> None:
    taxonomy = read_taxonomy(references, "rome")
    place = {code: number for number, code in enumerate(taxonomy.codes)}
    held = {c: {*taxonomy.core[place[c]], *taxonomy.other[place[c]]} for c in CODES}
    origin, end = next((m[0], m[1]) for m in moves() if len(held[m[0]] & held[m[1]]) > 2)
    seen = visit(PAGE, chosen=f"{origin}~{end}")
    lists = seen.page.locator("#panel ul.facts")
    shared = lists.nth(0).locator("li > span:first-child").all_inner_texts()
    assert sorted(shared) == sorted(taxonomy.items[i].fr for i in held[origin] & held[end])
    heart = [i for i in taxonomy.core[place[end]] if i not in held[origin]]
    if heart:
        learnt = lists.nth(1).locator("li").all_inner_texts()
        assert sorted(learnt) == sorted(taxonomy.items[i].fr for i in heart)
    assert f"{len(shared)} des {len(held[end])} éléments" in plain(seen.text("#panel"))
    seen.page.locator("#panel a", has_text="Voir le retour").click()
    seen.page.wait_for_function(f"location.hash === '#{end}~{origin}'")


def test_the_number_of_arrows_and_their_kinds_are_chosen(visit: Any) -> None:
    seen = visit(PAGE, chosen="X11")
    everything = seen.page.evaluate("iagMap.scene().arrows.length")
    seen.page.fill("#most", "10")
    seen.page.wait_for_function("document.querySelectorAll('#map .arrow').length === 10")
    assert everything > 10
    seen.page.uncheck("#way-inside")
    seen.page.uncheck("#way-in")
    assert seen.page.evaluate("iagMap.scene().arrows.every((a) => a.way === 'out')")
    assert seen.count("#table-flows tbody tr") == seen.count("#map .arrow")
    seen.page.select_option("#measure", "score")
    drawn = seen.page.evaluate("iagMap.scene().arrows.map((a) => [a.width, a.score])")
    for (width, score), (other_width, other_score) in combinations(drawn, 2):
        assert (width - other_width) * (score - other_score) >= 0


LEAVES = test_views.LEAVES


def test_english_replaces_every_text_and_stays_in_the_address(pages: Pages, visit: Any) -> None:
    seen = visit(PAGE, chosen="X1101")
    seen.page.click('[data-lang="en"]')
    assert seen.page.evaluate("location.hash") == "#X1101&lang=en"
    texts = data_of(pages[PAGE], "texts")
    french = {pair["fr"] for pair in texts.values() if pair["fr"] != pair["en"]}
    for state in STATES:
        seen.page.evaluate(GO, f"#{state}&lang=en")
        assert french.isdisjoint(seen.page.evaluate(LEAVES)), state
    # What is French on an English page says so.
    seen.page.evaluate(GO, "#X&lang=en")
    assert seen.page.get_attribute("#panel h2", "lang") == "fr"
    seen.page.reload()
    assert seen.page.get_attribute("html", "lang") == "en"
    assert seen.text("#panel h2") == "Domaine fictif X"


@pytest.mark.parametrize("state", ["", "X", "X11", "X1101", "X1101~X1201"])
def test_axe_finds_no_barrier(state: str, visit: Any) -> None:
    from axe_core_python.sync_playwright import Axe

    seen = visit(PAGE, chosen=state)
    found = Axe().run(seen.page)["violations"]
    assert [(v["id"], v["impact"], v["nodes"][0]["html"]) for v in found] == []


def test_a_hostile_label_shows_as_text_and_never_runs(
    tiny: ox.Store, visit: Any, tmp_path: Path
) -> None:
    def poison(term: Any) -> Any:
        is_label = isinstance(term, ox.Literal) and term.language
        return ox.Literal(f"{HOSTILE}{term.value}", language="fr") if is_label else term

    quads = [ox.Quad(q.subject, q.predicate, poison(q.object), q.graph_name) for q in rome()]
    root = write(render_views(tiny, [read_map(to_store(quads), "rome", moves())]), tmp_path)
    seen = visit(PAGE, root=root)
    for state in STATES:
        seen.page.evaluate(GO, f"#{state}")
    assert HOSTILE in seen.text("main")
    seen.page.fill("#search", "img")
    assert HOSTILE in seen.text("#search-list")
    assert seen.page.evaluate("window.hacked") is None
    assert seen.page.evaluate("document.querySelectorAll('img, iframe, object').length") == 0
    assert seen.errors == []
