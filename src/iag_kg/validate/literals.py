"""What can be said of a literal at a glance: its number, whether it is well-formed.

`None` is the answer for everything out of the ordinary: pySHACL is then asked. So the forms known
here are only those on which no reader can disagree: no exponent, no offset of a time zone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pyoxigraph as ox

from iag_kg.graph import Term
from iag_kg.namespaces import RDFS, XSD

_STRING = f"{XSD}string"
_DATED = f"{XSD}date"
_FORMS = {
    "integer": r"[+-]?[0-9]{1,300}",
    "decimal": r"[+-]?(?:[0-9]{1,300}(?:\.[0-9]{0,300})?|\.[0-9]{1,300})",
    "boolean": "true|false",
    "date": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "dateTime": "[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z?",
    "gYear": "(?!0000)[0-9]{4}",
}
_MATCHES = {f"{XSD}{name}": re.compile(form).fullmatch for name, form in _FORMS.items()}
_NUMERIC = (f"{XSD}integer", f"{XSD}decimal")
# To pySHACL every literal has the first of these datatypes, and every typed one the second.
OF_ITS_OWN = (f"{RDFS}Literal", f"{RDFS}Datatype")


def number(term: Term) -> Decimal | None:
    """The value of a plainly written xsd:integer or xsd:decimal."""
    if isinstance(term, ox.Literal) and term.datatype.value in _NUMERIC:
        return Decimal(term.value) if _is_well_formed(term) else None
    return None


def comparable(term: Term) -> Decimal | date | None:
    """What a plainly written number or xsd:date is compared by, with others of its kind only."""
    if isinstance(term, ox.Literal) and term.datatype.value == _DATED:
        return date.fromisoformat(term.value) if _is_well_formed(term) else None
    return number(term)


def natural(term: Term) -> int | None:
    """The value of a plainly written xsd:integer of zero or more."""
    if isinstance(term, ox.Literal) and term.datatype.value == f"{XSD}integer":
        return int(term.value) if term.value.isdecimal() and term.value.isascii() else None
    return None


def word(term: Term) -> str | None:
    """The text of a literal without language and datatype."""
    return term.value if isinstance(term, ox.Literal) and term == ox.Literal(term.value) else None


def is_text(term: Term) -> bool:
    """Whether a term is a literal with a language, or with none and no datatype."""
    return isinstance(term, ox.Literal) and (
        term.language is not None or term.datatype.value == _STRING
    )


def has_datatype(term: Term, datatype: str) -> bool | None:
    """Whether a term is a well-formed literal of `datatype`, which is none of `OF_ITS_OWN`."""
    if not isinstance(term, ox.Literal) or term.datatype.value != datatype:
        return False
    if is_text(term):
        return True
    return True if _is_well_formed(term) else None


def _is_well_formed(term: ox.Literal) -> bool:
    datatype, text = term.datatype.value, term.value
    if datatype not in _MATCHES or not _MATCHES[datatype](text):
        return False
    if datatype in (_DATED, f"{XSD}dateTime"):
        try:
            date.fromisoformat(text[:10])
        except ValueError:
            return False
    return True


def in_order(order: Callable[[Any, Any], bool], first: Term, second: Term) -> bool | None:
    """Whether two terms stand in an order; None where they are not known to be comparable."""
    one, other = comparable(first), comparable(second)
    if one is None or other is None or isinstance(one, date) != isinstance(other, date):
        return None
    return order(one, other)


def is_in_bounds(order: Callable[[Any, Any], bool], term: Term, bound: Term) -> bool | None:
    """Whether a term stands in an order to a bound; a text or a resource stands in none."""
    if not isinstance(term, ox.Literal) or is_text(term):
        return False
    return in_order(order, term, bound)
