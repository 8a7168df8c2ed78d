"""ROME, ESCO and the ILO index: every row arrives, every slip is counted, nothing is half-done."""

from __future__ import annotations

import csv
import json
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from command import call
from iag_kg.graph import ONTOLOGY, RDF_TYPE, Value, node, read_quads, select, triples
from iag_kg.importers import TAXONOMIES, Draft
from iag_kg.importers.draft import Arrival
from iag_kg.namespaces import IAGD, IAGG
from iag_kg.paths import resources
from iag_kg.queries import bind, read_query
from iag_kg.stored import open_store, take_in
from iag_kg.validate import validate

FIXTURES = Path(__file__).parent / "fixtures" / "importers"
ROME, ESCO = FIXTURES / "rome", FIXTURES / "esco-v9.9.9"
DATA = resources().parent / "shared" / "data"
PLACES = {
    "rome": DATA / "rome-v460",
    "esco": DATA / "esco-v1.1.1",
    "ilo": DATA / "ilo-genai-2025" / "Final_Scores_ISCO08_Gmyrek_et_al_2025.xlsx",
}
published = pytest.mark.skipif(
    not DATA.is_dir(), reason="the publishers’ downloads are not beside the checkout"
)
ESCO_BASE = "http://data.europa.eu/esco/"
DAY = "2026-02-03"
ITEMS = "unix_referentiel_competence_v999_utf8.csv"
METIERS = "unix_referentiel_code_rome_v999_utf8.csv"
LINKS = "unix_liens_rome_referentiels_v999_utf8.csv"
CORE = "unix_coherence_item_v999_utf8.csv"


def silent(name: str, share: float) -> None:
    """Tells nobody."""


def taken(key: str, place: Path, path: Path) -> Arrival:
    ontology = [q for file in (resources() / "ontology").glob("*.ttl")
                for q in read_quads(file, ONTOLOGY)]  # fmt: skip
    return take_in(path, TAXONOMIES[key], place, DAY, None, ontology, silent)


def linked(store: ox.Store, predicate: str) -> set[tuple[str, str]]:
    """Pairs of (subject, object), by the end of their IRI."""
    return {
        (str(q.subject)[1:-1].rpartition("/")[2], getattr(q.object, "value", "").rpartition("/")[2])
        for q in store.quads_for_pattern(None, node(predicate), None)
    }


def count(store: ox.Store, predicate: str, graph: str) -> int:
    query = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH <%s> { ?s <%s> ?o } }"
    ((number,),) = select(store, query % (IAGG + graph, node(predicate).value)).values()
    return int(str(number))


def of_class(store: ox.Store, kind: str) -> set[str]:
    return {
        str(q.subject)[1:-1].rpartition("/")[2]
        for q in store.quads_for_pattern(None, RDF_TYPE, node(kind))
    }


def texts(store: ox.Store, iri: str, predicate: str) -> set[tuple[str, str | None]]:
    return {
        (q.object.value, q.object.language)
        for q in store.quads_for_pattern(ox.NamedNode(iri), node(predicate), None)
        if isinstance(q.object, ox.Literal)
    }


def slips(arrival: Arrival) -> dict[str, tuple[int, str]]:
    return {kind: (met.count, met.first) for kind, met in arrival.defects.items()}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[ox.Store, dict[str, Arrival]]:
    """A store with both hand-made releases, and what their imports told."""
    path = tmp_path_factory.mktemp("small") / "store"
    arrivals = {"rome": taken("rome", ROME, path), "esco": taken("esco", ESCO, path)}
    return open_store(path), arrivals


# ROME, on a hand-made release.


def test_rome_metiers_stand_in_their_domains(small: tuple[ox.Store, dict[str, Arrival]]) -> None:
    store, _ = small
    iri = f"{IAGD}rome-metier-z9901"
    assert texts(store, iri, "skos:notation") == {("Z9901", None)}
    assert texts(store, iri, "iag:ogrCode") == {("990001", None)}
    assert texts(store, iri, "rdfs:label") == {("Testeur fictif / Testeuse fictive", "fr")}
    assert texts(store, iri, "iag:publishedText") == {
        ("Première phrase fictive.\nSeconde phrase fictive.", "fr")
    }
    assert texts(store, iri, "iag:accessText") == {("Accès fictif.", "fr")}
    broader = linked(store, "skos:broader")
    assert {("rome-metier-z9901", "rome-domaine-z99"), ("rome-domaine-z99", "rome-domaine-z")} <= (
        broader
    )
    assert linked(store, "iag:hasParentMetier") == {("rome-metier-z9902", "rome-metier-z9901")}


def test_rome_marks_say_transitions_rules_and_rank(
    small: tuple[ox.Store, dict[str, Arrival]],
) -> None:
    store, _ = small
    marks = {(s, o.partition("#")[2]) for s, o in linked(store, "iag:hasMark") if "rome" in s}
    assert marks == {
        ("rome-metier-z9901", "DigitalTransition"),
        ("rome-metier-z9901", "ExecutiveJob"),
        ("rome-metier-z9902", "GreenJob"),
        ("rome-metier-z9902", "DemographicTransition"),
        ("rome-metier-z9902", "RegulatedJob"),
        ("rome-metier-z9903", "BrownJob"),
        ("rome-appellation-991001", "DigitalTransition"),
        ("rome-appellation-991001", "MainTitle"),
        ("rome-appellation-991002", "RareTitle"),
        ("rome-appellation-991003", "MainTitle"),
        ("rome-item-992001", "DigitalTransition"),
        ("rome-item-992001", "EcologicalTransition"),
    }


