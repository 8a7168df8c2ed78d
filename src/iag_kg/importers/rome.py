"""ROME, the French register of métiers: France Travail's open-data CSV → triples.

Any release whose columns match is taken; columns that are not used here may come and go. What each
file becomes is told in docs/importers.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from iag_kg.errors import TableError
from iag_kg.importers.draft import Arrival, Draft, Publication, own, term
from iag_kg.importers.release import Cells, Release
from iag_kg.importers.rome_items import Referential, state_items, state_relations
from iag_kg.importers.rome_sectors import state_sectors

PUBLICATION = Publication(
    key="rome",
    title_fr="ROME 4.0, répertoire opérationnel des métiers et des emplois",
    title_en="ROME 4.0, the French operational register of métiers and jobs",
    publisher="France Travail",
    licence="Licence Ouverte 2.0",
    licence_iri=None,
    attribution="France Travail",
)
METIERS = own("scheme-rome-metiers")
TITLES = own("scheme-rome-appellations")

_FILE = r"(?:unix_)?(.+?)(?:_v\d+)?(?:_utf8)?\.csv"
_REQUIRED = (
    "referentiel_code_rome",
    "referentiel_appellation",
    "referentiel_competence",
    "referentiel_savoir",
    "referentiel_contexte_travail",
    "grand_domaine",
    "domaine_professionnel",
    "liens_rome_referentiels",
    "coherence_item",
)
_CODE, _OGR = re.compile(r"[A-Z]\d{4}"), re.compile(r"\d{1,12}")
_FLAGS = ("transition_num?", "transition_demo?", "emploi_reglemente?", "emploi_cadre?")
_FLAG_MARKS = ("DigitalTransition", "DemographicTransition", "RegulatedJob", "ExecutiveJob")
_GREEN = {
    "": None,
    "Emploi Blanc": None,
    "Emploi Vert": "GreenJob",
    "Emploi Brun": "BrownJob",
    "Emploi stratégique pour la Transition écologique": "StrategicGreenJob",
}
_TEXTS = {"definition": "iag:publishedText", "acces_metier": "iag:accessText"}
# Releases of ROME 3 told near moves from evolutions; those of ROME 4.0 seen so far do not.
_MOBILITY_KINDS = {"": None, "PROCHE": "NearMobility", "EVOLUTION": "EvolutionMobility"}


def take_rome(release: Release, draft: Draft, imported: str) -> Arrival:
    """State everything that a release of ROME holds, and where it comes from.

    Args:
        imported: the date of the import, ISO 8601.

    Raises:
        TableError: a file or a column is missing, a row is broken or stands twice.
    """
    files = release.names(_FILE)
    for stem in _REQUIRED:
        if stem not in files:
            message = f"no file 'unix_{stem}_v…_utf8.csv': not a release of ROME, or not all of it"
            raise TableError(release.place, None, message)
    draft.scheme(METIERS, "ROME : métiers et domaines", "ROME: métiers and domains")
    draft.scheme(TITLES, "ROME : appellations", "ROME: job titles")
    known = Referential()
    domains = _state_domains(release, draft, files)
    _state_metiers(release, draft, files["referentiel_code_rome"], known, domains)
    _state_titles(release, draft, files["referentiel_appellation"], known)
    state_items(release, draft, files, known)
    state_relations(release, draft, files, known)
    state_sectors(release, draft, files, known)
    if "texte" in files:
        _state_texts(release, draft, files["texte"], known)
    if "rubrique_mobilite" in files:
        _state_mobilities(release, draft, files["rubrique_mobilite"], known)
    number, issued = _version(release, files)
    draft.origin(PUBLICATION, number, issued, imported, release.files)
    return Arrival(number, issued, tuple(release.files), draft.defects)


def metier_iri(code: str) -> str:
    """The IRI of a métier in N-Triples form, from its ROME code."""
    return own(f"rome-metier-{code.lower()}")


def _version(release: Release, files: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Release name (v460) and day of publication (ISO 8601), where the files say them."""
    named = re.search(r"_v(\d+)", files["referentiel_code_rome"], re.IGNORECASE)
    number = f"v{named[1]}" if named else None
    if "version.txt" not in release.members:
        return number, None
    text = release.text("version.txt")
    said = re.search(r"version\s*:\s*(\d+)", text, re.IGNORECASE)
    day = re.search(r"publication\s*:\s*(\d{2})/(\d{2})/(\d{4})", text, re.IGNORECASE)
    issued = f"{day[3]}-{day[2]}-{day[1]}" if day else None
    return number or (f"v{said[1]}" if said else None), issued


def _state_domains(release: Release, draft: Draft, files: Mapping[str, str]) -> set[str]:
    """Grands domaines on top, domaines professionnels below; gives their codes."""
    codes: set[str] = set()
    for stem, pattern in (("grand_domaine", r"[A-Z]"), ("domaine_professionnel", r"[A-Z]\d\d")):
        for row in release.rows(files[stem], f"code_{stem}", f"libelle_{stem}"):
            code, label = row.values
            _check(row, code, re.compile(pattern), "a code of a domain", label)
            if code in codes:
                row.fail(f"domain '{code}' stands twice")
            codes.add(code)
            iri = own(f"rome-domaine-{code.lower()}")
            draft.concept(iri, "iag:ReferenceGroup", METIERS, label, code)
            if len(code) == 1:
                draft.link(iri, "skos:topConceptOf", METIERS)
            else:
                draft.link(iri, "skos:broader", own(f"rome-domaine-{code[0].lower()}"))
    return codes


