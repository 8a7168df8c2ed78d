"""Calls the command line as a person does: within this process, or as a process of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from iag_kg.cli import main

COMMAND = (sys.executable, "-c", "from iag_kg.cli import main; main()")


@dataclass(frozen=True)
class Outcome:
    """What a command left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str


def call(*arguments: str | Path) -> Outcome:
    """Call the command in this process, its output going nowhere near a terminal."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    words = ["iag-kg", *map(str, arguments)]
    with patch.object(sys, "argv", words), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else bool(leaving.code)
    return Outcome(code, out.getvalue(), err.getvalue())


def start(arguments: Sequence[str | Path], encoding: str = "utf-8") -> subprocess.Popen[str]:
    """Start the command as a process of its own, both outputs as pipes of text."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding=encoding,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