def test_rome_skills_are_weighed_by_the_heart_of_the_metier(
    small: tuple[ox.Store, dict[str, Arrival]],
) -> None:
    store, _ = small
    assert linked(store, "iag:hasCoreSkill") == {
        ("rome-metier-z9901", "rome-item-992001"),
        ("rome-metier-z9902", "rome-item-992002"),
    }
    assert linked(store, "iag:hasEmergingSkill") == {("rome-metier-z9901", "rome-item-993001")}
    assert linked(store, "iag:hasOrdinarySkill") == {
        ("rome-metier-z9901", "rome-item-992003"),
        ("rome-metier-z9902", "rome-item-992001"),
        ("rome-metier-z9903", "rome-item-993002"),
    }
    assert linked(store, "iag:hasWorkContext") == {("rome-metier-z9901", "rome-item-994001")}
    kinds = {(s, o.partition("#")[2]) for s, o in linked(store, "iag:hasSkillKind") if "rome" in s}
    assert kinds == {
        *((f"rome-item-99200{n}", "KnowHow") for n in (0, 1, 2, 4)),
        ("rome-item-992003", "SoftSkill"),
        ("rome-item-993001", "Knowledge"),
        ("rome-item-993002", "Knowledge"),
    }


def test_rome_items_stand_in_one_tree(small: tuple[ox.Store, dict[str, Arrival]]) -> None:
    store, _ = small
    broader = {pair for pair in linked(store, "skos:broader") if "metier" not in pair[0]}
    assert {pair for pair in broader if "rome" in pair[0]} == {
        ("rome-domaine-z99", "rome-domaine-z"),
        ("rome-enjeu-9z", "rome-domaine-9"),
        ("rome-objectif-9z9", "rome-enjeu-9z"),
        ("rome-item-992000", "rome-objectif-9z9"),
        ("rome-item-992001", "rome-item-992000"),
        ("rome-item-992002", "rome-item-992000"),
        ("rome-categorie-produits-fictifs--matieres-fictives", "rome-categorie-produits-fictifs"),
        ("rome-item-993001", "rome-categorie-produits-fictifs--matieres-fictives"),
        ("rome-item-993002", "rome-categorie-normes-fictives"),
        ("rome-item-994001", "rome-contexte-type-2"),
        ("rome-secteur-2", "rome-secteur-1"),
    }
    text = 'Définition fictive\nsur deux lignes, avec « guillemets » et "droits".'
    assert texts(store, f"{IAGD}rome-item-992000", "iag:publishedText") == {(text, "fr")}


def test_rome_metiers_stand_in_sectors_and_themes(
    small: tuple[ox.Store, dict[str, Arrival]],
) -> None:
    store, _ = small
    assert linked(store, "iag:inActivitySector") == {
        ("rome-metier-z9901", "rome-secteur-1"),
        ("rome-metier-z9902", "rome-secteur-2"),
        ("rome-metier-z9901", "rome-naf-0"),
    }
    assert linked(store, "iag:hasTheme") == {("rome-metier-z9903", "rome-theme-001")}
    assert texts(store, f"{IAGD}rome-naf-0", "rdfs:label") == {("Fiction générale", "fr")}


def test_a_sector_with_two_names_is_refused(changed: Callable[..., Path], tmp_path: Path) -> None:
    name = "unix_arborescence_thematique_v999_utf8.csv"
    text = "code_theme,libelle_theme,code_rome\n1,Un thème,Z9901\n1,Un autre,Z9902\n"
    outcome = call("import", "rome", changed(name, text, whole=True), "--store", tmp_path / "s")
    assert outcome.code == 2 and f"{name}:3: '1' ('Un autre') stands elsewhere" in outcome.err


def test_rome_mobilities_keep_their_rank(small: tuple[ox.Store, dict[str, Arrival]]) -> None:
    store, _ = small
    query = read_query(resources() / "queries" / "references" / "mobilities.rq")
    rows = select(store, bind(query, {"code": "Z9901"})).values()
    assert rows == [(1, "Z9902", "Relieur fictif / Relieuse fictive", None)]


def test_releases_that_tell_near_moves_from_evolutions_are_read(
    changed: Callable[..., Path], tmp_path: Path
) -> None:
    text = "code_rome,code_rome_cible,libelle_type_mobilite\nZ9901,Z9902,Proche\n"
    place = changed(
        "unix_rubrique_mobilite_v999_utf8.csv", text + "Z9902,Z9901,Evolution\n", whole=True
    )
    taken("rome", place, tmp_path / "store")
    found = linked(open_store(tmp_path / "store"), "iag:hasMobilityKind")
    assert {(s, o.partition("#")[2]) for s, o in found} == {
        ("rome-mobilite-z9901--z9902", "NearMobility"),
        ("rome-mobilite-z9902--z9901", "EvolutionMobility"),
    }


def test_rome_slips_are_counted_with_their_place(
    small: tuple[ox.Store, dict[str, Arrival]],
) -> None:
    _, arrivals = small
    stem = "unix_{}_v999_utf8.csv:{}".format
    assert slips(arrivals["rome"]) == {
        "absent-metier": (5, stem("referentiel_appellation", 5)),
        "absent-skill": (1, stem("liens_rome_referentiels", 10)),
        "absent-concept": (1, stem("referentiel_competence", 7)),
        "itself": (1, stem("rubrique_mobilite", 5)),
        "no-core-mention": (1, stem("liens_rome_referentiels", 12)),
        "no-link": (1, stem("coherence_item", 8)),
        "other-encoding": (1, stem("arborescence_secteur_naf", 2)),
        "repeated": (3, stem("liens_rome_referentiels", 11)),
    }
    assert (arrivals["rome"].release, arrivals["rome"].issued) == ("v999", "2026-01-31")


