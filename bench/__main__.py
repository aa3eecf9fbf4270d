"""Measure, and fail where a gate is not met: the gates are ratios within one run."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.compare import compare
from bench.gates import failures
from bench.report import show


def main() -> int:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--listings", type=int, nargs="+", default=[5_000])
    wanted.add_argument("--questions", type=int, default=200)
    given = wanted.parse_args()
    figures = []
    for count in given.listings:
        with TemporaryDirectory() as folder:
            figures += compare(count, given.questions, Path(folder))
    show(figures)
    missed = failures(figures)
    for sentence in missed:
        print(f"MISSED: {sentence}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
