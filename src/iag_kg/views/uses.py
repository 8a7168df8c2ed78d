"""The uses of AI by risk tier: basis, duties, boundary cases, what studies say, where found."""

from __future__ import annotations

import re
from collections import defaultdict

import pyoxigraph as ox

from iag_kg.views.duties import Duties
from iag_kg.views.evidence import Data, Evidence, as_data, find_instances, find_links, find_pairs
from iag_kg.views.law import STATE, Cited, Law, texts_of
from iag_kg.views.reading import find_keys, find_texts, local_name

_WORDINGS = {
    "use": "iag:UseWording",
    "opportunity": "iag:OpportunityWording",
    "risk": "iag:RiskWording",
}
_ASIDE = re.compile(r" \([^)]*\)$")  # groups bear "(usages)", to differ from families of métiers


def read_uses(store: ox.Store, evidence: Evidence, law: Law, duties: Duties) -> Data:
    """The page of uses: the uses, and what they name by key or by number."""
    cited = Cited(law)
    uses = _uses(store, evidence, law, duties, cited)
    groups = sorted({use["group"] for use in uses if use["group"]})
    claims = _claims(store, evidence)
    bases = {tier: cited.basis_of(tier) for tier in law.tiers}
    return {
        "today": STATE,
        "uses": [use | {"group": local_name(use["group"])} for use in uses],
        "groups": [_plain_group(evidence, group) for group in evidence.by_label(groups)],
        "tiers": [
            tier | {"basis": bases[iri], "claims": claims.get(iri, [])}
            for iri, tier in zip(law.tiers, law.tier_data(), strict=True)
        ],
        "transparencies": [
            duty | {"basis": cited.basis_of(iri), "claims": claims.get(iri, [])}
            for iri, duty in zip(law.transparencies, law.transparency_data(), strict=True)
        ],
        "roles": law.role_data(),
        "certainties": law.certainty_data(),
        "obligations": duties.data(cited),
        "baseline": [duties.number(obligation) for obligation in duties.baseline],
        "copies": law.copy_data(),
        "places": _places(store, evidence),
        "provisions": cited.data(),
    }


def _uses(
    store: ox.Store, evidence: Evidence, law: Law, duties: Duties, cited: Cited
) -> list[Data]:
    codes = dict(find_pairs(store, "?a a iag:UseCase ; skos:notation ?b"))
    tiers = dict(find_pairs(store, "?a iag:hasTier ?b"))
    transparencies = find_links(store, "iag:hasTransparency")
    groups = dict(find_pairs(store, "?a iag:inUseGroup ?b"))
    roles = find_links(store, "iag:usualRole")
    boundaries = find_links(store, "^iag:boundaryOf")
    studies = _studies(store, evidence)
    settings = _settings(store)
    found = []
    for iri in sorted(codes, key=lambda use: (codes[use], use)):
        limits = [
            {
                "iri": limit,
                "tier": tiers.get(limit, ""),
                "transparencies": transparencies.get(limit, []),
            }
            for limit in boundaries.get(iri, [])
        ]
        tier = tiers.get(iri, "")
        found.append(
            {
                **law.statement(iri),
                "key": local_name(iri).removeprefix("usecase-"),
                "code": codes[iri],
                "group": groups.get(iri, ""),
                "tier": local_name(tier),
                "transparency": [local_name(duty) for duty in transparencies.get(iri, [])],
                "when": texts_of(law.conditions, iri),
                "basis": cited.basis_of(iri),
                "roles": [local_name(role) for role in roles.get(iri, [])],
                "boundaries": [_boundary(limit, law, cited) for limit in limits],
                "duties": duties.of_use(iri, tier, transparencies.get(iri, []), limits),
                "precautions": duties.precautions(iri),
                "studies": studies.get(iri, []),
                "settings": settings.get(iri, []),
            }
        )
    return found


def _boundary(limit: Data, law: Law, cited: Cited) -> Data:
    return {
        **law.statement(limit["iri"]),
        "tier": local_name(limit["tier"]),
        "transparency": [local_name(duty) for duty in limit["transparencies"]],
        "basis": cited.basis_of(limit["iri"]),
    }


def _plain_group(evidence: Evidence, group: str) -> Data:
    found = evidence.thing(group)
    return found | {language: _ASIDE.sub("", found[language]) for language in ("fr", "en")}