# ESCO, on a hand-made release.


def test_esco_concepts_keep_their_iris_in_both_languages(
    small: tuple[ox.Store, dict[str, Arrival]],
) -> None:
    store, _ = small
    tester = f"{ESCO_BASE}occupation/fictitious-1"
    assert texts(store, tester, "skos:prefLabel") == {
        ("fictitious tester", "en"),
        ("testeur fictif/testeuse fictive", "fr"),
    }
    assert texts(store, tester, "skos:altLabel") == {
        ("tester of fictions", "en"),
        ("fiction checker", "en"),
        ("testeuse fictive", "fr"),
        ("testeur fictif", "fr"),
    }
    assert texts(store, tester, "skos:hiddenLabel") == {("fiktitious tester", "en")}
    assert texts(store, tester, "skos:notation") == {("9999.1", None)}
    assert ("fictitious-1", "C9999") in linked(store, "iag:inIscoGroup")
    assert ("fictitious-2", "fictitious-1") in linked(store, "skos:broader")
    marks = linked(store, "iag:hasMark")
    assert ("fictitious-2", "ontology#RegulatedJob") in marks
    assert not any(subject == "fictitious-1" for subject, _ in marks)


def test_esco_relations_say_essential_or_optional(
    small: tuple[ox.Store, dict[str, Arrival]],
) -> None:
    store, _ = small
    assert linked(store, "iag:hasEssentialSkill") == {
        ("fictitious-1", "fictitious-0"),
        ("fictitious-2", "fictitious-1"),
    }
    assert linked(store, "iag:hasOptionalSkill") == {
        ("fictitious-1", "fictitious-1"),
        ("fictitious-2", "fictitious-3"),
    }
    assert linked(store, "iag:restsOnSkill") == {("fictitious-0", "fictitious-2")}
    assert linked(store, "iag:benefitsFromSkill") == {("fictitious-1", "fictitious-4")}


def test_esco_skill_groups_of_the_hierarchy_alone_are_taken_too(
    small: tuple[ox.Store, dict[str, Arrival]],
) -> None:
    store, _ = small
    group, below = (f"{ESCO_BASE}skill/fictitious-{name}" for name in ("group", "subgroup"))
    assert texts(store, group, "rdfs:label") == {
        ("groupe fictif", "fr"),
        ("fictitious group", "en"),
    }
    assert texts(store, below, "rdfs:label") == {
        ("sous-groupe fictif", "fr"),
        ("fictitious subgroup", "en"),
    }
    assert texts(store, group, "skos:notation") == {("S9", None)}
    assert texts(store, below, "skos:notation") == {("S9.1", None)}


def test_labels_that_are_not_the_publishers_stand_in_a_graph_of_their_own(
    small: tuple[ox.Store, dict[str, Arrival]],
) -> None:
    store, _ = small
    added = store.quads_for_pattern(None, node("skos:prefLabel"), None,
                                    ox.NamedNode(f"{IAGG}esco-labels"))  # fmt: skip
    assert [getattr(quad.object, "value", "") for quad in added] == ["compétence fictive 1"]
    assert texts(store, f"{ESCO_BASE}skill/fictitious-0", "skos:prefLabel") == {
        ("fictitious skill 0", "en"),
        ("compétence fictive 0", "fr"),
    }


def test_esco_slips_are_counted_with_their_place(
    small: tuple[ox.Store, dict[str, Arrival]],
) -> None:
    _, arrivals = small
    assert slips(arrivals["esco"]) == {
        "absent-concept": (2, "occupations_en.csv:6"),
        "absent-language": (1, "occupations_fr.csv:4"),
        "absent-metier": (1, "occupationSkillRelations.csv:6"),
        "absent-skill": (1, "occupationSkillRelations.csv:7"),
        "alternative-repeats": (1, "occupations_en.csv:2"),
        "itself": (1, "skillSkillRelations.csv:4"),
        "repeated": (1, "occupationSkillRelations.csv:8"),
        "skill-without-reuse": (1, "skills_en.csv:5"),
        "skill-without-type": (1, "skills_en.csv:5"),
    }
    assert arrivals["esco"].release == "v9.9.9"


# Both together.


def test_no_triple_stands_in_two_graphs(small: tuple[ox.Store, dict[str, Arrival]]) -> None:
    copies = Counter(quad.triple for quad in small[0])
    assert [str(triple) for triple, n in copies.items() if n > 1] == []


def test_only_declared_terms_are_used(small: tuple[ox.Store, dict[str, Arrival]]) -> None:
    store, _ = small
    declared = {q.subject for q in store.quads_for_pattern(None, RDF_TYPE, None, ONTOLOGY)}
    used = {
        term
        for quad in store
        if quad.graph_name != ONTOLOGY
        for term in (quad.predicate, *((quad.object,) if quad.predicate == RDF_TYPE else ()))
    }
    foreign = {"http://www.w3.org/2000/01/rdf-schema#label", RDF_TYPE.value}
    assert {t for t in used - declared if getattr(t, "value", "") not in foreign} == set()


