"""The `iag-kg` command: a thin door. Commands read, ask the floors below, and print.

Exit codes: 0 fine, 1 the data breaks a rule, 2 wrong use.
"""

from __future__ import annotations

import io
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from iag_kg.errors import IagError

__all__ = ["main"]


def main() -> None:
    """Run the command line; an error that the user can mend is one message and exit code 2."""
    from iag_kg.cli.commands import app

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a letter shows its code, and the command goes on.
            stream.reconfigure(errors="backslashreplace")
    with _quiet_end():
        try:
            app()
        except IagError as error:
            print(f"iag-kg: {error}", file=sys.stderr)
            sys.exit(2)


@contextmanager
def _quiet_end() -> Iterator[None]:
    """When the reader (head, less) has gone, end as other commands do, without a word."""
    if not hasattr(signal, "SIGPIPE"):
        yield
        return
    before = signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGPIPE, before)
