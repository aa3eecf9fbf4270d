"""
Our JSON against Datasette's over HTTP on loopback: the same listings, the same words, one run.

Both serve from one process. Each request searches for one to four words and counts facets; ours
counts eight and returns whole rows with reasons, Datasette counts three columns.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.parse import urlencode

import numpy as np

from bench.listings import questions
from bench.stocking import stock

HOST = "127.0.0.1"
CONNECTIONS = 4
SECONDS = 10
WARM_UP_SECONDS = 3
LEAST_RATIO = 15
ROOT = Path(__file__).resolve().parents[1]
DATASETTE = ROOT / ".venv-bench" / "bin" / "datasette"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What four connections got out of one process; ``wrong`` counts answers that were not 200."""

    name: str
    per_second: float
    p50: float
    p95: float
    kilobytes: float
    wrong: int


def main() -> int:
    listings = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    if not DATASETTE.exists():
        print("Datasette is not installed: make bench installs it into .venv-bench.")
        return 1
    with TemporaryDirectory() as name:
        folder = Path(name)
        stock(listings, folder)
        loads = [_ours(folder, "json"), _ours(folder, "page"), _datasette(folder)]
    print("| server, one process | requests a second | p50 ms | p95 ms | kB an answer | wrong |")
    print("|---|---|---|---|---|---|")
    for each in loads:
        print(
            f"| {each.name} | {each.per_second:.0f} | {each.p50:.1f} | {each.p95:.1f} "
            f"| {each.kilobytes:.0f} | {each.wrong} |"
        )
    ratio = loads[0].per_second / loads[2].per_second
    print(f"\nOur JSON answers {ratio:.1f} times as many requests (at least {LEAST_RATIO}).")
    return 0 if ratio >= LEAST_RATIO and not any(each.wrong for each in loads) else 1


def _ours(folder: Path, kind: str) -> Load:
    environment = os.environ | {"NAVIGATOR_INSTANCE": str(folder)}
    path = {"json": "/api/v1/services", "page": "/services"}[kind]
    paths = [f"{path}?{urlencode({'q': ' '.join(words)})}" for words, _ in questions(200)]
    command = [
        sys.executable, "-m", "gunicorn", f"--config={ROOT / 'gunicorn.conf.py'}", "--workers=1",
    ]  # fmt: skip
    port = free_port()
    with serving([*command, f"--bind={HOST}:{port}", "wsgi:app"], port, environment):
        return load(f"ours, {kind}", port, paths)


def _datasette(folder: Path) -> Load:
    facets = [("_facet", name) for name in ("level", "space", "freshness")]
    paths = [
        f"/peer/listing.json?{urlencode([('_search', ' '.join(words)), ('_size', 20), *facets])}"
        for words, _ in questions(200)
    ]
    port = free_port()
    command = [
        str(DATASETTE), "serve", str(folder / "peer.db"), f"--port={port}", f"--host={HOST}",
        "--setting", "facet_time_limit_ms", "5000", "--setting", "sql_time_limit_ms", "10000",
    ]  # fmt: skip
    with serving(command, port, dict(os.environ)):
        return load("Datasette, JSON with three facets", port, paths)


@contextmanager
def serving(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(  # noqa: S603
        command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet
    )
    try:
        wait_for(port)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def load(name: str, port: int, paths: list[str]) -> Load:
    """Ask for every path once, then again and again from four connections for ten seconds."""
    _hammer(port, paths, WARM_UP_SECONDS)
    took, sizes, wrong, lasted = _hammer(port, paths, SECONDS)
    p50, p95 = np.percentile(took, [50, 95])
    return Load(
        name=name,
        per_second=len(took) / lasted,
        p50=float(p50),
        p95=float(p95),
        kilobytes=float(np.mean(sizes)) / 1000,
        wrong=wrong,
    )


def _hammer(port: int, paths: list[str], seconds: float) -> tuple[list, list, int, float]:
    took: list[float] = []
    sizes: list[int] = []
    wrong: list[int] = []

    def ask(start: int) -> None:
        connection, number = HTTPConnection(HOST, port, timeout=60), start
        while time.perf_counter() < ends:
            began = time.perf_counter()
            connection.request("GET", paths[number % len(paths)])
            answer = connection.getresponse()
            sizes.append(len(answer.read()))
            took.append((time.perf_counter() - began) * 1000)
            number += 1
            if answer.status != 200:  # noqa: PLR2004
                wrong.append(answer.status)

    started = time.perf_counter()
    ends = started + seconds
    step = len(paths) // CONNECTIONS
    threads = [Thread(target=ask, args=(n * step,)) for n in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took, sizes, len(wrong), time.perf_counter() - started


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def wait_for(port: int, seconds: float = 60) -> None:
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        with socket.socket() as tried:
            if tried.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"Nothing answered at port {port} within {seconds:.0f} s.")


if __name__ == "__main__":
    sys.exit(main())
