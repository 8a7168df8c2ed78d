"""Where the ILO index and a study point apart on a métier, said without deciding between them.

The two do not measure the same thing. The ILO scores how far generative AI could carry out the
tasks of a unit group of ISCO-08; a study says which skills gain or lose importance in a métier.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from iag_kg.graph import Value

# Ranks of the classes of the ILO: gradients 3 and 4 are its two strongest; below gradient 1 it does
# not call the group exposed.
_STRONG, _WEAK = 4, 1
_TEXTS = {
    "raised": {
        "fr": "L’OIT classe ce groupe au gradient {gradient} d’exposition, sur quatre ; l’étude "
        "renforce {raised} des compétences du métier et en affaiblit {lowered}. L’OIT mesure "
        "l’automatisation possible des tâches, l’étude l’importance des compétences : ces deux "
        "résultats peuvent valoir ensemble.",
        "en": "The ILO puts this group in gradient {gradient} of exposure, of four; the study "
        "raises {raised} of the skills of the métier and lowers {lowered}. The ILO measures "
        "potential automation of tasks, the study the importance of skills: both results may "
        "hold together.",
    },
    "lowered": {
        "fr": "L’OIT ne classe pas ce groupe parmi les exposés ; l’étude affaiblit pourtant "
        "{lowered} des compétences du métier et en renforce {raised}. L’OIT mesure "
        "l’automatisation possible des tâches, l’étude l’importance des compétences : ces deux "
        "résultats peuvent valoir ensemble.",
        "en": "The ILO does not class this group as exposed; yet the study lowers {lowered} of "
        "the skills of the métier and raises {raised}. The ILO measures potential automation of "
        "tasks, the study the importance of skills: both results may hold together.",
    },
    "no-levels": {
        "fr": "L’étude ne donne pas de niveau par compétence ici : l’exposition se lit seule.",
        "en": "The study gives no level by skill here: the exposure stands alone.",
    },
    "no-group": {
        "fr": "Aucun pont ne mène de cette cible à un groupe de la CITP-08 : exposition inconnue.",
        "en": "No bridge leads from this target to a group of ISCO-08: exposure unknown.",
    },
    "no-score": {
        "fr": "L’indice importé n’évalue pas ce groupe de la CITP-08 : exposition inconnue.",
        "en": "The index imported does not assess this group of ISCO-08: exposure unknown.",
    },
    "": {"fr": "", "en": ""},
}


def compare_exposure(row: Mapping[str, Value], language: str) -> str:
    """What to say of a row of `references/exposure-beside-impact`, in 'fr' or 'en'; often ''.

    They point apart where the ILO puts the group in gradient 3 or 4 while the study raises more
    skills than it lowers, and where the ILO does not call it exposed while the study lowers at
    least as many as it raises (and some).
    """
    kind = _kind(row)
    shares = {key: _percent(row[key], language) for key in ("raised", "lowered")}
    gradient = "" if row["rank"] is None else str(int(str(row["rank"])) - 1)
    return _TEXTS[kind][language].format(gradient=gradient, **shares)


def _kind(row: Mapping[str, Value]) -> str:
    if row["group"] is None:
        return "no-group"
    if row["rank"] is None:
        return "no-score"
    if row["skills"] is None:
        return "no-levels"
    rank, raised, lowered = (Decimal(str(row[key])) for key in ("rank", "raised", "lowered"))
    if rank >= _STRONG and raised > lowered:
        return "raised"
    if rank <= _WEAK and lowered >= raised and lowered:
        return "lowered"
    return ""


def _percent(share: Value, language: str) -> str:
    """A share as a whole percentage, as the language writes it."""
    if share is None:
        return ""
    number = f"{Decimal(str(share)) * 100:.0f}"
    return f"{number} %" if language == "fr" else f"{number}%"
