"""What the views show: métiers, skills, what IAG does to them, passerelles."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """One text in French and in English."""

    fr: str
    en: str


@dataclass(frozen=True)
class Family:
    """A family of métiers."""

    key: str
    label: Text


@dataclass(frozen=True)
class Metier:
    """A métier whose skills the source assesses; `basis` is `full` (a column) or `key` skills."""

    key: str
    label: Text
    family: str
    basis: str
    is_managerial: bool
    definition: Text | None
    transformation: Text | None


@dataclass(frozen=True)
class Skill:
    """A harmonised skill."""

    key: str
    label: Text
    category: Text
    definition: Text | None
    is_fading: bool


@dataclass(frozen=True)
class Level:
    """What IAG does to a skill, from -2 (strong obsolescence) to 2 (strong reinforcement)."""

    label: Text
    score: int


@dataclass(frozen=True, order=True)
class Cell:
    """One statement of the source: wording, printed sign (none for a key skill), place."""

    wording: str
    wording_en: str
    sign: str
    locator: str


@dataclass(frozen=True)
class Need:
    """One skill in one métier: the highest level printed (none: key skill), demand, statements."""

    metier: str
    skill: str
    level: str
    demand: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Comparison:
    """One destination skill in one passerelle: what it adds to coverage, what is missing."""

    skill: str
    contribution: float
    gap: float


@dataclass(frozen=True)
class Passerelle:
    """A move from one métier to another, with scores, gates and reasons."""

    origin: str
    destination: str
    coverage: float
    affinity: float
    durable: float
    rarity_coverage: float
    rarity_affinity: float
    kind: str
    passes_coverage: bool
    passes_durability: bool
    compares_full: bool
    is_recommended: bool
    explanation: Text
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True)
class Atlas:
    """Everything the views need, each list in a fixed order."""

    families: tuple[Family, ...]
    metiers: tuple[Metier, ...]
    skills: tuple[Skill, ...]
    levels: dict[str, Level]
    kinds: dict[str, Text]
    needs: tuple[Need, ...]
    passerelles: tuple[Passerelle, ...]
    coverage_threshold: float
    durability_threshold: float
    source: Text
