"""Figures as a table that can be pasted into docs/performance.md."""

from time import perf_counter

from bench.compare import Figures

ADDITIONS = 10_000_000

HEADINGS = (
    "listings | question | engine | p50 ms | p95 ms | first-pass p95 ms | "
    "memory MB | build s | size MB | one edit ms | agrees"
)


def calibration() -> float:
    """Seconds for ten million additions, best of three: how fast this machine is just now."""
    return min(_added() for _ in range(3))


def _added() -> float:
    started, total = perf_counter(), 0
    for number in range(ADDITIONS):
        total += number
    return perf_counter() - started


def show(figures: list[Figures]) -> None:
    print(f"Calibration: ten million additions take {calibration():.2f} s here.\n")
    print(f"| {HEADINGS} |")
    print("|---" * len(HEADINGS.split("|")) + "|")
    for each in sorted(figures, key=lambda f: (f.listings, f.kind, f.p95)):
        print(
            f"| {each.listings:,} | {each.kind} | {each.engine} | {each.p50:.2f} | {each.p95:.2f} "
            f"| {each.cold_p95:.2f} | {each.memory_mb:.0f} | {each.build_s:.1f} "
            f"| {each.size_mb:.1f} | {each.edit_p50:.1f} | {each.agrees:.0%} |"
        )
