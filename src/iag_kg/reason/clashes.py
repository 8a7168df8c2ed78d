"""Contradictions traced through the axioms, each with the statements that make it.

The rules are those of OWL 2 RL that our ontology can set off: types by subclass, domain and range
(cax-sco, prp-dom, prp-rng); clashes by disjoint classes and properties, functional properties and
datatypes (cax-dw, cls-nothing2, prp-pdw, prp-fp, dt-not-type). They are sound, so what is found
is a contradiction; other axioms are left to HermiT alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

import pyoxigraph as ox

from iag_kg.namespaces import OWL, RDF, RDFS, XSD
from iag_kg.reason.statements import FUNCTIONAL, TYPE, assume_unique_names

Node = ox.NamedNode | ox.BlankNode | ox.Triple
Term = Node | ox.Literal
Proof = tuple[ox.Triple, ...]

SUBCLASS = ox.NamedNode(f"{RDFS}subClassOf")
DOMAIN = ox.NamedNode(f"{RDFS}domain")
RANGE = ox.NamedNode(f"{RDFS}range")
DISJOINT = ox.NamedNode(f"{OWL}disjointWith")
PROPERTY_DISJOINT = ox.NamedNode(f"{OWL}propertyDisjointWith")
NOTHING = ox.NamedNode(f"{OWL}Nothing")
MEMBER = ox.BlankNode("member")  # of a class that can have none, supposed in order to show why

_LEXICAL = {
    f"{XSD}boolean": re.compile(r"true|false|0|1"),
    f"{XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{XSD}decimal": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
}
_NUMBERS = (f"{XSD}decimal", f"{XSD}integer")
_CHECKED = (f"{XSD}boolean", f"{XSD}string", f"{RDF}langString", *_NUMBERS)


@dataclass(frozen=True)
class Contradiction:
    """Statements that cannot all hold, the axiom that forbids it, and what they are about.

    `about` is None where the ontology contradicts itself; `rule` is None where it is not known.
    With `supposed`, the first statement is only supposed, to show that a class has no members.
    """

    about: Term | None
    statements: Proof
    rule: ox.Triple | None
    supposed: bool = False


def find_contradictions(statements: Sequence[ox.Triple]) -> list[Contradiction]:
    """Every contradiction that the rules of this module can trace, in order of resource."""
    axioms = _Axioms(statements)
    found = [
        *_clashing_types(axioms),
        *_clashing_values(statements, axioms),
        *_clashing_properties(statements, axioms),
        *_wrong_datatypes(statements, axioms),
    ]
    return sorted(found, key=lambda part: (str(part.about), str(part.statements)))


def find_ill_typed(statements: Iterable[ox.Triple]) -> list[Contradiction]:
    """Literals that their own datatype does not know, such as "often"^^xsd:decimal."""
    return [
        Contradiction(t.subject, (t,), None)
        for t in statements
        if isinstance(t.object, ox.Literal)
        and (pattern := _LEXICAL.get(t.object.datatype.value))
        and not pattern.fullmatch(t.object.value.strip())
    ]


class _Axioms:
    """The axioms by the term they speak of, and the types that follow, each with its proof."""

    def __init__(self, statements: Sequence[ox.Triple]) -> None:
        self.about: defaultdict[ox.NamedNode, defaultdict[Term, list[ox.Triple]]]
        self.about = defaultdict(lambda: defaultdict(list))
        for triple in statements:
            self.about[triple.predicate][triple.subject].append(triple)
        self.functional = {
            subject: triple
            for subject, triples in self.about[TYPE].items()
            for triple in triples
            if triple.object == FUNCTIONAL
        }
        self.types: defaultdict[Term, dict[Term, Proof]] = defaultdict(dict)
        for triple in statements:
            if triple.predicate == TYPE:
                self.types[triple.subject].setdefault(triple.object, (triple,))
        for triple in statements:
            for axiom in self.about[DOMAIN][triple.predicate]:
                self.types[triple.subject].setdefault(axiom.object, (triple, axiom))
            if not isinstance(triple.object, ox.Literal):
                for axiom in self.about[RANGE][triple.predicate]:
                    self.types[triple.object].setdefault(axiom.object, (triple, axiom))
        for proofs in self.types.values():
            self._add_superclasses(proofs)

    def _add_superclasses(self, proofs: dict[Term, Proof]) -> None:
        queue = list(proofs)
        for cls in queue:
            for axiom in self.about[SUBCLASS][cls]:
                if axiom.object not in proofs:
                    proofs[axiom.object] = (*proofs[cls], axiom)
                    queue.append(axiom.object)


def _clashing_types(axioms: _Axioms) -> Iterator[Contradiction]:
    disjoint = [triple for triples in axioms.about[DISJOINT].values() for triple in triples]
    for individual, proofs in axioms.types.items():
        if NOTHING in proofs:
            yield Contradiction(individual, proofs[NOTHING], None)
        if len(proofs) > 1:
            for rule in disjoint:
                if rule.subject in proofs and rule.object in proofs:
                    proof = dict.fromkeys((*proofs[rule.subject], *proofs[rule.object]))
                    yield Contradiction(individual, tuple(proof), rule)


def _clashing_values(statements: Sequence[ox.Triple], axioms: _Axioms) -> Iterator[Contradiction]:
    different = {(t.subject, t.object) for t in assume_unique_names(statements)}
    for prop, rule in axioms.functional.items():
        assert isinstance(prop, ox.NamedNode)
        for subject, triples in axioms.about[prop].items():
            for one, other in combinations(triples, 2):
                if isinstance(one.object, ox.Literal) and isinstance(other.object, ox.Literal):
                    clash = _value(one.object) != _value(other.object)
                else:
                    clash = (one.object, other.object) in different
                if clash:
                    yield Contradiction(subject, (one, other), rule)


def _clashing_properties(
    statements: Sequence[ox.Triple], axioms: _Axioms
) -> Iterator[Contradiction]:
    stated = {(t.subject, t.predicate, t.object): t for t in statements}
    for rules in axioms.about[PROPERTY_DISJOINT].values():
        for rule in rules:
            one, other = rule.subject, rule.object
            assert isinstance(one, ox.NamedNode) and isinstance(other, ox.NamedNode)
            for triple in (t for triples in axioms.about[one].values() for t in triples):
                twin = stated.get((triple.subject, other, triple.object))
                if twin:
                    yield Contradiction(triple.subject, (triple, twin), rule)


def _wrong_datatypes(statements: Sequence[ox.Triple], axioms: _Axioms) -> Iterator[Contradiction]:
    for triple in statements:
        if isinstance(triple.object, ox.Literal):
            for rule in axioms.about[RANGE][triple.predicate]:
                assert isinstance(rule.object, ox.NamedNode)
                if not _accepts(rule.object.value, triple.object):
                    yield Contradiction(triple.subject, (triple,), rule)


def _accepts(wanted: str, literal: ox.Literal) -> bool:
    """Whether the value lies in the datatype, as far as the few datatypes known here can say."""
    given = literal.datatype.value
    if wanted == given or wanted not in _CHECKED or given not in _CHECKED:
        return True
    if wanted in _NUMBERS and given in _NUMBERS:
        return wanted == f"{XSD}decimal" or Decimal(literal.value) % 1 == 0
    return False


def _value(literal: ox.Literal) -> object:
    kind = literal.datatype.value
    if kind in _NUMBERS:
        return Decimal(literal.value)
    if kind == f"{XSD}boolean":
        return literal.value in ("true", "1")
    return literal
