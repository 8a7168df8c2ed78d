"""Graph → JSON-LD that a person can read: nested as the subject is, with the project's context.

A document holds its sections and a section the facts read there; a sector its families, a family
its métiers and headings, a heading its wordings, a métier what the source says of it, a passerelle
its skills. Each resource is written once, under its parent where it has one; elsewhere it is named
by its compact IRI.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pyoxigraph as ox

from iag_kg.namespaces import PREFIXES, XSD, compact

Json = dict[str, Any]

# Where a resource stands: class of the child → term of the parent, and the property that links
# them. `^` marks a property that the child states of its parent, written as a reverse term.
_NESTING: dict[str, tuple[str, str]] = {
    "iag:SourceSection": ("sections", "^prov:hadPrimarySource"),
    "iag:MetierFamily": ("families", "^iag:inSector"),
    "iag:MetierGroup": ("groups", "^iag:inFamily"),
    "iag:Metier": ("metiers", "^iag:inFamily"),
    "iag:ReferenceCompetence": ("headings", "^iag:inFamily"),
    "iag:SkillWording": ("wordings", "^iag:underHeading"),
    "iag:HarmonisationLink": ("links", "^iag:concernsWording"),
    "iag:SkillImpact": ("impacts", "^iag:concernsMetier"),
    "iag:KeySkillStatement": ("keySkills", "^iag:concernsMetier"),
    "iag:MetierTransformation": ("transformations", "^iag:concernsMetier"),
    "iag:SkillDemand": ("demands", "^iag:concernsMetier"),
    "iag:TransformationPhase": ("phases", "^iag:concernsMetier"),
    "iag:SkillCategory": ("categories", "^skos:topConceptOf"),
    "iag:Skill": ("skills", "^skos:broader"),
    "iag:Risk": ("risks", "^skos:topConceptOf"),
    "iag:RiskAlignment": ("alignments", "^iag:concernsRisk"),
    "iag:Opportunity": ("opportunities", "^skos:topConceptOf"),
    "iag:Topic": ("topics", "^skos:topConceptOf"),
    "iag:RiskLink": ("riskLinks", "^iag:concernsRiskWording"),
    "iag:OpportunityLink": ("opportunityLinks", "^iag:concernsOpportunityWording"),
    "iag:ProfileTrait": ("traits", "^iag:ofProfile"),
    "iag:TrainingLink": ("trainingLinks", "^iag:concernsOffer"),
    **{
        kind: (term, "^iag:inSection")
        for kind, term in {
            "iag:Activity": "activities",
            "iag:OpportunityWording": "opportunityWordings",
            "iag:RiskWording": "riskWordings",
            "iag:UseWording": "uses",
            "iag:Challenge": "challenges",
            "iag:ImpactForm": "impactForms",
            "iag:Mention": "namedThings",
            "iag:FirmProfile": "firmProfiles",
            "iag:Claim": "claims",
            "iag:Statistic": "statistics",
            "iag:GlossaryTerm": "glossary",
            "iag:Recommendation": "recommendations",
            "iag:TrainingOffer": "offers",
            "iag:Certification": "certifications",
            "iag:FormatStatement": "formats",
            "iag:TrainingAssessment": "assessments",
        }.items()
    },
    "iag:SkillComparison": ("comparesSkill", "iag:comparesSkill"),
}
# Where a resource stands when it has no parent of the kind above: under the section it was read in.
_ELSEWHERE: dict[str, tuple[str, str]] = {
    "iag:Metier": ("sectionMetiers", "^iag:inSection"),
    "iag:ReferenceCompetence": ("sectionHeadings", "^iag:inSection"),
    "iag:SkillWording": ("sectionWordings", "^iag:inSection"),
}
_ROOTS = (
    "owl:Ontology",
    "iag:SourceDocument",
    "iag:Sector",
    "skos:ConceptScheme",
    "iag:Stakeholder",
    "iag:Technology",
    "iag:Regulation",
    "iag:TrainingFormat",
    "iag:PasserelleComputation",
    "iag:Passerelle",
)


def to_jsonld(triples: Sequence[ox.Triple]) -> bytes:
    """The triples as one nested JSON-LD document, indented, its context inside.

    Args:
        triples: without blank nodes, in the order in which objects of a property are to stand.
    """
    document = _Document(triples)
    content = {"@context": document.context(), "@graph": document.roots()}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


class _Document:
    """The triples by subject, and the place of each subject in the tree."""

    def __init__(self, triples: Sequence[ox.Triple]) -> None:
        self.subjects: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            predicate = compact(triple.predicate.value)
            subject = compact(str(triple.subject)[1:-1])
            self.subjects[subject][predicate].append(triple.object)
        self.kinds = {
            subject: [compact(term.value) for term in properties.get("rdf:type", [])]
            for subject, properties in self.subjects.items()
        }
        self.found: dict[str, set[str]] = defaultdict(set)
        for properties in self.subjects.values():
            for predicate, objects in properties.items():
                self.found[predicate].update(_kind(item) for item in objects)
        self.children: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.parent: dict[str, tuple[str, str]] = {}
        for subject in self.subjects:
            self._place(subject)
        for subject, properties in self.subjects.items():
            for item in properties.get("iag:comparesSkill", []):
                self.children[subject]["comparesSkill"].append(compact(item.value))
                self.parent[compact(item.value)] = (subject, "")

    def _place(self, subject: str) -> None:
        kinds = self.kinds[subject]
        places = [
            table[kind] for table in (_NESTING, _ELSEWHERE) for kind in kinds if kind in table
        ]
        for term, link in places:
            if link.startswith("^"):
                parents = [compact(item.value) for item in self.subjects[subject].get(link[1:], [])]
                if len(parents) == 1 and parents[0] in self.subjects:
                    self.children[parents[0]][term].append(subject)
                    self.parent[subject] = (parents[0], link[1:])
                    return

    def roots(self) -> list[Json]:
        """The nodes that stand under no other, the ones a reader looks for first."""
        order = {kind: number for number, kind in enumerate(_ROOTS)}

        def rank(subject: str) -> tuple[int, str]:
            places = [order[kind] for kind in self.kinds[subject] if kind in order]
            return (min(places, default=len(order)), subject)

        return [
            self.node(subject)
            for subject in sorted(self.subjects, key=rank)
            if subject not in self.parent
        ]

    def node(self, subject: str) -> Json:
        """One resource with its properties, then the resources that stand under it."""
        node: Json = {"id": subject}
        if kinds := self.kinds[subject]:
            node["type"] = kinds[0] if len(kinds) == 1 else kinds
        stated_by_parent = self.parent.get(subject, ("", ""))[1]
        for predicate, objects in self.subjects[subject].items():
            if predicate in ("rdf:type", "iag:comparesSkill", stated_by_parent):
                continue
            node[_term(predicate)] = _values(objects, self.found[predicate])
        for term, children in self.children.get(subject, {}).items():
            node[term] = [self.node(child) for child in children]
        return node

    def context(self) -> Json:
        """The context: prefixes, then one term a property, typed as the data uses it."""
        context: Json = {"@version": 1.1, "id": "@id", "type": "@type", **PREFIXES}
        for predicate in sorted(self.found):
            if predicate != "rdf:type":
                context[_term(predicate)] = _definition(predicate, self.found[predicate])
        for term, link in sorted([*_NESTING.values(), *_ELSEWHERE.values()]):
            if link.startswith("^"):
                context[term] = {"@reverse": link[1:]}
        return context


def _term(predicate: str) -> str:
    """The JSON key of a property: its local name."""
    return predicate.partition(":")[2]


def _definition(predicate: str, kinds: set[str]) -> Json:
    """How a term's values are written: language map, IRI, or literal of one datatype."""
    if kinds == {"language"}:
        return {"@id": predicate, "@container": "@language"}
    if kinds == {"iri"}:
        return {"@id": predicate, "@type": "@id"}
    if len(kinds) == 1 and not kinds & {"xsd:string", "xsd:boolean"}:
        return {"@id": predicate, "@type": next(iter(kinds))}
    return {"@id": predicate}


