"""Turn the loops of this package into machine code with numba, where numba is installed.

Measured on ESCO (docs/benchmarks.md, *Scale*): the compiled loops take a twenty-fifth of a scipy
product and of sparse-dot-topn, a fiftieth of NumPy by lists; and no product of matrices takes
real-valued weights or close skills. numba weighs 210 MB, so it is not required: without it,
or where it cannot compile, NumPy gives the same figures (`walking.by_numpy`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from inspect import getsource
from types import FunctionType, SimpleNamespace
from typing import Any

_CALLED = ("fill_index", "scan", "scan_tile", "walk")


@cache
def loops() -> SimpleNamespace | None:
    """The compiled functions by name; None where numba is absent, switched off or does not work.

    Machine code is kept on disk between runs: beside this file where that can be written, else in
    the cache folder of the user, else not at all.
    """
    try:
        import numba
    except (ImportError, OSError):  # absent, or built for another NumPy or another machine
        return None
    if getattr(numba.config, "DISABLE_JIT", False):
        return None
    import numpy as np

    from iag_kg.matching import kernels, scanning, tiles, walking

    modules = (walking, tiles, scanning, kernels)
    # numba looks at the file of a function alone: what it calls may stand in another one.
    sources = "".join(map(getsource, modules))
    digest = blake2b(sources.encode(), digest_size=4).hexdigest()
    scope: dict[str, Any] = {"np": np}
    for module in modules:
        scope.update(vars(module))
    for function in (*kernels.ALL, *scanning.ALL, tiles.scan_tile, walking.walk):
        # A copy, so that compiled functions call each other and the originals stay plain Python.
        copy = FunctionType(function.__code__, scope, function.__name__)
        copy.__qualname__ = f"{function.__qualname__}-{digest}"
        copy.__module__ = function.__module__
        scope[function.__name__] = _compile(numba, copy)
    try:
        scope["better"](1.0, 0, 0.5, 0)
    except Exception:  # whatever keeps the compiler from working here, NumPy works
        return None
    return SimpleNamespace(**{name: scope[name] for name in _CALLED})


def _compile(numba: Any, function: FunctionType) -> Callable[..., Any]:
    """A function that lets other threads run while it works."""
    try:
        compiled: Callable[..., Any] = numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:  # no folder where machine code could be kept
        compiled = numba.njit(nogil=True)(function)
    return compiled
