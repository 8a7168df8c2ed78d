"""Whatever is wrong in a table is one TableError: file, line where there is one, and value."""

from __future__ import annotations

from pathlib import Path

import pytest

from iag_kg.errors import TableError
from iag_kg.tables import read_tables
from tables_on_disk import (
    Spoilt,
    adding,
    adding_column,
    as_folder,
    copy_tables,
    dropping,
    holding,
    in_latin_1,
    missing,
    repeating,
    replacing,
    rewrite,
)

CLIENT = "matrices/banque-4-2-client.csv"
OCCUPATIONS = "matrices/banque-4-9-producteurs-ia.csv"
HARMONISATION = "harmonisation.csv"


CASES = [
    Spoilt("a missing column", "skills.csv", dropping("fading"), "missing column 'fading'"),
    Spoilt(
        "an unknown column",
        "sectors.csv",
        replacing("label_en", "label_de"),
        "missing column 'label_en'",
    ),
    Spoilt(
        "a column too many",
        "sectors.csv",
        lambda path: holding(b"key,label_fr,label_en,colour\nbanque,Banque,Banking,red\n", 1)(path),
        "unknown column 'colour'; known: key label_fr label_en",
    ),
    Spoilt(
        "a column twice",
        "sectors.csv",
        replacing("label_en", "label_fr"),
        "column 'label_fr' stands twice",
    ),
    Spoilt("a matrix without lines", CLIENT, dropping("lines"), "missing column 'lines'"),
    Spoilt(
        "an unknown level", CLIENT, replacing(",++,", ",+++,"), "'+++' is not one of ++ + N/A - --"
    ),
    Spoilt("an n/a in lower case", CLIENT, replacing("N/A", "n/a"), "'n/a' is not one of"),
    Spoilt(
        "an unknown métier in a header",
        CLIENT,
        replacing("Conseil financier", "Conseil lunaire"),
        "unknown métier 'Conseil lunaire et gestion de patrimoine' in family banque-client",
    ),
    Spoilt(
        "an unknown occupation",
        OCCUPATIONS,
        replacing("Prompt engineer", "Oracle"),
        "unknown métier 'Oracle' in family banque-producteurs-ia",
    ),
    Spoilt(
        "an unknown transformation",
        OCCUPATIONS,
        replacing("Nouveau", "Inédit"),
        "'Inédit' is not one of Nouveau, Moyennement enrichi, Fortement enrichi",
    ),
    Spoilt(
        "a column too many in table 4.9",
        OCCUPATIONS,
        adding_column("niveau"),
        "unknown column 'niveau'",
    ),
    Spoilt(
        "a duplicate key", "skills.csv", repeating, "duplicate key 'prompt-engineering', first on"
    ),
    Spoilt(
        "a link stated twice",
        HARMONISATION,
        repeating,
        "bancaires et anomalies /  / operations-bancaires', first on line 2",
    ),
    Spoilt("an encoding that is not UTF-8", "metiers.csv", in_latin_1, "not UTF-8: byte b'"),
    Spoilt("an empty list", "skills.csv", holding(b"", None), "empty file"),
    Spoilt("an empty matrix", CLIENT, holding(b"", None), "empty file"),
    Spoilt(
        "a matrix of a header alone", CLIENT, holding(b"heading,wording\n", None), "no row below"
    ),
    Spoilt("a folder in place of a list", "skills.csv", as_folder, "a folder, not a table"),
    Spoilt("a folder in place of a matrix", CLIENT, as_folder, "a folder, not a table"),
    Spoilt("a missing list", "skills.csv", missing, "cannot be read (No such file or directory)"),
    Spoilt("a missing matrix", CLIENT, missing, "cannot be read (No such file or directory)"),
    Spoilt(
        "a stray blank",
        "sectors.csv",
        replacing("Banking", "Banking "),
        "column label_en: stray blank in 'Banking '",
    ),
    Spoilt(
        "a stray non-breaking blank",
        CLIENT,
        replacing(",++,", ",++\u00a0,"),
        "stray blank in '++\\xa0'",
    ),
    Spoilt(
        "a ragged row",
        "sectors.csv",
        adding("commerce,Commerce"),
        "2 cells where the header has 3: 'commerce'",
    ),
    Spoilt(
        "a quote that does not close",
        "sectors.csv",
        adding('commerce,"Commerce,Retail'),
        "not valid CSV",
    ),
    Spoilt(
        "an empty required cell",
        "sectors.csv",
        replacing("Banking", ""),
        "column label_en: empty, a value is required",
    ),
    Spoilt(
        "an empty wording",
        CLIENT,
        replacing("Veille sur l’évolution des produits et services,", ","),
        "column wording: empty, a value is required",
    ),
    Spoilt(
        "lines in words", CLIENT, replacing("7469-7474", "page 12"), "'page 12' is not lines or"
    ),
    Spoilt(
        "a line in words", "families.csv", replacing("5493-5591", "5493 ff"), "'5493 ff' is not"
    ),
    Spoilt(
        "a flag in English", "skills.csv", replacing(",non,", ",no,"), "'no' is not 'oui' or 'non'"
    ),
    Spoilt("a threshold in words", "gates.csv", replacing("0.5", "half"), "'half' is not a share"),
    Spoilt("a comma in a number", "gates.csv", replacing("0.5", '"0,5"'), "'0,5' is not a share"),
    Spoilt("a threshold above 1", "gates.csv", replacing("0.5", "1.5"), "'1.5' is not a share"),
    Spoilt(
        "a threshold of no number", "gates.csv", replacing("0.5", "NaN"), "'NaN' is not a share"
    ),
    Spoilt(
        "a gate without its row",
        "gates.csv",
        lambda path: rewrite(path, keep=lambda row: row["key"] == "coverage"),
        "no row for the gate 'durability'",
    ),
    Spoilt(
        "a short code of two métiers",
        "metiers.csv",
        replacing(",client-relation,", ",client-patrimoine,"),
        "duplicate key 'client-patrimoine', first on line 2",
    ),
    Spoilt(
        "a key with capitals",
        "metiers.csv",
        replacing("banque-conseil-financier", "Banque-conseil-financier"),
        "-gestion-de-patrimoine' is not a key (lower case, digits, hyphens)",
    ),
    Spoilt(
        "a reference to nothing",
        "skills.csv",
        replacing("prompt-engineering,transversale", "prompt-engineering,verticale"),
        "column category: 'verticale' is not a key of skill-categories.csv",
    ),
    Spoilt(
        "a status that no list has",
        HARMONISATION,
        replacing(",checked", ",done"),
        "'done' is not one of draft, checked",
    ),
    Spoilt(
        "a link for a wording that no table prints",
        HARMONISATION,
        replacing("Connaissance des produits bancaires", "Connaissance des étoiles"),
        "prints the wording 'Connaissance des étoiles et d’assurance'",
    ),
    Spoilt(
        "a label without English",
        CLIENT,
        replacing("Veille sur l’évolution des produits et services", "Veille sur la lune"),
        "'Veille sur la lune' has no English label in labels.csv",
    ),
    Spoilt(
        "a schema that is not YAML", "schema.yaml", holding(b"a: 1\nb: [1", 2), "not valid YAML"
    ),
    Spoilt(
        "a schema of no mapping", "schema.yaml", holding(b"- a\n", None), "tables with their key"
    ),
    Spoilt("an empty schema", "schema.yaml", holding(b"", None), "tables with their key"),
    Spoilt("a schema without columns", "schema.yaml", holding(b"a: 1\n", None), "table 'a': a key"),
    Spoilt(
        "a schema whose key is no column",
        "schema.yaml",
        replacing("key: family wording metier skill", "key: family mot"),
        "table 'harmonisation': a key and columns expected",
    ),
    Spoilt(
        "a schema with an unknown type",
        "schema.yaml",
        replacing("{type: share,", "{type: colour,"),
        "table 'gates', column 'threshold': unknown type {'type': 'colour'",
    ),
    Spoilt(
        "a schema that refers to no table",
        "schema.yaml",
        replacing("table: sectors", "table: planets"),
        "'planets'",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_malformed_table_is_refused_with_file_line_and_value(
    case: Spoilt, tmp_path: Path
) -> None:
    data = copy_tables(tmp_path / "data")
    path = data / case.file
    line = case.spoil(path)
    with pytest.raises(TableError) as caught:
        read_tables(data)
    error = caught.value
    assert case.message in str(error)
    assert error.path == path
    if case.file != "schema.yaml" or case.promise.endswith("YAML"):
        assert error.line == line
    place = f"{path}:{error.line}: " if error.line else f"{path}: "
    assert str(error).startswith(place)
