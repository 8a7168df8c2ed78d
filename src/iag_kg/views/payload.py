"""The data that each page carries, once, as plain values ready for JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from iag_kg.gaps import GAPS
from iag_kg.views.atlas import Atlas, Need, Passerelle, Skill, Text
from iag_kg.views.gaps import gap_finder
from iag_kg.views.networks import BEST, default_threshold

Data = dict[str, Any]
_LEGIBLE = 8  # arrows a métier, up to which the ring can still be read
_PLACES = 6  # of a score: enough that the page rounds it as if it were whole
_PHRASE_END = re.compile(r"(?<=[,;:«»“”] )|(?<= et )|(?<= and )|(?<=[«»“”:;%]\u00a0)")
_COLUMNS = (
    "origin",
    "destination",
    "coverage",
    "affinity",
    "durable",
    "rarityCoverage",
    "rarityAffinity",
    "kind",
    "passesCoverage",
    "passesDurability",
    "comparesFull",
    "recommended",
    "fr",
    "en",
    "skills",
)


def page_names(atlas: Atlas) -> dict[str, str]:
    """The file name of the page of each métier, safe on every file system."""
    names: dict[str, str] = {}
    for metier in atlas.metiers:
        slug = re.sub(r"[^a-z0-9]+", "-", metier.key.lower()).strip("-") or "sans-code"
        name, count = f"metier-{slug}.html", 1
        while name in names.values():
            count += 1
            name = f"metier-{slug}-{count}.html"
        names[metier.key] = name
    return names


def common_data(atlas: Atlas, communities: Mapping[str, int], view: str) -> Data:
    """What every page names: families, métiers, skills, levels, kinds, thresholds, source."""
    pages = page_names(atlas)
    return {
        "view": view,
        "source": _text(atlas.source),
        "coverageThreshold": atlas.coverage_threshold,
        "durabilityThreshold": atlas.durability_threshold,
        "families": [{"key": f.key, **_text(f.label)} for f in atlas.families],
        "levels": [
            {"sign": sign, **_text(level.label), "score": level.score}
            for sign, level in atlas.levels.items()
        ],
        "kinds": {key: _text(text) for key, text in sorted(atlas.kinds.items())},
        "metiers": [
            {
                "key": m.key,
                **_text(m.label),
                "family": m.family,
                "community": communities[m.key],
                "basis": m.basis,
                "page": pages[m.key],
            }
            for m in atlas.metiers
        ],
        "skills": [
            {"key": s.key, **_text(s.label), "category": _text(s.category)} for s in atlas.skills
        ],
    }


def index_data(atlas: Atlas, communities: Mapping[str, int]) -> Data:
    """The index: the figures, beside what every page names."""
    recommended = [p for p in atlas.passerelles if p.is_recommended]
    family = {m.key: m.family for m in atlas.metiers}
    return {
        **common_data(atlas, communities, "index"),
        "figures": {
            "metiers": len(atlas.metiers),
            "families": len(atlas.families),
            "skills": len(atlas.skills),
            "passerelles": len(atlas.passerelles),
            "recommended": len(recommended),
            "between": sum(family[p.origin] != family[p.destination] for p in recommended),
        },
    }


def passerelle_data(atlas: Atlas, communities: Mapping[str, int]) -> Data:
    """Every passerelle with its reasons; the threshold is for the recommended ones."""
    recommended = [p for p in atlas.passerelles if p.is_recommended]
    return {
        **common_data(atlas, communities, "passerelles"),
        "threshold": default_threshold(
            recommended, atlas.coverage_threshold, _LEGIBLE * len(atlas.metiers)
        ),
        "definitions": _definitions(atlas),
        **_passerelles(atlas.passerelles, atlas),
    }


def skill_data(atlas: Atlas, communities: Mapping[str, int]) -> Data:
    """Every skill of every métier with the statements behind it."""
    return {
        **common_data(atlas, communities, "competences"),
        "definitions": {**_definitions(atlas), **_skill_definitions(atlas.skills)},
        "needs": [_need(need) for need in atlas.needs],
    }


def metier_data(
    key: str,
    atlas: Atlas,
    communities: Mapping[str, int],
    passerelles: Sequence[Passerelle],
    needs: Sequence[Need],
) -> Data:
    """One métier: its own passerelles and skills only."""
    used = {need.skill for need in needs}
    return {
        **common_data(atlas, communities, "metier"),
        "metier": key,
        "best": BEST,
        "transformation": next(
            (_text(m.transformation) for m in atlas.metiers if m.key == key and m.transformation),
            None,
        ),
        "definitions": {
            **{k: text for k, text in _definitions(atlas).items() if k == f"m:{key}"},
            **_skill_definitions(s for s in atlas.skills if s.key in used),
        },
        "needs": [_need(need) for need in needs],
        **_passerelles(passerelles, atlas),
    }


def _passerelles(passerelles: Sequence[Passerelle], atlas: Atlas) -> Data:
    """Passerelles as rows, the columns named once.

    Skills stand by their number in the skill list, with contribution, gap, and kind of gap.
    """
    number = {skill.key: index for index, skill in enumerate(atlas.skills)}
    gap_of = gap_finder(atlas)
    phrases: dict[str, int] = {}
    return {
        "columns": _COLUMNS,
        "gaps": GAPS,
        "passerelles": [
            [
                p.origin,
                p.destination,
                *(
                    round(score, _PLACES)
                    for score in (
                        p.coverage,
                        p.affinity,
                        p.durable,
                        p.rarity_coverage,
                        p.rarity_affinity,
                    )
                ),
                p.kind,
                *map(
                    int, (p.passes_coverage, p.passes_durability, p.compares_full, p.is_recommended)
                ),
                _pack(p.explanation.fr, phrases),
                _pack(p.explanation.en, phrases),
                [
                    [number[c.skill], round(c.contribution, _PLACES)]
                    + ([c.gap, GAPS.index(gap_of(p.origin, c))] if c.gap > 0 else [])
                    for c in p.comparisons
                ],
            ]
            for p in passerelles
        ],
        "phrases": list(phrases),
    }


def _pack(text: str, phrases: dict[str, int]) -> list[int]:
    """The text as numbers of phrases; joined, these give it back.

    The sentences repeat the same labels thousands of times: in full they would triple the page.
    """
    return [phrases.setdefault(phrase, len(phrases)) for phrase in _PHRASE_END.split(text)]


def _need(need: Need) -> Data:
    return {
        "metier": need.metier,
        "skill": need.skill,
        "level": need.level,
        "demand": need.demand,
        "cells": [[c.wording, c.wording_en, c.sign, c.locator] for c in need.cells],
    }


def _definitions(atlas: Atlas) -> Data:
    return {f"m:{m.key}": _text(m.definition) for m in atlas.metiers if m.definition}


def _skill_definitions(skills: Iterable[Skill]) -> Data:
    return {f"s:{s.key}": _text(s.definition) for s in skills if s.definition}


def _text(text: Text) -> dict[str, str]:
    return {"fr": text.fr, "en": text.en}
