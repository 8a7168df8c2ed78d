"""Bridges: curated against the published files, computed by names, joined with exposure."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from command import call
from iag_kg.bridges import Bridge, Titled, compare_exposure, join, match, read_titles
from iag_kg.bridges.names import forms, halves, plain
from iag_kg.errors import NotFoundError
from iag_kg.graph import Value, node, read_quads, select, to_store, triples
from iag_kg.namespaces import IAGD
from iag_kg.paths import resources
from iag_kg.queries import bind, read_query
from iag_kg.stored import open_store
from iag_kg.validate import validate

FIXTURES = Path(__file__).parent / "fixtures" / "importers"
TINY = Path(__file__).parent / "tiny" / "tiny.trig"
DATA = resources().parent / "shared" / "data"
published = pytest.mark.skipif(
    not DATA.is_dir(), reason="the publishers’ downloads are not beside the checkout"
)
ESCO = "http://data.europa.eu/esco/occupation/"
BRIDGES = node("iagg:bridges")
HIGH, MEDIUM, LOW = "HighConfidence", "MediumConfidence", "LowConfidence"
EXACT, SPLIT, OTHER = "ExactLabelMapping", "GenderSplitMapping", "AlternativeLabelMapping"


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# Names


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Vendeur / Vendeuse en épicerie", ("vendeur en epicerie", "vendeuse en epicerie")),
        ("traducteur/traductrice", ("traducteur", "traductrice")),
        (
            "développeur de logiciels/développeuse de logiciels",
            ("developpeur de logiciels", "developpeuse de logiciels"),
        ),
        (
            "Agent administratif / Agente administrative banque ou assurance",
            (
                "agent administratif banque ou assurance",
                "agente administrative banque ou assurance",
            ),
        ),
        (
            "Responsable Commercial / Commerciale",
            ("responsable commercial", "responsable commerciale"),
        ),
        ("Chargé / Chargée d’études (RH)", ("charge d'etudes", "chargee d'etudes")),
        ("Trader", ()),
        ("a / b / c", ()),
        ("/", ()),
    ],
)  # fmt: skip
def test_a_title_is_split_into_its_two_forms(title: str, expected: tuple[str, ...]) -> None:
    assert halves(title) == expected


def test_a_title_without_two_forms_is_itself_and_an_empty_one_is_nothing() -> None:
    assert forms("Data Scientist") == ("data scientist",)
    assert forms(" - ") == () and forms("") == ()
    assert plain("L’Œuvre (SI) d’Été – C++") == "l'oeuvre d'ete c++"


# Matching


def titled(iri: str, name: str, *others: str) -> Titled:
    return Titled(iri, name, others)


def found(left: Titled, right: Titled) -> tuple[str, str, str] | None:
    bridges = match([left], [right])
    return (bridges[0].method, bridges[0].confidence, bridges[0].shared) if bridges else None


def test_the_method_and_confidence_follow_what_the_two_names_are() -> None:
    def judged(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, str, str] | None:
        return found(titled("m", *left), titled("o", *right))

    whole = ("Relieur / Relieuse",)
    assert judged(whole, ("relieur/relieuse",)) == (EXACT, HIGH, "relieur")
    assert judged(("Trader",), ("trader",)) == (EXACT, HIGH, "trader")
    assert judged(whole, ("relieuse",)) == (SPLIT, MEDIUM, "relieuse")
    assert judged(whole, ("doreur", "relieur")) == (OTHER, MEDIUM, "relieur")
    assert judged(("Doreur", "Relieur / Relieuse"), ("relieur",)) == (OTHER, MEDIUM, "relieur")
    assert judged(("Doreur", "Relieur"), ("brocheur", "relieur")) == (OTHER, LOW, "relieur")
    assert judged(whole, ("brocheur",)) is None


def test_a_name_that_several_bear_keeps_them_all_and_lowers_confidence() -> None:
    one, two = titled("o1", "relieur"), titled("o2", "brocheur", "relieur")
    assert match([titled("m", "Relieur")], [one, two]) == [
        Bridge("m", "o1", EXACT, MEDIUM, "relieur"),
        Bridge("m", "o2", OTHER, LOW, "relieur"),
    ]


def test_a_pair_that_meets_twice_is_stated_once_by_the_strongest() -> None:
    left = titled("m", "Relieur", "Ouvrier du livre", "Brocheur")
    assert found(left, titled("o", "relieur", "ouvrier du livre", "brocheur")) == (
        EXACT, HIGH, "relieur",
    )  # fmt: skip
    left = titled("m", "Doreur", "Brocheur", "Assembleur")
    assert found(left, titled("o", "plieur", "brocheur", "assembleur")) == (
        OTHER,
        LOW,
        "assembleur",
    )


def test_the_order_of_what_is_given_changes_nothing() -> None:
    left = [titled("m1", "Relieur", "Brocheur"), titled("m2", "Brocheur")]
    right = [titled("o1", "brocheur", "relieur"), titled("o2", "relieur")]
    assert match(left, right) == match(left[::-1], right[::-1])
    assert {b.metier for b in match(left, right)} == {"m1", "m2"}


# The computed graph, on fixtures


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the fictitious ROME and ESCO: copy it before changing it."""
    store = tmp_path_factory.mktemp("bridges") / "store"
    for key, place in (("rome", FIXTURES / "rome"), ("esco", FIXTURES / "esco-v9.9.9")):
        assert call("import", key, place, "--store", store).code == 0
    return store


