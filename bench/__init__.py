"""Speed and memory, side by side in one run. ``make bench``; figures in docs/performance.md."""
