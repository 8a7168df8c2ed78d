"""Facts of the list tables, held against the lines of the document that they name.

The documents are not part of the project. The checks run where their texts are: in the folder that
the environment variable IAG_KG_SEEDS names, or in `../shared/seeds` beside the checkout.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from iag_kg.paths import resources
from tables_on_disk import Record, records

DATA = resources() / "data"
SEEDS = Path(os.environ.get("IAG_KG_SEEDS") or resources().parent / "shared" / "seeds")
FILES = {
    "banque-iag": "000_*.txt",
    "solidaires-iag": "001_*.txt",
    "betic-iag": "002_*.txt",
    "commerce-iag": "003_*.txt",
    "club-iag": "004_*.txt",
}
SCHEMA = yaml.safe_load((DATA / "schema.yaml").read_text(encoding="utf-8"))
LOCATED = [name for name, table in SCHEMA.items() if "lines" in table["columns"]]
# Small numbers are often printed in words.
IN_WORDS = {
    "1.5": "unanetdemi",
    "2": "deux",
    "3": "trois",
    "4": "quatre",
    "5": "cinq",
    "6": "six",
    "7": "sept",
    "9": "neuf",
    "10": "di[xz]",
}
# So many words in a row that ours and the source's share them only where one copies the other.
COPIED = 9

pytestmark = pytest.mark.skipif(
    not all(list(SEEDS.glob(pattern)) for pattern in FILES.values()),
    reason="the texts of the five documents are not beside the checkout",
)


@cache
def text_of(source: str) -> list[str]:
    path = next(iter(SEEDS.glob(FILES[source])))
    return path.read_text(encoding="utf-8").split("\n")


def cited(row: Record) -> str:
    """The words of the lines that a row names."""
    lines: list[str] = []
    for part in row["lines"].split(", "):
        first, _, last = part.partition("-")
        lines += text_of(row["source"])[int(first) - 1 : int(last or first)]
    return "\n".join(lines).replace("(voir glossaire)", "")


def squeezed(text: str) -> str:
    """Letters and digits alone, so that broken lines, hyphens, quotes and marks do not matter."""
    return re.sub(r"[\W_]+", "", text.replace("œ", "oe")).casefold()


def words(text: str) -> list[str]:
    """The words of a text, those that a line's end cuts made whole."""
    whole = re.sub(r"(\w)[-\u00ad\u2010]\s*\n\s*(\w)", r"\1\2", text)
    return re.findall(r"\w+", whole.casefold())


def test_the_sections_cover_each_document_to_its_last_line() -> None:
    ends = {
        row["source"]: int(row["lines"].split("-")[-1]) for row in records(DATA / "sections.csv")
    }
    wrong = {
        source: (ends.get(source), len(text_of(source)))
        for source in FILES
        if "".join(text_of(source)[ends.get(source, 0) :]).strip()
    }
    assert not wrong, f"last line of the sections, of the document: {wrong}"


@pytest.mark.parametrize("name", [n for n in LOCATED if "verbatim" in SCHEMA[n]["columns"]])
def test_a_label_said_to_be_printed_stands_in_its_lines(name: str) -> None:
    wrong = [
        f"{row['key']}, lines {row['lines']}: {row['label_fr']}"
        for row in records(DATA / f"{name}.csv")
        if row["verbatim"] == "oui" and squeezed(row["label_fr"]) not in squeezed(cited(row))
        if "lettre" not in row["note"] and "rétabli" not in row["note"]
    ]
    assert not wrong, "\n".join(wrong)


def test_what_a_mention_names_stands_in_its_lines() -> None:
    wrong = [
        f"{row['key']}, lines {row['lines']}: {row['label_fr']}"
        for row in records(DATA / "mentions.csv")
        if squeezed(row["label_fr"]) not in squeezed(cited(row)) and not row["note"]
    ]
    assert not wrong, "\n".join(wrong)


def sentences_of_ours() -> Iterator[tuple[str, str, str]]:
    """Table and source of each French sentence that is ours, and the sentence."""
    stems = ("statement_fr", "definition_fr", "description_fr", "role_fr", "question_fr")
    for name in LOCATED:
        for row in records(DATA / f"{name}.csv"):
            for column in stems:
                if row.get("source") and row.get(column):
                    key = row.get("key", name)
                    yield f"{name} {key} {column}", row["source"], row[column]


def test_no_sentence_of_ours_copies_a_source() -> None:
    grams = {
        source: {
            tuple(found[i : i + COPIED])
            for found in [words("\n".join(text_of(source)))]
            for i in range(len(found) - COPIED + 1)
        }
        for source in FILES
    }
    wrong = []
    for place, source, sentence in sentences_of_ours():
        ours = words(sentence)
        for i in range(len(ours) - COPIED + 1):
            if tuple(ours[i : i + COPIED]) in grams[source]:
                wrong.append(f"{place}: {' '.join(ours[i : i + COPIED])}")
                break
    assert not wrong, "\n".join(wrong)


def test_the_digits_of_a_figure_stand_in_its_lines() -> None:
    """Of 4200000000, 4.2 or 42 is enough; a figure that was worked out says so in its note."""
    wrong = []
    for row in records(DATA / "statistics.csv"):
        digits = re.sub(r"\D", "", row["value"]).strip("0") or "0"
        printed = digits in re.sub(r"[^\d\n]", "", cited(row))
        spelt = re.search(IN_WORDS.get(row["value"], "no word"), squeezed(cited(row)))
        if not (printed or spelt or row["note"]):
            wrong.append(f"{row['key']}, lines {row['lines']}: {row['value']}")
    assert not wrong, "\n".join(wrong)
