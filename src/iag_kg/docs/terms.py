"""What every page asks of triples, and the few forms of Markdown that it writes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from iag_kg.graph import Term, node
from iag_kg.namespaces import XSD, compact

_PLAIN = {f"{XSD}{name}" for name in ("integer", "decimal", "boolean", "string")}


class Index:
    """Triples by subject and predicate, in a fixed order: IRIs by name, the rest as in the file."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._objects: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            self._objects[triple.subject][compact(triple.predicate.value)].append(triple.object)

    def subjects(self, kind: str) -> list[ox.NamedNode]:
        """The IRIs of a class given by CURIE, by name."""
        found = [s for s in self._objects if node(kind) in self.objects(s, "rdf:type")]
        return sorted((s for s in found if isinstance(s, ox.NamedNode)), key=lambda s: s.value)

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """The objects of a predicate given by CURIE; IRIs by name."""
        return sorted(
            self._objects.get(subject, {}).get(predicate, []),
            key=lambda term: term.value if isinstance(term, ox.NamedNode) else "",
        )

    def predicates(self, subject: Term) -> list[str]:
        """The CURIEs of the predicates of a subject, in the order of the file."""
        return list(self._objects.get(subject, {}))

    def first(self, subject: Term, predicate: str) -> Term | None:
        """One object of a predicate, None where there is none."""
        return next(iter(self.objects(subject, predicate)), None)

    def text(self, subject: Term, predicate: str, language: str) -> str:
        """The literal in a language, '' where there is none."""
        for term in self.objects(subject, predicate):
            if isinstance(term, ox.Literal) and term.language == language:
                return term.value
        return ""

    def items(self, head: Term) -> list[Term]:
        """The members of an RDF list."""
        found = []
        while (first := self.first(head, "rdf:first")) is not None:
            found.append(first)
            head = self.first(head, "rdf:rest") or node("rdf:nil")
        return found

    def is_list(self, term: Term) -> bool:
        """Whether the term heads an RDF list."""
        return self.first(term, "rdf:first") is not None


def show(term: Term) -> str:
    """An IRI as CURIE, a literal as Turtle writes it short."""
    if isinstance(term, ox.NamedNode):
        return compact(term.value)
    if isinstance(term, ox.Literal) and not term.language and term.datatype.value in _PLAIN:
        quoted = term.datatype.value == f"{XSD}string"
        return str(ox.Literal(term.value)) if quoted else term.value
    return str(term)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table, followed by an empty line."""
    lines = [header, ["---"] * len(header), *rows]
    return [*(f"| {' | '.join(map(_cell, line))} |" for line in lines), ""]


def code(text: str) -> str:
    """Text in the typewriter face."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}"


def bilingual(fr: str, en: str) -> list[str]:
    """One thing said twice, as two items of a list."""
    return [f"- fr: {fr}", f"- en: {en}", ""]


def link(curie: str) -> str:
    """A term of the ontology or a shape, linked to its heading on the same page."""
    return f"[{code(curie)}](#{anchor(curie)})"


def anchor(heading: str) -> str:
    """The fragment that GitHub gives a heading."""
    kept = re.sub(r"[^\w\- ]", "", heading.lower())
    return kept.replace(" ", "-")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
