"""iag-kg: the open knowledge graph of how generative AI (IAG) changes work in France."""

__version__ = "0.1.0"