@pytest.fixture
def store(held: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(held, tmp_path / "store"))


def lines(store: Path) -> list[str]:
    return [str(triple) for triple in triples(open_store(store), BRIDGES)]


def test_the_bridges_of_a_store_go_into_their_own_graph(store: Path) -> None:
    outcome = call("import", "bridges", "--store", store, "--format", "csv")
    assert (outcome.code, outcome.out) == (
        0, f"method,confidence,bridges\n{EXACT},{HIGH},1\n",
    )  # fmt: skip
    content = "\n".join(lines(store))
    bridge = f"{IAGD}bridge-z9901--fictitious-1"
    for said in (
        f'<{bridge}> <{node("iag:sharedName").value}> "testeur fictif"',
        f"<{bridge}> <{node('iag:hasMappingMethod').value}> <{node('iag:' + EXACT).value}>",
        f"<{IAGD}rome-metier-z9901> <{node('skos:closeMatch').value}> <{ESCO}fictitious-1>",
        f"<{IAGD}rome-metier-z9901> <{node('iag:reachesIscoGroup').value}> "
        "<http://data.europa.eu/esco/isco/C9999>",
        f'<{node("iag:usedRelease").value}> "rome v999"',
        f'<{node("iag:usedRelease").value}> "esco v9.9.9"',
    ):
        assert said in content
    assert (
        node("dcterms:issued").value not in content and str(node("iag:importedOn")) not in content
    )


def test_the_bridges_break_no_shape(store: Path) -> None:
    assert call("import", "bridges", "--store", store).code == 0
    shapes = [q.triple for q in read_quads(resources() / "shapes" / "references.ttl")]
    content = triples(open_store(store))
    bad = [f for f in validate(content, shapes) if "Bridge" in f.shape or "reaches" in f.shape
           or "Mapping" in f.shape]  # fmt: skip
    assert bad == []


def test_a_second_run_replaces_the_first_and_touches_nothing_else(store: Path) -> None:
    before = triples(open_store(store), node("iagg:rome"), node("iagg:esco"))
    assert call("import", "bridges", "--store", store).code == 0
    first = lines(store)
    assert call("import", "bridges", "--store", store).code == 0
    assert lines(store) == first
    assert call("import", "bridges", "--store", store, "--on", "2026-11-21").code == 0
    assert len(lines(store)) == len(first) + 1
    assert any("issued" in line and "2026-11-21" in line for line in lines(store))
    assert triples(open_store(store), node("iagg:rome"), node("iagg:esco")) == before


