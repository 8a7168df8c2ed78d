"""What a cohort’s page and tables say, in French and in English."""

from __future__ import annotations

from typing import Any

NBSP = "\u00a0"

WORDS: dict[str, dict[str, Any]] = {
    "fr": {
        "title": f"Cohorte{NBSP}: où mènent les métiers",
        "lead": "Ce que les passerelles permettraient aux personnes de la cohorte, métier par "
        "métier. Un scénario, non une prévision, et rien sur les personnes elles-mêmes.",
        "stay": {
            False: "Sans passerelle recommandée vers un métier moins exposé",
            True: "Sans passerelle recommandée",
        },
        "flows": "Flux possibles",
        "no_flow": f"Aucun effectif ne peut être montré{NBSP}: pas de flux.",
        "left": "Métier d’aujourd’hui (effectif)",
        "right": "Destination possible (effectif)",
        "description": "{0} flux entre {1} métiers de départ et leurs destinations. Le tableau "
        "qui suit dit la même chose.",
        "number": ",",
        "percent": f"{NBSP}%",
        "masked": "masqué",
        "columns": {
            "metier": "métier",
            "origin": "métier de départ",
            "destination": "destination",
            "family": "famille",
            "persons": "effectif",
            "share": "cellules en obsolescence",
            "strongly": "dont en forte obsolescence",
            "rising": "cellules en renforcement",
            "cells": "cellules",
            "exposure": "exposition",
            "transformation": "transformation",
            "coverage": "couverture",
            "gap": "à apprendre",
            "skill": "compétence",
            "need": "besoin",
            "training": "formations recensées",
            "passes_coverage": "couverture suffisante",
            "passes_durability": "recouvrement durable",
            "compares_full": "profils complets",
            "recommended": "recommandées",
            "recommended_away": "dont vers moins exposé",
            "best": "les mieux couvertes",
            "measure": "mesure",
            "of": "de",
        },
        "tables": {
            "exposure": "Exposition des métiers",
            "totals": "Sommes",
            "destinations": "Destinations possibles, par seuil franchi",
            "flows": "Flux possibles",
            "training": "Besoin de formation par compétence",
        },
        "classes": {
            "none": "aucune cellule en obsolescence",
            "below-quarter": "moins d’un quart",
            "quarter-to-half": "d’un quart à la moitié",
            "half-or-more": "la moitié ou plus",
            "unknown": "sans niveau imprimé",
        },
        "measures": {
            "all": "effectif de la cohorte",
            "shown": "effectif des métiers montrés",
            "masked": "effectif des métiers masqués",
            "rated": "effectif des métiers dont les niveaux sont imprimés",
            "exposed": "effectif exposé (somme des effectifs × part en obsolescence)",
            "class": "exposition",
            "transformation": "transformation",
            "family": "famille",
            "leaving": "effectif avec une destination",
            "staying": "effectif sans destination",
        },
        "range": "de {0} à {1}",
        "notes": (
            "Exposition{0}: part des cellules imprimées pour le métier aux niveaux - et --. Les "
            "métiers sans niveau imprimé n’ont pas de part{0}; leur transformation est donnée "
            "quand l’étude la donne.",
            "Destinations{0}: les passerelles qui franchissent tous les seuils{1}, au plus trois "
            "par métier, les mieux couvertes{0}; l’effectif y est partagé également.",
            "Besoin{0}: somme des effectifs × écart (1 quand la compétence manque tout à fait là "
            "où elle est pleinement demandée), pratiques reprises par l’IAG mises à part.",
            "Les métiers de moins de {2} personnes sont masqués et n’entrent dans aucune autre "
            "somme que celle de la cohorte, donnée comme un intervalle quand elle en trahirait "
            "un. Aucun flux n’est inférieur à {2}.",
        ),
        "more": f"… et {{0}} autres lignes{NBSP}; `--format csv` les donne toutes.",
        "away": " et mènent à une moindre part en obsolescence",
    },
    "en": {
        "title": "Cohort: where its métiers lead",
        "lead": "What the passerelles would allow the people of the cohort, métier by métier. A "
        "scenario, not a forecast, and nothing about the people themselves.",
        "stay": {
            False: "No recommended passerelle to a less exposed métier",
            True: "No recommended passerelle",
        },
        "flows": "Possible flows",
        "no_flow": "No headcount may be shown: no flow.",
        "left": "Métier today (headcount)",
        "right": "Possible destination (headcount)",
        "description": "{0} flows between {1} origin métiers and their destinations. The table "
        "below says the same.",
        "number": ".",
        "percent": "%",
        "masked": "masked",
        "columns": {
            "metier": "métier",
            "origin": "origin métier",
            "destination": "destination",
            "family": "family",
            "persons": "headcount",
            "share": "cells in obsolescence",
            "strongly": "of which strong",
            "rising": "cells in reinforcement",
            "cells": "cells",
            "exposure": "exposure",
            "transformation": "transformation",
            "coverage": "coverage",
            "gap": "to learn",
            "skill": "skill",
            "need": "need",
            "training": "training offers listed",
            "passes_coverage": "sufficient coverage",
            "passes_durability": "durable overlap",
            "compares_full": "full profiles",
            "recommended": "recommended",
            "recommended_away": "of which to less exposed",
            "best": "best covered",
            "measure": "measure",
            "of": "of",
        },
        "tables": {
            "exposure": "Exposure of the métiers",
            "totals": "Sums",
            "destinations": "Possible destinations, by gate passed",
            "flows": "Possible flows",
            "training": "Training need by skill",
        },
        "classes": {
            "none": "no cell in obsolescence",
            "below-quarter": "less than a quarter",
            "quarter-to-half": "a quarter to a half",
            "half-or-more": "half or more",
            "unknown": "no printed level",
        },
        "measures": {
            "all": "headcount of the cohort",
            "shown": "headcount of the métiers shown",
            "masked": "headcount of the masked métiers",
            "rated": "headcount of the métiers whose levels are printed",
            "exposed": "exposed headcount (sum of headcounts × share in obsolescence)",
            "class": "exposure",
            "transformation": "transformation",
            "family": "family",
            "leaving": "headcount with a destination",
            "staying": "headcount without destination",
        },
        "range": "{0} to {1}",
        "notes": (
            "Exposure: share of the cells printed for the métier at the levels - and --. Métiers "
            "without printed level have no share; their transformation is given where the study "
            "gives it.",
            "Destinations: the passerelles that pass every gate{1}, three a métier at most, the "
            "best covered; the headcount is shared out evenly among them.",
            "Need: sum of headcounts × gap (1 where the skill is wholly missing and fully asked "
            "for), practices that generative AI takes over left aside.",
            "Métiers of fewer than {2} persons are masked and enter no other sum than that of "
            "the cohort, given as a range where it would betray one. No flow is below {2}.",
        ),
        "more": "… and {0} more lines; `--format csv` gives all of them.",
        "away": " and lead to a smaller share in obsolescence",
    },
}
