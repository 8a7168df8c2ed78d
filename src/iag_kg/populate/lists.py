"""List tables → triples, as `schema.yaml` maps them: a row a resource, a cell a statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

from iag_kg.graph import Object, Writer, decimal, node, text
from iag_kg.populate.places import Places, section_iri
from iag_kg.tables import Row, Tables, read_refs, slug, targets

_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def add_lists(writers: Mapping[str, Writer], tables: Tables, places: Places) -> None:
    """State every row whose table has a class, in the graph of its source or of its table.

    Args:
        writers: one a source, by its key; `harmonisation` for tables that cite no source, and any
            other graph that `schema.yaml` names.

    Raises:
        TableError: two rows of one table would be one resource.
    """
    for name, table in tables.schema.items():
        if "class" in table:
            mapping = _Mapping(tables, name)
            own = writers[table.get("graph", "harmonisation")]
            if scheme := table.get("scheme"):
                iri = f"iagd:{scheme['iri']}"
                own.describe(iri, "skos:ConceptScheme", scheme["fr"], scheme["en"])
            rows: dict[str, Row] = {}
            for row in tables[name]:
                subject = mapping.subject(row)
                first = rows.setdefault(subject, row)
                if first is not row:
                    row.fail(f"the row would be {subject!r}, as the one on line {first.line} is")
                source = row["key"] if name == "sources" else row.cells.get("source", "")
                cited = source and "graph" not in table
                mapping.add(writers[source] if cited else own, row, places)


class _Mapping:
    """How the rows of one table become triples."""

    def __init__(self, tables: Tables, name: str) -> None:
        self.schema = tables.schema
        self.tables = tables
        self.name = name
        self.table = tables.schema[name]
        self.rows = {
            target: {self.key(target, row): row for row in tables[target]}
            for target in self._named_by()
        }

    def _named_by(self) -> Iterator[str]:
        """The tables whose labels compose the label of this one."""
        stem = self.table.get("label", "label")
        if not isinstance(stem, str):
            columns = self.table["columns"]
            yield from {table for column in stem for table in targets(columns[column])}

    def key(self, name: str, row: Row) -> str:
        """The key of a row, as it ends its IRI; an outside IRI gives its host and path."""
        cells = (row[column] for column in self.schema[name]["key"].split())
        return "--".join(slug(cell.removeprefix("https://")) for cell in cells)

    def iri(self, name: str, key: str) -> str:
        """The CURIE of the resource of a row."""
        return f"iagd:{self.schema[name]['iri']}-{key}"

    def subject(self, row: Row) -> str:
        """The CURIE of the resource that a row of this table becomes."""
        if self.name == "sections":
            return section_iri(row["source"], row["section"])
        return self.iri(self.name, self.key(self.name, row))

    def label(self, name: str, row: Row, language: str) -> str:
        """The label of a row: its own columns, or those of the rows that it links."""
        table = self.schema[name]
        stem = table.get("label", "label")
        if isinstance(stem, str):
            return row[f"{stem}_{language}"]
        parts = []
        for column in stem:
            linked = _linked(table["columns"][column], row[column])
            labels = [self.label(to, self.rows[to][key], language) for to, key in linked]
            parts.append(", ".join(labels) or row[column])
        return " → ".join(parts)

    def add(self, writer: Writer, row: Row, places: Places) -> None:
        """State one row."""
        iri = self.subject(row)
        if self.name == "sections":
            writer.add(iri, "prov:hadPrimarySource", f"iagd:source-{row['source']}")
        fr, en = (self.label(self.name, row, language) for language in ("fr", "en"))
        writer.describe(iri, self.table["class"], fr, en)
        self._place_in_scheme(writer, iri, fr, en)
        if basis := self.table.get("basis"):
            writer.add(iri, "iag:hasBasis", basis)
        for column, spec in self.table["columns"].items():
            if row[column] and "property" in spec:
                writer.add(iri, spec["property"], *self._objects(column, row[column]))
        if row.cells.get("note"):
            writer.add(iri, "skos:editorialNote", text(row["note"], "fr"))
        if row.cells.get("section") and row.cells.get("lines") and self.name != "sections":
            places.locate(writer, iri, row["source"], row["section"], [row["lines"]])
        elif row.cells.get("source") and "section" not in row.cells:
            writer.add(iri, "prov:hadPrimarySource", f"iagd:source-{row['source']}")
        if shortcut := self.table.get("shortcut"):
            subject, link, target = shortcut
            if link in self.table["columns"]:
                link = self.table["columns"][link]["values"][row[link]]
            for end in self._objects(subject, row[subject]):
                writer.add(str(end), link, *self._objects(target, row[target]))

    def _place_in_scheme(self, writer: Writer, iri: str, fr: str, en: str) -> None:
        scheme = self.table.get("scheme", {}).get("iri") or self.table.get("concept_of")
        if scheme:
            writer.add(iri, "skos:prefLabel", text(fr, "fr"), text(en, "en"))
            writer.add(iri, "skos:inScheme", f"iagd:{scheme}")
        if "scheme" in self.table:
            writer.add(iri, "skos:topConceptOf", f"iagd:{scheme}")
            writer.add(f"iagd:{scheme}", "skos:hasTopConcept", iri)

    def _objects(self, column: str, cell: str) -> Iterator[Object]:
        """What a cell says: resources, or one literal of the column's type and language."""
        spec: Mapping[str, Any] = self.table["columns"][column]
        match spec["type"]:
            case "ref" | "refs":
                for table, key in _linked(spec, cell):
                    yield self.iri(table, key)
            case "iri":
                yield ox.NamedNode(cell)
            case "enum":
                yield spec["values"][cell]
            case "flag":
                yield ox.Literal(cell == "oui")
            case "decimal":
                yield decimal(Decimal(cell))
            case "integer":
                yield ox.Literal(int(cell))
            case "date":
                yield ox.Literal(cell, datatype=node(_DATES[len(cell)]))
            case _:
                language = column.rpartition("_")[2]
                plain = language not in ("fr", "en")
                yield ox.Literal(cell) if plain else text(cell, language)


def _linked(spec: Mapping[str, Any], cell: str) -> list[tuple[str, str]]:
    """The (table, key) pairs that a cell leads to: none where its column links no table."""
    match spec["type"]:
        case "ref":
            return [(spec["table"], cell)]
        case "refs":
            return read_refs(cell, spec)
        case _:
            return []
