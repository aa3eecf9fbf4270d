"""The import contracts hold, and would be seen to break."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("base", "eligibility", "services_catalog", "search", "navigator")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path) -> Path:
    """A copy of the code that can be broken."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("*.pyc"))
    for name in ("pyproject.toml", "config.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_contracts_hold(copy):
    done = lint(copy)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "line"),
    [
        pytest.param("eligibility/levels.py", "import flask", id="flask in eligibility"),
        pytest.param("eligibility/levels.py", "import services_catalog", id="eligibility looks up"),
        pytest.param("search/ranking.py", "import sqlalchemy", id="ranking is no longer pure"),
        pytest.param("search/finder.py", "import navigator.db", id="search knows the app"),
        pytest.param("services_catalog/queries.py", "import whoosh", id="whoosh in the catalogue"),
        pytest.param("navigator/accounts/models.py", "import flask", id="flask in accounts"),
        pytest.param("navigator/accounts/models.py", "import navigator.enquiries", id="upwards"),
        pytest.param("navigator/stray.py", "", id="a room that no contract knows"),
    ],
)
def test_a_broken_contract_is_refused(copy, file, line):
    with (copy / file).open("a") as module:
        module.write(f"\n{line}\n")

    assert lint(copy).returncode != 0