def test_shapes_find_the_slips_that_the_graph_shows_and_nothing_else(
    small: tuple[ox.Store, dict[str, Arrival]],
) -> None:
    shapes = [q.triple for file in (resources() / "shapes").glob("*.ttl") for q in read_quads(file)]
    found = {(f.shape, f.node.rpartition("/")[2]) for f in validate(triples(small[0]), shapes)}
    assert found == {
        ("iags:JobTitle-metier", "iagd:rome-appellation-991004"),
        ("iags:ReferenceSkill-kinded", "fictitious-3"),
    }


# The store.


def test_an_archive_gives_the_same_store_as_a_folder(tmp_path: Path) -> None:
    archive = tmp_path / "release.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for file in ROME.iterdir():
            # Some releases begin with a byte-order mark; a file in another encoding has none.
            mark = b"" if "_naf_" in file.name else b"\xef\xbb\xbf"
            out.writestr(f"inside/{file.name}", mark + file.read_bytes())
    taken("rome", archive, tmp_path / "zipped")
    taken("rome", ROME, tmp_path / "plain")
    graph = ox.NamedNode(f"{IAGG}rome")
    zipped, plain = (
        set(triples(open_store(tmp_path / name), graph)) for name in ("zipped", "plain")
    )
    apart = {triple.predicate for triple in zipped ^ plain}
    assert apart == {node("iag:checksum")}


def test_the_store_has_the_ontology_and_says_what_it_holds(tmp_path: Path) -> None:
    taken("rome", ROME, tmp_path / "store")
    rows = json.loads(call("info", "--store", tmp_path / "store", "--format", "json").out)
    said = {(row["graph"], row["what"]): row["value"] for row in rows}
    assert said["iagg:rome", "release"] == "v999" and said["iagg:rome", "imported"] == DAY
    assert said["iagg:rome", "licence"] == "Licence Ouverte 2.0"
    assert said["iagg:rome", "iag:ReferenceMetier"] == 3
    assert said["iagg:ontology", "triples"] > 1000


def test_a_second_import_replaces_the_first_and_leaves_the_rest(
    changed: Callable[..., Path], tmp_path: Path
) -> None:
    path = tmp_path / "store"
    taken("esco", ESCO, path)
    taken("rome", ROME, path)
    esco = triples(open_store(path), ox.NamedNode(f"{IAGG}esco"))
    newer = changed(
        "unix_referentiel_code_rome_v999_utf8.csv", "Veilleur fictif", "Guetteur fictif"
    )
    taken("rome", newer, path)
    taken("rome", newer, tmp_path / "direct")
    store = open_store(path)
    assert triples(store, ox.NamedNode(f"{IAGG}esco")) == esco
    assert triples(store, ox.NamedNode(f"{IAGG}rome")) == triples(
        open_store(tmp_path / "direct"), ox.NamedNode(f"{IAGG}rome")
    )
    assert not list(tmp_path.glob(".*.importing"))


def test_a_release_that_changes_nearly_everything_is_taken_as_well(
    monkeypatch: pytest.MonkeyPatch, changed: Callable[..., Path], tmp_path: Path
) -> None:
    monkeypatch.setattr("iag_kg.stored._MANY", 1)
    test_a_second_import_replaces_the_first_and_leaves_the_rest(changed, tmp_path)


def test_diff_says_what_a_release_would_change(
    changed: Callable[..., Path], tmp_path: Path
) -> None:
    path = tmp_path / "store"
    taken("rome", ROME, path)
    assert "no change" in call("diff", "rome", ROME, "--store", path).out
    contexts = "unix_referentiel_contexte_travail_v999_utf8.csv"
    changed(METIERS, "Veilleur fictif", "Guetteur fictif")
    changed(CORE, '"Z9902","992001",""', '"Z9902","992001","Émergente"')
    changed("unix_texte_v999_utf8.csv", "Accès fictif.", "Accès réel.")
    changed(contexts, '"994001","Travail fictif le dimanche"', '"994002","Travail la nuit"')
    changed(LINKS, '"994001"', '"994002"')
    newer = changed(CORE, '"994001"', '"994002"')
    before = triples(open_store(path))
    outcome = call("diff", "rome", newer, "--store", path, "--details", "--format", "json")
    assert outcome.code == 0
    rows = [" | ".join(filter(None, row.values())) for row in json.loads(outcome.out)]
    old, new = (f"{name} fictif / Veilleuse fictive" for name in ("Veilleur", "Guetteur"))
    assert [row.replace("iagd:rome-", "") for row in rows] == [
        "added | iag:WorkContext | item-994002 | 994002 Travail la nuit",
        f"relabelled | skos:prefLabel | metier-z9903 | fr | {old} | {new}",
        "relation added | iag:hasEmergingSkill | metier-z9902 | item-992001",
        "relation added | iag:hasWorkContext | metier-z9901 | item-994002",
        "relation removed | iag:hasOrdinarySkill | metier-z9902 | item-992001",
        "relation removed | iag:hasWorkContext | metier-z9901 | item-994001",
        "removed | iag:WorkContext | item-994001 | 994001 Travail fictif le dimanche",
        "text added | iag:accessText | metier-z9901 | Accès réel.",
        "text removed | iag:accessText | metier-z9901 | Accès fictif.",
    ]
    summary = call("diff", "rome", newer, "--store", path, "--format", "csv").out.splitlines()
    assert "relabelled,skos:prefLabel,1" in summary and len(summary) == 10
    assert triples(open_store(path)) == before


def test_a_crash_between_the_renames_of_a_swap_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "store"
    taken("rome", ROME, path)
    aside = tmp_path / ".store.importing"
    aside.mkdir()
    path.rename(aside / "old")
    assert len(open_store(path)) > 1000 and path.is_dir()


