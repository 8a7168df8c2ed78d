"""What `plan`, `open` and `network` say, in French and in English."""

from __future__ import annotations

from typing import Any

NBSP = "\u00a0"

PLANS: dict[str, dict[str, Any]] = {
    "fr": {
        "title": "{0} → {1}",
        "open": f"La passerelle directe franchit tous les seuils{NBSP}: couverture {{coverage}}, "
        "part durable {durable}, affinité {affinity}.",
        "closed": f"La passerelle directe ne franchit pas tous les seuils{NBSP}: couverture "
        "{coverage}, part durable {durable}, affinité {affinity} ({gates}).",
        "gates": {
            "passes_coverage": "couverture trop faible",
            "passes_durability": "recouvrement peu durable",
            "compares_full": "profil partiel",
        },
        "route": "Meilleur chemin en {0} étapes",
        "none": f"Aucun chemin de {{0}} étape(s) au plus ne franchit les seuils à chaque pas{NBSP}"
        "; voici l’écart direct.",
        "step_columns": ("étape", "de", "vers", "couverture", "part durable", "à apprendre"),
        "gap": "Ce qui reste à faire, le plus important d’abord",
        "gap_columns": ("étape", "à faire", "compétence", "départ", "arrivée", "écart", "part"),
        "complete": "Rien ne manque.",
        "offers": "Les formations qui couvrent ensemble le plus de cet écart",
        "offer_columns": ("formation", "organisme", "compétences"),
        "no_offers": "Aucune formation recensée ne porte sur cet écart.",
        "covered": "Elles couvrent {0} sur {1}.",
        "bounds": f"Choix glouton{NBSP}: aucun ensemble aussi petit ne couvre plus de {{0}}.",
        "uncovered": f"Sans formation choisie{NBSP}: {{0}}.",
        "exposure": f"Part des cellules en obsolescence{NBSP}: {{0}} au départ, {{1}} à l’arrivée. "
        "{2}",
        "unknown": "inconnue",
        "directions": {
            "away": "Le changement éloigne des compétences en recul.",
            "level": "Le changement n’éloigne ni ne rapproche des compétences en recul.",
            "towards": "Le changement rapproche des compétences en recul.",
            "unknown": "Une des deux parts n’est pas connue.",
        },
        "still": f"En recul aux deux endroits{NBSP}: {{0}}.",
        "left": f"En recul au départ, absentes à l’arrivée{NBSP}: {{0}}.",
        "regained": f"En recul au départ, demandées à l’arrivée{NBSP}: {{0}}.",
        "openings": f"Une compétence de plus{NBSP}: ce qu’elle ouvre depuis {{0}}",
        "opening_columns": ("compétence", "passerelles ouvertes", "niveau", "vers"),
        "no_openings": "Aucune compétence n’ouvre à elle seule une passerelle de plus.",
        "others": "{0} et {1} autre(s)",
        "network": f"Réseau des passerelles recommandées{NBSP}: {{links}} liens entre {{full}} "
        f"métiers à profil complet{NBSP}; réciprocité {{reciprocity}}, modularité {{modularity}}, "
        "asymétrie de N_{k} {skewness}.",
        "communities": "Communautés",
        "community_columns": ("n°", "métiers", "lesquels"),
        "bridges": "Métiers carrefours (les mieux placés entre les autres)",
        "bridge_columns": (
            "métier",
            "communauté",
            "intermédiarité",
            "vers d’autres communautés",
            "départs",
            "arrivées",
        ),
        "percent": " %",
        "hubs": "Destinations les plus proches du plus grand nombre (N_{0})",
        "hub_columns": ("métier", "fois parmi les {0} plus proches"),
        "isolated": f"Métiers isolés{NBSP}: {{0}}.",
        "partial": f"Profil partiel, donc sans passerelle recommandée{NBSP}: {{0}}.",
        "nobody": "aucun",
    },
    "en": {
        "title": "{0} → {1}",
        "open": "The direct passerelle passes every gate: coverage {coverage}, durable share "
        "{durable}, affinity {affinity}.",
        "closed": "The direct passerelle does not pass every gate: coverage {coverage}, durable "
        "share {durable}, affinity {affinity} ({gates}).",
        "gates": {
            "passes_coverage": "coverage too low",
            "passes_durability": "overlap not durable",
            "compares_full": "partial profile",
        },
        "route": "Best route in {0} steps",
        "none": "No route of at most {0} step(s) passes the gates at each step; here is the direct "
        "gap.",
        "step_columns": ("step", "from", "to", "coverage", "durable share", "to learn"),
        "gap": "What remains to do, the most important first",
        "gap_columns": ("step", "to do", "skill", "origin", "destination", "gap", "part"),
        "complete": "Nothing is missing.",
        "offers": "The training offers that together cover the most of this gap",
        "offer_columns": ("training", "provider", "skills"),
        "no_offers": "No training offer listed is about this gap.",
        "covered": "They cover {0} of {1}.",
        "bounds": "Greedy choice: no set as small covers more than {0}.",
        "uncovered": "Without an offer chosen: {0}.",
        "exposure": "Part of the cells in obsolescence: {0} at the origin, {1} at the destination. "
        "{2}",
        "unknown": "unknown",
        "directions": {
            "away": "The move leads away from skills in decline.",
            "level": "The move leads neither away from skills in decline nor towards them.",
            "towards": "The move leads towards skills in decline.",
            "unknown": "One of the two parts is not known.",
        },
        "still": "In decline at both ends: {0}.",
        "left": "In decline at the origin, absent at the destination: {0}.",
        "regained": "In decline at the origin, asked for at the destination: {0}.",
        "openings": "One more skill: what it opens from {0}",
        "opening_columns": ("skill", "passerelles opened", "level", "to"),
        "no_openings": "No single skill opens one more passerelle.",
        "others": "{0} and {1} more",
        "network": "Network of the recommended passerelles: {links} links between {full} métiers "
        "with a full profile; reciprocity {reciprocity}, modularity {modularity}, "
        "skewness of N_{k} {skewness}.",
        "communities": "Communities",
        "community_columns": ("no.", "métiers", "which"),
        "bridges": "Bridges (the métiers that stand most between the others)",
        "bridge_columns": (
            "métier",
            "community",
            "betweenness",
            "to other communities",
            "leaving",
            "arriving",
        ),
        "percent": "%",
        "hubs": "Destinations nearest to the most métiers (N_{0})",
        "hub_columns": ("métier", "times among the {0} nearest"),
        "isolated": "Isolated métiers: {0}.",
        "partial": "Partial profile, hence no recommended passerelle: {0}.",
        "nobody": "none",
    },
}
