"""What `plan`, `open` and `network` say of a taxonomy, in French and in English."""

from __future__ import annotations

from typing import Any

from iag_kg.cli.plan_words import NBSP

TITLES = {"rome": "ROME", "esco": "ESCO"}
# What `iag-kg import` brings into a store, as a sentence calls it.
GRAPHS = {
    "fr": TITLES | {"bridges": "les ponts", "ilo": "l’indice de l’OIT"},
    "en": TITLES | {"bridges": "the bridges", "ilo": "the ILO index"},
}

STORED: dict[str, dict[str, Any]] = {
    "fr": {
        "open": f"La passerelle directe est ouverte{NBSP}: couverture {{coverage}}, pour un seuil "
        "de {gate} ; affinité {affinity}.",
        "closed": f"La passerelle directe est fermée{NBSP}: couverture {{coverage}}, pour un seuil "
        "de {gate} ; affinité {affinity}.",
        "empty": "Un des deux métiers n’a pas de compétence listée.",
        "step_columns": ("étape", "de", "vers", "couverture", "à apprendre"),
        "in_all": f"À apprendre en tout{NBSP}: {{0}} par ce chemin, {{1}} directement. Chaque "
        f"étape s’appuie sur ce qui est déjà exercé{NBSP}; le détour s’apprend aussi.",
        "lower": f"Avec un seuil de {{0}}, un chemin s’ouvre, par{NBSP}: {{1}}.",
        "gap_columns": ("étape", "à faire", "compétence", "départ", "arrivée", "écart", "part"),
        "gap": "Ce qui reste à apprendre, le plus important d’abord (1{0}: au cœur du métier)",
        "more": f"… et {{0}} autres lignes{NBSP}; `--format csv` les donne toutes.",
        "training": "Pas de formation proposée{0}: les offres recensées développent les "
        "compétences des études, et rien ne les relie à celles du référentiel {1}.",
        "missing": f"Exposition inconnue{NBSP}; il manque à ce magasin{NBSP}: {{0}} ({{1}}).",
        "groups": "Exposition à l’IA générative selon l’OIT, par groupe de base de la CITP-08",
        "group_columns": ("", "groupe", "classe", "score", "confiance du pont", "par"),
        "ends": ("départ", "arrivée"),
        "no_group": "aucun pont vers un groupe",
        "no_class": "non évalué",
        "directions": {
            "away": "Le changement mène vers un groupe moins exposé.",
            "level": "Le changement ne modifie pas la classe d’exposition.",
            "towards": "Le changement mène vers un groupe plus exposé.",
            "mixed": "Les groupes possibles ne s’accordent pas sur le sens du changement.",
            "unknown": "Une des deux expositions n’est pas connue.",
        },
        "surest": f"Jugé sur les ponts les plus sûrs{NBSP}: confiance {{0}} au départ, {{1}} à "
        "l’arrivée.",
        "measure": "L’OIT évalue ce que l’IA pourrait automatiser des tâches d’un groupe, non ce "
        f"que deviennent ses compétences{NBSP}: {{0}} n’en dit rien.",
        "none_open": "Aucune compétence n’ouvre à elle seule une passerelle de plus ({0}).",
        "now": "{0} passerelle(s) ouverte(s) aujourd’hui, au seuil de {1}.",
        "opening_columns": ("compétence", "passerelles ouvertes", "niveau", "vers"),
        "network": f"Réseau {{title}}{NBSP}: {{links}} liens entre {{full}} métiers.",
        "link": {
            "coverage": "Un lien mène d’un métier à un autre dont il exerce déjà au moins {gate} "
            "de ce qui y est demandé (couverture).",
            "rank": "Un lien mène d’un métier à l’une de ses {top} meilleures destinations, dans "
            "l’ordre de `iag-kg passerelles`.",
        },
        "levels": "Le seuil de durabilité ne s’applique pas{0}: {1} n’imprime pas de niveau de "
        "renforcement.",
        "figures": f"Réciprocité {{reciprocity}}{NBSP}; modularité {{modularity}}{NBSP}; "
        "asymétrie de N_{k} {skewness}.",
        "communities": "Les {0} plus grandes communautés, sur {1}",
        "community_columns": ("n°", "métiers", "domaines", "les plus liés"),
        "pivots": "Intermédiarité estimée depuis {0} métiers tirés au sort (graine fixe).",
        "isolated": f"Métiers isolés, qu’aucun lien ne quitte ni n’atteint{NBSP}: {{0}} sur {{1}}. "
        "{2} autres ont des départs, mais aucune arrivée.",
        "isolated_columns": ("domaine", "isolés", "sur"),
        "isolated_title": "Domaines qui ont le plus de métiers isolés",
        "top": f"`--top 10` lie chaque métier à ses dix meilleures destinations{NBSP}: un réseau "
        "d’un seul tenant, où les carrefours se voient mieux.",
        "all": "`--format csv` donne tous les métiers, avec leur communauté et leurs liens.",
    },
    "en": {
        "open": "The direct passerelle is open: coverage {coverage}, for a gate of {gate}; "
        "affinity {affinity}.",
        "closed": "The direct passerelle is closed: coverage {coverage}, for a gate of {gate}; "
        "affinity {affinity}.",
        "empty": "One of the two métiers has no skill listed.",
        "step_columns": ("step", "from", "to", "coverage", "to learn"),
        "in_all": "To learn in all: {0} by this route, {1} directly. Each step builds on what is "
        "exercised already; the detour is learnt too.",
        "lower": "At a gate of {0}, a route opens, through: {1}.",
        "gap_columns": ("step", "to do", "skill", "origin", "destination", "gap", "part"),
        "gap": "What remains to learn, the most important first (1: at the heart of the métier)",
        "more": "… and {0} more lines; `--format csv` gives all of them.",
        "training": "No training proposed: the offers listed develop the skills of the studies, "
        "and nothing ties them to those of {1}.",
        "missing": "Exposure unknown: this store lacks {0} ({1}).",
        "groups": "Exposure to generative AI by the ILO, by unit group of ISCO-08",
        "group_columns": ("", "group", "class", "score", "confidence of the bridge", "through"),
        "ends": ("origin", "destination"),
        "no_group": "no bridge to a group",
        "no_class": "not assessed",
        "directions": {
            "away": "The move leads to a less exposed group.",
            "level": "The move does not change the class of exposure.",
            "towards": "The move leads to a more exposed group.",
            "mixed": "The possible groups do not agree on where the move leads.",
            "unknown": "One of the two exposures is not known.",
        },
        "surest": "Judged on the surest bridges: {0} confidence at the origin, {1} at the "
        "destination.",
        "measure": "The ILO assesses what AI could automate in the tasks of a group, not what "
        "becomes of its skills: {0} says nothing of these.",
        "none_open": "No single skill opens one more passerelle ({0}).",
        "now": "{0} passerelle(s) open today, at a gate of {1}.",
        "opening_columns": ("skill", "passerelles opened", "level", "to"),
        "network": "Network of {title}: {links} links between {full} métiers.",
        "link": {
            "coverage": "A link leads from a métier to another whose demand it already exercises "
            "to at least {gate} (coverage).",
            "rank": "A link leads from a métier to one of its {top} best destinations, as "
            "`iag-kg passerelles` ranks them.",
        },
        "levels": "The durability gate does not apply: {1} prints no level of reinforcement.",
        "figures": "Reciprocity {reciprocity}; modularity {modularity}; skewness of N_{k} "
        "{skewness}.",
        "communities": "The {0} largest communities, of {1}",
        "community_columns": ("no.", "métiers", "domains", "best linked"),
        "pivots": "Betweenness estimated from {0} métiers drawn at random (fixed seed).",
        "isolated": "Isolated métiers, which no link leaves or reaches: {0} of {1}. {2} others "
        "have links that leave, none that arrives.",
        "isolated_columns": ("domain", "isolated", "of"),
        "isolated_title": "Domains with the most isolated métiers",
        "top": "`--top 10` links each métier to its ten best destinations: a network in one piece, "
        "where bridges show better.",
        "all": "`--format csv` gives all métiers, with their community and links.",
    },
}
