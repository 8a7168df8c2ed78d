"""`validate`: shapes, then the reasoner, on the project's graph or on RDF files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iag_kg.cli.output import Format, Language, print_lines, print_table, progress
from iag_kg.paths import resources

if TYPE_CHECKING:
    from iag_kg.validate import Finding

_SEVERITIES = {
    "violation": {"fr": "erreur", "en": "violation"},
    "warning": {"fr": "avertissement", "en": "warning"},
    "info": {"fr": "conseil", "en": "info"},
}


def validate(
    files: Annotated[
        list[Path] | None, typer.Argument(help="RDF files. [default: the project's graph]")
    ] = None,
    stored: Annotated[
        Path | None, typer.Option("--store", help="Check a store on disk instead, by shapes only.")
    ] = None,
    graphs: Annotated[
        list[str] | None,
        typer.Option("--graph", help="With --store: only rome, esco, …; repeatable."),
    ] = None,
    reasoner: Annotated[
        bool, typer.Option(help="Ask HermiT whether it all holds together.")
    ] = True,
    language: Annotated[Language, typer.Option("--lang", help="Language of messages.")] = (
        Language.FR
    ),
    form: Annotated[Format, typer.Option("--format", help="How findings are printed.")] = (
        Format.TABLE
    ),
) -> None:
    """Check data against the shapes and the ontology, and say in words what is wrong.

    Exit code 0: every rule holds; 1: a rule is broken; 2: a file cannot be read.

    Example: iag-kg validate my-data.ttl --lang en

    Example: iag-kg validate --store references.db --graph rome
    """
    if stored or graphs:
        findings = _find_stored(stored, graphs or [], bool(files))
        print_findings(findings, language, form)
        raise typer.Exit(int(any(finding.severity == "violation" for finding in findings)))

    import pyoxigraph as ox

    from iag_kg import pipeline, shipped
    from iag_kg.graph import read_quads, to_store, triples
    from iag_kg.namespaces import IAGG
    from iag_kg.reason import ReasonerError
    from iag_kg.validate import validate as find

    with progress() as report:
        report("Lecture / reading")
        if files:
            given = ox.NamedNode(f"{IAGG}given")
            quads = [quad for path in files for quad in read_quads(path, given)]
            store = to_store([*pipeline.read_ontology(resources()), *quads])
        else:
            store = shipped.store()
        report("Validation SHACL")
        findings = find(triples(store), pipeline.read_shapes(resources()))
        clashes: list[str] = []
        failure: ReasonerError | None = None
        if reasoner:
            report("Raisonneur HermiT / reasoner")
            try:
                verdict = pipeline.check_graph(store)
                clashes = [getattr(clash, language.value) for clash in verdict.clashes]
            except ReasonerError as error:
                failure = error
    print_findings(findings, language, form, clashes)
    if failure:
        # What the shapes found is worth printing all the same.
        raise failure
    if clashes or any(finding.severity == "violation" for finding in findings):
        raise typer.Exit(1)


def _find_stored(path: Path | None, names: Sequence[str], with_files: bool) -> list[Finding]:
    """What graphs of a store, together with its ontology, break; all, where none is named.

    Raises:
        IagError: the options do not go together, there is no such store, or no such graph in it.
    """
    from iag_kg import pipeline
    from iag_kg.errors import IagError, NotFoundError
    from iag_kg.graph import ONTOLOGY, graph_names
    from iag_kg.namespaces import IAGG
    from iag_kg.stored import open_store
    from iag_kg.validate import validate_store

    if path is None:
        raise IagError("--graph names a graph of a store: give --store too")
    if with_files:
        raise IagError("files or --store, not both")
    store = open_store(path)
    held = graph_names(store)
    keys = [graph.value.removeprefix(IAGG) for graph in held]
    for name in names:
        if name not in keys:
            raise NotFoundError(f"{path}: no graph '{name}' here, but {', '.join(keys)}")
    chosen = [g for g, key in zip(held, keys, strict=True) if key in names or g == ONTOLOGY]
    with progress() as report:
        report("Validation SHACL")
        return validate_store(store, pipeline.read_shapes(resources()), chosen if names else held)


def print_findings(
    findings: Sequence[Finding],
    language: Language,
    form: Format,
    clashes: Sequence[str] = (),
) -> None:
    """Print the report: a table of what shapes found, then what the reasoner says clashes."""
    message = f"message_{language.value}"
    rows = [
        (
            _SEVERITIES[finding.severity][language.value],
            getattr(finding, f"label_{language.value}") or finding.node,
            getattr(finding, message),
            finding.value,
            finding.shape,
            finding.node,
        )
        for finding in findings
    ]
    fr = language is Language.FR
    rows += [("erreur" if fr else "violation", "", clash, "", "HermiT", "") for clash in clashes]
    # Programs read CSV and JSON: their keys do not follow the language.
    columns = (
        ("gravité", "ressource", "règle", "valeur", "forme", "nœud")
        if fr and form is Format.TABLE
        else ("severity", "resource", "rule", "value", "shape", "node")
    )
    if rows or form is not Format.TABLE:
        print_table(columns, rows, form)
    if form is Format.TABLE:
        broken = sum(finding.severity == "violation" for finding in findings) + len(clashes)
        warned = len(rows) - broken
        print_lines(
            f"{broken} erreur(s), {warned} avertissement(s)."
            if fr
            else f"{broken} violation(s), {warned} warning(s)."
        )
