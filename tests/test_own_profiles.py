"""Profiles of one’s own, in a file: ranked as by the engine, streamed, refused with reasons."""

from __future__ import annotations

import csv
import io
import json
import random
from pathlib import Path

import pytest

from command import call
from iag_kg.cli.comparing import whole_file
from iag_kg.errors import IagError, TableError
from iag_kg.matching import COLUMNS, Score, Search, Similarity, from_rows, neighbours, write_csv
from iag_kg.matching import Direction as Way_of
from iag_kg.mobilities import Way, Wish, rank_own
from iag_kg.mobilities.closeness import by_wording
from iag_kg.mobilities.own import read_own

HEADER = "metier,skill,weight\n"
SMALL = f"""{HEADER}Baker,bake fine white bread,1
Baker,count,0.5
Cook,roast,1
Cook,count,0.25
Miller,knead fine white bread,0.75
Miller,"weigh, by hand",0.5
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text(SMALL, encoding="utf-8")
    return path


def drawn(seed: int) -> dict[str, dict[str, float]]:
    draw = random.Random(seed)
    names = [f"do {a} {b}" for a in ("this", "that", "more") for b in ("here", "there", "now")]
    return {
        f"Métier {n}": {s: round(draw.random(), 3) or 1.0 for s in draw.sample(names, 4)}
        for n in range(40)
    }


def written(path: Path, rows: dict[str, dict[str, float]], shuffled: int | None = None) -> Path:
    lines = [(m, s, w) for m, held in rows.items() for s, w in held.items()]
    if shuffled is not None:
        first = list(dict.fromkeys(m for m, *_ in lines))
        random.Random(shuffled).shuffle(lines)
        lines.sort(key=lambda line: (line[0] != first[0], random.Random(str(line)).random()))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("weight", "note", "metier", "skill"),
                                    *((w, "x", m, s) for m, s, w in lines)])  # fmt: skip
    return path


def straight(rows: dict[str, dict[str, float]], search: Search) -> str:
    """What the engine itself streams."""
    profiles, file = from_rows(rows), io.StringIO()
    write_csv(file, profiles, search, neighbours(profiles, search))
    return file.getvalue()


def test_a_file_is_read_in_any_order_of_rows_and_columns(tmp_path: Path) -> None:
    rows = drawn(1)
    plain = read_own(written(tmp_path / "a.csv", rows))
    mixed = read_own(written(tmp_path / "b.csv", rows, shuffled=4))
    wanted = from_rows(rows)
    assert list(plain.ids) == list(rows) and list(plain.skills) == list(wanted.skills)
    assert [plain.row(n) for n in range(40)] == [wanted.row(n) for n in range(40)]
    place = {metier: n for n, metier in enumerate(mixed.ids)}
    assert [mixed.row(place[metier]) for metier in rows] == [wanted.row(n) for n in range(40)]
    (tmp_path / "a.csv").write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n\r\n").encode())
    assert list(read_own(tmp_path / "a.csv").ids) == ["Baker", "Cook", "Miller"]


def test_reading_tells_how_far_it_is(small: Path) -> None:
    told: list[tuple[int, int]] = []
    read_own(small, lambda done, size: told.append((done, size)))
    size = small.stat().st_size
    assert told[-1] == (size, size) and all(done <= size for done, _ in told)


@pytest.mark.parametrize(
    ("options", "search"),
    [
        ((), Search(top=3)),
        (("--by", "affinity"), Search(Score.AFFINITY, top=3)),
        (("--least", "0.5"), Search(top=3, least=0.5)),
        (("--direction", "to"), Search(direction=Way_of.TO, top=3)),
        (("--rare",), None),
        (("--close", "wording"), None),
        (("--rare", "--close", "wording", "--close", "wording", "--direction", "to"), None),
    ],
)
def test_the_command_streams_what_the_engine_gives(
    options: tuple[str, ...], search: Search | None, tmp_path: Path
) -> None:
    rows = drawn(2)
    profiles = from_rows(rows)
    if search is None:
        close: Similarity | None = by_wording(profiles.skills) if "--close" in options else None
        search = Search(direction=Way_of.TO if "to" in options else Way_of.FROM, top=3,
                        importance=profiles.rarity() if "--rare" in options else None,
                        close=close)  # fmt: skip
    wanted = straight(rows, search)
    words = ("passerelles", "all", "--profiles", written(tmp_path / "mine.csv", rows), "--top", "3")
    outcome = call(*words, *options, "--format", "csv")
    assert (outcome.code, outcome.out) == (0, wanted), outcome.err
    target = tmp_path / "pairs.csv"
    target.write_text("what stood here before")
    assert call(*words, *options, "--output", target).code == 0
    assert target.read_text(encoding="utf-8") == wanted
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.csv", "pairs.csv"]
    records = json.loads(call(*words, *options, "--format", "json").out)
    lines = list(csv.DictReader(io.StringIO(wanted)))
    assert [list(record) for record in records[:1]] == [list(COLUMNS)]
    for record, line in zip(records, lines, strict=True):
        assert [record["origin"], record["destination"], str(record["rank"])] == [
            line["origin"], line["destination"], line["rank"],
        ]  # fmt: skip
        for figure in ("score", "coverage", "affinity"):
            assert record[figure] == pytest.approx(float(line[figure]), abs=1e-6)


def test_one_metier_and_one_pair_of_a_file(small: Path) -> None:
    words = ("--profiles", small, "--lang", "en")
    listed = call("passerelles", "Baker", *words, "--close", "wording")
    assert listed.code == 0 and "Passerelles from Baker" in listed.out
    assert "destination" in listed.out and "code" not in listed.out
    backwards = call("passerelles", "Baker", *words, "--direction", "to")
    assert "Passerelles to Baker" in backwards.out and "origin" in backwards.out
    pair = ("passerelles", "Baker", "--to", "Miller", *words, "--close", "wording")
    assert "rank 1, score 29.6%" in call(*pair).out
    told = call(*pair, "--explain")
    for text in (
        "knead fine white bread ≈ bake fine white bread",
        "close in wording",
        "missing",
        "weigh",
    ):
        assert text in told.out
    record = json.loads(call(*pair, "--explain", "--format", "json").out)
    shares = [each["share"] for part in ("contributions", "missing") for each in record[part]]
    assert sum(shares) == pytest.approx(1) and record["contributions"][0]["part"] == "wording"
    apart = call("passerelles", "Cook", "--to", "Miller", *words, "--explain")
    assert apart.code == 0 and "score 0.0%" in apart.out
    ranks = call("passerelles", "Cook", "--to", "Miller", *words, "--direction", "to").out
    assert "rank 2 among origins" in ranks
    rows = list(csv.DictReader(io.StringIO(call(*pair, "--format", "csv").out)))
    assert [list(row) for row in rows] == [list(COLUMNS)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ": empty file: a header row is expected"),
        (HEADER, ": no row: a métier, a skill and a weight are expected"),
        ("metier;skill;weight\nA;b;1\n",
         ":1: one column 'metier' is expected, found 'metier;skill;weight'"),
        ("metier,skill,weight,skill\nA,b,1,c\n", ":1: one column 'skill' is expected"),
        (f"{HEADER}A,b,1\nA,c\n", ":3: 2 cells where the header has 3: 'A'"),
        (f"{HEADER}A,b,1\n\nA,c,1.5\n", ":4: column weight: '1.5' is not a number in [0, 1]"),
        (f"{HEADER}A,b,-0.1\n", ":2: column weight: '-0.1' is not"),
        (f"{HEADER}A,b,\n", ":2: column weight: '' is not"),
        (f"{HEADER}A,b,nan\n", ":2: column weight: 'nan' is not"),
        (f'{HEADER}A,b,"0,5"\n', ":2: column weight: '0,5' is not"),
        (f"{HEADER}A,b,1_0\n", ":2: column weight: '1_0' is not"),
        (f"{HEADER}A,b, 1\n", ":2: column weight: ' 1' is not"),
        (f"{HEADER}A,,1\n", ":2: column skill: empty cell ''"),
        (f"{HEADER}A,b,1\n A,c,1\n", ":3: column metier: stray blank in ' A'"),
        (f"{HEADER}A,b,1\nC,b,1\nA,d,1\nA,b,0.5\nA,b,1\n",
         ":5: column skill: 'b' stands twice in 'A'"),
        (f'{HEADER}A,"b,1\n', ":2: not valid CSV"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_its_place(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    outcome = call("passerelles", "all", "--profiles", path, "--output", tmp_path / "pairs.csv")
    assert outcome.code == 2 and outcome.out == ""
    assert f"{path}{message}" in outcome.err.splitlines()[-1]
    assert [each.name for each in tmp_path.iterdir()] == ["mine.csv"]


def test_bytes_that_are_no_text_and_files_that_are_not_there(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(HEADER.encode() + b"A,b,1\nM\xe9tier,b,1\n")
    with pytest.raises(TableError, match=r"mine\.csv:3: not UTF-8"):
        read_own(path)
    for absent in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(TableError, match="cannot be read"):
            read_own(absent)
    heavy = "".join(f"A,s{n},1\n" for n in range(4097))
    path.write_text(HEADER + heavy)
    with pytest.raises(TableError, match="profile A: totals 4097"):
        read_own(path)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("all", "--close", "hierarchy"), "have no hierarchy; their wording can be used"),
        (("all", "--store", "somewhere"), "--profiles stands in place of --store"),
        (("all", "--taxonomy", "rome"), "--profiles stands in place of --store"),
        (("all", "--without-code"), "--profiles stands in place of --store"),
        (("all", "--recommended"), "for métiers of the studies"),
        (("all", "--explain"), "ask of one métier"),
        (("Baker", "--explain"), "add --to CODE"),
        (("all", "--by", "affinity", "--close", "wording"), "--close softens coverage alone"),
        (("baker",), "no métier 'baker' among these profiles"),
        (("Baker", "--to", "Baker"), "no passerelle from 'Baker' to itself"),
        (("all", "--output", "FOLDER"), "a folder, not a file to write"),
        (("all", "--output", "FOLDER/absent/pairs.csv"), "cannot be written"),
    ],
)
def test_wrong_use_is_said_in_one_line(
    words: tuple[str, ...], message: str, small: Path, tmp_path: Path
) -> None:
    swapped = [word.replace("FOLDER", str(tmp_path)) for word in words]
    outcome = call("passerelles", *swapped, "--profiles", small)
    assert outcome.code == 2 and outcome.out == ""
    assert message in outcome.err and outcome.err.splitlines()[-1].startswith("iag-kg: ")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]


def test_a_level_out_of_range_is_refused_by_the_command(small: Path) -> None:
    for level in ("1.5", "-1", "nan"):
        outcome = call("passerelles", "all", "--profiles", small, "--least", level)
        assert outcome.code == 2 and outcome.out == ""


def test_a_wish_that_a_file_cannot_fulfil_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(IagError, match="no hierarchy"):
        rank_own(tmp_path / "none.csv", Wish(close=(Way.HIERARCHY,)))


def test_a_file_that_is_not_whole_never_takes_its_name(tmp_path: Path) -> None:
    target = tmp_path / "pairs.csv"
    target.write_text("what stood here before")
    with pytest.raises(KeyboardInterrupt), whole_file(target) as file:
        file.write("half of a line")
        raise KeyboardInterrupt
    assert target.read_text() == "what stood here before"
    assert [path.name for path in tmp_path.iterdir()] == ["pairs.csv"]
