"""``docs/feeds.md`` says what the code does."""

from pathlib import Path

import pytest

from navigator.cli.catalogue import catalogue_commands
from services_catalog.open_referral.columns_table import template_columns
from services_catalog.open_referral.dialects import DIALECTS
from services_catalog.open_referral.fixes.fixed import SENTENCES
from services_catalog.open_referral.report import ExitCode
from services_catalog.open_referral.taking import Reason

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "feeds.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*DIALECTS, *Reason])
def test_every_dialect_and_reason_has_a_row(name):
    assert f"\n| `{name}` |" in DOCUMENT


def test_every_adjustment_has_a_row_with_its_sentence():
    rows = [f"| `{code}` | {sentence} |" for code, sentence in SENTENCES.items()]

    assert [row for row in rows if row not in DOCUMENT] == []


def test_every_column_of_the_template_has_a_row():
    rows = [f"| `{c.name}` | {c.meaning} | {c.example} |" for c in template_columns()]

    assert [row for row in rows if row not in DOCUMENT] == []


@pytest.mark.parametrize("command", ["import", "mappings", "template"])
def test_every_option_is_named(command):
    options = [name for each in catalogue_commands.commands[command].params for name in each.opts]

    missing = [name for name in options if name.startswith("--") and name not in DOCUMENT]
    assert missing == []


@pytest.mark.parametrize("code", ExitCode)
def test_every_exit_code_has_a_row(code):
    assert f"\n| {code.value} |" in DOCUMENT
