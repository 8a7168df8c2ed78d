"""Each row of the tables, held against the lines of the study that it names.

The studies are not part of the project. The check runs where their texts are: in the folder that
the environment variable IAG_KG_SEEDS names, or in `../shared/seeds` beside the checkout.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from iag_kg.paths import resources
from tables_on_disk import Record, records

DATA = resources() / "data"
SEEDS = Path(os.environ.get("IAG_KG_SEEDS") or resources().parent / "shared" / "seeds")
STUDY = "000_*.txt"
LEVELS = ("++", "+", "N/A", "-", "--")
NOT_LEVELS = {"heading", "wording", "lines", "note"}

pytestmark = pytest.mark.skipif(
    not list(SEEDS.glob(STUDY)), reason="the text of the bank study is not beside the checkout"
)


@pytest.fixture(scope="module")
def study() -> list[str]:
    return next(iter(SEEDS.glob(STUDY))).read_text(encoding="utf-8").split("\n")


def tables(kind: str) -> list[str]:
    return [row["file"] for row in records(DATA / "matrices.csv") if row["kind"] == kind]


def printed(study: list[str], lines: str) -> list[str]:
    """The words of the named lines."""
    words: list[str] = []
    for part in lines.split(", "):
        first, _, last = part.partition("-")
        words += " ".join(study[int(first) - 1 : int(last or first)]).split()
    return words


def squeezed(text: str) -> str:
    """Text without blanks and hyphens, so that a word broken at a line's end is whole again."""
    return re.sub(r"[\s\-\u00ad\u2010]+", "", text).lower()


def levels_of(row: Record) -> list[str]:
    return [cell for column, cell in row.items() if column not in NOT_LEVELS and cell]


@pytest.mark.parametrize("file", tables("matrix"))
def test_the_named_lines_print_the_wording_and_the_levels_in_order(
    study: list[str], file: str
) -> None:
    for number, row in enumerate(records(DATA / "matrices" / file), start=1):
        words = printed(study, row["lines"])
        place = f"{file}, row {number}, lines {row['lines']}: {' '.join(words)}"
        text = squeezed(" ".join(word for word in words if word not in LEVELS))
        assert squeezed(row["wording"]) in text, place
        assert [word for word in words if word in LEVELS] == levels_of(row), place


@pytest.mark.parametrize("file", tables("matrix"))
def test_the_columns_stand_in_the_order_of_the_printed_header(study: list[str], file: str) -> None:
    rows = records(DATA / "matrices" / file)
    first = min(int(re.split(r"\D", row["lines"])[0]) for row in rows)
    above = squeezed(" ".join(study[max(0, first - 90) : first - 1]))
    places = [above.rfind(squeezed(c)) for c in rows[0] if c not in NOT_LEVELS]
    assert -1 not in places and places == sorted(places), f"{file}: {places}"


@pytest.mark.parametrize("file", tables("key-skills"))
def test_the_named_lines_print_the_metier_its_transformation_and_its_key_skills(
    study: list[str], file: str
) -> None:
    for row in records(DATA / "matrices" / file):
        text = squeezed(" ".join(printed(study, row["lines"])))
        place = f"{file}, lines {row['lines']}: {text}"
        for label in (row["metier"], row["transformation"], *row["skills"].split(" | ")):
            assert squeezed(label) in text, f"{place}: {label}"


def test_no_printed_cell_is_left_out_between_the_rows(study: list[str]) -> None:
    """Levels that stand between the first and the last row of a table belong to some row."""
    for file in tables("matrix"):
        rows = records(DATA / "matrices" / file)
        claimed: set[int] = set()
        for row in rows:
            for part in row["lines"].split(", "):
                first, _, last = part.partition("-")
                claimed.update(range(int(first), int(last or first) + 1))
        for number in range(min(claimed), max(claimed) + 1):
            words = study[number - 1].split()
            if number not in claimed and words and all(word in LEVELS for word in words):
                raise AssertionError(f"{file}: line {number} prints {words}, which no row claims")


def test_the_lines_of_a_skill_name_it_in_section_5(study: list[str]) -> None:
    for row in records(DATA / "skills.csv"):
        if row["lines"]:
            text = squeezed(" ".join(printed(study, row["lines"])))
            words = re.findall(r"\w{4,}", row["label_fr"].lower())
            found = [word for word in words if squeezed(word)[:6] in text]
            assert 3 * len(found) >= len(words), f"{row['key']}, lines {row['lines']}: {words}"


def test_the_lines_of_a_skill_stand_in_the_part_of_section_5_of_its_category() -> None:
    order = [row["key"] for row in records(DATA / "skill-categories.csv")]
    named = [row for row in records(DATA / "skills.csv") if row["lines"]]
    named.sort(key=lambda row: int(re.split(r"\D", row["lines"])[0]))
    places = [order.index(row["category"]) for row in named]
    assert order == ["transversale", "technique", "comportementale"]
    assert places == sorted(places)
