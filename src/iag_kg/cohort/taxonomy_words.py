"""What a cohort’s page and tables say otherwise where the métiers are those of a taxonomy."""

from __future__ import annotations

from typing import Any

from iag_kg.cohort.words import WORDS

_STORED: dict[str, dict[str, Any]] = {
    "fr": {
        "stay": {
            False: "Sans passerelle ouverte vers un métier moins exposé",
            True: "Sans passerelle ouverte",
        },
        "columns": {
            "family": "domaine",
            "group": "groupe de base de la CITP-08",
            "exposure": "classe d’exposition de l’OIT",
            "recommended": "passerelles ouvertes",
        },
        "classes": {
            "not-exposed": "non exposé",
            "minimal": "exposition minimale",
            "gradient-1": "gradient 1",
            "gradient-2": "gradient 2",
            "gradient-3": "gradient 3",
            "gradient-4": "gradient 4",
            "mixed": "plusieurs classes possibles",
            "unknown": "classe inconnue",
        },
        "measures": {
            "rated": "effectif des métiers d’une seule classe de l’OIT",
            "exposed": "dont effectif des métiers des gradients 1 à 4",
            "family": "domaine",
        },
        "notes": (
            "Exposition{0}: classe de l’OIT du groupe de base de la CITP-08, par les ponts du "
            "magasin pour ROME, les plus sûrs s’il y en a plusieurs. Elle dit ce que l’IA "
            "générative pourrait automatiser des tâches du groupe, non qui perdrait son emploi.",
            "Destinations{0}: les passerelles dont le métier de départ exerce déjà au moins {4} de "
            "ce que l’arrivée demande{1}, au plus trois par métier, les mieux couvertes{0}; "
            "l’effectif y est partagé également. {3} n’imprime pas de niveau de renforcement{0}: "
            "le seuil de durabilité ne s’applique pas.",
            "Besoin{0}: somme des effectifs × écart (1 quand il manque tout à fait une compétence "
            "du cœur du métier). Aucune formation n’est proposée{0}: les offres recensées "
            "développent les compétences des études, et rien ne les relie à celles du "
            "référentiel {3}.",
        ),
        "away": " et qui mènent à une classe d’exposition plus basse",
    },
    "en": {
        "stay": {
            False: "No open passerelle to a less exposed métier",
            True: "No open passerelle",
        },
        "columns": {
            "family": "domain",
            "group": "unit group of ISCO-08",
            "exposure": "exposure class of the ILO",
            "recommended": "open passerelles",
        },
        "classes": {
            "not-exposed": "not exposed",
            "minimal": "minimal exposure",
            "gradient-1": "gradient 1",
            "gradient-2": "gradient 2",
            "gradient-3": "gradient 3",
            "gradient-4": "gradient 4",
            "mixed": "several possible classes",
            "unknown": "class unknown",
        },
        "measures": {
            "rated": "headcount of the métiers of one class of the ILO",
            "exposed": "of which in métiers of gradients 1 to 4",
            "family": "domain",
        },
        "notes": (
            "Exposure: class of the ILO of the unit group of ISCO-08, for ROME through the bridges "
            "of the store, the surest where there are several. It says what generative AI could "
            "automate in the tasks of the group, not who would lose a job.",
            "Destinations: the passerelles whose origin already exercises at least {4} of what "
            "the destination asks for{1}, three a métier at most, the best covered; the headcount "
            "is shared out evenly among them. {3} prints no level of reinforcement: the durability "
            "gate does not apply.",
            "Need: sum of headcounts × gap (1 where a skill at the heart of the métier is wholly "
            "missing). No training is proposed: the offers listed develop the skills of the "
            "studies, and nothing ties them to those of {3}.",
        ),
        "away": " and that lead to a lower class of exposure",
    },
}


def words_of(taxonomy: str, language: str) -> dict[str, Any]:
    """What is said of a cohort in a language: of the studies (''), or of a taxonomy."""
    words, other = WORDS[language], _STORED[language]
    if not taxonomy:
        return words
    merged = dict(words)
    for key, said in other.items():
        merged[key] = {**words[key], **said} if isinstance(said, dict) else said
    merged["notes"] = (*other["notes"], words["notes"][-1])  # masking is the same
    return merged
