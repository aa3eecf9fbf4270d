"""
Run mutmut, and fail where too little is noticed or a survivor is not explained.

What is changed, and by which tests it should be noticed, stands in pyproject.toml.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from mutation.survivors import Counts, Survivor, explanations, failures, survivor_of

MUTANTS = Path("mutants")
MUTMUT = Path(sys.executable).parent / "mutmut"
COUNTS = MUTANTS / "mutmut-cicd-stats.json"
WORKERS = 2


def main() -> int:
    shutil.rmtree(MUTANTS, ignore_errors=True)
    subprocess.run([MUTMUT, "run", "--max-children", str(WORKERS)], check=True)
    mutmut("export-cicd-stats")
    counts = Counts.read(json.loads(COUNTS.read_text(encoding="utf-8")))
    found = survivors()
    explained = explanations()
    for survivor in found:
        print(f"{survivor}\n    {explained.get(survivor, 'NOT EXPLAINED')}")
    print(counts)
    missed = tuple(failures(counts, found, explained))
    for sentence in missed:
        print(f"MISSED: {sentence}")
    return 1 if missed else 0


def survivors() -> list[Survivor]:
    listed = (line.split(": ") for line in mutmut("results").splitlines() if ": " in line)
    alive = [name.strip() for name, state in listed if state == "survived"]
    return sorted({survivor_of(name, mutmut("show", name)) for name in alive})


def mutmut(*arguments: str) -> str:
    asked = subprocess.run([MUTMUT, *arguments], check=True, capture_output=True, text=True)
    return asked.stdout


if __name__ == "__main__":
    sys.exit(main())
