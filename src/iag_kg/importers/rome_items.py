"""The items of ROME: skills, knowledge and working conditions, and what each métier calls for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from iag_kg.importers.draft import Draft, own, term
from iag_kg.importers.release import Cells, Release
from iag_kg.tables import slug

SKILLS = own("scheme-rome-competences")
CONTEXTS = own("scheme-rome-contextes")

_OGR = re.compile(r"\d{1,12}")
_CODE_IN_IRI = re.compile(r"[A-Za-z0-9]{1,20}")
_KINDS = {
    "Savoir-faire": "KnowHow",
    "Savoir-être professionnel": "SoftSkill",
    "Savoir-être": "SoftSkill",
}
_CORE = {
    "": "iag:hasOrdinarySkill",
    "Principale": "iag:hasCoreSkill",
    "Émergente": "iag:hasEmergingSkill",
}
_SKILLS_BLOCK, _CONTEXTS_BLOCK = "5", "6"
_LEVELS = (("domaine_competence", "domaine"), ("enjeu", "enjeu"), ("objectif", "objectif"))


@dataclass
class Referential:
    """The codes that a release has described so far."""

    metiers: set[str] = field(default_factory=set)
    skills: set[str] = field(default_factory=set)
    contexts: set[str] = field(default_factory=set)


def item_iri(ogr: str) -> str:
    """The IRI of a skill, a piece of knowledge or a context in N-Triples form."""
    return own(f"rome-item-{ogr}")


def state_items(
    release: Release, draft: Draft, files: Mapping[str, str], known: Referential
) -> None:
    """State skills under their macro-compétences, knowledge under its categories, contexts.

    Raises:
        TableError: a code is ill-formed or stands twice, a category is unknown.
    """
    draft.scheme(SKILLS, "ROME : compétences et savoirs", "ROME: skills and knowledge")
    draft.scheme(CONTEXTS, "ROME : contextes de travail", "ROME: working conditions")
    placed = _state_tree(release, draft, files.get("arborescence_competences"))
    _state_skills(release, draft, files["referentiel_competence"], known, placed)
    _state_knowledge(release, draft, files["referentiel_savoir"], known)
    _state_contexts(release, draft, files["referentiel_contexte_travail"], known)


def _state_tree(release: Release, draft: Draft, name: str | None) -> dict[str, str]:
    """Domains, issues and aims above macro-compétences; gives the aim of each of these."""
    placed: dict[str, str] = {}
    seen: set[str] = set()
    if name is None:
        return placed
    columns = [part for column, _ in _LEVELS for part in (f"code_{column}", column)]
    for row in release.rows(name, *columns, "code_ogr_macro_competence"):
        *levels, macro = row.values
        above = ""
        for (_, word), code, label in zip(_LEVELS, levels[::2], levels[1::2], strict=True):
            if not _CODE_IN_IRI.fullmatch(code):
                row.fail(f"{code!r} is not a code of a {word}")
            iri = own(f"rome-{word}-{code.lower()}")
            if iri not in seen:
                seen.add(iri)
                draft.concept(iri, "iag:ReferenceGroup", SKILLS, label.strip(), code)
                _place(draft, iri, above)
            above = iri
        placed[macro] = above
    return placed


def _place(draft: Draft, iri: str, above: str) -> None:
    if above:
        draft.link(iri, "skos:broader", above)
    else:
        draft.link(iri, "skos:topConceptOf", SKILLS)


def _state_skills(
    release: Release, draft: Draft, name: str, known: Referential, placed: Mapping[str, str]
) -> None:
    columns = ("code_ogr", "libelle_competence", "definition?", "code_ogr_macro_comp")
    waiting: list[tuple[Cells, str, str]] = []
    for row in release.rows(name, *columns, "cat_comp", "transition_eco?", "transition_num?"):
        ogr, label, definition, macro, category, eco, digital = row.values
        if category not in _KINDS:
            row.fail(f"column cat_comp: {category!r} is none of {', '.join(_KINDS)}")
        iri = _item(draft, row, known, "iag:ReferenceSkill", SKILLS, ogr, label)
        draft.link(iri, "iag:hasSkillKind", term(f"iag:{_KINDS[category]}"))
        if definition.strip():
            draft.text(iri, "iag:publishedText", definition.strip(), "fr")
        if macro:
            waiting.append((row, ogr, macro))
        elif ogr in placed:
            draft.link(iri, "skos:broader", placed[ogr])
        _transitions(draft, row, iri, eco, digital)
    for row, ogr, macro in waiting:
        if macro not in known.skills:
            draft.defect("absent-concept", row)
        elif macro == ogr:
            draft.defect("itself", row)
        else:
            draft.link(item_iri(ogr), "skos:broader", item_iri(macro))


def _state_knowledge(release: Release, draft: Draft, name: str, known: Referential) -> None:
    columns = ("code_ogr_savoir", "libelle_savoir", "categorie_savoir", "sous_categorie_savoir")
    groups: set[str] = set()
    for row in release.rows(name, *columns, "transition_eco?", "transition_num?"):
        ogr, label, category, below, eco, digital = row.values
        iri = _item(draft, row, known, "iag:ReferenceSkill", SKILLS, ogr, label)
        draft.link(iri, "iag:hasSkillKind", term("iag:Knowledge"))
        above = ""
        for path in ((category,), (category, below)):
            if path[-1]:
                group = own("rome-categorie-" + "--".join(map(slug, path)))
                if group not in groups:
                    groups.add(group)
                    draft.concept(group, "iag:ReferenceGroup", SKILLS, path[-1])
                    _place(draft, group, above)
                above = group
        if above:
            draft.link(iri, "skos:broader", above)
        _transitions(draft, row, iri, eco, digital)


def _state_contexts(release: Release, draft: Draft, name: str, known: Referential) -> None:
    columns = ("code_ogr", "libelle_cont_travail", "code_type_cont_trav", "libelle_type_cont_trav")
    kinds: set[str] = set()
    for row in release.rows(name, *columns):
        ogr, label, code, kind = row.values
        iri = _item(draft, row, known, "iag:WorkContext", CONTEXTS, ogr, label)
        if not _CODE_IN_IRI.fullmatch(code):
            row.fail(f"{code!r} is not a code of a kind of context")
        group = own(f"rome-contexte-type-{code.lower()}")
        if group not in kinds:
            kinds.add(group)
            draft.concept(group, "iag:ReferenceGroup", CONTEXTS, kind, code)
            draft.link(group, "skos:topConceptOf", CONTEXTS)
        draft.link(iri, "skos:broader", group)


def _item(
    draft: Draft, row: Cells, known: Referential, kind: str, scheme: str, ogr: str, label: str
) -> str:
    if not _OGR.fullmatch(ogr):
        row.fail(f"{ogr!r} is not an OGR code")
    if not label.strip():
        row.fail(f"item '{ogr}' has no label")
    if ogr in known.skills or ogr in known.contexts:
        row.fail(f"item '{ogr}' stands twice")
    (known.contexts if kind == "iag:WorkContext" else known.skills).add(ogr)
    iri = item_iri(ogr)
    draft.concept(iri, kind, scheme, label.strip(), ogr)
    return iri


def _transitions(draft: Draft, row: Cells, iri: str, eco: str, digital: str) -> None:
    for column, flag, mark in (
        ("transition_eco", eco, "EcologicalTransition"),
        ("transition_num", digital, "DigitalTransition"),
    ):
        if flag not in ("", "O", "N"):
            row.fail(f"column {column}: {flag!r} is neither O nor N nor empty")
        if flag == "O":
            draft.link(iri, "iag:hasMark", term(f"iag:{mark}"))


def state_relations(
    release: Release, draft: Draft, files: Mapping[str, str], known: Referential
) -> None:
    """State what each métier calls for, by its place in the métier, and its working conditions.

    The links say which items a métier has; the coherence file says which of them are at its heart
    (cœur de métier), main or emerging.

    Raises:
        TableError: a mention of the heart of a métier is unknown.
    """
    core = _read_core(release, draft, files["coherence_item"])
    seen: set[tuple[str, str]] = set()
    columns = ("code_rome", "code_compo_bloc", "code_ogr")
    for row in release.rows(files["liens_rome_referentiels"], *columns):
        code, block, ogr = row.values
        if block not in (_SKILLS_BLOCK, _CONTEXTS_BLOCK):
            continue
        if code not in known.metiers:
            draft.defect("absent-metier", row)
        elif ogr not in (known.skills if block == _SKILLS_BLOCK else known.contexts):
            draft.defect("absent-skill", row)
        elif (code, ogr) in seen:
            draft.defect("repeated", row)
        else:
            seen.add((code, ogr))
            metier = own(f"rome-metier-{code.lower()}")
            mention, _ = core.pop((code, ogr), (None, row))
            if mention is None:
                draft.defect("no-core-mention", row)
            link = _CORE[mention or ""] if block == _SKILLS_BLOCK else "iag:hasWorkContext"
            draft.link(metier, link, item_iri(ogr))
    for code, ogr in core:
        if (code, ogr) not in seen:
            draft.defect("no-link", core[code, ogr][1])


def _read_core(
    release: Release, draft: Draft, name: str
) -> dict[tuple[str, str], tuple[str, Cells]]:
    """By métier and item: the mention of the heart of the métier, and the row that gives it."""
    core: dict[tuple[str, str], tuple[str, Cells]] = {}
    for row in release.rows(name, "code_rome", "code_ogr", "coeur_metier"):
        code, ogr, mention = row.values
        if mention not in _CORE:
            row.fail(
                f"column coeur_metier: {mention!r} is none of {', '.join(filter(None, _CORE))}"
            )
        first = core.setdefault((code, ogr), (mention, row))
        if first[1] is not row:
            if first[0] != mention:
                row.fail(f"item '{ogr}' of '{code}' has two mentions, see line {first[1].line}")
            draft.defect("repeated", row)
    return core
