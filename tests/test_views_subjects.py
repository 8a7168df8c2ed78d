"""The views around the atlas: actors, families, training, debates and the coverage of sources."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import test_views
from iag_kg.queries import Query, read_queries
from iag_kg.views import render_views
from test_views import HOSTILE, OVERLAPS, Pages, ask, data_of, plain, write

browser, folder, visit = test_views.browser, test_views.folder, test_views.visit
pages, hostile_pages = test_views.pages, test_views.hostile_pages

LISTS = [
    "familles.html",
    "formations.html",
    "debats.html",
    "sources.html",
    "usages.html",
    "calendrier.html",
]
OPEN_ALL = """[...document.querySelectorAll("details")].forEach((box) => { box.open = true; })"""


@pytest.fixture(scope="module")
def tiny_pages(tiny: ox.Store) -> Pages:
    return render_views(tiny)


def values(store: ox.Store, query: str) -> set[str]:
    """The first column of a SELECT, as a set."""
    return {row[0] for row in ask(store, query)}


def labels(store: ox.Store, pattern: str) -> Counter[str]:
    """How many ?x of a pattern bear each French label."""
    query = f"""PREFIX prov: <http://www.w3.org/ns/prov#>
    SELECT DISTINCT ?x ?label WHERE {{ {pattern} ?x rdfs:label ?label
    FILTER(lang(?label) = "fr") }}"""
    return Counter(label for _, label in ask(store, query))


def fr(things: list[dict[str, Any]]) -> Counter[str]:
    return Counter(thing["fr"] for thing in things)


def library(name: str) -> Query:
    return read_queries(Path(__file__).parents[1] / "queries")[name]


# What the pages hold.


def test_actors_risks_claims_and_measures_are_all_there(kg: ox.Store, pages: Pages) -> None:
    data = data_of(pages["acteurs.html"])
    of_law = "FILTER NOT EXISTS { ?x a iag:SupervisoryAuthority }"
    assert fr(data["actors"]) == labels(kg, f"?x a iag:Stakeholder . {of_law}")
    for name, kind in (
        ("risks", "Risk"),
        ("claims", "Claim"),
        ("measures", "Recommendation"),
        ("wordings", "RiskWording"),
    ):
        assert fr(data[name]) == labels(kg, f"?x a iag:{kind} .")
    assert sum(len(c["risks"]) for c in data["claims"]) == len(
        ask(kg, "SELECT DISTINCT ?c ?r WHERE { ?c a iag:Claim ; iag:isAbout ?r . ?r a iag:Risk }")
    )
    assert sum(len(m["by"]) for m in data["measures"]) == len(
        ask(kg, "SELECT DISTINCT ?m ?a WHERE { ?m a iag:Recommendation ; iag:carriedBy ?a }")
    )


def test_the_picture_links_who_speaks_and_who_acts_to_risks(kg: ox.Store, pages: Pages) -> None:
    data = data_of(pages["acteurs.html"])
    drawing = data_of(pages["acteurs.html"], "drawing")
    keys = {node["id"] for node in drawing["nodes"]}
    linked = """SELECT DISTINCT ?a ?r WHERE { { ?c a iag:Claim ; iag:isAbout ?r ; iag:saidBy ?a }
    UNION { ?m iag:mitigates ?r ; iag:carriedBy ?a } ?r a iag:Risk }"""
    pairs = {tuple(iri.rpartition("/")[2] for iri in row) for row in ask(kg, linked)}
    drawn = {(e["from"][2:], e["to"][2:]) for e in drawing["edges"] if e["id"][0] == "e"}
    assert drawn == pairs
    assert {key[2:] for key in keys if key[0] == "a"} == {actor for actor, _ in pairs}
    bundled = {(m["source"], m["kind"]) for m in data["measures"] if m["risks"]}
    assert {key for key in keys if key[0] == "b"} == {f"b:{s}:{k}" for s, k in bundled}
    assert drawing["options"]["physics"]["enabled"] is False
    assert len({(node["x"], node["y"]) for node in drawing["nodes"]}) == len(drawing["nodes"])


def test_every_fact_stands_once_in_its_section(kg: ox.Store, pages: Pages) -> None:
    data = data_of(pages["sources.html"])
    located = "SELECT DISTINCT ?f ?s WHERE { ?f iag:inSection ?s }"
    counts = Counter(section.rpartition("/")[2] for _, section in ask(kg, located))
    sections = [section for found in data["documents"] for section in found]
    assert {s["key"]: len(s["facts"]) for s in sections if s["facts"]} == counts
    assert {s["key"] for s in sections} == {
        iri.rpartition("/")[2]
        for iri in values(kg, "SELECT DISTINCT ?s WHERE { ?s a iag:SourceSection }")
    }
    for section in sections:
        assert sum(n for _, n in section["kinds"]) == len(section["facts"])
    assert all(place for section in sections for *_, place in section["facts"])


def test_a_section_without_facts_says_why_and_sections_follow_the_text(tiny_pages: Pages) -> None:
    data = data_of(tiny_pages["sources.html"])
    study = data["documents"][0]
    assert [section["key"] for section in study] == [
        f"section-tiny-{number}" for number in ("1", "2", "2-2", "2-10", "3")
    ]
    (empty,) = [section for section in study if not section["facts"]]
    assert empty["reason"]["fr"]


def test_the_place_within_a_section_loses_only_what_all_share(kg: ox.Store, pages: Pages) -> None:
    data = data_of(pages["sources.html"])
    ends = {place for d in data["documents"] for s in d for *_, place in s["facts"]}
    assert all(end.count("«") == end.count("»") for end in ends)
    whole = values(kg, "SELECT DISTINCT ?at WHERE { ?f iag:inSection ?s ; iag:locator ?at }")
    assert all(any(place.endswith(end) for place in whole) for end in sorted(ends)[::50])


def test_facts_of_a_source_come_in_the_order_of_their_first_line(pages: Pages) -> None:
    def first_line(place: str) -> int:
        return int(re.findall(r"\bl\. (\d+)", place)[-1])

    actors, families = data_of(pages["acteurs.html"]), data_of(pages["familles.html"])["families"]
    lists = [actors["claims"], actors["wordings"], actors["measures"]]
    lists += [family[name] for family in families for name in ("risks", "opportunities", "uses")]
    for facts in lists:
        order = [(fact["source"], first_line(fact["at"])) for fact in facts]
        assert order == sorted(order)
    for section in (s for d in data_of(pages["sources.html"])["documents"] for s in d):
        lines = [first_line(place) for *_, place in section["facts"]]
        assert lines == sorted(lines)


def test_debates_are_those_of_the_graph(kg: ox.Store, pages: Pages) -> None:
    data = data_of(pages["debats.html"])
    for name, kind in (
        ("contradictions", "Contradiction"),
        ("agreements", "ClaimAgreement"),
        ("conflicts", "StatisticConflict"),
    ):
        assert len(data[name]) == len(values(kg, f"SELECT DISTINCT ?x WHERE {{ ?x a iag:{kind} }}"))
        assert all(len(p["sides"]) == 2 and p["reason"] for p in data[name])
        assert all(side["at"] and side["by"] for p in data[name] for side in p["sides"])
    assert all(side["figure"] for pair in data["conflicts"] for side in pair["sides"])


def test_risks_of_one_source_are_those_of_the_query(kg: ox.Store, pages: Pages) -> None:
    found = kg.query(library("risks/one-source").text, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    expected = {(row["risk"].value, int(row["wordings"].value)) for row in found}
    alone = data_of(pages["debats.html"])["alone"]
    assert {(risk["fr"], len(risk["wordings"])) for risk in alone} == expected


def test_a_graph_without_debates_says_so(tiny: ox.Store, tmp_path: Path, visit: Any) -> None:
    kinds = ("Contradiction", "ClaimAgreement", "StatisticConflict", "RiskWording")
    gone = {ox.NamedNode(f"https://w3id.org/iag-kg/ontology#{kind}") for kind in kinds}
    store = ox.Store()
    store.extend(quad for quad in tiny if quad.object not in gone)
    seen = visit("debats.html", root=write(render_views(store), tmp_path))
    texts = data_of((tmp_path / "debats.html").read_text(), "texts")
    for part in ("contradictions", "agreements", "conflicts", "alone"):
        assert texts[f"none-{part}"]["fr"] in seen.text(f"#part-{part}")
    assert seen.errors == []


def test_training_offers_formats_and_findings_are_all_there(kg: ox.Store, pages: Pages) -> None:
    data = data_of(pages["formations.html"])
    assert fr(data["offers"]) == labels(kg, "?x a iag:TrainingOffer .")
    assert fr(data["certifications"]) == labels(kg, "?x a iag:Certification ; iag:locator ?l .")
    assert fr(data["findings"]) == labels(kg, "?x a iag:TrainingAssessment .")
    ticks = sum(len(line["ticks"]) for line in data["advice"])
    assert ticks == sum(labels(kg, "?x a iag:FormatStatement .").values())
    assert all(offer["cpf"] and offer["rncp"] and offer["provider"] for offer in data["offers"])
    developed = "SELECT DISTINCT ?o ?s WHERE { ?o a iag:TrainingOffer ; iag:developsSkill ?s }"
    assert sum(len(offer["skills"]) for offer in data["offers"]) == len(ask(kg, developed))


@pytest.mark.parametrize("world", ["kg", "tiny"])
def test_rising_skills_that_no_offer_covers_are_those_of_the_query(
    world: str, request: pytest.FixtureRequest
) -> None:
    store = request.getfixturevalue(world)
    found = store.query(library("training/uncovered").text, use_default_graph_as_union=True)
    expected = [
        (r["skill"].value, int(r["metiers"].value), int(r["strongly"].value)) for r in found
    ]
    data = data_of(
        request.getfixturevalue({"kg": "pages", "tiny": "tiny_pages"}[world])["formations.html"]
    )
    names = {skill["key"]: skill["fr"] for skill in data["skills"]}
    shown = [(names[u["skill"]], u["metiers"], u["strongly"]) for u in data["uncovered"]]
    assert sorted(shown) == sorted(expected)
    assert shown


def test_every_family_of_every_sector_has_its_facts(kg: ox.Store, pages: Pages) -> None:
    data = data_of(pages["familles.html"])
    assert fr(data["families"]) == labels(kg, "?x a iag:MetierFamily .")
    for name, kind in (
        ("activities", "Activity"),
        ("opportunities", "OpportunityWording"),
        ("risks", "RiskWording"),
        ("uses", "UseWording"),
    ):
        for family in data["families"]:
            iri = f"<https://w3id.org/iag-kg/id/{family['key']}>"
            assert fr(family[name]) == labels(kg, f"?x a iag:{kind} ; iag:inFamily {iri} .")


def test_a_sector_without_metiers_shows_its_competences(kg: ox.Store, pages: Pages) -> None:
    data = data_of(pages["familles.html"])
    for sector in data["sectors"]:
        wide = all(f["wide"] for f in data["families"] if f["sector"] == sector["key"])
        iri = f"<https://w3id.org/iag-kg/id/{sector['key']}>"
        heads = labels(kg, f"?x a iag:ReferenceCompetence ; iag:inSector {iri} .")
        assert fr(sector["competences"]) == (heads if wide else Counter())
        assert all(head["points"] for head in sector["competences"])


def test_a_sector_without_metiers_shows_its_skills_under_no_heading(
    kg: ox.Store, pages: Pages, visit: Any
) -> None:
    data = data_of(pages["familles.html"])
    seen = visit("familles.html")
    shown = []
    for sector in data["sectors"]:
        wide = all(f["wide"] for f in data["families"] if f["sector"] == sector["key"])
        iri = f"<https://w3id.org/iag-kg/id/{sector['key']}>"
        alone = f"""?x a iag:SkillWording ; iag:inSector {iri} .
        FILTER NOT EXISTS {{ ?x iag:underHeading ?h }}"""
        assert fr(sector["wordings"]) == (labels(kg, alone) if wide else Counter())
        assert all(wording["of"] for wording in sector["wordings"])
        text = plain(seen.text(f'[data-sector="{sector["key"]}"]'))
        for wording in sector["wordings"]:
            assert plain(wording["fr"]) in text and plain(wording["at"]) in text
        shown += [wording["fr"] for wording in sector["wordings"]]
    assert len(shown) == 6
    assert {"supervision des contenus générés", "prompting efficace"} <= set(shown)


def test_a_metier_page_carries_the_risks_of_its_family_and_its_own_uses(
    kg: ox.Store, pages: Pages
) -> None:
    for name, page in pages.items():
        if name.startswith("metier-"):
            data = data_of(page)
            code = f'?m skos:notation "{data["metier"]}" .'
            uses = labels(kg, f"{code} ?x a iag:UseWording ; iag:concernsMetier ?m .")
            assert fr(data["context"]["uses"]) == uses
            shared = f"""{code} ?m iag:inFamily ?f . ?x a iag:RiskWording ; iag:inFamily ?f .
            FILTER NOT EXISTS {{ ?x iag:concernsMetier ?o FILTER(?o != ?m) }}"""
            assert fr(data["context"]["risks"]) == labels(kg, shared)


def test_training_for_a_gap_is_that_of_the_graph(kg: ox.Store, pages: Pages) -> None:
    data = data_of(pages["passerelles.html"])
    found = {
        (data["offers"][offer]["fr"], data["skills"][int(skill)]["fr"])
        for skill, offers in data["training"].items()
        for offer in offers
    }
    query = """SELECT ?title ?skill WHERE { ?o a iag:TrainingOffer ; rdfs:label ?title ;
    iag:developsSkill/rdfs:label ?skill FILTER(lang(?title) = "fr" && lang(?skill) = "fr") }"""
    assert found == {(title, skill) for title, skill in ask(kg, query)}


# In a browser.


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_a_list_opens_alone_and_without_a_complaint(
    name: str, size: tuple[int, int], visit: Any
) -> None:
    seen = visit(name, size)
    assert [url for url in seen.requests if not url.startswith(("file:", "data:"))] == []
    seen.page.evaluate(OPEN_ALL.replace('"details"', '"details:nth-of-type(-n + 3)"'))
    seen.page.wait_for_timeout(100)
    assert seen.errors == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_speaks_english_and_keeps_it(name: str, pages: Pages, visit: Any) -> None:
    seen = visit(name)
    seen.page.click('[data-lang="en"]')
    texts = data_of(pages[name], "texts")
    view = name.removesuffix(".html")
    assert seen.text("h1") == texts[f"{view}-title"]["en"]
    assert seen.page.get_attribute("html", "lang") == "en"
    french = {pair["fr"] for pair in texts.values() if pair["fr"] != pair["en"]}
    shown = seen.page.evaluate(
        """[...document.body.querySelectorAll(".fold-title, h1, h2, h3, label, p, th button")]
        .filter((node) => !node.children.length).map((node) => node.textContent)"""
    )
    assert french.isdisjoint(shown)
    seen.page.reload()
    assert seen.text("h1") == texts[f"{view}-title"]["en"]


@pytest.mark.parametrize("name", LISTS)
def test_a_hostile_text_shows_in_a_list_and_never_runs(
    name: str, hostile_pages: Pages, visit: Any, tmp_path: Path
) -> None:
    seen = visit(name, root=write(hostile_pages, tmp_path))
    for language in ("en", "fr"):
        seen.page.click(f'[data-lang="{language}"]')
        seen.page.evaluate(OPEN_ALL)
        seen.page.wait_for_timeout(100)
        assert HOSTILE in seen.text("main")
    assert seen.page.evaluate("window.hacked") is None
    assert seen.page.evaluate("document.querySelectorAll('img, iframe, object').length") == 0
    assert seen.errors == []


@pytest.mark.parametrize("name", LISTS)
def test_axe_finds_no_barrier_in_a_list(name: str, visit: Any) -> None:
    from axe_core_python.sync_playwright import Axe

    seen = visit(name)
    seen.page.evaluate(OPEN_ALL.replace('"details"', '"section details:nth-of-type(2)"'))
    seen.page.wait_for_timeout(100)
    found = Axe().run(seen.page)["violations"]
    assert [(v["id"], v["impact"], v["nodes"][0]["html"]) for v in found] == []


def test_a_risk_shows_its_wordings_speakers_and_measures(pages: Pages, visit: Any) -> None:
    data = data_of(pages["acteurs.html"])
    of: Counter[int] = Counter(r for claim in data["claims"] for r in claim["risks"])
    index = of.most_common(1)[0][0]
    seen = visit("acteurs.html", chosen=f"r:{data['risks'][index]['key']}")
    assert seen.text("#panel h2") == data["risks"][index]["fr"]
    titles = [plain(t) for t in seen.page.locator("#panel h3").all_inner_texts()]
    wordings = [w for w in data["wordings"] if index in w["risks"]]
    measures = [m for m in data["measures"] if index in m["risks"]]
    speakers = {a for claim in data["claims"] if index in claim["risks"] for a in claim["by"]}
    for n, title in zip((len(wordings), len(speakers), len(measures)), titles, strict=True):
        assert title.endswith(f"({n})")
    folds = seen.page.locator("#panel details").first
    folds.locator("summary").click()
    source = data["sources"][wordings[0]["source"]]["short"]["fr"]
    assert plain(source) in plain(seen.text("#panel"))
    assert folds.locator("li").count() > 0


def test_an_actor_outside_the_picture_is_found_by_the_search(pages: Pages, visit: Any) -> None:
    data = data_of(pages["acteurs.html"])
    drawn = {node["id"] for node in data_of(pages["acteurs.html"], "drawing")["nodes"]}
    spoken = {a for claim in data["claims"] for a in claim["by"]}
    index, actor = next(
        (i, a) for i, a in enumerate(data["actors"]) if f"a:{a['key']}" not in drawn and i in spoken
    )
    seen = visit("acteurs.html")
    seen.page.fill("#search", actor["fr"])
    seen.page.keyboard.press("Enter")
    assert seen.text("#panel h2") == actor["fr"]
    said = [claim for claim in data["claims"] if index in claim["by"]]
    seen.page.evaluate(OPEN_ALL)
    seen.page.wait_for_timeout(100)
    assert plain(said[0]["fr"])[:40] in plain(seen.text("#panel"))
    assert plain(said[0]["at"])[-8:] in plain(seen.text("#panel"))


def test_fewer_facts_a_line_draw_more_lines_and_a_choice_shows_all_its_own(
    pages: Pages, visit: Any
) -> None:
    drawing = data_of(pages["acteurs.html"], "drawing")
    seen = visit("acteurs.html")
    lines = "iagView.picture.shownEdges.length"
    few = seen.page.evaluate(lines)
    seen.page.fill("#least", "1")
    assert seen.page.evaluate(lines) == len(drawing["edges"]) > few
    seen.page.fill("#least", "10")
    node = Counter(e["from"] for e in drawing["edges"] if e["id"][0] == "e").most_common(1)[0][0]
    key = next(a for a in data_of(pages["acteurs.html"])["actors"] if f"a:{a['key']}" == node)
    seen.page.fill("#search", key["fr"])
    seen.page.keyboard.press("Enter")
    near = f"iagView.picture.shownEdges.get({{ filter: (e) => e.from === '{node}' }}).length"
    assert seen.page.evaluate(near) == sum(e["from"] == node for e in drawing["edges"])
    assert seen.page.evaluate(OVERLAPS)[1:] == [0, 0]


def test_a_source_filters_the_network(pages: Pages, visit: Any) -> None:
    data = data_of(pages["acteurs.html"])
    seen = visit("acteurs.html")
    last = len(data["sources"]) - 1
    seen.page.select_option("#source-filter", str(last))
    facts = [f for f in (*data["claims"], *data["measures"]) if f["source"] == last]
    actors = {a for f in facts if f["risks"] for a in f["by"]}
    shown = "iagView.picture.shownNodes.get({ filter: (n) => n.id.startsWith('a:') }).length"
    assert seen.page.evaluate(shown) == len(actors)
    assert seen.errors == []


def test_a_section_opens_to_its_facts_and_a_word_filters_them(pages: Pages, visit: Any) -> None:
    section = data_of(pages["sources.html"])["documents"][0][0]
    seen = visit("sources.html")
    box = f'[data-section="{section["key"]}"]'
    seen.page.click(f"{box} summary")
    assert seen.count(f"{box} li") == len(section["facts"])
    kind, label, _, place = section["facts"][0]
    first = plain(seen.page.locator(f"{box} li").first.inner_text())
    kinds = data_of(pages["sources.html"])["factKinds"]
    assert all(plain(part) in first for part in (kinds[kind]["fr"], label, place))
    word = max(re.findall(r"\w+", label), key=len)
    seen.page.fill("#filter", word)
    seen.page.wait_for_timeout(300)
    facts = [f for d in data_of(pages["sources.html"])["documents"] for s in d for f in s["facts"]]
    fold = "(text) => text.normalize('NFD').replace(/[\\u0300-\\u036f]/g, '').toLowerCase()"
    folded = seen.page.evaluate(f"(all) => all.map({fold})", [word, *(f[1] for f in facts)])
    expected = sum(folded[0] in text for text in folded[1:])
    assert int(re.sub(r"\D", "", seen.text("#shown").partition("fait")[0])) == expected


def test_commerce_says_why_it_has_no_passerelle(pages: Pages, visit: Any) -> None:
    data = data_of(pages["familles.html"])
    seen = visit("familles.html")
    wide = [s for s in data["sectors"] if s["competences"]]
    assert wide
    for sector in wide:
        text = plain(seen.text(f'[data-sector="{sector["key"]}"] .explanation'))
        assert f"{len(sector['competences'])} compétences transverses" in text
        assert "aucune n’est calculée" in text
    family = next(f for f in data["families"] if f["sector"] == wide[0]["key"] and f["risks"])
    seen.page.fill("#search", family["fr"])
    seen.page.keyboard.press("Enter")
    shown = plain(seen.text(f"#{family['key']}"))
    assert plain(family["risks"][0]["fr"]) in shown
    assert all(plain(risk["fr"]) in shown for risk in family["risks"][0]["of"])


def test_a_passerelle_names_training_for_its_gap(pages: Pages, visit: Any) -> None:
    data = data_of(pages["passerelles.html"])
    wanted = {int(skill) for skill in data["training"]}
    row = data["columns"].index("skills")
    kinds = [data["gaps"].index(kind) for kind in ("acquire", "strengthen")]
    number, skills = next(
        (n, missing)
        for n, p in enumerate(data["passerelles"])
        for missing in [{s[0] for s in p[row] if s[2:] and s[3] in kinds}]
        if missing & wanted
    )
    offers = {o for skill in skills & wanted for o in data["training"][str(skill)]}
    seen = visit("passerelles.html", chosen=f"p{number}")
    assert seen.count("#panel .offers li") == len(offers)
    text = plain(seen.text("#panel .offers"))
    for offer in (data["offers"][o] for o in offers):
        assert plain(offer["fr"]) in text and plain(offer["provider"]["fr"]) in text
    assert "CPF" in text and "RNCP" in text
    seen.page.locator("#panel .offers a").first.click()
    seen.page.wait_for_url("**/formations.html**")
    assert seen.count("tr.chosen") == 1