def _kind(item: Any) -> str:
    if isinstance(item, ox.NamedNode):
        return "iri"
    return "language" if item.language else compact(item.datatype.value)


def _values(objects: Sequence[Any], kinds: set[str]) -> Any:
    """The values of a property: plain where all are of one kind, else each with its own."""
    if kinds == {"language"}:
        texts: dict[str, list[str]] = defaultdict(list)
        for item in objects:
            texts[item.language].append(item.value)
        ordered = sorted(texts, key=lambda language: (language != "fr", language))
        return {
            language: texts[language][0] if len(texts[language]) == 1 else texts[language]
            for language in ordered
        }
    values = [_value(item) if len(kinds) == 1 else _typed(item) for item in objects]
    return values[0] if len(values) == 1 else values


def _value(item: Any) -> str | bool:
    if isinstance(item, ox.NamedNode):
        return compact(item.value)
    if item.datatype.value == f"{XSD}boolean":
        return bool(item.value == "true")
    return str(item.value)


def _typed(item: Any) -> Json:
    """A value that says itself what it is."""
    if isinstance(item, ox.NamedNode):
        return {"id": compact(item.value)}
    if item.language:
        return {"@value": item.value, "@language": item.language}
    return {"@value": item.value, "@type": compact(item.datatype.value)}
