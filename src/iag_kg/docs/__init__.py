"""The reference pages: ontology, shapes, queries, tables and commands as Markdown.

Each function takes what one page is about and returns its text; nothing is read or written here.

terms     triples → what a page asks of them, and Markdown
ontology  the modules of the ontology → a page
shapes    the shape files → a page
library   the queries → a page
data      the schema of the tables → a page
commands  the help texts of the command → a page
"""

from __future__ import annotations

from iag_kg.docs.commands import Command, Parameter, commands_page
from iag_kg.docs.data import data_page
from iag_kg.docs.library import library_page
from iag_kg.docs.ontology import ontology_page
from iag_kg.docs.shapes import ShapeFile, shapes_page

__all__ = [
    "Command",
    "Parameter",
    "ShapeFile",
    "commands_page",
    "data_page",
    "library_page",
    "ontology_page",
    "shapes_page",
]
