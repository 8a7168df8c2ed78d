"""Whatever is wrong in a table is one TableError: file, line where there is one, and value."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from command import call
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
    records,
    relocating,
    repeating,
    replacing,
    rewrite,
)

CLIENT = "matrices/banque-4-2-client.csv"
OCCUPATIONS = "matrices/banque-4-9-producteurs-ia.csv"
HARMONISATION = "harmonisation.csv"


def misplacing(**cells: str) -> Callable[[Path], int]:
    """Give the first row a whole place, but for these cells."""

    def misplace(path: Path) -> int:
        first = records(path)[0]
        place = {"source": "banque-iag", "section": "5", "lines": "20480", **cells}
        rewrite(path, change=lambda row: {**row, **place} if row == first else row)
        return 2

    return misplace


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
        adding_column("colour"),
        "unknown column 'colour'; known: key label_fr label_en source",
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
        "2 cells where the header has 4: 'commerce'",
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
        "duplicate key 'client-patrimoine', first on line ",
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

DECLARATIONS = [
    Spoilt(
        "a schema with a date that no calendar has",
        "schema.yaml",
        replacing("\nsources:\n", "\nx: 2024-13-45\nsources:\n"),
        "not valid YAML: month must be in 1..12",
    ),
    Spoilt(
        "a schema with an empty key",
        "schema.yaml",
        replacing("  key: file\n", "  key: ''\n"),
        "table 'matrices': a key and columns expected",
    ),
    Spoilt(
        "a schema without a table that is read",
        "schema.yaml",
        replacing("gates:\n  key: key", "doors:\n  key: key"),
        "table 'gates': a column 'key' expected",
    ),
    Spoilt(
        "a schema without a column that is read",
        "schema.yaml",
        replacing("    threshold: {type: share,", "    limit: {type: share,"),
        "table 'gates': a column 'threshold' expected",
    ),
    Spoilt(
        "a column named by a number",
        "schema.yaml",
        replacing("    threshold: {type: share,", "    1: {type: share,"),
        "table 'gates': the name of a column, 1, is not a string",
    ),
    Spoilt(
        "a class of an unknown prefix",
        "schema.yaml",
        replacing("class: iag:Topic", "class: aig:Topic"),
        "table 'topics': no prefix of the project fits the class 'aig:Topic'",
    ),
    Spoilt(
        "a class that is no string",
        "schema.yaml",
        replacing("class: iag:Topic", "class: [iag:Topic]"),
        "fits the class ['iag:Topic']",
    ),
    Spoilt(
        "a class that no IRI can hold",
        "schema.yaml",
        replacing("class: iag:Topic", "class: 'iag:A topic'"),
        "fits the class 'iag:A topic'",
    ),
    Spoilt(
        "a class without iri",
        "schema.yaml",
        replacing("  iri: topic\n", ""),
        "table 'topics': a class needs iri, the kind of its resources",
    ),
    Spoilt(
        "a basis that is no string",
        "schema.yaml",
        replacing("basis: iag:StatedBySource", "basis: 5"),
        "table 'activities': no prefix of the project fits the basis 5",
    ),
    Spoilt(
        "a basis left empty",
        "schema.yaml",
        replacing("basis: iag:StatedBySource", "basis:"),
        "fits the basis None",
    ),
    Spoilt(
        "an iri that is no string",
        "schema.yaml",
        replacing("  iri: topic\n", "  iri: 4\n"),
        "table 'topics': iri 4 is not a key",
    ),
    Spoilt(
        "a scheme that is no string",
        "schema.yaml",
        replacing("concept_of: skill-scheme", "concept_of: {iri: skill}"),
        "table 'skills': concept_of {'iri': 'skill'} is not a key",
    ),
    Spoilt(
        "a scheme that is no mapping",
        "schema.yaml",
        replacing(
            "scheme: {iri: topic-scheme, fr: Thèmes d’iag-kg, en: Topics of iag-kg}",
            "scheme: topic-scheme",
        ),
        "table 'topics': scheme 'topic-scheme' is not a mapping",
    ),
    Spoilt(
        "a scheme without English",
        "schema.yaml",
        replacing(", en: Topics of iag-kg}", "}"),
        "is not a mapping with iri (a key), fr and en",
    ),
    Spoilt(
        "a graph that there is none of",
        "schema.yaml",
        replacing("graph: alignments", "graph: elsewhere"),
        "table 'risk-alignments': graph 'elsewhere' is not one of harmonisation, alignments",
    ),
    Spoilt(
        "a graph that is no string",
        "schema.yaml",
        replacing("graph: alignments", "graph: [alignments]"),
        "graph ['alignments'] is not one of",
    ),
    Spoilt(
        "a property that is no string",
        "schema.yaml",
        replacing("property: skos:notation", "property: 5"),
        "table 'sections', column 'section': no prefix of the project fits the property 5",
    ),
    Spoilt(
        "an enum whose term has an unknown prefix",
        "schema.yaml",
        replacing("exact: skos:exactMatch", "exact: sko:exactMatch"),
        "column 'match': no prefix of the project fits 'sko:exactMatch', the term of 'exact'",
    ),
    Spoilt(
        "an enum whose term is no string",
        "schema.yaml",
        replacing("exact: skos:exactMatch", "exact: 1"),
        "fits 1, the term of 'exact'",
    ),
    Spoilt(
        "an enum of values that YAML reads as truth",
        "schema.yaml",
        replacing("values: [draft, checked]", "values: [yes, no]"),
        "column 'status': unknown type {'type': 'enum', 'values': [True, False]",
    ),
    Spoilt(
        "an enum with a property and no terms",
        "schema.yaml",
        replacing("values: {draft: iag:Draft, checked: iag:Checked}", "values: [draft, checked]"),
        "table 'skill-links', column 'status': a property needs values as a mapping",
    ),
    Spoilt(
        "a reference to several tables, one of no name",
        "schema.yaml",
        replacing("tables: [technologies]", "tables: [technologies, {}]"),
        "column 'technologies': unknown type",
    ),
    Spoilt(
        "a property that leads to rows of no class",
        "schema.yaml",
        replacing("property: iag:inSector", "property: iag:inSector, table: labels"),
        "column 'sector': a property needs resources, which the rows of labels do not become",
    ),
    Spoilt(
        "a shortcut of two",
        "schema.yaml",
        replacing("shortcut: [wording, iag:harmonisedAs, skill]", "shortcut: [wording, skill]"),
        "table 'skill-links': shortcut ['wording', 'skill'] is not [column,",
    ),
    Spoilt(
        "a shortcut that is no list",
        "schema.yaml",
        replacing("shortcut: [wording, iag:harmonisedAs, skill]", "shortcut: iag:harmonisedAs"),
        "shortcut 'iag:harmonisedAs' is not [column,",
    ),
    Spoilt(
        "a shortcut with a mapping in it",
        "schema.yaml",
        replacing(
            "shortcut: [wording, iag:harmonisedAs, skill]",
            "shortcut: [{}, iag:harmonisedAs, skill]",
        ),
        "shortcut [{}, 'iag:harmonisedAs', 'skill'] is not [column,",
    ),
    Spoilt(
        "a shortcut to no column",
        "schema.yaml",
        replacing(
            "shortcut: [wording, iag:harmonisedAs, skill]",
            "shortcut: [wording, iag:harmonisedAs, kill]",
        ),
        "'kill'] is not [column,",
    ),
    Spoilt(
        "a shortcut of an unknown prefix",
        "schema.yaml",
        replacing(
            "shortcut: [wording, iag:harmonisedAs, skill]",
            "shortcut: [wording, aig:harmonisedAs, skill]",
        ),
        "shortcut: 'aig:harmonisedAs' is no column",
    ),
    Spoilt(
        "a shortcut from a text",
        "schema.yaml",
        replacing(
            "shortcut: [wording, iag:harmonisedAs, skill]",
            "shortcut: [reason_fr, iag:harmonisedAs, skill]",
        ),
        "shortcut: column 'reason_fr' is not of type ref",
    ),
    Spoilt(
        "a shortcut through a column of no terms",
        "schema.yaml",
        replacing("shortcut: [risk, match, target]", "shortcut: [risk, reason_fr, target]"),
        "shortcut: column 'reason_fr' is not a required enum",
    ),
    Spoilt(
        "a shortcut to a cell that may be empty",
        "schema.yaml",
        replacing(
            "skill: {type: ref, table: skills, property: iag:concernsSkill",
            "skill: {type: ref, table: skills, optional: true, property: iag:concernsSkill",
        ),
        "table 'skill-links': label: column 'skill' may be empty",
    ),
    Spoilt(
        "a label whose columns are missing",
        "schema.yaml",
        replacing("label: statement", "label: sentence"),
        "table 'claims': label 'sentence' needs a column 'sentence_fr'",
    ),
    Spoilt(
        "a class without its label columns",
        "schema.yaml",
        replacing("  label: statement\n", ""),
        "table 'claims': label 'label' needs a column 'label_fr'",
    ),
    Spoilt(
        "a label of no column",
        "schema.yaml",
        replacing("label: [risk, target_label]", "label: [risk, target_name]"),
        "table 'risk-alignments': label: 'target_name' is no column of the table",
    ),
    Spoilt(
        "a label of a list in a list",
        "schema.yaml",
        replacing("label: [risk, target_label]", "label: [[risk], target_label]"),
        "label: ['risk'] is no column of the table",
    ),
    Spoilt(
        "a label of nothing",
        "schema.yaml",
        replacing("label: [risk, target_label]", "label: []"),
        "label [] is neither the stem",
    ),
    Spoilt(
        "a label that is a number",
        "schema.yaml",
        replacing("label: [risk, target_label]", "label: 3"),
        "label 3 is neither the stem",
    ),
    Spoilt(
        "a place whose lines are text",
        "schema.yaml",
        replacing("lines: &lines {type: lines,", "lines: &lines {type: text,"),
        "table 'sections', column 'lines': lines expected, not the type text",
    ),
    Spoilt(
        "a source that is no document",
        "schema.yaml",
        replacing(
            "source: &source {type: ref, table: sources,",
            "source: &source {type: ref, table: topics,",
        ),
        "column 'source': ref to sources expected, not to topics",
    ),
]

PLACES = [
    Spoilt(
        "lines without their section",
        "skills.csv",
        misplacing(section=""),
        "source, section and lines are given together, or none",
    ),
    Spoilt(
        "a section without its lines",
        "skills.csv",
        misplacing(lines=""),
        "source, section and lines are given together, or none",
    ),
    Spoilt(
        "a document alone",
        "skills.csv",
        misplacing(section="", lines=""),
        "source, section and lines are given together, or none",
    ),
    Spoilt(
        "a section and lines of no document",
        "skills.csv",
        misplacing(source=""),
        "source, section and lines are given together, or none",
    ),
    Spoilt(
        "lines outside the section",
        "skill-categories.csv",
        relocating("lines", "20470-20480"),
        "column lines: '20470-20480' is not inside section 5",
    ),
    Spoilt(
        "one of two ranges outside the section",
        "families.csv",
        relocating("lines", "5493-5591, 7720"),
        "column lines: '5493-5591, 7720' is not inside section 4.2",
    ),
    Spoilt(
        "a range that runs backwards",
        "families.csv",
        relocating("lines", "5591-5493"),
        "column lines: '5591-5493' runs backwards",
    ),
    Spoilt(
        "a section that does not exist",
        "families.csv",
        relocating("section", "4.42"),
        "column section: '4.42' is no section of banque-iag in sections.csv",
    ),
    Spoilt(
        "a section of another document",
        "families.csv",
        relocating("source", "solidaires-iag"),
        "column section: '4.2' is no section of solidaires-iag in sections.csv",
    ),
    Spoilt(
        "a row of a matrix outside its section",
        CLIENT,
        replacing("7469-7474", "10-20"),
        "column lines: '10-20' is not inside section 4.2",
    ),
    Spoilt(
        "sections that leave a hole",
        "sections.csv",
        replacing(",920-930,", ",921-930,"),
        "column lines: '921-930' does not begin at line 920",
    ),
    Spoilt(
        "sections that overlap",
        "sections.csv",
        replacing(",920-930,", ",919-930,"),
        "column lines: '919-930' does not begin at line 920",
    ),
    Spoilt(
        "a section that ends before it begins",
        "sections.csv",
        replacing(",920-930,", ",920-919,"),
        "column lines: '920-919' does not begin at line 920",
    ),
    Spoilt(
        "a section in two pieces",
        "sections.csv",
        replacing(",920-930,", ',"920-925, 926-930",'),
        "column lines: '920-925, 926-930' does not begin at line 920",
    ),
    Spoilt(
        "a document that does not begin at its first line",
        "sections.csv",
        replacing(",1-919,", ",2-919,"),
        "column lines: '2-919' does not begin at line 1",
    ),
]


@pytest.mark.parametrize("case", [*CASES, *DECLARATIONS, *PLACES], ids=str)
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


@pytest.mark.parametrize("case", PLACES, ids=str)
def test_a_build_of_misplaced_rows_names_file_and_line_and_writes_nothing(
    case: Spoilt, tmp_path: Path
) -> None:
    data, output = copy_tables(tmp_path / "data"), tmp_path / "out"
    line = case.spoil(data / case.file)
    outcome = call("build", "--data", data, "--output", output)
    assert outcome.code == 2 and outcome.out == "" and "Traceback" not in outcome.err
    last = outcome.err.splitlines()[-1]
    assert last.startswith(f"iag-kg: {data / case.file}:{line}: ") and case.message in last
    assert not output.exists()