def test_a_swap_that_fails_half_way_gives_the_old_store_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "store"
    taken("rome", ROME, path)
    before = triples(open_store(path))
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.name == "store" and self.parent.name == ".store.importing":
            raise OSError(28, "No space left on device", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    outcome = call("import", "esco", ESCO, "--store", path)
    monkeypatch.undo()
    assert outcome.code == 2 and "No space left on device" in outcome.err
    assert triples(open_store(path)) == before
    assert [file.name for file in tmp_path.iterdir()] == ["store"]


def test_two_imports_at_once_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "store"
    taken("rome", ROME, path)
    (tmp_path / ".store.importing").mkdir()
    guard = ox.Store(str(tmp_path / ".store.importing" / "guard"))
    outcome = call("import", "esco", ESCO, "--store", path)
    assert outcome.code == 2 and "another import is at work" in outcome.err
    del guard
    assert call("import", "esco", ESCO, "--store", path).code == 0


# What goes wrong.


@pytest.fixture
def changed(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Copies the hand-made ROME once, and changes texts in its files."""
    copy = tmp_path / "rome"

    def change(name: str, before: str, after: str = "", whole: bool = False) -> Path:
        if not copy.exists():
            shutil.copytree(ROME, copy)
        file = copy / name
        text = file.read_text(encoding="utf-8")
        assert whole or before in text
        file.write_text(before if whole else text.replace(before, after), encoding="utf-8")
        return copy

    yield change


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that failing imports leave as it is: shared by all of them."""
    path = tmp_path_factory.mktemp("held") / "store"
    taken("esco", ESCO, path)
    return path


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        (METIERS, '"code_ogr"', '"ogr"', f"{METIERS}:1: missing column 'code_ogr'"),
        (METIERS, '"code_ogr"', '"code_rome"', f"{METIERS}:1: column 'code_rome' stands twice"),
        (METIERS, '"Z9902","2"', '"Z9901","2"', f"{METIERS}:3: métier 'Z9901' stands twice"),
        (METIERS, '"Z9902","2"', '"Z99021","2"', f"{METIERS}:3: 'Z99021' is not a ROME code"),
        (METIERS, "Emploi Vert", "Emploi Rose", f"{METIERS}:3: column transition_eco: 'Emploi"),
        (METIERS, '"N","O","O","N"', '"N","X","O","N"', "column transition_demo: 'X' is neither"),
        (METIERS, "Veilleur fictif / Veilleuse fictive", "", f"{METIERS}:4: label '' of 'Z9903'"),
        (ITEMS, '"992001","Compétence"', '"992000","Compétence"', f"{ITEMS}:4: item '992000'"),
        (ITEMS, '"992001"', '"992 001"', f"{ITEMS}:4: '992 001' is not an OGR code"),
        (ITEMS, '"992002","Compétence",', '"992002",', f"{ITEMS}:5: 11 cells where"),
        (ITEMS, "Savoir-être professionnel", "Savoir-vivre", f"{ITEMS}:6: column cat_comp"),
        (ITEMS, '"Orpheline', '"Orphe"line', f"{ITEMS}:7: not valid CSV"),
        (CORE, "Émergente", "Éteinte", f"{CORE}:4: column coeur_metier: 'Éteinte' is none of"),
        (CORE, '"Z9903","992002",""', '"Z9901","992001",""', "has two mentions, see line 2"),
    ],
    ids=str,
)  # fmt: skip
def test_a_broken_row_is_named_and_the_store_stays_as_it_was(
    name: str, before: str, after: str, said: str, changed: Callable[..., Path], held: Path
) -> None:
    before_it = open_store(held).dump(format=ox.RdfFormat.N_QUADS)
    outcome = call("import", "rome", changed(name, before, after), "--store", held)
    assert outcome.code == 2 and said in outcome.err, outcome.err
    assert open_store(held).dump(format=ox.RdfFormat.N_QUADS) == before_it
    assert not (held.parent / ".store.importing").exists()


def test_a_first_import_that_fails_makes_no_store(
    changed: Callable[..., Path], tmp_path: Path
) -> None:
    place = changed(METIERS, '"Z9902","2"', '"Z9901","2"')
    assert call("import", "rome", place, "--store", tmp_path / "store").code == 2
    assert sorted(file.name for file in tmp_path.iterdir()) == ["rome"]


def test_bytes_that_are_no_text_are_named(changed: Callable[..., Path], tmp_path: Path) -> None:
    place = changed(LINKS, "Z9903", "Z9903")
    content = (place / LINKS).read_bytes()
    (place / LINKS).write_bytes(content.replace(b'"Z9903"', b'"Z\xe9903"'))
    outcome = call("import", "rome", place, "--store", tmp_path / "store")
    assert outcome.code == 2 and f"{LINKS}:12: not UTF-8: byte b'\\xe9'" in outcome.err


def test_a_wrong_place_is_named(tmp_path: Path) -> None:
    store = tmp_path / "store"
    (tmp_path / "empty").mkdir()
    (tmp_path / "note.txt").write_text("not an archive")
    for words, said in [
        (("rome", tmp_path / "nowhere"), "no such folder or archive"),
        (("rome", tmp_path / "empty"), "no file 'unix_referentiel_code_rome_v…_utf8.csv'"),
        (("rome", ESCO), "not a release of ROME"),
        (("esco", ROME), "no file 'occupations_en.csv'"),
        (("rome", tmp_path / "note.txt"), "neither a folder nor a ZIP archive"),
        (("ilo", tmp_path / "nowhere"), "no such file"),
        (("ilo", ROME), "a folder, not a workbook"),
        (("ilo", tmp_path / "note.txt"), "not an XLSX workbook"),
    ]:
        outcome = call("import", *words, "--store", store)
        assert outcome.code == 2 and said in outcome.err, outcome.err
    assert not store.exists()


