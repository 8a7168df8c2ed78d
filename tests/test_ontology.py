"""Hygiene of the ontology: what its readers and its reasoner count on, one promise a test."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest

from iag_kg import __version__
from iag_kg.graph import read_quads
from iag_kg.namespaces import DCTERMS, IAG, OWL, RDF, RDFS, SKOS, VANN, compact
from iag_kg.paths import resources

FOLDER = resources() / "ontology"
MODULES = sorted(FOLDER.glob("*.ttl"))
UMBRELLA = "https://w3id.org/iag-kg/ontology"
LANGUAGES = Counter(fr=1, en=1)

TYPE = ox.NamedNode(f"{RDF}type")
LABEL = ox.NamedNode(f"{RDFS}label")
DEFINED_BY = ox.NamedNode(f"{RDFS}isDefinedBy")
SUBCLASS = ox.NamedNode(f"{RDFS}subClassOf")
DEFINITION = ox.NamedNode(f"{SKOS}definition")
EXAMPLE = ox.NamedNode(f"{SKOS}example")
SCOPE_NOTE = ox.NamedNode(f"{SKOS}scopeNote")
DISJOINT = ox.NamedNode(f"{OWL}disjointWith")
DIFFERENT = ox.NamedNode(f"{OWL}differentFrom")
IMPORTS = ox.NamedNode(f"{OWL}imports")

# The kind of a term, by the OWL type that declares it, in the order of a file.
KINDS = {
    f"{OWL}Class": "class",
    f"{OWL}ObjectProperty": "object property",
    f"{OWL}DatatypeProperty": "datatype property",
    f"{OWL}NamedIndividual": "individual",
}
OTHER_KINDS = {f"{OWL}AnnotationProperty": "annotation property", f"{OWL}Ontology": "ontology"}
BUILT_IN = (RDF, RDFS, OWL, "http://www.w3.org/2001/XMLSchema#")


@cache
def read(path: Path) -> tuple[ox.Triple, ...]:
    return tuple(quad.triple for quad in read_quads(path))


@cache
def everything() -> tuple[ox.Triple, ...]:
    return tuple(dict.fromkeys(triple for path in MODULES for triple in read(path)))


@cache
def kinds() -> dict[ox.NamedNode, set[str]]:
    """The kinds under which each term is declared: one, where all is well."""
    declared: defaultdict[ox.NamedNode, set[str]] = defaultdict(set)
    for triple in everything():
        if triple.predicate == TYPE and isinstance(triple.object, ox.NamedNode):
            kind = (KINDS | OTHER_KINDS).get(triple.object.value)
            if kind and isinstance(triple.subject, ox.NamedNode):
                declared[triple.subject].add(kind)
    return dict(declared)


def terms(kind: str | None = None) -> list[ox.NamedNode]:
    """Our own terms, of one kind or of all."""
    found = [t for t, of in kinds().items() if t.value.startswith(IAG) and (not kind or kind in of)]
    return sorted(found, key=str)


def values(subject: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.NamedNode | ox.Literal]:
    return [
        t.object
        for t in everything()
        if (t.subject, t.predicate) == (subject, predicate)
        and isinstance(t.object, (ox.NamedNode, ox.Literal))
    ]


def texts(subject: ox.NamedNode, predicate: ox.NamedNode) -> dict[str, str]:
    found = values(subject, predicate)
    return {v.language: v.value for v in found if isinstance(v, ox.Literal) and v.language}


def languages(subject: ox.NamedNode, predicate: ox.NamedNode) -> Counter[str | None]:
    found = values(subject, predicate)
    return Counter(v.language if isinstance(v, ox.Literal) else None for v in found)


def names(found: Iterable[ox.NamedNode]) -> str:
    return ", ".join(compact(term.value) for term in found)


def main_classes() -> list[ox.NamedNode]:
    """Our classes that are not a special case of another of ours."""
    ours = set(terms("class"))
    return [c for c in terms("class") if not ours & set(values(c, SUBCLASS))]


@pytest.mark.parametrize("predicate", [LABEL, DEFINITION], ids=["label", "definition"])
def test_every_term_has_exactly_one_text_in_each_language(predicate: ox.NamedNode) -> None:
    wrong = [t for t in terms() if languages(t, predicate) != LANGUAGES]
    assert terms() and not wrong, f"not one {compact(predicate.value)} @fr and @en: {names(wrong)}"


def test_every_class_has_an_example_in_each_language() -> None:
    wrong = [t for t in terms("class") if languages(t, EXAMPLE) != LANGUAGES]
    assert not wrong, f"classes without one skos:example @fr and @en: {names(wrong)}"


def test_a_scope_note_comes_in_both_languages() -> None:
    wrong = [t for t in terms() if languages(t, SCOPE_NOTE) not in (Counter(), LANGUAGES)]
    assert not wrong, f"a skos:scopeNote in one language only: {names(wrong)}"


def test_a_definition_does_not_contain_its_own_label() -> None:
    wrong = [
        f"{compact(term.value)} @{language}: {definition}"
        for term in terms()
        for language, definition in texts(term, DEFINITION).items()
        if re.search(
            rf"\b{re.escape(texts(term, LABEL)[language])}\b", definition, flags=re.IGNORECASE
        )
    ]
    assert not wrong, "circular definitions:\n" + "\n".join(wrong)


def test_a_definition_is_one_sentence() -> None:
    wrong = [
        compact(term.value)
        for term in terms()
        for text in texts(term, DEFINITION).values()
        if not text.endswith(".") or re.search(r"[.!?] ", text) or not text[0].isupper()
    ]
    assert not wrong, f"definitions that are not one sentence with its full stop: {wrong}"


def test_labels_are_unique_in_each_language() -> None:
    count = Counter(
        (language, label.casefold())
        for term in terms()
        for language, label in texts(term, LABEL).items()
    )
    double = [key for key, times in count.items() if times > 1]
    assert not double, f"labels that two terms share: {double}"


def test_texts_have_no_stray_blanks() -> None:
    wrong = [
        f"{triple.subject} {triple.object.value!r}"
        for triple in everything()
        if isinstance(triple.object, ox.Literal)
        and triple.object.value != " ".join(triple.object.value.split())
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_term_is_defined_by_the_module_that_declares_it(path: Path) -> None:
    module = ox.NamedNode(f"{UMBRELLA}/{path.stem}")
    declared = {t.subject for t in read(path) if t.predicate == TYPE} & set(terms())
    wrong = [t for t in terms() if t in declared and values(t, DEFINED_BY) != [module]]
    assert not wrong, f"rdfs:isDefinedBy is not {module} alone: {names(wrong)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_module_has_its_header(path: Path) -> None:
    umbrella = path.stem == "iag"
    header = ox.NamedNode(UMBRELLA if umbrella else f"{UMBRELLA}/{path.stem}")
    version = f"{UMBRELLA}/{__version__}" + ("" if umbrella else f"/{path.stem}")
    found = {t.subject for t in read(path) if t.object == ox.NamedNode(f"{OWL}Ontology")}
    assert found == {header}, "a module declares its own ontology IRI and no other"
    expected = {
        f"{OWL}versionIRI": version,
        f"{OWL}versionInfo": __version__,
        f"{DCTERMS}license": "https://creativecommons.org/licenses/by/4.0/",
        f"{VANN}preferredNamespacePrefix": "iag",
        f"{VANN}preferredNamespaceUri": IAG,
    }
    for iri, value in expected.items():
        given = [v.value for v in values(header, ox.NamedNode(iri))]
        assert given == [value], f"{compact(iri)} of {path.name}"
    for name in ("title", "description"):
        found_languages = languages(header, ox.NamedNode(f"{DCTERMS}{name}"))
        assert found_languages == LANGUAGES, f"dcterms:{name} of {path.name}"
    (issued,) = values(header, ox.NamedNode(f"{DCTERMS}issued"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", issued.value)


def test_the_umbrella_is_a_header_that_imports_every_module() -> None:
    triples = read(FOLDER / "iag.ttl")
    assert {t.subject for t in triples} == {ox.NamedNode(UMBRELLA)}, "terms belong to a module"
    imported = {t.object for t in triples if t.predicate == IMPORTS}
    modules = {ox.NamedNode(f"{UMBRELLA}/{p.stem}") for p in MODULES if p.stem != "iag"}
    assert imported == modules


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_uses_only_what_it_or_its_imports_declare(path: Path) -> None:
    seen, queue = {path}, [path]
    for module in queue:
        for triple in read(module):
            if triple.predicate == IMPORTS and isinstance(triple.object, ox.NamedNode):
                imported = FOLDER / f"{triple.object.value.rpartition('/')[2]}.ttl"
                if imported not in seen:
                    seen.add(imported)
                    queue.append(imported)
    assert path not in queue[1:], "an import cycle"
    declared = {t.subject for module in seen for t in read(module) if t.predicate == TYPE}
    used = {t.predicate for t in read(path)} | {
        term
        for t in read(path)
        if not t.predicate.value.startswith((DCTERMS, f"{OWL}versionIRI", f"{OWL}imports"))
        for term in (t.subject, t.object)
        if isinstance(term, ox.NamedNode)
    }
    unknown = {t for t in used - declared if not t.value.startswith(BUILT_IN)}
    assert not unknown, f"{path.name} uses undeclared terms: {names(unknown)}"


def test_every_term_is_of_exactly_one_kind() -> None:
    """OWL 2 DL: no property is an object property here and an annotation there."""
    wrong = {compact(t.value): of for t, of in kinds().items() if len(of) != 1}
    assert not wrong, f"terms of several kinds: {wrong}"


def find_misuses(triples: Iterable[ox.Triple]) -> list[str]:
    """Object properties that lead to a literal, datatype properties that do not."""
    return [
        f"{compact(triple.predicate.value)} {triple.object}"
        for triple in triples
        if (
            "object property" in kinds().get(triple.predicate, ())
            and isinstance(triple.object, ox.Literal)
        )
        or (
            "datatype property" in kinds().get(triple.predicate, ())
            and not isinstance(triple.object, ox.Literal)
        )
    ]


def test_properties_are_used_as_what_they_are() -> None:
    """OWL 2 DL: object properties lead to resources, datatype properties to literals."""
    wrong = find_misuses(everything())
    assert not wrong, "\n".join(wrong)


def test_the_built_graph_uses_declared_terms_as_what_they_are() -> None:
    triples = [quad.triple for quad in read_quads(resources() / "exports" / "iag-kg.trig")]
    used = {t.predicate for t in triples} | {t.object for t in triples if t.predicate == TYPE}
    unknown = [
        term
        for term in used
        if isinstance(term, ox.NamedNode)
        and term not in kinds()
        and not term.value.startswith(BUILT_IN)
    ]
    assert not unknown, f"used in the graph, declared in no module: {names(unknown)}"
    wrong = find_misuses(triples)
    assert not wrong, "\n".join(wrong[:20])


def test_the_ontology_has_no_blank_nodes() -> None:
    """So that it is exported byte for byte, and every axiom is a triple that can be pointed at."""
    wrong = [str(t) for t in everything() if ox.BlankNode in (type(t.subject), type(t.object))]
    assert not wrong, "\n".join(wrong)


def test_main_classes_are_pairwise_disjoint() -> None:
    stated = {frozenset((t.subject, t.object)) for t in everything() if t.predicate == DISJOINT}
    missing = [pair for pair in combinations(main_classes(), 2) if frozenset(pair) not in stated]
    assert not missing, f"not disjoint: {[names(pair) for pair in missing]}"


def test_individuals_of_one_class_are_pairwise_different() -> None:
    stated = {frozenset((t.subject, t.object)) for t in everything() if t.predicate == DIFFERENT}
    of_class: defaultdict[ox.NamedNode | ox.Literal, list[ox.NamedNode]] = defaultdict(list)
    for term in terms("individual"):
        for cls in values(term, TYPE):
            if cls.value.startswith(IAG):
                of_class[cls].append(term)
    missing = [
        pair
        for group in of_class.values()
        for pair in combinations(group, 2)
        if frozenset(pair) not in stated
    ]
    assert of_class and not missing, f"not different: {[names(pair) for pair in missing]}"


def test_the_class_hierarchy_has_no_cycle() -> None:
    def ancestors(cls: ox.NamedNode, above: tuple[ox.NamedNode, ...]) -> None:
        assert cls not in above, f"cycle: {names((*above, cls))}"
        for parent in values(cls, SUBCLASS):
            assert isinstance(parent, ox.NamedNode)
            ancestors(parent, (*above, cls))

    for cls in terms("class"):
        ancestors(cls, ())


def test_names_show_the_kind_of_a_term() -> None:
    upper = [*terms("class"), *terms("individual")]
    lower = [*terms("object property"), *terms("datatype property")]
    wrong = [t for t in upper if not re.fullmatch(r"[A-Z][A-Za-z]+", t.value.removeprefix(IAG))]
    wrong += [t for t in lower if not re.fullmatch(r"[a-z][A-Za-z]+", t.value.removeprefix(IAG))]
    assert not wrong, names(wrong)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_file_is_in_its_fixed_order(path: Path) -> None:
    """Header, other vocabularies, then our terms by kind, alphabetical within a kind."""
    blocks = re.findall(r"^(\S+) a (owl:\w+)", path.read_text(encoding="utf-8"), flags=re.M)
    order = [compact(kind) for kind in KINDS]
    found = [
        (1 + order.index(kind), name) if name.startswith("iag:") else (0, "")
        for name, kind in blocks[1:]
    ]
    assert blocks[0] == (blocks[0][0], "owl:Ontology")
    assert found == sorted(found), f"{path.name} is out of order"
    others = [name for name, _ in blocks[1:] if not name.startswith("iag:")]
    assert others == sorted(others), f"{path.name}: other vocabularies out of order"
    assert all(path.read_text(encoding="utf-8").count(f"\n{name} a ") == 1 for name, _ in blocks)


def test_levels_carry_the_printed_signs_and_the_agreed_numbers() -> None:
    """DESIGN of profiles: demand 0, ¼, ½, ¾, 1 from --, -, N/A, +, ++."""
    found = {}
    for level in terms("individual"):
        if ox.NamedNode(f"{IAG}ImpactLevel") in values(level, TYPE):
            (sign,) = values(level, ox.NamedNode(f"{SKOS}notation"))
            (score,) = values(level, ox.NamedNode(f"{IAG}impactScore"))
            (weight,) = values(level, ox.NamedNode(f"{IAG}demandWeight"))
            found[sign.value] = (int(score.value), float(weight.value))
    assert found == {
        "++": (2, 1.0),
        "+": (1, 0.75),
        "N/A": (0, 0.5),
        "-": (-1, 0.25),
        "--": (-2, 0.0),
    }