@pytest.mark.parametrize("day", ["21/11/2026", "2026-13-01", "20261121", "hier"])
def test_a_malformed_date_is_refused_before_anything_is_read(store: Path, day: str) -> None:
    outcome = call("import", "bridges", "--store", store, "--on", day)
    assert outcome.code == 2 and repr(day) in outcome.err and BRIDGES not in set(
        open_store(store).named_graphs()
    )  # fmt: skip


def test_bridges_need_a_store_with_both_taxonomies(tmp_path: Path) -> None:
    outcome = call("import", "bridges", "--store", tmp_path / "nowhere")
    assert outcome.code == 2 and "no store here" in outcome.err
    assert not (tmp_path / "nowhere").exists()
    half = tmp_path / "half"
    assert call("import", "rome", FIXTURES / "rome", "--store", half).code == 0
    outcome = call("import", "bridges", "--store", half)
    assert outcome.code == 2 and "no esco in this store" in outcome.err
    assert BRIDGES not in set(open_store(half).named_graphs())


# Exposure beside impact


def asked(tiny: ox.Store, work: str, language: str = "fr") -> list[dict[str, Value]]:
    query = read_query(resources() / "queries" / "references" / "exposure-beside-impact.rq")
    return select(tiny, bind(query, {"work": work, "language": language})).records()


def test_the_store_is_joined_with_the_graph_of_the_studies(tiny: ox.Store) -> None:
    kept = {node(f"iagg:{key}") for key in ("esco", "ilo", "bridges", "rome")}
    graph = to_store(quad for quad in tiny if quad.graph_name not in kept)
    before = asked(graph, "iagd:metier-tiny-pret")
    assert {row["group"] for row in before} == {None}
    join(graph, tiny)
    assert asked(graph, "iagd:metier-tiny-pret") == asked(tiny, "iagd:metier-tiny-pret")
    tasks = graph.quads_for_pattern(None, node("iag:ofExposure"), None)
    assert not list(tasks), "tasks are not needed and not copied"


@pytest.mark.parametrize("key", ["esco", "ilo", "bridges"])
def test_a_store_that_lacks_a_part_says_how_to_get_it(tiny: ox.Store, key: str) -> None:
    part = to_store(quad for quad in tiny if quad.graph_name != node(f"iagg:{key}"))
    with pytest.raises(NotFoundError, match=rf"lacks {key}: `iag-kg import {key} …`"):
        join(ox.Store(), part)


def test_names_are_in_one_language_where_the_store_has_them(tiny: ox.Store) -> None:
    esco, unit = node("iagg:esco"), "http://data.europa.eu/esco/isco/C9999"
    named = {unit: "Rangeurs", "http://data.europa.eu/esco/occupation/tiny": "rangeur"}
    store = to_store(tiny)
    for thing, name in named.items():
        label = ox.Literal(name, language="fr")
        store.add(ox.Quad(ox.NamedNode(thing), node("rdfs:label"), label, esco))
    kept = {node(f"iagg:{key}") for key in ("esco", "ilo", "bridges", "rome")}
    graph = to_store(quad for quad in tiny if quad.graph_name not in kept)
    join(graph, store)
    columns = ("metier", "counterpart", "confidence", "occupation", "bridge", "group_name")
    said = {
        language: [tuple(each[key] for key in columns) for each in found]
        for language in ("fr", "en")
        for found in [asked(graph, "iagd:metier-tiny-pret", language)]
    }
    assert said["fr"] == [
        ("Prêt et retour", "rangeur de rayons", "Haute", "rangeur", None, "Rangeurs"),
        ("Prêt et retour", "Rangeur", "Basse", "rangeur", "Basse", "Rangeurs"),
    ]
    assert said["en"] == [
        ("Loans and returns", "shelver", "High", "shelver", None, "Shelvers"),
        ("Loans and returns", "Rangeur", "Low", "shelver", "Low", "Shelvers"),
    ]