def test_a_missing_file_and_two_releases_in_one_folder_are_named(
    changed: Callable[..., Path], tmp_path: Path
) -> None:
    place = changed(LINKS, "Z9903", "Z9903")
    (place / LINKS).rename(place / LINKS.replace("v999", "v998"))
    shutil.copy(place / CORE, place / CORE.replace("v999", "v998"))
    outcome = call("import", "rome", place, "--store", tmp_path / "store")
    assert outcome.code == 2 and "two files for one table" in outcome.err
    (place / CORE.replace("v999", "v998")).unlink()
    (place / LINKS.replace("v999", "v998")).unlink()
    outcome = call("import", "rome", place, "--store", tmp_path / "store")
    assert outcome.code == 2 and "'unix_liens_rome_referentiels_v…_utf8.csv'" in outcome.err


def test_a_store_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "letter.txt").write_text("dear")
    outcome = call("import", "rome", ROME, "--store", tmp_path / "folder")
    assert outcome.code == 2 and "neither a store nor an empty folder" in outcome.err
    assert [file.name for file in (tmp_path / "folder").iterdir()] == ["letter.txt"]
    for words in (("info",), ("diff", "rome", ROME)):
        outcome = call(*words, "--store", tmp_path / "nowhere")
        assert outcome.code == 2 and "no store here" in outcome.err
    taken("esco", ESCO, tmp_path / "store")
    outcome = call("diff", "rome", ROME, "--store", tmp_path / "store")
    assert outcome.code == 2 and "no rome in this store yet" in outcome.err


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("skills_en.csv", "transversal", "global", ":2: column reuseLevel: 'global' is none of"),
        (
            "skills_en.csv",
            f"{ESCO_BASE}skill/fictitious-0",
            "javascript:x",
            "is not an IRI of ESCO",
        ),
        ("skills_en.csv", "fictitious-1,", "fictitious-0,", ":3: concept '"),
        ("occupationSkillRelations.csv", "optional", "handy", "relationType: 'handy' is none of"),
        ("occupationSkillRelations.csv", "skillUri", "skill", ":1: missing column 'skillUri'"),
    ],
    ids=str,
)
def test_a_broken_row_of_esco_is_named(
    name: str, before: str, after: str, said: str, tmp_path: Path
) -> None:
    place = tmp_path / "esco"
    shutil.copytree(ESCO, place)
    text = (place / name).read_text(encoding="utf-8")
    (place / name).write_text(text.replace(before, after), encoding="utf-8")
    outcome = call("import", "esco", place, "--store", tmp_path / "store")
    assert outcome.code == 2 and name in outcome.err and said in outcome.err, outcome.err


# The ILO workbook, hand-made.

SCORES = ["ISCO_08", "Title", "taskID", "Task_ISCO", "score_2025", "mean_score_2025", "SD_2025",
          "potential25"]  # fmt: skip
TESTERS = ["9999", "Fictitious testers", "1", "Testing", "0.57499999999999996", "0.39", "0.18"]


def workbook(path: Path, *rows: list[str]) -> Path:
    """An XLSX of one sheet, numbers as such, other cells as shared strings."""
    strings: list[str] = []
    lines = []
    for line, row in enumerate([SCORES, *rows], 1):
        cells = []
        for column, cell in zip("ABCDEFGH", row, strict=False):
            if cell.replace(".", "").replace("-", "").isdigit() and column in "CEFG":
                cells.append(f'<c r="{column}{line}"><v>{cell}</v></c>')
            elif cell:
                strings.append(cell)
                cells.append(f'<c r="{column}{line}" t="s"><v>{len(strings) - 1}</v></c>')
        lines.append(f'<row r="{line}">{"".join(cells)}</row>')
    formats = "http://schemas.openxmlformats.org"
    main = f"{formats}/spreadsheetml/2006/main"
    office = f"{formats}/officeDocument/2006/relationships"
    package = f"{formats}/package/2006/relationships"
    sheets = '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>'
    link = '<Relationship Id="rId1" Target="worksheets/one.xml"/>'
    shared = "".join(f"<si><t>{text}</t></si>" for text in strings)
    rows_written = "".join(lines)
    parts = {
        "workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{sheets}</workbook>',
        "_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{link}</Relationships>',
        "sharedStrings.xml": f'<sst xmlns="{main}">{shared}</sst>',
        "worksheets/one.xml": f'<worksheet xmlns="{main}"><sheetData>{rows_written}</sheetData>'
        "</worksheet>",
    }
    with zipfile.ZipFile(path, "w") as out:
        for name, part in parts.items():
            out.writestr(f"xl/{name}", part)
    return path


def test_scores_are_read_by_group_and_by_task(tmp_path: Path) -> None:
    kind = "Exposed: Gradient 2"
    second = [*TESTERS[:2], "2", "Writing up", "0.2", *TESTERS[5:], kind]
    other = ["9998", "Fictitious binders", "1", "Binding", "0.1", "0.3", "0", "Not Exposed"]
    place = workbook(tmp_path / "scores.xlsx", [*TESTERS, kind], second, other)
    arrival = taken("ilo", place, tmp_path / "store")
    assert slips(arrival) == {"mean-apart": (1, "scores.xlsx:4")}
    query = read_query(resources() / "queries" / "references" / "exposure.rq")
    rows = select(open_store(tmp_path / "store"), query.text).values()
    assert rows == [
        ("9999", "Fictitious testers", "Gradient 2", Decimal("0.39"), Decimal("0.18"), 2, 0),
        ("9998", "Fictitious binders", "Non exposé", Decimal("0.3"), Decimal(0), 1, 0),
    ]
    task = f"{IAGD}ilo-task-9999-1"
    assert texts(open_store(tmp_path / "store"), task, "iag:exposureScore") == {("0.575", None)}


