"""How a person names a métier of a taxonomy: by code, IRI, title, other name, or part of one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from iag_kg.errors import AmbiguousError, NotFoundError

_LISTED = 12


def find_code(
    name: str,
    taxonomy: str,
    codes: Mapping[str, str],
    labels: Mapping[str, Collection[str]],
    others: Callable[[], Iterable[tuple[str, str]]],
) -> str:
    """The code of the métier that a person names.

    Case and accents do not count, and each gender of a title will do. A whole title wins over other
    names, these over parts of a title.

    Args:
        codes: by IRI, or by the end of one that is used throughout.
        labels: titles by code, which may stand before them.
        others: the other names, each with the IRI of its métier; read where titles do not do.

    Raises:
        NotFoundError, AmbiguousError: no métier or several answer to the name.
    """
    from iag_kg.cohort import fold

    wanted = fold(name)
    by_code = {fold(code): code for code in codes.values()}
    if code := codes.get(name) or by_code.get(wanted):
        return code
    titles = [
        (form, code)
        for code, each in labels.items()
        for label in {*each}
        for form in title_forms(label.removeprefix(f"{code} "))
    ]
    whole = {code for title, code in titles if title == wanted}
    more: list[tuple[str, str]] = []
    if not whole and wanted:
        more = [(form, codes[iri]) for other, iri in others() for form in title_forms(other)]
        whole = {code for other, code in more if other == wanted}
    found = whole or {code for title, code in titles if wanted and wanted in title}
    found = found or {code for other, code in more if wanted in other}
    if not found:
        raise NotFoundError(f"no métier of {taxonomy} answers to '{name}'")
    if len(found) > 1:
        listed = [
            " ".join((code, min(labels.get(code, [""])).removeprefix(f"{code} ")))
            for code in sorted(found)
        ]
        rest = [f"… and {len(listed) - _LISTED} more"] if len(listed) > _LISTED else []
        raise AmbiguousError(f"'{name}' may mean {len(found)} métiers:", listed[:_LISTED] + rest)
    return found.pop()


def title_forms(title: str) -> tuple[str, ...]:
    """A title as it may be asked for: whole, in the masculine, in the feminine."""
    from iag_kg.bridges.names import halves
    from iag_kg.cohort import fold

    return fold(title), *map(fold, halves(title))
