"""The best 20 others of every profile by Σ min / Σ max: the engine, and the obvious alternatives.

A side of `bench.host`. Every way returns the sum of its scores in millionths, so that all can be
seen to agree; each is exact, and given its inputs in the form it likes before the clock starts.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from bench import profiles as samples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from iag_kg.matching import Profiles

TOP = 20
_SCHEMA = "https://example.org/"
_SELF_JOIN = f"""
PREFIX : <{_SCHEMA}>
SELECT ?a ?b (SUM(IF(?v < ?w, ?v, ?w)) AS ?overlap) WHERE {{
  ?x :of ?a ; :skill ?s ; :weight ?v . ?y :of ?b ; :skill ?s ; :weight ?w .
  FILTER (?a != ?b)
}} GROUP BY ?a ?b
"""
_DUCKDB = f"""
WITH total AS (SELECT profile, SUM(weight) AS whole FROM held GROUP BY profile),
pair AS (
  SELECT x.profile AS a, y.profile AS b, SUM(LEAST(x.weight, y.weight)) AS part
  FROM held x JOIN held y ON x.skill = y.skill AND x.profile <> y.profile GROUP BY a, b
),
scored AS (
  SELECT a, b, part / (p.whole + q.whole - part) AS score
  FROM pair JOIN total p ON p.profile = a JOIN total q ON q.profile = b
),
ranked AS (SELECT score, ROW_NUMBER() OVER (PARTITION BY a ORDER BY score DESC, b) AS n FROM scored)
SELECT SUM(score) FROM ranked WHERE n <= {TOP}
"""


@dataclass
class State:
    """The profiles, and whatever one way wants of them, made before the clock starts."""

    profiles: Profiles
    own: Any = None


def idle(state: State) -> int:
    """What a process takes that holds the inputs and does nothing."""
    return len(state.profiles)


def _compiled(profiles: Profiles) -> State:
    """The loops are compiled, or read from their cache, before the clock starts."""
    from bench.profiles import synthetic
    from iag_kg.matching import neighbours

    for block in (64, None):  # many blocks, then a single one
        for _ in neighbours(synthetic(200), _search(), block=block):
            pass
    return State(profiles)


def _search(least: float = 0.0) -> Any:
    from iag_kg.matching import Score, Search

    return Search(Score.AFFINITY, top=TOP, least=least)


def _ladder(profiles: Profiles) -> Any:
    """Levels in unary (thermometer): the product of this matrix and its transpose is Σ min."""
    import numpy as np
    from scipy import sparse

    shape = (len(profiles), len(profiles.skills))
    steps = []
    for level in range(1, int(profiles.weights.max()) + 1):
        held = (profiles.weights >= level).astype(np.float32)
        parts = (held, profiles.columns, profiles.starts)
        matrix = sparse.csr_matrix(parts, shape=shape, copy=True)  # type: ignore[no-untyped-call]
        matrix.eliminate_zeros()  # type: ignore[no-untyped-call]
        steps.append(matrix)
    return sparse.hstack(steps, format="csr")  # type: ignore[no-untyped-call]


def _with_ladder(profiles: Profiles) -> State:
    return State(profiles, _ladder(profiles))


def _with_top_n(profiles: Profiles) -> State:
    product = import_module("sparse_dot_topn").sp_matmul
    ladder = _ladder(profiles)
    return State(profiles, (product, ladder, ladder.T.tocsr()))


def _with_duckdb(profiles: Profiles) -> State:
    import numpy as np

    base = import_module("duckdb").connect()
    base.execute("SET threads = 2")
    owner = np.repeat(np.arange(len(profiles)), np.diff(profiles.starts))
    columns = {"profile": owner, "skill": profiles.columns}
    base.register("given", columns | {"weight": profiles.weights * profiles.unit})
    base.execute("CREATE TABLE held AS SELECT * FROM given")
    return State(profiles, base)


def _with_store(profiles: Profiles) -> State:
    import pyoxigraph as ox

    def name(what: str) -> ox.NamedNode:
        return ox.NamedNode(_SCHEMA + what)

    def quads() -> Iterable[ox.Quad]:
        for n in range(len(profiles)):
            for s, weight in profiles.row(n).items():
                line = name(f"line-{n}-{s}")
                yield ox.Quad(line, name("of"), name(f"p{n}"))
                yield ox.Quad(line, name("skill"), name(f"s{s}"))
                yield ox.Quad(line, name("weight"), ox.Literal(int(weight * 4)))

    store = ox.Store()
    store.bulk_extend(quads())
    return State(profiles, store)


def _with_graph(profiles: Profiles) -> State:
    import networkx

    graph = networkx.Graph()
    for n in range(len(profiles)):
        for s, weight in profiles.row(n).items():
            graph.add_edge(n, ("skill", s), weight=weight)
    return State(profiles, graph)


def _engine(state: State, argument: str) -> int:
    """All profiles, or the first so many; results stream to a file that is then thrown away."""
    import numpy as np

    from iag_kg.matching import neighbours, write_npy

    asked = dict(part.split("=") for part in argument.split() if part)
    every = len(state.profiles)
    count = min(int(asked.get("subjects", every)), every)
    options: dict[str, Any] = {
        name: int(asked[name]) for name in ("threads", "batch") if name in asked
    }
    options["compiled"] = "numpy" not in asked
    chosen = None if count == every else np.arange(count)
    found = neighbours(state.profiles, _search(), chosen, **options)
    scores = 0.0

    def watched() -> Iterable[Any]:
        nonlocal scores
        for ranking in found:
            scores += float(ranking.scores.sum())
            yield ranking

    with tempfile.TemporaryFile() as others, tempfile.TemporaryFile() as values:
        write_npy(others, values, count, TOP, watched())
    return round(scores * 1e6)


def _best(rows: Iterable[NDArray[np.float64]], totals: NDArray[np.float64]) -> int:
    """From rows of overlaps with all profiles, in order, to the answer."""
    import numpy as np

    scores = 0.0
    for n, part in enumerate(rows):
        part[n] = 0.0
        affinity = part / (totals + totals[n] - part)
        scores += float(np.partition(affinity, -TOP)[-TOP:].sum())
    return round(scores * 1e6)


def _products(state: State, product: Callable[[int, int], Any]) -> int:
    """By blocks of 256 profiles, each a matrix of overlaps in steps."""
    totals = state.profiles.totals() / state.profiles.unit
    count = len(state.profiles)
    blocks = (product(n, min(n + 256, count)) for n in range(0, count, 256))
    return _best((row.astype("f8") for block in blocks for row in block), totals)


def _scipy(state: State, _: str) -> int:
    turned = state.own.T.tocsr()
    return _products(state, lambda a, b: (state.own[a:b] @ turned).toarray())


def _top_n(state: State, _: str) -> int:
    product, ladder, turned = state.own
    return _products(state, lambda a, b: product(ladder[a:b], turned, n_threads=2).toarray())


def _dense(state: State, _: str) -> int:
    dense = state.own.toarray()
    return _products(state, lambda a, b: dense[a:b] @ dense.T)


def _duckdb(state: State, _: str) -> int:
    return round(float(state.own.execute(_DUCKDB).fetchone()[0]) * 1e6)


def _sparql(state: State, _: str) -> int:
    totals = state.profiles.totals()
    found: dict[str, list[float]] = {}
    for solution in state.own.query(_SELF_JOIN):
        a, b = solution["a"].value, solution["b"].value
        part = int(solution["overlap"].value) / 4
        one, other = (totals[int(term.rpartition("/p")[2])] for term in (a, b))
        found.setdefault(a, []).append(part / (one + other - part))
    return round(sum(sum(sorted(row)[-TOP:]) for row in found.values()) * 1e6)


def _networkx(state: State, _: str) -> int:
    from networkx.algorithms import bipartite

    def affinity(graph: Any, one: int, other: int) -> float:
        a, b = graph[one], graph[other]
        part = sum(min(a[s]["weight"], b[s]["weight"]) for s in a if s in b)
        return float(part / (totals[one] + totals[other] - part))

    totals = state.profiles.totals().tolist()
    count = len(state.profiles)
    projected = bipartite.generic_weighted_projected_graph(state.own, range(count), affinity)
    best = (sorted((w for _, _, w in projected.edges(n, data="weight")), reverse=True)
            for n in range(count))  # fmt: skip
    return round(sum(sum(row[:TOP]) for row in best) * 1e6)


def _copy(_: State, argument: str) -> int:
    """Copy 2 GiB within memory, in so many threads: what the machine can move."""
    from concurrent.futures import ThreadPoolExecutor

    import numpy as np

    threads = int(argument)
    source = np.ones((threads, (1 << 25) // threads))
    target = np.ones_like(source)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda n: np.copyto(target[n], source[n]), list(range(threads)) * 8))
    return 0


_PREPARED = {
    "engine": _compiled, "numpy": State, "ladder": _with_ladder, "top_n": _with_top_n,
    "duckdb": _with_duckdb, "store": _with_store, "graph": _with_graph,
}  # fmt: skip


class _Preparations:
    """`engine/esco`, `engine/30000`, …: a form of profiles, and which profiles."""

    def __getitem__(self, name: str) -> Callable[[], State]:
        form, _, which = name.partition("/")
        return lambda: _PREPARED[form](
            samples.esco() if which == "esco" else samples.synthetic(int(which))
        )


PREPARATIONS = _Preparations()
WORKS = {
    "engine": _engine, "scipy": _scipy, "top_n": _top_n, "dense": _dense, "duckdb": _duckdb,
    "sparql": _sparql, "networkx": _networkx, "copy": _copy,
}  # fmt: skip