@pytest.mark.parametrize(
    ("place", "cell", "said"),
    [
        (0, "99", "'99' is not a unit group"),
        (1, "Others", "group '9999' is described otherwise on line 2"),
        (2, "1", "task '1' of group '9999' stands twice"),
        (4, "high", "column score_2025: 'high' is not a number"),
        (4, "1.5", "column score_2025: '1.5' is not between 0 and 1"),
        (7, "Doomed", "group '9999' is described otherwise"),
    ],
)
def test_a_broken_score_is_named(place: int, cell: str, said: str, tmp_path: Path) -> None:
    good = [*TESTERS, "Not Exposed"]
    bad = [*TESTERS[:2], "2", *TESTERS[3:], "Not Exposed"]
    bad[place] = cell
    book = workbook(tmp_path / "scores.xlsx", good, bad)
    outcome = call("import", "ilo", book, "--store", tmp_path / "store")
    assert outcome.code == 2 and f"scores.xlsx:3: {said}" in outcome.err.replace(
        "column ISCO_08: ", ""
    )
    assert not (tmp_path / "store").exists()


def test_a_column_missing_from_the_workbook_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("test_importers.SCORES", [*SCORES[:7], "potential"], raising=True)
    book = workbook(tmp_path / "scores.xlsx", [*TESTERS, "Not Exposed"])
    outcome = call("import", "ilo", book, "--store", tmp_path / "store")
    assert outcome.code == 2 and "scores.xlsx:1: column 'potential25' is missing" in outcome.err


def test_a_draft_escapes_what_a_text_may_hold(tmp_path: Path) -> None:
    lines: list[str] = []
    draft = Draft("rome", lines.append)
    text = 'a "quoted" \\ text\nof\ttwo lines \x07 \x7f é ’ \u2028'
    draft.text("<https://example.org/x>", "rdfs:label", text, "fr")
    ((quad),) = ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_TRIPLES)
    assert getattr(quad.object, "value", "") == text
    store = ox.Store()
    store.add(quad)
    dumped = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    assert (dumped or b"").decode() == lines[0]


# The publishers' own files.


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[ox.Store, dict[str, Arrival]]:
    """A store with the three taxonomies as published."""
    path = tmp_path_factory.mktemp("real") / "store"
    arrivals = {key: taken(key, place, path) for key, place in PLACES.items()}
    return open_store(path), arrivals