def _links(store: ox.Store, kind: str, relation: str) -> list[tuple[str, str, Data]]:
    """The editorial links of a kind: use, what it is tied to, reason and status."""
    uses = dict(find_pairs(store, f"?a a {kind} ; iag:concernsUseCase ?b"))
    ends = dict(find_pairs(store, f"?a a {kind} ; {relation} ?b"))
    status = dict(find_pairs(store, f"?a a {kind} ; iag:hasStatus ?b"))
    reasons = find_texts(store, "iag:reason")
    return [
        (
            uses[link],
            ends[link],
            {
                "reason": texts_of(reasons, link),
                "status": local_name(status[link]) if link in status else "",
            },
        )
        for link in sorted(uses)
    ]


def _studies(store: ox.Store, evidence: Evidence) -> dict[str, list[Data]]:
    """For each use, the wordings of the studies tied to it, in reading order."""
    kinds = {iri: name for name, kind in _WORDINGS.items() for iri in find_instances(store, kind)}
    found: defaultdict[str, list[tuple[str, Data]]] = defaultdict(list)
    for use, wording, link in _links(store, "iag:UseCaseLink", "iag:concernsStudyWording"):
        fact = evidence.fact(wording) | {"kind": kinds.get(wording, "use")} | link
        found[use].append((wording, fact))
    return {
        use: [fact for _, fact in sorted(facts, key=lambda f: evidence.reading_order(f[0]))]
        for use, facts in found.items()
    }


def _settings(store: ox.Store) -> dict[str, list[Data]]:
    """For each use, the places of work where it is found: family or métier, by key."""
    found: defaultdict[str, list[Data]] = defaultdict(list)
    for use, place, link in _links(store, "iag:UseCaseSetting", "iag:concernsSetting"):
        found[use].append({"place": local_name(place)} | link)
    return found


def _claims(store: ox.Store, evidence: Evidence) -> dict[str, list[Data]]:
    """For each tier or requirement, the claims of studies that speak of it, and the difference."""
    reasons = find_texts(store, "iag:reason")
    claims = dict(find_pairs(store, "?a a iag:TierLink ; iag:concernsClaim ?b"))
    found: defaultdict[str, list[Data]] = defaultdict(list)
    for link, tier in find_pairs(store, "?a a iag:TierLink ; iag:concernsTier ?b"):
        fact = evidence.fact(claims[link])
        found[tier].append(fact | {"reason": as_data(reasons[link])})
    return found


def _places(store: ox.Store, evidence: Evidence) -> list[Data]:
    """Families, then métiers, in the order of their labels; what holds each, where something does.

    A métier bears as `metier` the key by which the other pages know it.
    """
    sectors = find_links(store, "iag:inSector")
    families = find_links(store, "iag:inFamily")
    codes = find_keys(store)
    return [
        *(
            {
                **evidence.thing(family),
                "sector": next(map(evidence.thing, sectors.get(family, [])), None),
                "family": "",
                "metier": "",
            }
            for family in evidence.by_label(find_instances(store, "iag:MetierFamily"))
        ),
        *(
            {
                **evidence.thing(metier),
                "sector": None,
                "family": next(map(local_name, families.get(metier, [])), ""),
                "metier": codes.get(metier, local_name(metier)),
            }
            for metier in evidence.by_label(find_instances(store, "iag:Metier"))
        ),
    ]


def uses_of_metier(page: Data, key: str, family: str) -> Data:
    """The uses found in a métier or in its whole family; the names of tiers and requirements."""
    own = {place["key"] for place in page["places"] if place["metier"] == key}
    found = [
        {
            **{name: use[name] for name in ("key", "code", "fr", "en", "tier", "transparency")},
            "own": setting["place"] in own,
            "reason": setting["reason"],
        }
        for use in page["uses"]
        for setting in _nearest(use["settings"], own, family)
    ]
    shown = ("key", "fr", "en")
    return {
        "uses": found,
        "tiers": [{name: tier[name] for name in shown} for tier in page["tiers"]],
        "transparencies": [
            {name: duty[name] for name in (*shown, "empty")} for duty in page["transparencies"]
        ],
    }


def _nearest(settings: list[Data], own: set[str], family: str) -> list[Data]:
    """The setting of a use in the métier itself, else in its family, else none."""
    mine = [s for s in settings if s["place"] in own]
    return (mine or [s for s in settings if s["place"] == family])[:1]
