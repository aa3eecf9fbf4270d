"""Every engine over the same listings and questions, each in a process of its own."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from bench.engines import Answer, Engine, Fts5, NaiveWhoosh, Ours, Question
from bench.listings import documents, questions

ENGINES: list[type[Engine]] = [Ours, NaiveWhoosh, Fts5]
if find_spec("tantivy"):
    from bench.tantivy_engine import Tantivy

    ENGINES.append(Tantivy)

EDITS = 20
SLOW = {"NaiveWhoosh"}
MANY = 50_000
"""From this many listings a slow engine is asked a tenth of the questions: they take it seconds."""

KINDS = {
    "OR": {"every": False, "filtered": True},
    "OR, no filters": {"every": False, "filtered": False},
    "AND": {"every": True, "filtered": True},
    "AND, no filters": {"every": True, "filtered": False},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Milliseconds, but for ``build_s``; memory is the peak of the process that only searches."""

    engine: str
    listings: int
    kind: str
    p50: float
    p95: float
    cold_p95: float
    memory_mb: float
    build_s: float
    size_mb: float
    edit_p50: float
    agrees: float


def compare(count: int, asked: int, folder: Path) -> list[Figures]:
    """
    Build and question each engine; ``agrees`` is the share of answers that equal FTS5's.

    Totals and every facet count must be the same; the order of the best twenty may differ.
    """
    runs = {}
    for engine in ENGINES:
        place = folder / engine.__name__
        built = timed(lambda engine=engine, place=place: engine().build(place, documents(count)))
        runs[engine.name] = (place, built, _in_a_process(engine, place, count, asked))
    expected = runs["SQLite FTS5"][2]["answers"]
    return [
        Figures(
            engine=name,
            listings=count,
            kind=kind,
            p50=run["times"][kind]["p50"],
            p95=run["times"][kind]["p95"],
            cold_p95=run["times"][kind]["cold_p95"],
            memory_mb=run["memory_mb"],
            build_s=built,
            size_mb=sum(f.stat().st_size for f in place.rglob("*") if f.is_file()) / 1e6,
            edit_p50=run["edit_p50"],
            agrees=_share(run["answers"][kind], expected[kind]),
        )
        for name, (place, built, run) in runs.items()
        for kind in KINDS
    ]


def peak_mb() -> float:
    """The most memory this process has held since it was started, not what its parent held."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(row for row in status.read_text().splitlines() if row.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _in_a_process(engine: type[Engine], place: Path, count: int, asked: int) -> dict:
    command = [
        sys.executable,
        "-m",
        "bench.compare",
        engine.__name__,
        str(place),
        str(count),
        str(asked),
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return json.loads(done.stdout)


def _share(answers: list, expected: list) -> float:
    pairs = list(zip(answers, expected, strict=False))  # a slow engine answered the first of them
    return sum(a == b for a, b in pairs) / len(pairs)


def _question_all(name: str, place: Path, count: int, asked: int) -> dict:
    engine = next(each for each in ENGINES if each.__name__ == name)()
    engine.open(place)
    times, answers = {}, {}
    if name in SLOW and count >= MANY:
        asked //= 10
    for kind, how in KINDS.items():
        times[kind], answers[kind] = _ask(engine, asked, **how)
    memory = peak_mb()
    (words, _), *_ = questions(1)
    question = Question(words=words, filters={}, every=False)
    edits = [
        timed(lambda d=d: (engine.edit(d), engine.ask(question))) for d in list(documents(EDITS))
    ]
    return {
        "times": times,
        "answers": answers,
        "memory_mb": memory,
        "edit_p50": float(np.percentile(edits, 50)) * 1000,
        "count": count,
    }


def _ask(engine: Engine, asked: int, *, every: bool, filtered: bool) -> tuple[dict, list]:
    took, answers = [], []
    for words, filters in questions(asked):
        question = Question(words=words, filters=filters if filtered else {}, every=every)
        started = time.perf_counter()
        answer = engine.ask(question)
        took.append((time.perf_counter() - started) * 1000)
        answers.append(_comparable(answer))
    again = []
    for words, filters in questions(asked):
        question = Question(words=words, filters=filters if filtered else {}, every=every)
        again.append(timed(lambda question=question: engine.ask(question)) * 1000)
    p50, p95 = np.percentile(again, [50, 95])
    cold = float(np.percentile(took, 95))
    return {"p50": float(p50), "p95": float(p95), "cold_p95": cold}, answers


def _comparable(answer: Answer) -> list:
    facets = {name: dict(sorted(counts.items())) for name, counts in sorted(answer.facets.items())}
    return [answer.total, facets]


if __name__ == "__main__":
    _, name, place, count, asked = sys.argv
    print(json.dumps(_question_all(name, Path(place), int(count), int(asked))))
