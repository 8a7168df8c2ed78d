"""What the ranking of a taxonomy and its bench say, in French and in English."""

from __future__ import annotations

from typing import Any

RANKED: dict[str, dict[str, Any]] = {
    "fr": {
        "columns": ("rang", "code", "métier d’arrivée", "score", "couverture", "affinité"),
        "from": "Passerelles depuis {}",
        "pair": "{} → {} : rang {}, score {}, couverture {}, affinité {}",
        "parts": ("part du score", "contribution", "du score"),
        "things": ("en commun", "part du score", "contribution"),
        "main": "Ce qui compte le plus",
        "total": "total",
    },
    "en": {
        "columns": ("rank", "code", "destination", "score", "coverage", "affinity"),
        "from": "Passerelles from {}",
        "pair": "{} → {}: rank {}, score {}, coverage {}, affinity {}",
        "parts": ("part of the score", "contribution", "of the score"),
        "things": ("in common", "part of the score", "contribution"),
        "main": "What counts most",
        "total": "total",
    },
}

PARTS: dict[str, dict[str, str]] = {
    "fr": {
        "coverage": "compétences et savoirs couverts",
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

BENCH: dict[str, dict[str, Any]] = {
    "fr": {
        "reading": "lecture de ROME",
        "ranker": "classement",
        "ranking": "Mobilités publiées retrouvées (moyenne, intervalle à 95 %)",
        "difference": "Différences, sur les mêmes métiers de départ",
        "weights": "Poids ajustés sur tous les liens donnés",
        "weight-columns": ("classement", "part du score", "poids"),
        "isco": "ESCO : parmi les dix premières, part du même sous-groupe de la CITP-08",
        "bridge": "Accord ROME–ESCO : le pont par les libellés",
        "agreement": "Accord ROME–ESCO, parmi les métiers que le pont atteint",
        "parts": PARTS["fr"],
        "measures": {
            "recall@10": "rappel@10",
            "recall@20": "rappel@20",
            "hit@10": "succès@10",
            "mrr": "MRR",
            "ndcg@10": "nDCG@10",
            "recall@10-inside": "dans le domaine",
            "recall@10-across": "hors du domaine",
            "same-minor-group@10": "même sous-groupe",
            "shared@10": "en commun@10",
            "reached": "part des métiers atteinte",
            "candidates": "correspondances",
        },
        "names": {
            "baselines": "classements de comparaison",
            "nesta": "appariement glouton",
            "esco": "ESCO",
            "bridge": "pont ROME–ESCO",
            "random": "hasard",
            "domain": "même domaine, ordre au hasard",
            "domain-jaccard": "même domaine, puis Jaccard",
            "jaccard": "Jaccard",
            "rarity-jaccard": "Jaccard pondéré par la rareté",
            "mix": "mélange éléments, mots, titres",
            "mix-fitted": "mélange, poids ajustés",
            "nesta-sigmoid": "glouton (Nesta), sigmoïde",
            "nesta-cosine": "glouton (Nesta), cosinus",
            "ours-shared-parts": "score, sept parts de contenu",
            "ours-without-code": "score sans le code",
            "ours": "score",
            "affinity": "affinité",
            "coverage": "couverture",
            "rarity-affinity": "affinité pondérée par la rareté",
            "rarity-coverage": "couverture pondérée par la rareté",
            "metiers": "métiers de ROME",
            "exact-label": "libellé exact",
            "alternative-label": "libellé alternatif",
            "rome, esco": "score ROME et couverture ESCO",
        },
        "protocol": "{links} liens de {sources} métiers de départ, contre tous les autres métiers. "
        "Validation croisée par métier de départ : 5 plis, 5 répétitions ; chaque métier de "
        "départ est mesuré quand il est tenu à l’écart ; intervalles par bootstrap des métiers de "
        "départ. Aucun lien n’entre dans un score.",
        "tuned": "Ajusté sur les plis d’apprentissage : les poids, et eux seuls. Choisi auparavant "
        "sur la partie de développement de ROME v460 : les parts du score, la racine, les "
        "puissances de la rareté, 6 lettres par mot, le seuil de proximité 0,4, 60 candidats, "
        "la régularisation 0,01.",
        "left": "Lignes laissées de côté : {}.",
        "left-kinds": {
            "absent-metier": "métier absent",
            "itself": "métier vers lui-même",
            "repeated": "répétition",
        },
        "no-esco": "Ce magasin ne tient pas ESCO : accord entre référentiels non mesuré.",
    },
    "en": {
        "reading": "reading ROME",
        "ranker": "ranker",
        "ranking": "Published mobilities found again (mean, 95% interval)",
        "difference": "Differences, on the same sources",
        "weights": "Weights fitted on all the links given",
        "weight-columns": ("ranker", "part of the score", "weight"),
        "isco": "ESCO: of the ten best, the share in the same minor group of ISCO-08",
        "bridge": "ROME–ESCO agreement: the bridge by labels",
        "agreement": "ROME–ESCO agreement, among the métiers that the bridge reaches",
        "parts": PARTS["en"],
        "measures": {
            "mrr": "MRR",
            "ndcg@10": "nDCG@10",
            "recall@10-inside": "inside the domain",
            "recall@10-across": "across domains",
            "same-minor-group@10": "same minor group",
            "reached": "share of métiers reached",
            "candidates": "mappings",
        },
        "names": {
            "baselines": "rankings to compare with",
            "nesta": "greedy match",
            "esco": "ESCO",
            "bridge": "ROME–ESCO bridge",
            "domain": "same domain, random order",
            "domain-jaccard": "same domain, then Jaccard",
            "jaccard": "Jaccard",
            "rarity-jaccard": "Jaccard weighted by rarity",
            "mix": "mix of items, words, titles",
            "mix-fitted": "mix, tuned weights",
            "nesta-sigmoid": "greedy (Nesta), sigmoid",
            "nesta-cosine": "greedy (Nesta), cosine",
            "ours-shared-parts": "score, seven content parts",
            "ours-without-code": "score without the code",
            "ours": "score",
            "rarity-affinity": "affinity weighted by rarity",
            "rarity-coverage": "coverage weighted by rarity",
            "metiers": "métiers of ROME",
            "exact-label": "exact label",
            "alternative-label": "alternative label",
            "rome, esco": "ROME score and ESCO coverage",
        },
        "protocol": "{links} links of {sources} sources, against all other métiers. "
        "Cross-validated by source: 5 folds, 5 repetitions; each source is measured when held "
        "out; intervals by a bootstrap over sources. No link enters a score.",
        "tuned": "Tuned on training folds: the weights, and they alone. Chosen beforehand on the "
        "development part of ROME v460: the parts of the score, the root, the powers of rarity, "
        "6 letters a word, closeness 0.4, 60 candidates, ridge 0.01.",
        "left": "Rows left aside: {}.",
        "left-kinds": {
            "absent-metier": "absent métier",
            "itself": "métier to itself",
            "repeated": "repetition",
        },
        "no-esco": "This store holds no ESCO: agreement between taxonomies not measured.",
    },
}