def row(**changed: Value) -> dict[str, Value]:
    base: dict[str, Value] = {
        "group": "4211",
        "rank": 5,
        "skills": 10,
        "raised": 0.7,
        "lowered": 0.2,
    }
    return base | changed


@pytest.mark.parametrize(
    ("given", "fr", "en"),
    [
        (row(), "gradient 4", "gradient 4"),
        (row(rank=4), "renforce 70 % des compétences", "raises 70% of the skills"),
        (row(rank=3), "", ""),
        (row(raised=0.2, lowered=0.2), "", ""),
        (row(rank=1, raised=0.1, lowered=0.4), "affaiblit pourtant 40 %", "lowers 40%"),
        (row(rank=0, raised=0.3, lowered=0.3), "parmi les exposés", "not class this group"),
        (row(rank=0, raised=0.0, lowered=0.0), "", ""),
        (row(rank=2, raised=0.1, lowered=0.4), "", ""),
        (row(skills=None, raised=None, lowered=None), "pas de niveau", "no level"),
        (row(group=None, rank=None), "Aucun pont", "No bridge"),
        (row(rank=None), "n’évalue pas", "does not assess"),
    ],
)
def test_a_difference_is_said_without_deciding(given: dict[str, Value], fr: str, en: str) -> None:
    for language, expected in (("fr", fr), ("en", en)):
        said = compare_exposure(given, language)
        assert (expected in said) if expected else said == ""
        for word in ("tort", "erreur", "wrong", "error"):
            assert word not in said


