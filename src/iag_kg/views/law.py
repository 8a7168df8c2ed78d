"""What the pages of the law share: provisions, dates, tiers, roles, certainties, copies read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from iag_kg.namespaces import IAG
from iag_kg.views.atlas import Text
from iag_kg.views.evidence import Data, Evidence, as_data, find_instances, find_links, find_pairs
from iag_kg.views.reading import find_texts, local_name

STATE = "2026-11-20"  # the day whose state of the law the file describes; the pages open on it
_AI_ACT = "instrument-ai-act"
# From the strictest tier to the lightest; the graph keeps no order. Others would follow by label.
_TIERS = (
    "tier-interdit",
    "tier-haut-risque-annexe-iii",
    "tier-haut-risque-annexe-i",
    "tier-annexe-iii-filtree",
    "tier-minimal",
    "tier-selon-usage",
)
_NO_TRANSPARENCY = "transparency-none"
# A deployer who employs owes what an employer owes.
_INCLUDED = {"role-deployeur": ["role-employeur"]}
_ROLES = ("role-deployeur", "role-fournisseur", "role-employeur")
_QUALIFICATIONS = ("LetterOfTheLaw", "AdoptedGuidelines", "DraftGuidelines", "Arguable")
_CERTAINTIES = ("Verified", "FromMemory", "LegalInference", "CertaintyUnknown")


class Law:
    """The law file of a graph, read once; a page names a provision by its number in `cited`."""

    def __init__(self, store: ox.Store, evidence: Evidence) -> None:
        self.store = store
        self.evidence = evidence
        self.tiers = _ordered(find_instances(store, "iag:RiskTier"), _TIERS, evidence)
        self.roles = _ordered(find_instances(store, "iag:LegalRole"), _ROLES, evidence)
        self.transparencies = sorted(find_instances(store, "iag:TransparencyDuty"))
        self.dates = dict(find_pairs(store, "?a a iag:LegalMilestone ; iag:onDate ?b"))
        self.copies = sorted(find_instances(store, "iag:LegalSource"), key=_by_number)
        self.basis = find_links(store, "iag:hasLegalBasis")
        self.conditions = find_texts(store, "iag:condition")
        self.descriptions = find_texts(store, "dcterms:description")
        self.definitions = find_texts(store, "skos:definition")
        self._starts = find_links(store, "iag:startsAt")
        self._ends = find_links(store, "iag:endsAt")
        self._certainty = find_links(store, "iag:hasCertainty")
        self._read_in = find_links(store, "iag:hasEvidence")
        self._notes = find_texts(store, "skos:editorialNote")
        self._titles = evidence.titles
        self._pages = find_links(store, "iag:officialPage")
        self._inside = find_links(store, "iag:partOfProvision")
        self._instrument = find_links(store, "iag:inInstrument")
        self._eli = find_links(store, "iag:hasEli")
        self._amends = set(find_pairs(store, "?a iag:amends ?b"))
        self._copy = {iri: index for index, iri in enumerate(self.copies)}

    def start_of(self, thing: str) -> str:
        """The day on which a thing begins to apply, or nothing where none is recorded."""
        return self.dates.get(self.milestone_of(thing), "")

    def milestone_of(self, thing: str) -> str:
        """The milestone at which a thing begins to apply, or nothing."""
        return next(iter(self._starts.get(thing, [])), "")

    def end_of(self, thing: str) -> str:
        """The day on which it ends, or nothing."""
        return next((self.dates[m] for m in self._ends.get(thing, []) if m in self.dates), "")

    def statement(self, iri: str) -> Data:
        """A legal statement: key, labels, certainty, copies where it was read, note."""
        return {
            **self.evidence.thing(iri),
            "certainty": next(map(local_name, self._certainty.get(iri, [])), ""),
            "copies": sorted(self._copy[copy] for copy in self._read_in.get(iri, [])),
            "note": texts_of(self._notes, iri),
        }

    def about_act(self, provision: str) -> bool:
        """Whether a provision belongs to the AI Act or to a text that amends it."""
        return any(
            local_name(text) == _AI_ACT
            or any(a == text and local_name(b) == _AI_ACT for a, b in self._amends)
            for text in self._instrument.get(provision, [])
        )

    def tier_data(self) -> list[Data]:
        """The tiers, the strictest first, with what studies claim of each left to the page."""
        return [
            {
                **self.statement(tier),
                "definition": texts_of(self.definitions, tier),
                "start": self.start_of(tier),
            }
            for tier in self.tiers
        ]

    def transparency_data(self) -> list[Data]:
        """The transparency requirements; the one that stands for none is marked empty."""
        return [
            {
                **self.statement(duty),
                "start": self.start_of(duty),
                "empty": local_name(duty) == _NO_TRANSPARENCY,
            }
            for duty in self.transparencies
        ]

    def role_data(self) -> list[Data]:
        """The legal roles; a role owes its own duties and those of the roles it includes."""
        return [
            {
                **self.evidence.thing(role),
                "definition": texts_of(self.definitions, role),
                "includes": _INCLUDED.get(local_name(role), []),
            }
            for role in self.roles
        ]

    def certainty_data(self) -> dict[str, list[Data]]:
        """The two scales of certainty, each from the surest degree to the most doubtful."""
        return {
            scale: [
                {
                    **self.evidence.thing(IAG + name),
                    "definition": texts_of(self.definitions, IAG + name),
                }
                for name in names
            ]
            for scale, names in (("qualification", _QUALIFICATIONS), ("fact", _CERTAINTIES))
        }

    def copy_data(self) -> list[Data]:
        """The copies of texts and pages in which the law was read, and what they are worth."""
        return [
            {**self.evidence.thing(copy), "nature": texts_of(self.descriptions, copy)}
            for copy in self.copies
        ]

    def provision_data(self, cited: Iterable[str]) -> list[Data]:
        """The provisions of a page in the order of their numbers there."""
        return [
            {
                **self.statement(iri),
                "title": texts_of(self._titles, iri),
                "says": texts_of(self.descriptions, iri),
                "start": self.start_of(iri),
                "instrument": next(map(self.evidence.text, self._instrument.get(iri, [])), None),
                **self._page_of(iri),
            }
            for iri in cited
        ]

    def _page_of(self, provision: str) -> Data:
        """Its official page, or that of the nearest provision or text that holds it, with its name.

        Only a web address is a page: anything else could run when followed.
        """
        holder: str | None = provision
        while holder is not None:
            page = _web(self._pages.get(holder, []))
            if page is not None:
                named = None if holder == provision else self.evidence.text(holder)
                return {"page": page, "pageOf": named}
            holder = next(iter(self._inside.get(holder, [])), None)
        text = next(iter(self._instrument.get(provision, [])), "")
        page = _web(self._eli.get(text, []))
        return {"page": page, "pageOf": self.evidence.text(text) if page else None}


class Cited:
    """The provisions that a page cites, each once; `number` gives the place of one in the list."""

    def __init__(self, law: Law) -> None:
        self._law = law
        self._numbers: dict[str, int] = {}

    def number(self, provision: str) -> int:
        return self._numbers.setdefault(provision, len(self._numbers))

    def basis_of(self, thing: str) -> list[int]:
        """The numbers of the provisions that a thing rests on, in the order of citations."""
        return [self.number(p) for p in self._law.evidence.by_label(self._law.basis.get(thing, []))]

    def data(self) -> list[Data]:
        return self._law.provision_data(self._numbers)


def texts_of(found: dict[str, Text], iri: str) -> Data | None:
    """The two texts of a thing, ready for JSON, where it has them."""
    return as_data(found[iri]) if iri in found else None


def _ordered(iris: Iterable[str], order: Sequence[str], evidence: Evidence) -> list[str]:
    rank = {name: place for place, name in enumerate(order)}
    return sorted(evidence.by_label(iris), key=lambda iri: rank.get(local_name(iri), len(rank)))


def _by_number(iri: str) -> tuple[int, str]:
    """Copies bear numbers: s2 comes before s10."""
    return int("0" + re.sub(r"\D", "", local_name(iri))), iri


def _web(pages: Iterable[str]) -> str | None:
    return next((page for page in pages if page.startswith(("https://", "http://"))), None)
