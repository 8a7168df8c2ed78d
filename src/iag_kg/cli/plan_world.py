"""What the commands that plan read from the graph, and how a person names its métiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from iag_kg.errors import AmbiguousError, NotFoundError

if TYPE_CHECKING:
    import pyoxigraph as ox

    from iag_kg.plans import Exposure, Landscape, Names, Offer, Reached, Weight

PLACES = Decimal("1E-15")


@dataclass(frozen=True)
class World:
    """All that plans are made on, and the language in which they are told.

    `taxonomy` is '' for the studies. A taxonomy has no offers and no printed levels; `groups` are
    the unit groups that its métiers may belong to, and `missing` what the store lacks to tell them.
    """

    landscape: Landscape
    names: Names
    offers: dict[str, Offer]
    exposures: dict[str, Exposure]
    language: str
    taxonomy: str = ""
    groups: Mapping[str, tuple[Reached, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    def metier(self, code: str) -> str:
        """The label of a métier."""
        return self.names.metiers[code][self.language]

    def skills(self, skills: Iterable[str]) -> list[str]:
        """The labels of skills, in the order given."""
        return [self.names.skills[skill][self.language] for skill in skills]

    def share(self, weight: Weight) -> Decimal:
        """A weight of the profiles as a demand in [0, 1]."""
        return number(Fraction(weight) / self.landscape.unit)


def read_world(store: ox.Store, language: str) -> World:
    """The world of plans that a graph holds."""
    from iag_kg import plans

    return World(
        plans.read_landscape(store),
        plans.read_names(store),
        plans.read_catalogue(store),
        plans.read_exposures(store, language),
        language,
    )


def find_metier(store: ox.Store, world: World, name: str) -> str:
    """The code of the métier that a person names.

    Raises:
        NotFoundError, AmbiguousError: nothing or several things answer to the name, or the sources
            name the métier without assessing its skills.
    """
    from iag_kg.lookup import find

    found = find(store, "iag:Metier", name)
    code = world.names.codes.get(found.iri, "")
    if code not in world.landscape.profiles:
        label = found.labels[world.language]
        raise NotFoundError(
            f"'{label}' has no profile: the sources name it without assessing its skills"
        )
    return code


def find_family(world: World, name: str) -> list[str]:
    """The codes of the métiers of the family that a person names, by label or part of one.

    Raises:
        NotFoundError, AmbiguousError: no family with a profile answers to the name, or several do.
    """
    from iag_kg.cohort import fold

    families: dict[str, list[str]] = {}
    for code in sorted(world.landscape.profiles):
        families.setdefault(world.names.families[code]["fr"], []).append(code)
    wanted = fold(name)
    labels = {
        family: [fold(label) for label in world.names.families[codes[0]].values()]
        for family, codes in families.items()
    }
    found = [family for family, all_labels in labels.items() if wanted in all_labels]
    if not found and wanted:
        found = [
            f for f, all_labels in labels.items() if any(wanted in each for each in all_labels)
        ]
    if not found:
        known = ", ".join(sorted(families))
        raise NotFoundError(f"no family with a profile answers to '{name}'; known: {known}")
    if len(found) > 1:
        raise AmbiguousError(f"'{name}' may mean {len(found)} families:", sorted(found))
    return families[found[0]]


def number(value: Weight) -> Decimal:
    """A fraction as a decimal number, to 15 places as in the graph."""
    exact = Fraction(value)
    rounded = (Decimal(exact.numerator) / exact.denominator).quantize(PLACES)
    return rounded.normalize() + 0 if rounded % 1 else rounded.quantize(Decimal(1))
