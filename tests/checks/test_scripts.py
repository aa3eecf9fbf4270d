"""What our scripts must not do, and the parts of others that would."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "static" / "source").glob("*.js"))
STORES = ("localStorage", "sessionStorage", "indexedDB", "caches", "document.cookie")
KEEPS = "govukAccordion"
"""The one component of GOV.UK Frontend that writes to the browser's storage: what is open."""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
@pytest.mark.parametrize("store", STORES)
def test_check_48_no_script_keeps_anything_in_the_browser(script, store):
    assert store not in script.read_text(encoding="utf-8")


def test_there_are_scripts():
    assert len(SCRIPTS) > 1


def test_no_page_uses_the_part_that_keeps_something():
    pages = [path for path in (ROOT / "templates").rglob("*.html") if KEEPS in path.read_text()]

    assert pages == []
