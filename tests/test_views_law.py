"""The views of the law: uses by tier, their duties on a date, the calendar, uses of a métier."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import test_views
from iag_kg.graph import select
from iag_kg.queries import Query, bind
from iag_kg.views import render_views
from test_views import Pages, ask, data_of, plain, write

browser, folder, visit, pages = (
    test_views.browser,
    test_views.folder,
    test_views.visit,
    test_views.pages,
)

WORLDS = ("kg", "tiny")
DAYS = ("2026-11-20", "2026-12-02", "2027-12-02", "2028-08-02")
ROLES = ("role-deployeur", "role-fournisseur")
ADVICE = "Ce n’est pas un avis juridique. État du droit : 20 novembre 2026."


@pytest.fixture(scope="module")
def tiny_pages(tiny: ox.Store) -> Pages:
    return render_views(tiny)


@pytest.fixture(params=WORLDS)
def world(request: pytest.FixtureRequest) -> tuple[ox.Store, Pages]:
    """A graph and its pages: the one that ships, then the hand-made one."""
    pages_of = {"kg": "pages", "tiny": "tiny_pages"}[request.param]
    return request.getfixturevalue(request.param), request.getfixturevalue(pages_of)


def answers(store: ox.Store, query: Query, **values: str) -> list[tuple[str, ...]]:
    """The rows that a query of the library gives, as text; nothing is "" there."""
    rows = select(store, bind(query, values)).values()
    return [tuple("" if value is None else str(value) for value in row) for row in rows]


def label(things: list[dict[str, Any]], key: str) -> str:
    return next((str(thing["fr"]) for thing in things if thing["key"] == key), "")


def labels(things: list[dict[str, Any]], keys: list[str]) -> list[str]:
    return sorted(label(things, key) for key in keys)


def parts(text: str) -> list[str]:
    return sorted(text.split(" ; ")) if text else []


def certainty_of(data: dict[str, Any], key: str) -> str:
    return label([degree for scale in data["certainties"].values() for degree in scale], key)


# What the page of uses holds.


def test_uses_are_those_of_the_query(
    world: tuple[ox.Store, Pages], library: dict[str, Query]
) -> None:
    store, pages = world
    data = data_of(pages["usages.html"])
    expected = {
        code: (use, tier, parts(told), parts(basis), parts(roles), certainty)
        for code, use, tier, told, basis, roles, certainty in answers(store, library["law/uses"])
    }
    found = {
        use["code"]: (
            use["fr"],
            label(data["tiers"], use["tier"]),
            labels(data["transparencies"], use["transparency"]),
            sorted(data["provisions"][number]["fr"] for number in use["basis"]),
            labels(data["roles"], use["roles"]),
            certainty_of(data, use["certainty"]),
        )
        for use in data["uses"]
    }
    assert found == expected
    assert found


def test_boundary_cases_and_precautions_are_those_of_the_queries(
    world: tuple[ox.Store, Pages], library: dict[str, Query]
) -> None:
    store, pages = world
    data = data_of(pages["usages.html"])
    for use in data["uses"]:
        iri = f"iagd:usecase-{use['key']}"
        # The query also gives the condition of the use itself, where it has one.
        own = [use | {"fr": use["when"]["fr"]}] if use["when"] else []
        limits = [
            (
                limit["fr"],
                label(data["tiers"], limit["tier"]),
                labels(data["transparencies"], limit["transparency"]),
                sorted(data["provisions"][number]["fr"] for number in limit["basis"]),
                certainty_of(data, limit["certainty"]),
            )
            for limit in (*own, *use["boundaries"])
        ]
        assert sorted(limits) == sorted(
            (condition, tier, parts(told), parts(basis), certainty)
            for condition, tier, told, basis, certainty in answers(
                store, library["law/boundaries"], use=iri
            )
        )
        measures = [
            (m["fr"], m["condition"]["fr"] if m["condition"] else "") for m in use["precautions"]
        ]
        rows = answers(store, library["law/precautions"], use=iri)
        assert sorted(measures) == sorted((measure, condition) for measure, condition, _ in rows)


def test_what_studies_say_and_where_a_use_is_found_are_those_of_the_graph(
    world: tuple[ox.Store, Pages],
) -> None:
    store, pages = world
    data = data_of(pages["usages.html"])
    for name, relation, kind in (
        ("studies", "concernsStudyWording", "UseCaseLink"),
        ("settings", "concernsSetting", "UseCaseSetting"),
    ):
        query = f"""SELECT ?use ?end ?reason ?status WHERE {{ ?l a iag:{kind} ;
        iag:concernsUseCase/skos:notation ?use ; iag:{relation}/rdfs:label ?end ;
        iag:reason ?reason ; iag:hasStatus ?status
        FILTER(lang(?end) = "fr" && lang(?reason) = "fr") }}"""
        expected = Counter(
            (use, end, reason, status.rpartition("#")[2])
            for use, end, reason, status in ask(store, query)
        )
        found = Counter(
            (
                use["code"],
                fact["fr"] if name == "studies" else label(data["places"], fact["place"]),
                fact["reason"]["fr"],
                fact["status"],
            )
            for use in data["uses"]
            for fact in use[name]
        )
        assert found == expected
        assert found
    assert all(fact["at"] for use in data["uses"] for fact in use["studies"])


def test_an_official_page_is_a_web_address_and_nothing_else(tiny: ox.Store) -> None:
    iag = "https://w3id.org/iag-kg/ontology#"
    pages = [ox.NamedNode(f"{iag}{name}") for name in ("officialPage", "hasEli")]
    store = ox.Store()
    store.extend(
        ox.Quad(q.subject, q.predicate, ox.NamedNode("javascript:hacked()"), q.graph_name)
        if q.predicate in pages
        else q
        for q in tiny
    )
    assert all(any(store.quads_for_pattern(None, page, None, None)) for page in pages)
    for name in ("usages.html", "calendrier.html"):
        rendered = render_views(store)[name]
        assert all(p["page"] is None for p in data_of(rendered)["provisions"])
        assert "javascript:" not in rendered


# Duties: what the page computes is what the query answers.

ALL_DUTIES = """([days, roles]) => {
  const found = [];
  for (const use of JSON.parse(document.getElementById("data").textContent).uses)
    for (const role of roles) {
      iagUses.filters.role = role;
      for (const row of iagUses.dutiesOf(use))
        for (const day of days)
          found.push([use.key, role, day, iagUses.stateOf(row, day), row]);
    }
  return found;
}"""


def for_all(query: Query, uses: list[str], roles: tuple[str, ...], days: tuple[str, ...]) -> str:
    """A query on duties put for every use, role and day at once: one by one takes a minute."""
    text = query.text.replace("SELECT DISTINCT", "SELECT DISTINCT ?use ?role ?on")
    for name, values in (
        ("use", [f"iagd:usecase-{key}" for key in uses]),
        ("role", [f"iagd:{key}" for key in roles]),
        ("on", [f'"{day}"^^xsd:date' for day in days]),
    ):
        text, n = re.subn(
            rf"VALUES \?{name} {{[^}}]*}}", f"VALUES ?{name} {{ {' '.join(values)} }}", text
        )
        assert n == 1
    return text


@pytest.mark.parametrize(
    ("name", "states"), [("law/duties", {"applies", "unknown"}), ("law/duties-ahead", {"ahead"})]
)
def test_duties_are_those_of_the_query_for_every_use_day_and_role(
    world: tuple[ox.Store, Pages],
    name: str,
    states: set[str],
    library: dict[str, Query],
    visit: Any,
    tmp_path: Path,
) -> None:
    store, pages = world
    data = data_of(pages["usages.html"])
    days = (*DAYS, *sorted({m["date"] for m in data_of(pages["calendrier.html"])["milestones"]}))
    days = tuple(dict.fromkeys(days[:4] if len(days) > 20 else days))
    uses = {use["key"]: use for use in data["uses"]}
    rows = select(store, for_all(library[name], list(uses), ROLES, days)).values()
    expected = {
        tuple("" if value is None else str(value).rpartition("/id/")[2] for value in row)
        for row in rows
    }
    seen = visit("usages.html", root=write(pages, tmp_path))
    found = set()
    for key, role, day, state, row in seen.page.evaluate(ALL_DUTIES, [days, ROLES]):
        duty = data["obligations"][row["duty"]]
        first = uses[key]["boundaries"][row["boundary"]] if "boundary" in row else row["condition"]
        said = [text["fr"] for text in (first, duty["condition"]) if text]
        no_tier = duty["known"] == "WithTier" and not row["start"]
        doubt = " ; début inconnu" if duty["known"] == "StartUnknown" or no_tier else ""
        if state in states:
            found.add(
                (
                    f"usecase-{key}",
                    role,
                    day,
                    duty["fr"],
                    " ; ".join(labels(data["roles"], duty["by"])),
                    data["provisions"][duty["basis"][0]]["fr"],
                    row["start"],
                    duty["end"],
                    " ; ".join(said),
                    certainty_of(data, duty["certainty"]) + doubt,
                )
            )
    assert found == expected
    assert len({row[:3] for row in found}) > len(uses)


# The calendar.


def test_dates_are_those_of_the_queries(
    world: tuple[ox.Store, Pages], library: dict[str, Query]
) -> None:
    store, pages = world
    data = data_of(pages["calendrier.html"])
    milestones = data["milestones"]
    provisions = [provision["fr"] for provision in data["provisions"]]
    found = [
        (
            m["date"],
            m["fr"],
            "".join(provisions[n] for n in m["basis"]),
            certainty_of(data, m["certainty"]),
        )
        for m in milestones
    ]
    assert Counter(found) == Counter(answers(store, library["law/calendar"]))
    assert [m["date"] for m in milestones] == sorted(m["date"] for m in milestones)
    moved = [(m["fr"], m["moved"], m["date"]) for m in milestones if m["moved"]]
    assert sorted(moved) == sorted(answers(store, library["law/calendar-moved"]))
    starting = """SELECT ?milestone ?label WHERE { ?p a iag:Provision ; iag:startsAt ?milestone ;
    rdfs:label ?label FILTER(lang(?label) = "fr") }"""
    assert Counter(
        (m["key"], provisions[n]) for m in milestones for n in m["provisions"]
    ) == Counter((milestone.rpartition("/")[2], name) for milestone, name in ask(store, starting))


def test_a_duty_that_a_tier_calls_for_starts_with_it_in_the_calendar(
    kg: ox.Store, pages: Pages
) -> None:
    data = data_of(pages["calendrier.html"])
    starts = {
        (data["obligations"][row["duty"]]["key"], row["tier"]): m["date"]
        for m in data["milestones"]
        for row in m["duties"]
    }
    called = "obligation-deployeur-information-salaries"
    assert starts[called, "tier-haut-risque-annexe-iii"] == "2027-12-02"
    assert starts[called, "tier-haut-risque-annexe-i"] == "2028-08-02"
    # Its own day is earlier, but the tier that calls for it applies later.
    assert starts["obligation-explication-decision", "tier-haut-risque-annexe-iii"] == "2027-12-02"
    assert starts["obligation-litteratie-ia", ""] == "2025-02-02"
    dated = "SELECT DISTINCT ?o WHERE { ?o a iag:Obligation ; iag:startsAt ?m }"
    with_tier = "SELECT DISTINCT ?o WHERE { ?o a iag:Obligation ; iag:hasStartBasis iag:WithTier }"
    expected = {iri.rpartition("/")[2] for q in (dated, with_tier) for (iri,) in ask(kg, q)}
    assert {key for key, _ in starts} == expected


# Other pages.


def test_a_metier_has_its_uses_and_those_of_its_family(kg: ox.Store, pages: Pages) -> None:
    for name, page in pages.items():
        if name.startswith("metier-"):
            data = data_of(page)
            code = f'?m skos:notation "{data["metier"]}" .'
            own = {
                u
                for (u,) in ask(
                    kg,
                    f"""SELECT DISTINCT ?code WHERE {{ {code}
            ?u iag:isFoundIn ?m ; skos:notation ?code }}""",
                )
            }
            family = {
                u
                for (u,) in ask(
                    kg,
                    f"""SELECT DISTINCT ?code WHERE {{ {code}
            ?m iag:inFamily ?f . ?u iag:isFoundIn ?f ; skos:notation ?code }}""",
                )
            }
            uses = data["law"]["uses"]
            assert {use["code"] for use in uses if use["own"]} == own
            assert {use["code"] for use in uses if not use["own"]} == family - own
            assert len(uses) == len(own | family)


def test_the_index_counts_uses_duties_and_dates(kg: ox.Store, pages: Pages) -> None:
    def count(pattern: str) -> int:
        return len(ask(kg, f"SELECT DISTINCT ?x WHERE {{ {pattern} }}"))

    figures = data_of(pages["index.html"])["figures"]
    tier = "?x a iag:UseCase ; iag:hasTier <https://w3id.org/iag-kg/id/tier-{}> ."
    assert figures["uses"] == count("?x a iag:UseCase") == 60
    assert figures["prohibited"] == count(tier.format("interdit")) == 3
    assert figures["highRisk"] == count(tier.format("haut-risque-annexe-iii")) == 11
    assert figures["duties"] == count("?x a iag:Obligation")
    assert figures["dates"] == count("?x a iag:LegalMilestone")
    told = "?x a iag:UseCase ; iag:hasTransparency ?t . ?t iag:hasLegalBasis ?article"
    assert figures["told"] == count(told)


def test_a_graph_without_law_has_empty_pages_that_say_so(
    tiny: ox.Store, visit: Any, tmp_path: Path
) -> None:
    law = ox.NamedNode("https://w3id.org/iag-kg/graph/law")
    store = ox.Store()
    store.extend(quad for quad in tiny if quad.graph_name != law)
    root = write(render_views(store), tmp_path)
    seen = visit("usages.html", root=root)
    texts = data_of((root / "usages.html").read_text(encoding="utf-8"), "texts")
    assert texts["none-uses"]["fr"] in seen.text("#uses")
    assert seen.errors == []
    seen = visit("calendrier.html", root=root)
    assert seen.text("#shown").startswith("0 date")
    assert seen.errors == []


# In a browser.


def duty_lines(seen: Any, key: str, state: str) -> str:
    """The text of the duties of an opened use that are in a state, with all lists opened."""
    return plain(
        str(
            seen.page.evaluate(
                """([key, state]) => {
                  const box = document.querySelector(`[data-duties="${key}"]`);
                  box.querySelectorAll("details").forEach((one) => { one.open = true; });
                  return new Promise((done) => setTimeout(() => {
                    let text = "";
                    let own = false;
                    for (const node of box.children) {
                      if (node.tagName === "H4") own = node.dataset.state === state;
                      if (own) text += node.innerText + "\\n";
                    }
                    done(text);
                  }, 80));
                }""",
                [key, state],
            )
        )
    )


@pytest.mark.parametrize("address", ["#u08", "#sel=u08"])
def test_a_use_opens_from_its_address_to_its_article_and_its_duties(
    address: str, folder: Path, visit: Any
) -> None:
    seen = visit("usages.html")
    seen.page.goto((folder / "usages.html").as_uri() + address)
    seen.page.reload()
    sheet = plain(seen.text("#u08"))
    assert "Haut risque par l’usage (annexe III)" in sheet
    assert "RIA, annexe III, 4(b)" in sheet and "suivi et évaluation de la performance" in sheet
    assert "Lettre du texte" in sheet and "Suit des mots du règlement." in sheet
    assert "Chiffres agrégés adressés au seul travailleur → Minimal" in sheet
    now, later = (duty_lines(seen, "u08", state) for state in ("applies", "ahead"))
    assert "Information et consultation du CSE sur les nouvelles technologies" in now
    assert "Informer les représentants et les travailleurs" not in now
    assert "Informer les représentants et les travailleurs" in later
    assert "2 décembre 2027" in later and "RIA, art. 26(7)" in later
    assert seen.errors == []


def test_a_date_and_a_role_change_the_duties(visit: Any) -> None:
    seen = visit("usages.html", chosen="u08")
    called = "Informer les représentants et les travailleurs"
    seen.page.click('[data-day="2027-12-02"]')
    assert seen.page.get_attribute('[data-day="2027-12-02"]', "aria-pressed") == "true"
    assert called in duty_lines(seen, "u08", "applies")
    assert seen.page.evaluate("document.activeElement.dataset.day") == "2027-12-02"
    seen.page.fill("#on", "2027-12-01")
    assert called in duty_lines(seen, "u08", "ahead")
    seen.page.select_option("#role", "role-fournisseur")
    assert called not in duty_lines(seen, "u08", "ahead")
    assert "Gérer les risques" in duty_lines(seen, "u08", "ahead")
    assert "1er décembre 2027" in plain(seen.text("#u08 summary"))


def test_a_date_that_is_none_is_refused_and_the_last_one_kept(visit: Any) -> None:
    seen = visit("usages.html", chosen="u08")
    before = seen.text("#u08 summary")
    seen.page.fill("#on", "")
    assert "pas une date complète" in plain(seen.text("#on-error"))
    assert seen.page.get_attribute("#on", "aria-invalid") == "true"
    assert seen.text("#u08 summary") == before
    seen.page.click('[data-day="2026-12-02"]')
    assert seen.page.is_hidden("#on-error")
    assert seen.page.get_attribute("#on", "aria-invalid") == "false"


def test_a_prohibited_use_is_told_to_stop(visit: Any) -> None:
    seen = visit("usages.html", chosen="u15")
    assert "doit cesser" in plain(seen.text("#u15 summary"))
    assert "Usage interdit" in plain(seen.text("#u15 .duties"))
    assert "Ne pas inférer les émotions au travail" in duty_lines(seen, "u15", "applies")


def test_filters_keep_the_uses_that_meet_them_all(pages: Pages, visit: Any) -> None:
    data = data_of(pages["usages.html"])
    seen = visit("usages.html")
    box = ".tier-part > details[id^='u']"
    assert seen.count(box) == len(data["uses"])
    seen.page.select_option("#tier", "tier-minimal")
    seen.page.select_option("#transparency", "transparency-art-50-1")
    expected = [
        use["key"]
        for use in data["uses"]
        if use["tier"] == "tier-minimal" and "transparency-art-50-1" in use["transparency"]
    ]
    keys = "boxes => boxes.map((box) => box.id)"
    assert seen.page.eval_on_selector_all(box, keys) == expected
    assert plain(seen.text("#shown")).startswith(f"{len(expected)} usages montrés sur 60")
    seen.page.fill("#filter", "démarchage")
    seen.page.wait_for_timeout(250)
    assert 0 < seen.count(box) < len(expected)
    seen.page.fill("#filter", "zzzz")
    seen.page.wait_for_timeout(250)
    assert "Aucun usage ne répond" in plain(seen.text("#uses"))
    seen.page.click("#reset")
    assert seen.count(box) == len(data["uses"])


def test_a_number_of_the_matrix_opens_the_list_that_it_counts(pages: Pages, visit: Any) -> None:
    data = data_of(pages["usages.html"])
    inside = {p["key"]: p["family"] for p in data["places"]}
    family = max(
        (p["key"] for p in data["places"] if not p["metier"]),
        key=lambda key: sum(
            s["place"] == key or inside[s["place"]] == key
            for u in data["uses"]
            for s in u["settings"]
        ),
    )
    expected = [
        use["key"]
        for use in data["uses"]
        if use["tier"] == "tier-minimal"
        and any(s["place"] == family or inside[s["place"]] == family for s in use["settings"])
    ]
    seen = visit("usages.html")
    column = 2 + [tier["key"] for tier in data["tiers"]].index("tier-minimal")
    cell = f'#matrix tr[data-place="{family}"] > :nth-child({column + 1}) button'
    assert seen.text(cell) == str(len(expected))
    assert label(data["places"], family) in str(seen.page.get_attribute(cell, "aria-label"))
    seen.page.click(cell)
    boxes = "boxes => boxes.map((box) => box.id)"
    assert seen.page.eval_on_selector_all(".tier-part > details[id^='u']", boxes) == expected
    assert seen.page.evaluate("document.activeElement.id") == "uses"
    assert seen.page.input_value("#place") == family


def test_the_calendar_splits_on_the_date_and_strikes_what_was_moved(
    pages: Pages, visit: Any
) -> None:
    milestones = data_of(pages["calendrier.html"])["milestones"]
    seen = visit("calendrier.html")
    for day in ("2026-11-20", "2027-12-02"):
        seen.page.click(f'[data-day="{day}"]')
        assert seen.count(".milestone.past") == sum(m["date"] < day for m in milestones)
        assert seen.count(".milestone.today") == sum(m["date"] == day for m in milestones)
        assert seen.count(".milestone.future") == sum(m["date"] > day for m in milestones)
        split = """[...document.querySelectorAll(".timeline > li")].map((item) => item.id)"""
        order = seen.page.evaluate(split)
        assert order.index("now") == sum(m["date"] < day for m in milestones)
    assert seen.page.eval_on_selector_all("del time", "all => all.map((one) => one.dateTime)") == [
        m["moved"] for m in milestones if m["moved"]
    ]
    seen.page.select_option("#scope", "act")
    assert seen.count(".milestone") == sum(m["act"] for m in milestones) < len(milestones)
    seen.page.select_option("#moment", "future")
    assert seen.count(".milestone") == sum(m["act"] and m["date"] > day for m in milestones)
    assert seen.errors == []


def test_a_date_opens_to_what_starts_on_it(visit: Any) -> None:
    seen = visit("calendrier.html")
    box = "#milestone-ria-haut-risque-annexe-iii"
    for step in ("provisions", "duties"):
        seen.page.click(f'{box} details[data-fold$="/{step}"] > summary')
    text = plain(seen.text(box))
    assert "2 décembre 2027" in text and "2 août 2026" in text and "reportée" in text
    assert "RIA, art. 26(7)" in text
    assert "Informer les représentants et les travailleurs" in text
    assert "Avec le niveau : Haut risque par l’usage (annexe III)" in text


@pytest.mark.parametrize("name", ["usages.html", "calendrier.html", "metier-management.html"])
def test_a_page_of_the_law_ends_with_what_it_is_not(name: str, visit: Any) -> None:
    seen = visit(name)
    assert plain(seen.page.locator("main .advice").last.inner_text()) == ADVICE
    seen.page.emulate_media(media="print")
    assert seen.page.is_visible("main .advice")
    assert seen.page.is_hidden("main .controls >> nth=0")


def test_a_metier_leads_to_the_sheet_of_a_use(visit: Any) -> None:
    seen = visit("metier-management.html")
    assert "Haut risque par l’usage (annexe III)" in plain(seen.text("#law"))
    seen.page.locator("#law a").first.click()
    seen.page.wait_for_url("**/usages.html**")
    assert seen.count("#u08[open]") == 1
