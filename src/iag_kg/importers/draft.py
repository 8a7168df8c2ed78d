"""What an import states: N-Triples lines of one named graph, written as they are found.

Lines rather than terms: a store loads a million of them in seconds, and Python never holds them.
The store parses every line again, so that an ill-formed IRI can never enter it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from iag_kg.importers.defects import DEFECTS
from iag_kg.importers.release import Cells, FileRead
from iag_kg.namespaces import IAGD, IAGG, XSD, expand

# As the store itself writes them, so that two dumps of one statement are the same line.
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
_ESCAPES |= {
    ord(char): f"\\{letter}" for char, letter in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)
}
_TYPE, _LABEL, _PREF = "rdf:type", "rdfs:label", "skos:prefLabel"


@cache
def term(curie: str) -> str:
    """The N-Triples form of a CURIE of the prefix table."""
    return f"<{expand(curie)}>"


def own(name: str) -> str:
    """The N-Triples form of an individual of ours, from its local name (letters, digits, -)."""
    return f"<{IAGD}{name}>"


@dataclass(frozen=True)
class Publication:
    """What is known of a taxonomy as its publisher hands it out; None where it is not known."""

    key: str
    title_fr: str
    title_en: str
    publisher: str
    licence: str | None
    licence_iri: str | None
    attribution: str | None


@dataclass
class Defect:
    """A kind of slip of a source: how often it was met, and where first."""

    count: int
    first: str


class Draft:
    """The lines of one graph, handed to `write` one by one, with the defects met on the way."""

    def __init__(self, key: str, write: Callable[[str], object]) -> None:
        self.key, self.write = key, write
        self.graph = f"<{IAGG}{key}>"
        self.defects: dict[str, Defect] = {}

    def link(self, subject: str, predicate: str, target: str) -> None:
        """State a link between two terms in N-Triples form; the predicate is a CURIE."""
        self.write(f"{subject} {term(predicate)} {target} .\n")

    def text(self, subject: str, predicate: str, value: str, language: str) -> None:
        """State a text in 'fr' or 'en'."""
        self.write(f'{subject} {term(predicate)} "{value.translate(_ESCAPES)}"@{language} .\n')

    def string(self, subject: str, predicate: str, value: str) -> None:
        """State a plain string: a code, a name."""
        self.write(f'{subject} {term(predicate)} "{value.translate(_ESCAPES)}" .\n')

    def typed(self, subject: str, predicate: str, value: str, datatype: str) -> None:
        """State a value of an XML Schema datatype ('integer', 'decimal', 'date')."""
        self.write(f'{subject} {term(predicate)} "{value}"^^<{XSD}{datatype}> .\n')

    def decimal(self, subject: str, predicate: str, value: Decimal) -> None:
        """State a decimal number in plain notation, without trailing zeros."""
        plain = f"{value:f}"
        if "." in plain:
            plain = plain.rstrip("0").rstrip(".")
        self.typed(subject, predicate, plain, "decimal")

    def label(self, subject: str, value: str, language: str) -> None:
        """Name a concept in a language, for viewers and for SKOS alike."""
        self.text(subject, _LABEL, value, language)
        self.text(subject, _PREF, value, language)

    def concept(self, subject: str, kind: str, scheme: str, fr: str, code: str = "") -> None:
        """State a concept of a French taxonomy: class, scheme, label, notation."""
        self.link(subject, _TYPE, term(kind))
        self.link(subject, "skos:inScheme", scheme)
        self.label(subject, fr, "fr")
        if code:
            self.string(subject, "skos:notation", code)

    def scheme(self, subject: str, fr: str, en: str) -> None:
        """State a concept scheme."""
        self.link(subject, _TYPE, term("skos:ConceptScheme"))
        self.text(subject, _LABEL, fr, "fr")
        self.text(subject, _LABEL, en, "en")

    def defect(self, kind: str, row: Cells) -> None:
        """Count a slip of the source, met at a row; `kind` is one of DEFECTS."""
        met = self.defects.setdefault(kind, Defect(0, f"{row.path.name}:{row.line}"))
        met.count += 1

    def origin(
        self,
        publication: Publication,
        release: str | None,
        issued: str | None,
        imported: str,
        files: Sequence[FileRead],
    ) -> None:
        """State where the graph comes from: publisher, release, licence, files, defects."""
        graph = self.graph
        self.link(graph, _TYPE, term("iag:ReferenceDataset"))
        for language, title in (("fr", publication.title_fr), ("en", publication.title_en)):
            self.text(graph, _LABEL, title, language)
        self.string(graph, "dcterms:publisher", publication.publisher)
        self.string(graph, "iag:release", release or "unknown")
        self.string(graph, "iag:licence", publication.licence or "unknown")
        self.string(graph, "iag:attribution", publication.attribution or "unknown")
        if publication.licence_iri:
            self.link(graph, "dcterms:license", f"<{publication.licence_iri}>")
        if issued:
            self.typed(graph, "dcterms:issued", issued, "date")
        self.typed(graph, "iag:importedOn", imported, "date")
        for number, file in enumerate(sorted(files, key=lambda file: file.name), 1):
            self._file(own(f"file-{self.key}-{number}"), file)
        for kind, defect in sorted(self.defects.items()):
            self._defect(own(f"defect-{self.key}-{kind}"), DEFECTS[kind], defect)

    def _file(self, subject: str, file: FileRead) -> None:
        self.link(subject, _TYPE, term("iag:ImportedFile"))
        self.link(subject, "iag:ofDataset", self.graph)
        self.string(subject, "iag:fileName", file.name)
        self.typed(subject, "iag:rowCount", str(file.rows), "integer")
        self.string(subject, "iag:checksum", file.sha256)

    def _defect(self, subject: str, words: Mapping[str, str], defect: Defect) -> None:
        self.link(subject, _TYPE, term("iag:SourceDefect"))
        self.link(subject, "iag:ofDataset", self.graph)
        for language, text in words.items():
            self.text(subject, _LABEL, text, language)
        self.typed(subject, "iag:defectCount", str(defect.count), "integer")
        self.string(subject, "iag:firstSeen", defect.first)


@dataclass(frozen=True)
class Arrival:
    """What an import gave: its release, and how many rows and defects it met."""

    release: str | None
    issued: str | None
    files: tuple[FileRead, ...]
    defects: Mapping[str, Defect]
