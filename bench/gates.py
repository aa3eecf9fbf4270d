"""What must hold: ratios between engines of the same run, never a time."""

from bench.compare import Figures

OURS = "ours (Whoosh, blocks)"
PEER = "SQLite FTS5"
SMALL, LARGE = 5_000, 100_000
MOST_MEMORY_MB = 400
LEAST_AGREEMENT = 0.97


def failures(figures: list[Figures]) -> list[str]:
    """A sentence for every gate that was missed; a size that was not measured is not judged."""
    by = {(each.engine, each.listings, each.kind): each for each in figures}
    missed = []
    for (engine, listings, kind), ours in by.items():
        if engine != OURS:
            continue
        peer = by[PEER, listings, kind]
        allowed = peer.p95 / 2 if listings >= LARGE else peer.p95
        if kind.startswith("OR") and ours.p95 > allowed:
            missed.append(f"{kind} at {listings}: p95 {ours.p95:.1f} ms, allowed {allowed:.1f} ms")
        if listings >= LARGE and ours.memory_mb > MOST_MEMORY_MB:
            missed.append(f"{listings}: {ours.memory_mb:.0f} MB, allowed {MOST_MEMORY_MB} MB")
        if ours.agrees < LEAST_AGREEMENT:
            missed.append(f"{kind} at {listings}: answers agree in {ours.agrees:.0%} alone")
    return missed
