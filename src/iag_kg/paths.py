"""Where ontology, tables, shapes, queries, rules, exports live: the checkout, or the wheel."""

from __future__ import annotations

from pathlib import Path


def resources() -> Path:
    """The folder that holds `ontology/ data/ shapes/ queries/ rules/ exports/`.

    Inside an installed wheel they are packaged as `iag_kg/resources`; in a checkout they stand at
    its root.
    """
    package = Path(__file__).resolve().parent
    packaged = package / "resources"
    return packaged if packaged.is_dir() else package.parent.parent
