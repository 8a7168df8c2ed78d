"""What the ranking of métiers says, in French and in English."""

from __future__ import annotations

from typing import Any

RANKED: dict[str, dict[str, Any]] = {
    "fr": {
        "columns": ("rang", "code", "métier d’arrivée", "score", "couverture", "affinité"),
        "from": "Passerelles depuis {}",
        "origins": ("rang", "code", "métier de départ", "score", "couverture", "affinité"),
        "to": "Passerelles vers {}",
        "pair": "{} → {} : rang {}, score {}, couverture {}, affinité {}",
        "pair-to": "{} → {} : rang {} parmi les départs, score {}, couverture {}, affinité {}",
        "parts": ("part du score", "contribution", "du score"),
        "things": ("en commun", "part du score", "contribution"),
        "main": "Ce qui compte le plus",
        "total": "total",
        "lacks": ("compétence", "manque", "couverture en plus"),
        "rare": ("compétence", "manque", "couverture pondérée par la rareté, en plus"),
        "missing": "Ce qui manque le plus",
    },
    "en": {
        "columns": ("rank", "code", "destination", "score", "coverage", "affinity"),
        "from": "Passerelles from {}",
        "origins": ("rank", "code", "origin", "score", "coverage", "affinity"),
        "to": "Passerelles to {}",
        "pair": "{} → {}: rank {}, score {}, coverage {}, affinity {}",
        "pair-to": "{} → {}: rank {} among origins, score {}, coverage {}, affinity {}",
        "parts": ("part of the score", "contribution", "of the score"),
        "things": ("in common", "part of the score", "contribution"),
        "main": "What counts most",
        "total": "total",
        "lacks": ("skill", "missing", "coverage to gain"),
        "rare": ("skill", "missing", "rarity-weighted coverage to gain"),
        "missing": "What is missing most",
    },
}

PARTS: dict[str, dict[str, str]] = {
    "fr": {
        "coverage": "compétences et savoirs couverts",
        "affinity": "compétences et savoirs communs",
        "same": "même compétence",
        "hierarchy": "proche dans l’arborescence",
        "wording": "proche par le libellé",
        "words": "mots communs",
        "macro": "macro-compétences",
        "titles": "mots des appellations et de la définition",
        "head": "mot de tête des appellations",
        "named": "métier d’arrivée nommé au départ",
        "sectors": "secteurs et thèmes",
        "first": "première fiche de sa famille",
        "family": "taille de la famille",
        "status": "même statut (cadre ou non)",
        "access": "niveau d’accès",
        "code": "codes voisins",
    },
    "en": {
        "coverage": "skills and knowledge covered",
        "affinity": "skills and knowledge in common",
        "same": "same skill",
        "hierarchy": "close in the hierarchy",
        "wording": "close in wording",
        "words": "words in common",
        "macro": "macro-compétences",
        "titles": "words of titles and definition",
        "head": "head word of the titles",
        "named": "destination named by the origin",
        "sectors": "sectors and themes",
        "first": "first of its family",
        "family": "size of the family",
        "status": "same status (executive or not)",
        "access": "level of access",
        "code": "neighbouring codes",
    },
}
