"""What `passerelles` says, in French and in English."""

from __future__ import annotations

from typing import Any

MOVES: dict[str, dict[str, Any]] = {
    "fr": {
        "columns": (
            "métier d’arrivée",
            "couverture",
            "affinité",
            "durable",
            "seuils",
            "nature",
            "famille",
        ),
        "passes": "recommandée",
        "coverage": "couverture trop faible",
        "durability": "recouvrement peu durable",
        "full": "profil partiel",
        "scores": "Couverture {coverage} · affinité {affinity} · part durable {durable} · {kind}",
        "rarity": "Pondérées par la rareté : couverture {rarity_coverage}, "
        "affinité {rarity_affinity}",
        "shared": "Ce qui est commun (les parts s’additionnent en la couverture)",
        "total": "Couverture",
        "missing": "Ce qui reste à faire",
        "todo": {
            "acquire": "à acquérir",
            "strengthen": "à renforcer",
            "keep": "à conserver (fort recul au départ)",
            "fading": "pratique que l’IAG reprend",
        },
        "none": "Aucune passerelle ne répond à ces critères.",
        "shared_columns": ("compétence", "départ", "arrivée", "part"),
        "missing_columns": ("à faire", "compétence", "départ", "arrivée", "écart"),
        "training": "Formations recensées pour ce qui manque",
        "training_columns": ("compétence", "formation", "organisme", "mode", "CPF", "RNCP"),
        "untrained": "Aucune formation recensée ne porte sur ce qui manque.",
        "from": "Passerelles depuis {0} ({1})",
    },
    "en": {
        "columns": (
            "destination",
            "coverage",
            "affinity",
            "durable",
            "gates",
            "kind",
            "family",
        ),
        "passes": "recommended",
        "coverage": "coverage too low",
        "durability": "overlap not durable",
        "full": "partial profile",
        "scores": "Coverage {coverage} · affinity {affinity} · durable share {durable} · {kind}",
        "rarity": "Weighted by rarity: coverage {rarity_coverage}, affinity {rarity_affinity}",
        "shared": "What is shared (the parts add up to the coverage)",
        "total": "Coverage",
        "missing": "What remains to do",
        "todo": {
            "acquire": "to acquire",
            "strengthen": "to strengthen",
            "keep": "to keep up (strong decline at the origin)",
            "fading": "practice that generative AI takes over",
        },
        "none": "No passerelle meets these criteria.",
        "shared_columns": ("skill", "origin", "destination", "part"),
        "missing_columns": ("to do", "skill", "origin", "destination", "gap"),
        "training": "Training offers listed for what is missing",
        "training_columns": ("skill", "training", "provider", "mode", "CPF", "RNCP"),
        "untrained": "No training offer listed is about what is missing.",
        "from": "Passerelles from {0} ({1})",
    },
}
