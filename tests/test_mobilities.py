"""The ranking of ROME and ESCO: explained to the last decimal, blind to the links, measured."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyoxigraph as ox
import pytest

from command import call
from iag_kg.errors import IagError, NotFoundError, TableError
from iag_kg.graph import node
from iag_kg.importers import TAXONOMIES
from iag_kg.mobilities import (
    WEIGHTS,
    WITHOUT_CODE,
    Contest,
    Ranking,
    read_links,
    read_ranked,
    read_register,
    stored_links,
    why,
)
from iag_kg.mobilities.fitting import fit
from iag_kg.mobilities.measures import METRICS, intervals, means, measure
from iag_kg.mobilities.overlap import overlap, read_profiles
from iag_kg.mobilities.wording import spoken
from iag_kg.paths import resources
from iag_kg.stored import open_store, take_in

FIXTURES = Path(__file__).parent / "fixtures" / "importers"
DATA = resources().parent / "shared" / "data"
published = pytest.mark.skipif(
    not DATA.is_dir(), reason="the publishers’ downloads are not beside the checkout"
)
HEADS = ("Fictif / Fictive", "Feint / Feinte", "Simulé / Simulée", "Factice", "Inventé / Inventée")
COLUMNS = ["origin_code", "destination_code", "rank", "score", "coverage", "affinity"]
WORDS = [f"{a}{b}{c}" for a in ("ba", "ko", "lu", "mi") for b in ("dor", "fan", "gel", "jux")
         for c in ("ique", "age")]  # fmt: skip
LINKS = "unix_rubrique_mobilite_v999_utf8.csv"


def silent(name: str, share: float = 0.0) -> None:
    """Tells nobody."""


def taken(key: str, place: Path, path: Path) -> Path:
    take_in(path, TAXONOMIES[key], place, "2026-02-03", None, [], silent)
    return path


def write(folder: Path, stem: str, header: str, rows: list[tuple[object, ...]]) -> None:
    with (folder / f"unix_{stem}_v999_utf8.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header.split(","), *rows])


def release(folder: Path, shuffled: int | None = None) -> Path:
    """A fictitious release of 36 métiers in the publisher’s layout; its links can be shuffled."""
    folder.mkdir()
    draw = random.Random(1)
    codes = [f"{letter}{d}{n:02}" for letter in "XYZ" for d in (90, 91) for n in range(1, 7)]
    skills = [str(992000 + n) for n in range(60)]
    knowledge = [str(993000 + n) for n in range(30)]
    topic = {code: draw.sample(WORDS, 6) for code in codes}
    write(folder, "grand_domaine", "code_grand_domaine,libelle_grand_domaine",
          [(letter, f"Domaine fictif {letter}") for letter in "XYZ"])  # fmt: skip
    write(folder, "domaine_professionnel",
          "code_domaine_professionnel,libelle_domaine_professionnel",
          [(code, f"Domaine {code}") for code in sorted({c[:3] for c in codes})])  # fmt: skip
    write(folder, "referentiel_code_rome",
          "code_rome,code_ogr,libelle_rome,emploi_cadre,code_rome_parent",
          [(c, 990000 + n, f"Fictif {topic[c][0]} / Fictive {topic[c][0]}", "O" * (n % 3 == 0),
            codes[n - n % 6]) for n, c in enumerate(codes)])  # fmt: skip
    write(folder, "referentiel_appellation",
          "code_ogr,libelle_appellation_long,libelle_appellation_court,code_rome",
          [(991000 + n, f"{HEADS[n % 5]} {w}", f"Fictif {w}", c)
           for n, (c, w) in enumerate((c, w) for c in codes for w in topic[c][:3])])  # fmt: skip
    write(folder, "referentiel_competence",
          "code_ogr,libelle_competence,code_ogr_macro_comp,cat_comp",
          [(s, f"Faire {draw.choice(WORDS)} {draw.choice(WORDS)}", "" if n < 6 else skills[n % 6],
            "Savoir-faire") for n, s in enumerate(skills)])  # fmt: skip
    kinds = ("Normes fictives", "Certifications fictives")
    write(folder, "referentiel_savoir",
          "code_ogr_savoir,libelle_savoir,categorie_savoir,sous_categorie_savoir",
          [(s, f"Savoir {draw.choice(WORDS)}", kinds[n % 5 == 0], "")
           for n, s in enumerate(knowledge)])  # fmt: skip
    write(folder, "referentiel_contexte_travail",
          "code_ogr,libelle_cont_travail,code_type_cont_trav,libelle_type_cont_trav",
          [(994001, "Dimanche fictif", 2, "Horaires fictifs")])  # fmt: skip
    held = {c: draw.sample(skills, 9) + draw.sample(knowledge, 4) for c in codes}
    write(folder, "liens_rome_referentiels", "code_rome,code_compo_bloc,code_ogr",
          [(c, 5, item) for c in codes for item in held[c]])  # fmt: skip
    write(folder, "coherence_item", "code_rome,code_ogr,coeur_metier",
          [(c, item, draw.choice(["", "Principale", "Émergente"]))
           for c in codes for item in held[c]])  # fmt: skip
    write(folder, "texte", "code_rome,libelle_type_texte,position_phrase,libelle_texte",
          [(c, kind, 1, text) for n, c in enumerate(codes) for kind, text in (
              ("definition", f"Fait {' '.join(topic[c])}."),
              ("acces_metier", ("Un CAP.", "Un Bac +2.", "Ouvert à tous.")[n % 3]))])  # fmt: skip
    write(folder, "arborescence_thematique", "code_theme,libelle_theme,code_rome",
          [(n % 4, f"Thème {n % 4}", c) for n, c in enumerate(codes)])  # fmt: skip
    links = [(a, b) for a in codes[:30] for b in draw.sample([c for c in codes if c != a], 4)]
    if shuffled is not None:
        again = random.Random(shuffled)
        links = [(a, b) for a in codes[:30]
                 for b in again.sample([c for c in codes if c != a], 4)]  # fmt: skip
    write(folder, "rubrique_mobilite", "code_rome,code_rome_cible", list(links))
    return folder


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the fictitious release."""
    folder = tmp_path_factory.mktemp("mobilities")
    return taken("rome", release(folder / "release"), folder / "store")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the hand-made ROME of three métiers and the hand-made ESCO."""
    path = tmp_path_factory.mktemp("small") / "store"
    taken("rome", FIXTURES / "rome", path)
    return taken("esco", FIXTURES / "esco-v9.9.9", path)


@pytest.fixture(scope="module")
def ranking(place: Path) -> Ranking:
    return Ranking(read_register(open_store(place)))


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


# The score.


@pytest.mark.parametrize("weights", [WEIGHTS, WITHOUT_CODE], ids=["ours", "without-code"])
def test_contributions_are_positive_and_sum_to_the_score(
    place: Path, weights: dict[str, float]
) -> None:
    ranking = Ranking(read_register(open_store(place)), weights)
    assert sum(weights.values()) == pytest.approx(1)
    seen = set()
    for origin, destination in np.ndindex(ranking.scores.shape):
        found = ranking.why(origin, destination)
        seen |= {each.part for each in found}
        assert all(each.share > 0 for each in found)
        assert sum(each.share for each in found) == pytest.approx(
            ranking.scores[origin, destination], abs=1e-11
        )
        assert [-each.share for each in found] == pytest.approx(sorted(-e.share for e in found))
    assert seen == set(weights)
    assert ranking.scores.min() >= 0 and ranking.scores.max() <= 1


def test_a_register_of_three_metiers_is_ranked_too(small: Path) -> None:
    ranking = Ranking(read_register(open_store(small)))
    assert np.isfinite(ranking.scores).all()
    found = ranking.why(0, 1)
    assert sum(each.share for each in found) == pytest.approx(ranking.scores[0, 1])
    assert "Essayer un objet fictif" in {each.thing for each in found if each.part == "coverage"}


def test_what_the_register_reads_is_what_the_release_says(small: Path) -> None:
    register = read_register(open_store(small))
    assert register.codes == ["Z9901", "Z9902", "Z9903"]
    assert register.parent == ["Z9901", "Z9901", "Z9903"]
    assert register.executive == [True, False, False]
    assert register.sectors[1] == {"rome-secteur-1": 1.0, "rome-secteur-2": 1.0}
    assert register.macro["rome-item-992001"] == "rome-item-992000"
    assert "rome-item-992003" not in register.macro  # an attitude
    assert register.kind["rome-item-994001"] == "context"


def test_the_links_never_enter_the_score(place: Path, tmp_path: Path, ranking: Ranking) -> None:
    other = open_store(taken("rome", release(tmp_path / "again", shuffled=7), tmp_path / "store"))
    register = read_register(other)
    assert stored_links(other, register) != stored_links(open_store(place), register)
    assert (Ranking(register).scores == ranking.scores).all()


def test_a_fit_does_not_see_the_links_of_held_out_sources(place: Path, ranking: Ranking) -> None:
    links = stored_links(open_store(place), ranking.register)
    gold = np.zeros(ranking.scores.shape, dtype=bool)
    gold[tuple(np.array(links.pairs).T)] = True
    rows = np.flatnonzero(gold.any(1))
    training, held = rows[::2], rows[1::2]
    before = fit(ranking.values(), gold, training)
    changed = gold.copy()
    changed[held] = gold[held][:, np.random.default_rng(3).permutation(len(gold))]
    assert (changed != gold).any()
    assert fit(ranking.values(), changed, training) == before
    assert fit(ranking.values(), changed, held) != before
    assert sum(before.values()) == pytest.approx(1) and min(before.values()) >= 0


def test_no_module_of_the_score_names_the_links() -> None:
    folder = resources() / "src" / "iag_kg" / "mobilities"
    for name in (
        "arrays",
        "parts",
        "register",
        "score",
        "wording",
        "overlap",
        "ranked",
        "order",
        "closeness",
        "reasons",
        "own",
    ):
        text = (folder / f"{name}.py").read_text(encoding="utf-8")
        assert "fromMetier" not in text and "import stored_links" not in text, name


# Coverage and affinity.


def test_coverage_and_affinity_are_those_of_a_plain_count(place: Path) -> None:
    store = open_store(place)
    profiles = read_profiles(store, "rome")
    found = overlap(profiles.weights)
    weight = {"iag:hasCoreSkill": 1.0, "iag:hasEmergingSkill": 1.0, "iag:hasOrdinarySkill": 0.5}
    bags = []
    for metier in profiles.metiers:
        iri = ox.NamedNode(f"https://w3id.org/iag-kg/id/{metier}")
        bags.append({q.object: w for p, w in weight.items()
                     for q in store.quads_for_pattern(iri, node(p), None)})  # fmt: skip
    for a, held in enumerate(bags):
        for b, wanted in enumerate(bags):
            skills = held.keys() | wanted.keys()
            low = sum(min(held.get(s, 0), wanted.get(s, 0)) for s in skills)
            high = sum(max(held.get(s, 0), wanted.get(s, 0)) for s in skills)
            assert found.coverage[a, b] == pytest.approx(low / sum(wanted.values()))
            assert found.affinity[a, b] == pytest.approx(low / high)


def test_esco_is_ranked_by_coverage_and_explained(small: Path) -> None:
    store = open_store(small)
    ranked, scores = read_ranked(store, "esco", "fr"), overlap(read_profiles(store, "esco").weights)
    for origin, destination in np.ndindex(scores.coverage.shape):
        if origin != destination:
            move = ranked.move(origin, destination)
            shares = [each.share for each in why(ranked, origin, destination)]
            assert float(sum(shares)) == move.score
            assert move.score == move.coverage
            assert move.coverage == pytest.approx(scores.coverage[origin, destination])
            assert move.affinity == pytest.approx(scores.affinity[origin, destination])


# Measures.


def test_measures_of_a_hand_made_ranking() -> None:
    scores = np.array([[0, 9, 8, 7], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]], dtype=float)
    gold = np.zeros((4, 4), dtype=bool)
    gold[0, [2, 3]] = True
    domain = np.array(["A", "A", "A", "B"])
    (row,) = measure(scores, gold, np.array([0]), domain)
    ideal = 1 + 1 / np.log2(3)
    expected = [1, 1, 1, 0.5, (1 / np.log2(3) + 1 / 2) / ideal, 1, 1]
    assert row.tolist() == pytest.approx(expected) and len(METRICS) == len(expected)


def test_intervals_hold_the_mean_and_leave_out_what_is_not_known() -> None:
    values = np.array([[0.0, np.nan], [1.0, np.nan], [0.5, np.nan]] * 20)
    (low, high), nothing = intervals(values)  # type: ignore[misc]
    assert means(values) == [0.5, None] and nothing is None
    assert 0 <= low < 0.5 < high <= 1


def test_a_word_is_shown_as_it_is_written() -> None:
    assert spoken("Conçoit des systèmes", "system") == "systèmes"


# The command line.


def test_all_passerelles_have_the_columns_and_rows_asked_for(place: Path) -> None:
    words = ("passerelles", "all", "--store", place, "--taxonomy", "rome", "--top", "5")
    outcome = call(*words, "--format", "csv")
    assert outcome.code == 0, outcome.err
    assert outcome.out.splitlines()[0] == ",".join(COLUMNS)
    rows = rows_of(outcome.out)
    ranked = read_ranked(open_store(place), "rome", "fr")
    assert len(rows) == 36 * 5
    assert [(r["origin_code"], r["destination_code"], int(r["rank"])) for r in rows] == [
        (move.origin, move.destination, move.rank) for move in ranked.every(5)
    ]
    assert all(r["origin_code"] != r["destination_code"] for r in rows)
    for row, move in zip(rows, ranked.every(5), strict=True):
        for name in ("score", "coverage", "affinity"):
            assert float(row[name]) == pytest.approx(getattr(move, name), abs=1e-6)
    assert call(*words, "--format", "csv").out == outcome.out
    records = json.loads(call(*words, "--format", "json").out)
    assert [list(record) for record in records[:1]] == [COLUMNS] and len(records) == len(rows)
    without = call(*words, "--format", "csv", "--without-code")
    assert without.code == 0 and without.out != outcome.out


def test_a_top_beyond_the_taxonomy_gives_every_other_metier(small: Path) -> None:
    for taxonomy, number in (("rome", 3), ("esco", 2)):
        words = ("passerelles", "all", "--store", small, "--taxonomy", taxonomy, "--top", "99")
        outcome = call(*words, "--format", "csv")
        rows = rows_of(outcome.out)
        held = {row["origin_code"] for row in rows}
        assert len(held) >= number and len(rows) == len(held) * (len(held) - 1)


def test_one_metier_and_one_pair_are_shown_and_explained(place: Path) -> None:
    listed = call("passerelles", "x9001", "--store", place, "--top", "3", "--lang", "en")
    assert listed.code == 0 and "Passerelles from X9001" in listed.out
    pair = ("passerelles", "X9001", "--to", "Y9003", "--store", place)
    assert "X9001" in call(*pair).out and "couverture" in call(*pair).out
    told = call(*pair, "--explain", "--lang", "en")
    assert "part of the score" in told.out and "total" in told.out
    record = json.loads(call(*pair, "--explain", "--format", "json").out)
    total = sum(each["share"] for each in record["contributions"])
    assert total == pytest.approx(record["score"], abs=1e-6)
    rows = rows_of(call(*pair, "--explain", "--format", "csv").out)
    assert set(rows[0]) == {"part", "shared", "contribution"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("passerelles", "all"), "add --store PATH"),
        (("passerelles", "all", "--store", "STORE", "--explain"), "ask of one métier"),
        (("passerelles", "X9001", "--store", "STORE", "--explain"), "add --to CODE"),
        (("passerelles", "X9001", "--store", "STORE", "--across"), "of the studies"),
        (("passerelles", "X9001", "--store", "STORE", "--to", "X9001"), "to itself"),
        (("passerelles", "Q1234", "--store", "STORE"), "no métier of rome answers to 'Q1234'"),
        (("passerelles", "all", "--store", "STORE", "--taxonomy", "esco"), "no esco in this store"),
        (("passerelles", "all", "--store", "nowhere"), "no store here"),
        (("passerelles", "all", "--store", "STORE", "--taxonomy", "esco", "--without-code"),
         "--without-code is for"),
        (("passerelles", "all", "--store", "STORE", "--by", "coverage", "--without-code"),
         "--without-code is for --taxonomy rome, ranked by its score"),
        (("passerelles", "all", "--store", "STORE", "--rare"), "--rare weighs"),
        (("passerelles", "all", "--store", "STORE", "--close", "wording"), "add --by coverage"),
        (("passerelles", "X9001", "--store", "STORE", "--by", "affinity", "--close", "hierarchy"),
         "--close softens coverage alone"),
        (("passerelles", "X9001", "--store", "STORE", "--to", "X9002", "--least", "0.2"),
         "--least shortens a list"),
        (("passerelles", "X9001", "--store", "STORE", "--output", "pairs.csv"),
         "--output writes all métiers, as CSV"),
        (("passerelles", "all", "--store", "STORE", "--output", "x.csv", "--format", "json"),
         "--output writes all métiers, as CSV"),
        (("passerelles", "X9001", "--by", "coverage"), "add --store PATH or --profiles FILE"),
        (("passerelles", "X9001", "--direction", "to"), "add --store PATH or --profiles FILE"),
        (("passerelles", "X9001", "--least", "0"), "add --store PATH or --profiles FILE"),
        (("bench", "rome-mobilites", "--store", "nowhere"), "no store here"),
        (("bench", "rome-mobilites", "--store", "STORE", "--development", "no.csv"), "no.csv"),
    ],
)  # fmt: skip
def test_wrong_use_is_said_in_one_line(
    words: tuple[str, ...], message: str, place: Path, tmp_path: Path
) -> None:
    swaps = {"STORE": place, "nowhere": tmp_path / "nowhere"}
    outcome = call(*(swaps.get(word, word) for word in words))
    assert outcome.code == 2 and outcome.out == ""
    assert message in outcome.err and outcome.err.splitlines()[-1].startswith("iag-kg: ")


def test_the_words_of_the_studies_still_find_their_metier() -> None:
    outcome = call("passerelles", "relation client", "--top", "1", "--format", "csv")
    assert outcome.code == 0 and "origin,destination,family" in outcome.out


# The bench.


@pytest.fixture
def links_file(tmp_path: Path) -> Callable[[str], Path]:
    def make(text: str) -> Path:
        path = tmp_path / "links.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return make


HEADER = "code_rome,code_rome_cible\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code_rome,other\nX9001,X9002\n", ":1: one column 'code_rome_cible' is expected"),
        (f"{HEADER}X9001,X9002,X9003\n", ":2: 3 cells where the header has 2"),
        (f"{HEADER}X9001,X9002\nX9001,oups\n", ":3: column code_rome_cible: 'oups' is not"),
        (f"{HEADER}Q1234,X9002\n", "no link between two métiers"),
    ],
)
def test_a_file_of_links_is_checked(
    text: str, message: str, links_file: Callable[[str], Path], ranking: Ranking
) -> None:
    with pytest.raises(TableError, match=r"links\.csv") as failure:
        read_links(links_file(text), ranking.register)
    assert message in str(failure.value)


def test_slips_of_a_file_of_links_are_counted(
    links_file: Callable[[str], Path], ranking: Ranking
) -> None:
    text = f"{HEADER}X9001,X9002\nX9001,X9002\nX9001,X9001\nX9001,Q1234\n"
    links = read_links(links_file(text), ranking.register)
    assert links.pairs == [(0, 1)]
    assert links.left == {"absent-metier": 1, "itself": 1, "repeated": 1}


def test_too_few_sources_and_no_links_are_refused(small: Path, ranking: Ranking) -> None:
    store = open_store(small)
    register = read_register(store)
    with pytest.raises(IagError, match="folds need as many"):
        Contest(Ranking(register), stored_links(store, register), silent).run()
    with pytest.raises(NotFoundError, match="no rome in this store"):
        read_register(ox.Store())


def test_the_bench_gives_every_ranker_with_its_interval(place: Path, tmp_path: Path) -> None:
    said = call("bench", "rome-mobilites", "--store", place, "--format", "csv")
    assert said.code == 0, said.err
    rows = rows_of(said.out)
    assert list(rows[0]) == ["section", "name", "measure", "value", "low", "high"]
    ranked = {row["name"] for row in rows if row["section"] == "ranking"}
    assert ranked == {
        "random", "domain", "domain-jaccard", "jaccard", "rarity-jaccard", "mix", "mix-fitted",
        "nesta-sigmoid", "nesta-cosine", "ours-shared-parts", "ours-without-code", "ours",
    }  # fmt: skip
    for row in rows:
        if row["section"] == "ranking":
            assert 0 <= float(row["low"]) <= float(row["value"]) <= float(row["high"]) <= 1
    weights = [float(row["value"]) for row in rows if row["section"] == "weights"]
    assert sum(weights) == pytest.approx(2, abs=2e-3)
    assert "5 plis, 5 répétitions" in said.err and "les poids, et eux seuls" in said.err
    shutil.copy(place.parent / "release" / LINKS, tmp_path / "links.csv")
    again = call("bench", "rome-mobilites", "--store", place, "--format", "csv", "--development",
                 tmp_path / "links.csv", "--lang", "en")  # fmt: skip
    assert again.out == said.out and "the weights, and they alone" in again.err


def test_the_bench_reads_as_tables_for_people(place: Path) -> None:
    outcome = call("bench", "rome-mobilites", "--store", place, "--lang", "en")
    assert outcome.code == 0
    for words in ("Published mobilities found again", "recall@10", "across domains", "greedy"):
        assert words in outcome.out
    assert "This store holds no ESCO" in outcome.out


# The publishers' own files.


@published
def test_the_published_rome_is_ranked_and_explained(tmp_path: Path) -> None:
    store = open_store(taken("rome", DATA / "rome-v460", tmp_path / "store"))
    ranked = read_ranked(store, "rome", "fr")
    assert ranked.ranking is not None
    moves = list(ranked.every(20))
    assert len(moves) == 1584 * 20
    draw = random.Random(2)
    for move in draw.sample(moves, 200):
        found = why(ranked, ranked.place(move.origin), ranked.place(move.destination))
        assert sum(each.share for each in found) == pytest.approx(move.score, abs=1e-11)
    links = stored_links(store, ranked.ranking.register)
    assert len(links.pairs) == 9114 and len({origin for origin, _ in links.pairs}) == 965
