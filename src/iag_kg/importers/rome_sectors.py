"""The sectors of activity and the themes of ROME: where each métier is found."""

from __future__ import annotations

import re
from collections.abc import Mapping

from iag_kg.importers.draft import Draft, own
from iag_kg.importers.release import Cells, Release
from iag_kg.importers.rome_items import Referential

_CODE_IN_IRI = re.compile(r"[A-Za-z0-9]{1,20}")
# File, key of the IRIs, property, then pairs of columns (code, label) from broad to narrow.
_TREES = (
    (
        "arborescence_secteur_activite",
        "secteur",
        "iag:inActivitySector",
        ("ROME : secteurs d’activité", "ROME: sectors of activity"),
        ("code_sect_activite", "libelle_sect_activite"),
        ("code_ss_sect_activite", "libelle_ss_sect_activite"),
    ),
    (
        "arborescence_secteur_naf",
        "naf",
        "iag:inActivitySector",
        ("ROME : divisions de la NAF", "ROME: divisions of the NAF"),
        ("code_secteur_naf", "libelle_secteur_naf"),
    ),
    (
        "arborescence_thematique",
        "theme",
        "iag:hasTheme",
        ("ROME : thèmes", "ROME: themes"),
        ("code_theme", "libelle_theme"),
    ),
)


def state_sectors(
    release: Release, draft: Draft, files: Mapping[str, str], known: Referential
) -> None:
    """State sectors, sub-sectors, divisions of the NAF and themes, and the métiers of each.

    A file that is not UTF-8, whatever its name says, is read as Windows-1252, and counted.

    Raises:
        TableError: a code is ill-formed or has two labels, a label is missing.
    """
    for stem, key, predicate, (fr, en), *levels in _TREES:
        if stem not in files:
            continue
        scheme = own(f"scheme-rome-{key}")
        draft.scheme(scheme, fr, en)
        if bad := release.not_utf8(files[stem]):
            draft.defect("other-encoding", bad)
        columns = [column for level in levels for column in level]
        labels: dict[str, tuple[str, str]] = {}
        seen: set[tuple[str, str]] = set()
        encoding = "cp1252" if bad else "utf-8-sig"
        for row in release.rows(files[stem], "code_rome", *columns, encoding=encoding):
            code, *cells = row.values
            group = _place(draft, row, scheme, key, cells, labels)
            if code not in known.metiers:
                draft.defect("absent-metier", row)
            elif (code, group) in seen:
                draft.defect("repeated", row)
            else:
                seen.add((code, group))
                draft.link(own(f"rome-metier-{code.lower()}"), predicate, group)


def _place(
    draft: Draft,
    row: Cells,
    scheme: str,
    key: str,
    cells: list[str],
    labels: dict[str, tuple[str, str]],
) -> str:
    """State the groups of a row, narrow ones under broad ones; gives the narrowest."""
    above = ""
    for code, label in zip(cells[::2], cells[1::2], strict=True):
        if above and not code:
            continue
        if not _CODE_IN_IRI.fullmatch(code) or not label.strip():
            row.fail(f"{code!r} ({label!r}) is not a code and a label of a sector or theme")
        iri = own(f"rome-{key}-{code.lower()}")
        if iri not in labels:
            labels[iri] = (label, above)
            draft.concept(iri, "iag:ReferenceGroup", scheme, label.strip(), code)
            if above:
                draft.link(iri, "skos:broader", above)
            else:
                draft.link(iri, "skos:topConceptOf", scheme)
        elif labels[iri] != (label, above):
            row.fail(f"'{code}' ({label!r}) stands elsewhere as {labels[iri][0]!r}")
        above = iri
    return above
