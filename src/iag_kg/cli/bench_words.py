"""What the bench of a taxonomy says, in French and in English."""

from __future__ import annotations

from typing import Any

from iag_kg.cli.ranking_words import PARTS

BENCH: dict[str, dict[str, Any]] = {
    "fr": {
        "reading": "lecture de ROME",
        "ranker": "classement",
        "ranking": "Mobilités publiées retrouvées (moyenne, intervalle à 95 %)",
        "difference": "Différences, sur les mêmes métiers de départ",
        "weights": "Poids ajustés sur tous les liens donnés",
        "weight-columns": ("classement", "part du score", "poids"),
        "isco": "ESCO : parmi les dix premières, part du même sous-groupe de la CITP-08",
        "bridge": "Accord ROME–ESCO : les ponts que le magasin tient",
        "agreement": "Accord ROME–ESCO, parmi les métiers que les ponts atteignent",
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
            "candidates": "ponts",
            "surest": "métiers dont c’est le plus sûr",
        },
        "names": {
            "baselines": "classements de comparaison",
            "nesta": "appariement glouton",
            "esco": "ESCO",
            "bridge": "ponts ROME–ESCO",
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
            "HighConfidence": "confiance haute",
            "MediumConfidence": "confiance moyenne",
            "LowConfidence": "confiance basse",
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
        "no-bridges": "Ce magasin ne tient pas de ponts : accord entre référentiels non mesuré ; "
        "`iag-kg import bridges` les calcule.",
        "old-bridges": "Les ponts de ce magasin sont tirés d’autres publications que celles qu’il "
        "tient : `iag-kg import bridges` les recalcule.",
    },
    "en": {
        "reading": "reading ROME",
        "ranker": "ranker",
        "ranking": "Published mobilities found again (mean, 95% interval)",
        "difference": "Differences, on the same sources",
        "weights": "Weights fitted on all the links given",
        "weight-columns": ("ranker", "part of the score", "weight"),
        "isco": "ESCO: of the ten best, the share in the same minor group of ISCO-08",
        "bridge": "ROME–ESCO agreement: the bridges that the store holds",
        "agreement": "ROME–ESCO agreement, among the métiers that the bridges reach",
        "parts": PARTS["en"],
        "measures": {
            "mrr": "MRR",
            "ndcg@10": "nDCG@10",
            "recall@10-inside": "inside the domain",
            "recall@10-across": "across domains",
            "same-minor-group@10": "same minor group",
            "reached": "share of métiers reached",
            "candidates": "bridges",
            "surest": "métiers whose surest it is",
        },
        "names": {
            "baselines": "rankings to compare with",
            "nesta": "greedy match",
            "esco": "ESCO",
            "bridge": "ROME–ESCO bridges",
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
            "HighConfidence": "high confidence",
            "MediumConfidence": "medium confidence",
            "LowConfidence": "low confidence",
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
        "no-bridges": "This store holds no bridges: agreement between taxonomies not measured; "
        "`iag-kg import bridges` computes them.",
        "old-bridges": "The bridges of this store come from other releases than those it holds: "
        "`iag-kg import bridges` computes them anew.",
    },
}
