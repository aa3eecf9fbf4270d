"""Figures as a table that can be pasted into docs/performance.md."""

from bench.compare import Figures

HEADINGS = (
    "listings | question | engine | p50 ms | p95 ms | first-pass p95 ms | "
    "memory MB | build s | size MB | one edit ms | agrees"
)


def show(figures: list[Figures]) -> None:
    print(f"| {HEADINGS} |")
    print("|---" * len(HEADINGS.split("|")) + "|")
    for each in sorted(figures, key=lambda f: (f.listings, f.kind, f.p95)):
        print(
            f"| {each.listings:,} | {each.kind} | {each.engine} | {each.p50:.2f} | {each.p95:.2f} "
            f"| {each.cold_p95:.2f} | {each.memory_mb:.0f} | {each.build_s:.1f} "
            f"| {each.size_mb:.1f} | {each.edit_p50:.1f} | {each.agrees:.0%} |"
        )