def lines_of(key: str, name: str) -> list[dict[str, str]]:
    with (PLACES[key] / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def rome_lines(stem: str) -> list[dict[str, str]]:
    return lines_of("rome", f"unix_{stem}_v460_utf8.csv")


@published
def test_every_row_of_rome_arrives(real: tuple[ox.Store, dict[str, Arrival]]) -> None:
    store, arrivals = real
    assert (arrivals["rome"].release, arrivals["rome"].issued) == ("v460", "2025-09-18")
    naf = "unix_arborescence_secteur_naf_v460_utf8.csv"
    assert {kind: first.split(":")[0] for kind, (_, first) in slips(arrivals["rome"]).items()} == {
        "other-encoding": naf
    }
    assert (
        count(store, "iag:inActivitySector", "rome")
        == len(rome_lines("arborescence_secteur_activite"))
        + len((PLACES["rome"] / naf).read_bytes().splitlines())
        - 1
    )
    assert count(store, "iag:hasTheme", "rome") == len(rome_lines("arborescence_thematique"))
    links = Counter(row["code_compo_bloc"] for row in rome_lines("liens_rome_referentiels"))
    core = Counter(row["coeur_metier"] for row in rome_lines("coherence_item"))
    held = {name: count(store, f"iag:{name}", "rome") for name in (
        "hasCoreSkill", "hasEmergingSkill", "hasOrdinarySkill", "hasWorkContext", "namesMetier",
        "fromMetier", "displayOrder")}  # fmt: skip
    assert held == {
        "hasCoreSkill": core["Principale"],
        "hasEmergingSkill": core["Émergente"],
        "hasOrdinarySkill": core[""] - links["6"],
        "hasWorkContext": links["6"],
        "namesMetier": len(rome_lines("referentiel_appellation")),
        "fromMetier": len(rome_lines("rubrique_mobilite")),
        "displayOrder": len(rome_lines("rubrique_mobilite")),
    }
    skills = len(rome_lines("referentiel_competence")) + len(rome_lines("referentiel_savoir"))
    rome = ox.NamedNode(f"{IAGG}rome")
    kinds = Counter(
        str(quad.object).rpartition("#")[2].rstrip(">")
        for quad in store.quads_for_pattern(None, RDF_TYPE, None, rome)
    )
    assert kinds["ReferenceMetier"] == len(rome_lines("referentiel_code_rome")) == 1584
    assert kinds["ReferenceSkill"] == skills == 33671
    assert kinds["WorkContext"] == len(rome_lines("referentiel_contexte_travail"))
    assert kinds["JobTitle"] == held["namesMetier"]


@published
def test_a_metier_of_rome_reads_as_its_file(real: tuple[ox.Store, dict[str, Arrival]]) -> None:
    store, _ = real
    query = read_query(resources() / "queries" / "references" / "skills-of-metier.rq")
    rows = select(store, bind(query, {"code": "A1101"})).values()
    names = {
        "Principale": "a au cœur", "Émergente": "voit émerger", "": "comporte",
    }  # fmt: skip
    labels = {row["code_ogr"]: row["libelle"] for row in rome_lines("item")}
    contexts = {row["code_ogr"] for row in rome_lines("referentiel_contexte_travail")}
    expected = sorted(
        (names[row["coeur_metier"]], labels[row["code_ogr"]])
        for row in rome_lines("coherence_item")
        if row["code_rome"] == "A1101" and row["code_ogr"] not in contexts
    )
    assert sorted((str(row[1]), str(row[3])) for row in rows) == expected and len(expected) > 20
    moves = read_query(resources() / "queries" / "references" / "mobilities.rq")
    found = [(row[0], row[1]) for row in select(store, bind(moves, {"code": "A1101"})).values()]
    printed = [
        (int(row["numero_ordre"]), row["code_rome_cible"])
        for row in rome_lines("rubrique_mobilite")
        if row["code_rome"] == "A1101"
    ]
    assert found == sorted(printed) != []


@published
def test_every_row_of_esco_arrives_or_is_counted(
    real: tuple[ox.Store, dict[str, Arrival]],
) -> None:
    store, arrivals = real
    met = {kind: n for kind, (n, _) in slips(arrivals["esco"]).items()}
    occupations = {row["conceptUri"] for row in lines_of("esco", "occupations_en.csv")}
    relations = lines_of("esco", "occupationSkillRelations.csv")
    absent = [row for row in relations if row["occupationUri"] not in occupations]
    assert met["absent-metier"] == len(absent) == 67
    assert count(store, "iag:hasEssentialSkill", "esco") + count(
        store, "iag:hasOptionalSkill", "esco"
    ) == len(relations) - len(absent)
    ties = lines_of("esco", "skillSkillRelations.csv")
    assert met["itself"] == sum(r["originalSkillUri"] == r["relatedSkillUri"] for r in ties) == 1
    assert (
        count(store, "iag:restsOnSkill", "esco") + count(store, "iag:benefitsFromSkill", "esco")
        == len(ties) - 1
    )
    skills = lines_of("esco", "skills_en.csv")
    assert met["skill-without-type"] == sum(not row["skillType"] for row in skills) == 6
    assert met["skill-without-reuse"] == sum(not row["reuseLevel"] for row in skills) == 5
    broader = sum(
        len(lines_of("esco", f"broaderRelations{pillar}Pillar.csv")) for pillar in ("Occ", "Skill")
    )
    assert count(store, "skos:broader", "esco") == broader - met["absent-concept"]
    assert count(store, "iag:inIscoGroup", "esco") == len(occupations) == 3007
    assert {row["conceptUri"].rpartition("/")[2] for row in skills} <= of_class(
        store, "iag:ReferenceSkill"
    )


@published
def test_an_occupation_of_esco_reads_as_its_files(
    real: tuple[ox.Store, dict[str, Arrival]],
) -> None:
    store, _ = real
    for language in ("en", "fr"):
        for row in lines_of("esco", f"occupations_{language}.csv")[::300]:
            said = texts(store, row["conceptUri"], "skos:prefLabel")
            assert (row["preferredLabel"].strip(), language) in said and len(said) == 2
            others = {text.strip() for text in row["altLabels"].split("\n")}
            others -= {"", row["preferredLabel"].strip()}
            found = texts(store, row["conceptUri"], "skos:altLabel")
            assert {text for text, tag in found if tag == language} == others
            assert texts(store, row["conceptUri"], "skos:notation") == {(row["code"], None)}


@published
def test_every_group_and_task_of_the_ilo_arrives(
    real: tuple[ox.Store, dict[str, Arrival]],
) -> None:
    store, arrivals = real
    assert slips(arrivals["ilo"]) == {} and arrivals["ilo"].files[0].rows == 3266
    assert len(of_class(store, "iag:AssessedTask")) == 3266
    query = read_query(resources() / "queries" / "references" / "exposure.rq")
    rows = select(store, query.text).records()
    classes: Counter[Value] = Counter(row["class"] for row in rows)
    # Counted in the workbook, column potential25, one row a group.
    assert classes == {
        "Non exposé": 231, "Exposition minimale": 84, "Gradient 1": 17, "Gradient 2": 44,
        "Gradient 3": 38, "Gradient 4": 13,
    }  # fmt: skip
    (legislators,) = (row for row in rows if row["code"] == "1111")
    assert (legislators["score"], legislators["deviation"]) == (Decimal("0.31"), Decimal("0.04"))
    assert legislators["occupations"]


@published
def test_no_triple_of_the_whole_store_stands_in_two_graphs(
    real: tuple[ox.Store, dict[str, Arrival]],
) -> None:
    store, _ = real
    # All that ROME describes is ours; the others share the IRIs of ESCO.
    foreign = """SELECT ?s WHERE { GRAPH <%srome> { ?s ?p ?o }
      FILTER (!STRSTARTS(STR(?s), "https://w3id.org/iag-kg/")) } LIMIT 1"""
    assert select(store, foreign % IAGG).terms == ()
    for key in ("ilo", "esco-labels"):
        for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(IAGG + key)):
            assert len(list(store.quads_for_pattern(*quad.triple))) == 1
