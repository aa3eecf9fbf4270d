"""Every package that is asked for has its reason in ``docs/decisions/0002-dependencies.md``."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text(encoding="utf-8")
NAME = re.compile(r"^[a-z][a-z0-9-]*", re.MULTILINE)


def asked_for() -> list[str]:
    files = ("requirements.in", "requirements-node.in")
    python = [name for file in files for name in NAME.findall((ROOT / file).read_text())]
    node = json.loads((ROOT / "package.json").read_text())
    return sorted({*python, *node["dependencies"], *node["devDependencies"]})


@pytest.mark.parametrize("package", asked_for())
def test_has_a_reason(package):
    assert re.search(rf"(?<![a-z-]){re.escape(package)}(?![a-z-])", DOCUMENT)
