"""The harmonisation of the wordings of synthesis tables → triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from iag_kg.graph import Writer, text
from iag_kg.tables import Tables, Wording, wordings

_STATUSES = {"draft": "iag:Draft", "checked": "iag:Checked"}


def add_links(writer: Writer, tables: Tables, english: Mapping[str, str]) -> None:
    """Each wording linked to its skills, and the link's reason and status as a node of its own."""
    skills = {row["key"]: row for row in tables["skills"]}
    printed: dict[tuple[str, str], dict[str, Wording]] = defaultdict(dict)
    for matrix in tables.matrices:
        for row in matrix.rows:
            for wording in wordings(matrix, row):
                printed[wording.family, wording.label][wording.key] = wording
    for link in tables["harmonisation"]:
        skill = skills[link["skill"]]
        fr = f"{link['wording']} → {skill['label_fr']}"
        en = f"{english[link['wording']]} → {skill['label_en']}"
        for key, wording in printed[link["family"], link["wording"]].items():
            if link["metier"] not in ("", wording.metier):
                continue
            iri, target = f"iagd:link-{key}--{skill['key']}", f"iagd:skill-{skill['key']}"
            writer.add(f"iagd:wording-{key}", "iag:harmonisedAs", target)
            writer.describe(iri, "iag:HarmonisationLink", fr, en)
            writer.add(iri, "iag:concernsWording", f"iagd:wording-{key}")
            writer.add(iri, "iag:concernsSkill", target)
            reasons = text(link["reason_fr"], "fr"), text(link["reason_en"], "en")
            writer.add(iri, "iag:reason", *reasons)
            writer.add(iri, "iag:hasStatus", _STATUSES[link["status"]])
            writer.add(iri, "iag:hasBasis", "iag:EditorialJudgement")