def _state_metiers(
    release: Release, draft: Draft, name: str, known: Referential, domains: set[str]
) -> None:
    columns = ("code_rome", "code_ogr", "libelle_rome", "code_rome_parent?", "transition_eco?")
    parents: list[tuple[Cells, str, str]] = []
    for row in release.rows(name, *columns, *_FLAGS):
        code, ogr, label, parent, green, *flags = row.values
        _check(row, code, _CODE, "a ROME code such as M1805", label)
        _check(row, ogr, _OGR, "an OGR code")
        if code in known.metiers:
            row.fail(f"métier '{code}' stands twice")
        known.metiers.add(code)
        iri = metier_iri(code)
        draft.concept(iri, "iag:ReferenceMetier", METIERS, label, code)
        draft.string(iri, "iag:ogrCode", ogr)
        if code[:3] in domains:
            draft.link(iri, "skos:broader", own(f"rome-domaine-{code[:3].lower()}"))
        else:
            draft.defect("unplaced-metier", row)
        _mark(draft, row, iri, green, flags)
        if parent and parent != code:
            parents.append((row, code, parent))
    for row, code, parent in parents:
        if parent in known.metiers:
            draft.link(metier_iri(code), "iag:hasParentMetier", metier_iri(parent))
        else:
            draft.defect("absent-metier", row)


def _mark(draft: Draft, row: Cells, iri: str, green: str, flags: list[str]) -> None:
    """What the release says of a métier or title beside its name: transitions, rules, rank."""
    if green not in _GREEN:
        row.fail(f"column transition_eco: {green!r} is none of {', '.join(filter(None, _GREEN))}")
    if mark := _GREEN[green]:
        draft.link(iri, "iag:hasMark", term(f"iag:{mark}"))
    for column, flag, mark in zip(_FLAGS, flags, _FLAG_MARKS, strict=True):
        if flag not in ("", "O", "N"):
            row.fail(f"column {column.rstrip('?')}: {flag!r} is neither O nor N nor empty")
        if flag == "O":
            draft.link(iri, "iag:hasMark", term(f"iag:{mark}"))


def _state_titles(release: Release, draft: Draft, name: str, known: Referential) -> None:
    columns = ("code_ogr", "libelle_appellation_long", "libelle_appellation_court", "code_rome")
    more = ("classification?", "peu_usite?", "transition_eco?", *_FLAGS)
    seen: set[str] = set()
    for row in release.rows(name, *columns, *more):
        ogr, label, short, code, rank, rare, green, *flags = row.values
        _check(row, ogr, _OGR, "an OGR code", label)
        if ogr in seen:
            row.fail(f"appellation '{ogr}' stands twice")
        seen.add(ogr)
        iri = own(f"rome-appellation-{ogr}")
        draft.concept(iri, "iag:JobTitle", TITLES, label, ogr)
        if short and short != label:
            draft.text(iri, "skos:altLabel", short, "fr")
        if code in known.metiers:
            draft.link(iri, "iag:namesMetier", metier_iri(code))
        else:
            draft.defect("absent-metier", row)
        if rank == "PRINCIPALE":
            draft.link(iri, "iag:hasMark", term("iag:MainTitle"))
        if rare == "O":
            draft.link(iri, "iag:hasMark", term("iag:RareTitle"))
        _mark(draft, row, iri, green, flags)


def _state_texts(release: Release, draft: Draft, name: str, known: Referential) -> None:
    """Definition and conditions of access of each métier, their sentences in printed order."""
    texts: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    columns = ("code_rome", "libelle_type_texte", "position_phrase", "libelle_texte")
    for row in release.rows(name, *columns):
        code, kind, position, sentence = row.values
        if kind not in _TEXTS:
            continue
        if code not in known.metiers:
            draft.defect("absent-metier", row)
            continue
        _check(row, position, re.compile(r"\d{1,6}"), "a position")
        texts[code, kind].append((int(position), sentence.strip()))
    for (code, kind), sentences in texts.items():
        text = "\n".join(sentence for _, sentence in sorted(sentences))
        draft.text(metier_iri(code), _TEXTS[kind], text, "fr")


def _state_mobilities(release: Release, draft: Draft, name: str, known: Referential) -> None:
    columns = ("code_rome", "code_rome_cible", "numero_ordre?", "libelle_type_mobilite?")
    seen: set[tuple[str, str]] = set()
    for row in release.rows(name, *columns):
        origin, target, order, kind = row.values
        if origin not in known.metiers or target not in known.metiers:
            draft.defect("absent-metier", row)
        elif origin == target:
            draft.defect("itself", row)
        elif (origin, target) in seen:
            draft.defect("repeated", row)
        else:
            seen.add((origin, target))
            if kind.upper() not in _MOBILITY_KINDS:
                row.fail(f"column libelle_type_mobilite: {kind!r} is neither Proche nor Evolution")
            iri = own(f"rome-mobilite-{origin.lower()}--{target.lower()}")
            draft.link(iri, "rdf:type", term("iag:PublishedMobility"))
            draft.link(iri, "iag:fromMetier", metier_iri(origin))
            draft.link(iri, "iag:toMetier", metier_iri(target))
            if order:
                _check(row, order, re.compile(r"[1-9]\d{0,5}"), "a rank")
                draft.typed(iri, "iag:displayOrder", order, "integer")
            if of_kind := _MOBILITY_KINDS[kind.upper()]:
                draft.link(iri, "iag:hasMobilityKind", term(f"iag:{of_kind}"))


def _check(
    row: Cells, value: str, pattern: re.Pattern[str], expected: str, label: str | None = None
) -> None:
    if not pattern.fullmatch(value):
        row.fail(f"{value!r} is not {expected}")
    if (label is not None and label != label.strip()) or label == "":
        row.fail(f"label {label!r} of '{value}' is empty or has stray blanks")
