"""The slips of published taxonomies that an import counts and names instead of failing."""

from __future__ import annotations

from collections.abc import Mapping

DEFECTS: Mapping[str, Mapping[str, str]] = {
    "absent-metier": {
        "fr": "relation depuis ou vers un métier absent de la publication",
        "en": "relation from or to a métier that the release does not hold",
    },
    "absent-skill": {
        "fr": "relation vers une compétence absente de la publication",
        "en": "relation to a skill that the release does not hold",
    },
    "absent-concept": {
        "fr": "lien hiérarchique vers un élément absent de la publication",
        "en": "hierarchical link to an element that the release does not hold",
    },
    "absent-language": {
        "fr": "élément décrit dans une seule des langues importées",
        "en": "element described in one only of the languages imported",
    },
    "alternative-repeats": {
        "fr": "libellé alternatif qui répète le libellé principal ou un autre",
        "en": "alternative label that repeats the preferred one or another",
    },
    "itself": {
        "fr": "relation d’un élément avec lui-même",
        "en": "relation of an element with itself",
    },
    "no-core-mention": {
        "fr": "compétence d’un métier sans ligne dans le fichier de cohérence",
        "en": "skill of a métier without a row in the coherence file",
    },
    "no-link": {
        "fr": "ligne de cohérence sans lien entre le métier et l’élément",
        "en": "coherence row without a link between métier and item",
    },
    "mean-apart": {
        "fr": "score moyen publié qui n’est pas la moyenne arrondie des tâches",
        "en": "published mean score that is not the rounded mean of the tasks",
    },
    "other-encoding": {
        "fr": "fichier qui n’est pas en UTF-8, lu comme Windows-1252",
        "en": "file that is not UTF-8, read as Windows-1252",
    },
    "repeated": {
        "fr": "relation imprimée plus d’une fois",
        "en": "relation printed more than once",
    },
    "skill-without-reuse": {
        "fr": "compétence sans niveau de réutilisation",
        "en": "skill without a reuse level",
    },
    "skill-without-type": {
        "fr": "compétence sans type",
        "en": "skill without a type",
    },
    "unplaced-metier": {
        "fr": "métier dont le domaine professionnel n’est pas publié",
        "en": "métier whose professional domain is not published",
    },
}
