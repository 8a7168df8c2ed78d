"""The commands, assembled."""

from __future__ import annotations

from typing import Annotated

import typer

from iag_kg import __version__
from iag_kg.cli import (
    asking,
    benching,
    bridging,
    building,
    checking,
    classifying,
    cohorts,
    complying,
    importing,
    passing,
    planning,
)

app = typer.Typer(
    name="iag-kg",
    help="What generative AI (IAG) does to métiers and skills, and the passerelles between them.",
    epilog='Example: iag-kg passerelles "relation client" --top 5 --explain',
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("build")(building.build)
app.command("validate")(checking.validate)
app.add_typer(asking.query_app, name="query")
app.command("passerelles")(passing.passerelles)
app.command("plan")(planning.plan)
app.command("open")(planning.open_doors)
app.command("network")(planning.network)
app.command("cohort")(cohorts.cohort)
app.command("duties")(complying.duties)
app.command("export")(building.export)
app.command("view")(building.view)
app.command("info")(building.info)
app.command("classify")(classifying.classify)
app.add_typer(benching.bench_app, name="bench")
app.command("exposure")(bridging.exposure)
importing.import_app.command("bridges")(bridging.import_bridges)
app.add_typer(importing.import_app, name="import")
app.add_typer(importing.diff_app, name="diff")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"iag-kg {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass
