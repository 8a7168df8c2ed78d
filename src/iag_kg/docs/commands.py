"""The commands page: every command of `iag-kg`, with its arguments and its options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from iag_kg.docs.terms import anchor, code, table

_ABOUT = """# Commands

Written by `make docs` from the help of the commands themselves: correct it in
[`src/iag_kg/cli/`](../../src/iag_kg/cli), not on this page.

Exit code 0: all is well; 1: the data breaks a rule; 2: wrong use, said in one message. Colours only
on a terminal; `--format csv` and `--format json` are for programs.
"""


@dataclass(frozen=True)
class Parameter:
    """An argument or an option: how it is written, what it takes, what it does.

    `default` is what holds when it is left out, '' where nothing does.
    """

    form: str
    value: str
    text: str
    default: str
    is_required: bool
    is_argument: bool


@dataclass(frozen=True)
class Command:
    """One command: its full name (`iag-kg query run`), its help text, its parameters."""

    name: str
    text: str
    parameters: Sequence[Parameter]


def commands_page(commands: Sequence[Command]) -> str:
    """The page of the commands, in the order given."""
    lines = _ABOUT.splitlines()
    lines.append("")
    lines += table(
        ("command", "what it does"),
        (
            (f"[{code(each.name)}](#{anchor(each.name)})", each.text.splitlines()[0])
            for each in commands
        ),
    )
    for command in commands:
        lines += _command(command)
    return "\n".join(lines).rstrip("\n") + "\n"


def _command(command: Command) -> list[str]:
    arguments = [p for p in command.parameters if p.is_argument]
    options = [p for p in command.parameters if not p.is_argument]
    usage = [command.name, *(p.form if p.is_required else f"[{p.form}]" for p in arguments)]
    usage += [f"{p.form} {p.value}" for p in options if p.is_required]
    if any(not p.is_required for p in options):
        usage.append("[OPTIONS]")
    lines = [f"## {command.name}", "", "```sh", " ".join(usage), "```", ""]
    for paragraph in command.text.split("\n\n"):
        said, mark, example = paragraph.partition("Example: ")
        line, _, after = example.partition("   ")
        lines += [f"Example: {code(line)} {after}".strip() if mark else " ".join(said.split()), ""]
    if command.parameters:
        lines += table(
            ("parameter", "value", "default", "meaning"),
            (
                (
                    code(p.form),
                    code(p.value) if p.value else "",
                    "*required*" if p.is_required else p.default,
                    p.text,
                )
                for p in (*arguments, *options)
            ),
        )
    return lines