@pytest.fixture
def world(tiny: ox.Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The hand-made world as what ships and as the store: nothing is read from disk."""
    monkeypatch.setattr("iag_kg.shipped.store", lambda: to_store(read_quads(TINY)))
    monkeypatch.setattr("iag_kg.stored.open_store", lambda path: tiny)
    yield


@pytest.mark.usefixtures("world")
def test_the_command_prints_rows_and_numbered_notes() -> None:
    outcome = call("exposure", "prêt", "--store", "store")
    assert outcome.code == 0 and outcome.out.startswith(
        "Prêt et retour\nÉtude : 3 compétences, 33,3 %"
    )
    assert "Gradient 4" in outcome.out and "shelver" in outcome.out
    english = call("exposure", "prêt", "--store", "store", "--lang", "en")
    assert "Study: 3 skills, 33.3% raised, 33.3% lowered" in english.out
    # ESCO names the shelver in English alone here: it stands in for want of a French name.
    assert "proche" in outcome.out and "rapproché de" in outcome.out and "0,7" in outcome.out
    for word in ("counterpart", "match", "close", "narrow"):
        assert word not in outcome.out
    for word in ("aligned with", "through the ESCO occupation", "narrower", "High", "Low", "0.7"):
        assert word in english.out
    for word in ("rangeur", "Haute", "Basse"):
        assert word not in english.out, "ROME has no English name, all else does"
    family = call("exposure", "Vente", "--store", "store")
    assert family.code == 0 and "(1) Aucun pont ne mène" in family.out


@pytest.mark.usefixtures("world")
def test_the_command_gives_the_same_rows_to_programs() -> None:
    out = call("exposure", "prêt", "--store", "store", "--format", "json").out
    rows = json.loads(out)
    assert [(r["taxonomy"], r["group"], r["rank"], r["skills"], r["note"]) for r in rows] == [
        ("esco", "9999", 5, 3, ""),
        ("rome", "9999", 5, 3, ""),
    ]
    table = call("exposure", "prêt", "--store", "store", "--format", "csv").out.splitlines()
    assert table[0].split(",") == list(rows[0]) and len(table) == 3


@pytest.mark.usefixtures("world")
def test_a_name_that_means_nothing_or_is_not_aligned_is_a_clear_error() -> None:
    outcome = call("exposure", "zzz", "--store", "store")
    assert outcome.code == 2 and "no métier answers to 'zzz'" in outcome.err
    outcome = call("exposure", "Relieur", "--store", "store")
    assert outcome.code == 2 and "'Relieur' is aligned with no métier" in outcome.err


# The curated table


@pytest.fixture(scope="module")
def curated() -> list[dict[str, str]]:
    return records(resources() / "data" / "metier-alignments.csv")


def test_every_profiled_metier_and_every_family_of_commerce_is_aligned(
    curated: list[dict[str, str]],
) -> None:
    metiers = records(resources() / "data" / "metiers.csv")
    families = records(resources() / "data" / "families.csv")
    wanted = {f"metiers:{m['key']}" for m in metiers if m["code"] or m["key"].startswith("betic")}
    wanted |= {f"families:{f['key']}" for f in families if f["sector"] == "commerce"}
    assert {each["ours"] for each in curated} == wanted
    lacking = {
        taxonomy: wanted - {each["ours"] for each in curated if each["taxonomy"] == taxonomy}
        for taxonomy in ("rome", "esco")
    }
    # ESCO v1.1.1 has no prompt engineer.
    assert lacking == {"rome": set(), "esco": {"metiers:banque-prompt-engineer"}}


def test_a_whole_domain_or_family_is_never_said_to_be_exact(curated: list[dict[str, str]]) -> None:
    kinds = {m["key"]: m["kind"] for m in records(resources() / "data" / "metiers.csv")}
    exact = [each["ours"].partition(":") for each in curated if each["match"] == "exact"]
    assert exact and all(
        table == "metiers" and kinds[key] in ("occupation", "mention") for table, _, key in exact
    )


def test_a_pair_is_stated_once(curated: list[dict[str, str]]) -> None:
    pairs = Counter((each["ours"], each["target"]) for each in curated)
    assert max(pairs.values()) == 1


@published
def test_every_target_is_published_under_its_label(curated: list[dict[str, str]]) -> None:
    rome = records(DATA / "rome-v460" / "unix_referentiel_code_rome_v460_utf8.csv")
    labels = {f"{IAGD}rome-metier-{m['code_rome'].lower()}": m["libelle_rome"] for m in rome}
    for each in records(DATA / "esco-v1.1.1" / "occupations_fr.csv"):
        labels[each["conceptUri"]] = each["preferredLabel"].strip()
    for each in curated:
        assert labels.get(each["target"]) == each["target_label"], each["key"]
        assert (each["taxonomy"] == "esco") is each["target"].startswith(ESCO), each["key"]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("real") / "store"
    for key, folder in (("rome", "rome-v460"), ("esco", "esco-v1.1.1")):
        assert call("import", key, DATA / folder, "--store", store).code == 0
    assert call("import", "bridges", "--store", store).code == 0
    return store


@published
def test_the_published_taxonomies_meet(real: Path) -> None:
    store = open_store(real)
    titles = {key: read_titles(store, key) for key in ("rome", "esco")}
    assert (len(titles["rome"]), len(titles["esco"])) == (1584, 3007)
    bridges = match(titles["rome"], titles["esco"])
    assert Counter((b.method, b.confidence) for b in bridges) == {
        (EXACT, HIGH): 222, (EXACT, MEDIUM): 38, (SPLIT, MEDIUM): 7, (SPLIT, LOW): 1,
        (OTHER, MEDIUM): 741, (OTHER, LOW): 517,
    }  # fmt: skip
    assert len({b.metier for b in bridges}) == 787
    stated = list(store.quads_for_pattern(None, node("iag:bridgesMetier"), None, BRIDGES))
    assert len(stated) == len(bridges)


@published
def test_bridges_that_anyone_would_draw_are_drawn(real: Path) -> None:
    query = read_query(resources() / "queries" / "references" / "rome-to-esco.rq")
    for code, occupation, group in (
        ("E1108", "traducteur/traductrice", "2643"),
        ("J1405", "opticien/opticienne", "3254"),
        ("D1102", "boulanger/boulangère", "7512"),
    ):
        rows = select(open_store(real), bind(query, {"code": code})).records()
        assert (occupation, group) in [(r["occupation"], r["group"]) for r in rows], code
