"""The duties that a use calls for, each with the day it starts: the pages only compare days.

The rule: every use calls for the baseline, for what its own tier and transparency call for, for
what those of its boundary cases call for under their condition, and for its own duties. What a tier
calls for starts with the tier, or on its own day where that is later; anything else on its own day.
A prohibited use has nothing but the baseline and its own duties: it must stop.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from iag_kg.namespaces import IAG
from iag_kg.views.evidence import Data, find_links, find_pairs
from iag_kg.views.law import Cited, Law, texts_of
from iag_kg.views.reading import find_texts, local_name

_PROHIBITED = "tier-interdit"


class Duties:
    """The obligations and precautions of a graph, and what each use calls for."""

    def __init__(self, store: ox.Store, law: Law) -> None:
        self._law = law
        scopes = dict(find_pairs(store, "?a a iag:Obligation ; iag:hasScope ?b"))
        self.obligations = law.evidence.by_label(scopes)
        self._number = {iri: index for index, iri in enumerate(self.obligations)}
        self._start_basis = find_links(store, "iag:hasStartBasis")
        self._owed_by = find_links(store, "iag:owedBy")
        self._owed_to = find_texts(store, "iag:owedTo")
        self._called: defaultdict[str, list[str]] = defaultdict(list)
        for obligation, caller in find_pairs(store, "?a a iag:Obligation ; iag:calledForBy ?b"):
            self._called[caller].append(obligation)
        self.baseline = [o for o in self.obligations if scopes[o] == f"{IAG}BaselineScope"]
        self._own = _links_of_uses(store, "iag:UseObligation", "iag:concernsObligation")
        measures = dict(find_pairs(store, "?a a iag:Precaution ; iag:hasScope ?b"))
        self._measures = law.evidence.by_label(measures)
        self._shared = [m for m in self._measures if measures[m] == f"{IAG}BaselineScope"]
        self._own_measures = _links_of_uses(store, "iag:UsePrecaution", "iag:concernsPrecaution")

    def start_with(self, obligation: str, caller: str | None) -> str:
        """The day an obligation starts for what a tier calls for, or on its own account.

        Nothing where its start is said to be unknown: the day of the tier would be a guess.
        """
        if f"{IAG}StartUnknown" in self._start_basis.get(obligation, []):
            return ""
        own = self._law.start_of(obligation)
        return max(own, self._law.start_of(caller)) if caller in self._law.tiers else own

    def beginnings(self) -> dict[str, list[Data]]:
        """For each milestone, the obligations that start then, each with the tier it starts with.

        What tiers call for stands at the milestone of the tier, or at its own where that is later;
        an obligation that no tier calls for, at its own.
        """
        found: defaultdict[str, list[Data]] = defaultdict(list)
        for obligation in self.obligations:
            tiers = [tier for tier in self._law.tiers if obligation in self._called[tier]]
            callers: list[str | None] = [*tiers] or [None]
            for caller in callers:
                own, start = self._law.start_of(obligation), self.start_with(obligation, caller)
                if not start:
                    continue
                milestone = self._law.milestone_of(
                    obligation if caller is None or start == own else caller
                )
                tier = local_name(caller) if caller else ""
                found[milestone].append({"duty": self._number[obligation], "tier": tier})
        return dict(found)

    def data(self, cited: Cited) -> list[Data]:
        """Every obligation, in one order; rows name them by their numbers."""
        return [
            {
                **self._law.statement(iri),
                "says": texts_of(self._law.descriptions, iri),
                "by": [local_name(role) for role in self._owed_by.get(iri, [])],
                "to": texts_of(self._owed_to, iri),
                "condition": texts_of(self._law.conditions, iri),
                "basis": cited.basis_of(iri),
                "known": next(map(local_name, self._start_basis.get(iri, [])), ""),
                "start": self._law.start_of(iri),
                "end": self._law.end_of(iri),
            }
            for iri in self.obligations
        ]

    def of_use(
        self, use: str, tier: str, transparencies: Iterable[str], boundaries: Iterable[Data]
    ) -> list[Data]:
        """What a use calls for beside the baseline: way, obligation, condition, start.

        `boundaries` are its boundary cases, each with `tier` and `transparencies`. A duty stands
        once, by its strongest way; under a boundary case only where the use itself does not call
        for it.
        """
        callers = [tier, *transparencies]
        found: dict[str, Data] = {}
        for link, obligation in self._own.get(use, []):
            caller = next((c for c in callers if obligation in self._called[c]), None)
            row = self._row("own", obligation, caller)
            found[obligation] = row | {"condition": texts_of(self._law.conditions, link)}
        for caller in callers:
            way = "tier" if caller == tier else "transparency"
            for obligation in self._called[caller]:
                found.setdefault(obligation, self._row(way, obligation, caller))
        rows = list(found.values())
        already = {obligation for caller in callers for obligation in self._called[caller]}
        for number, boundary in enumerate([] if local_name(tier) == _PROHIBITED else boundaries):
            for caller in (boundary["tier"], *boundary["transparencies"]):
                rows += [
                    self._row("boundary", obligation, caller) | {"boundary": number}
                    for obligation in self._called[caller]
                    if obligation not in already
                ]
        return sorted(rows, key=lambda row: (row["start"], row["duty"], row.get("boundary", -1)))

    def precautions(self, use: str) -> list[Data]:
        """The precautions of a use, its own first, then those of every use."""
        own = [(m, texts_of(self._law.conditions, link)) for link, m in self._own_measures[use]]
        others: list[tuple[str, Data | None]] = [(measure, None) for measure in self._shared]
        return [
            {
                **self._law.statement(measure),
                "says": texts_of(self._law.descriptions, measure),
                "condition": condition,
            }
            for measure, condition in (*own, *others)
        ]

    def number(self, obligation: str) -> int:
        return self._number[obligation]

    def _row(self, way: str, obligation: str, caller: str | None) -> Data:
        return {
            "way": way,
            "duty": self._number[obligation],
            "start": self.start_with(obligation, caller),
            "condition": None,
        }


def _links_of_uses(
    store: ox.Store, kind: str, relation: str
) -> defaultdict[str, list[tuple[str, str]]]:
    """For each use, the nodes that tie it to a duty or a precaution, with what they tie it to."""
    target = dict(find_pairs(store, f"?a a {kind} ; {relation} ?b"))
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for link, use in find_pairs(store, f"?a a {kind} ; iag:concernsUseCase ?b"):
        found[use].append((link, target[link]))
    return found
