"""The document of a referral's life says what the table says."""

from pathlib import Path

import pytest

from navigator.referrals.codes import Side, Status
from navigator.referrals.lifecycle import DRAFT, ENDED, OPEN, TABLE, Move, moves_from
from navigator.web.printed_lifecycle import printed_lifecycle

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "referral-lifecycle.md"
EVERYBODY = frozenset(Side)


def test_the_document_is_what_the_table_prints():
    assert DOCUMENT.read_text() == printed_lifecycle(), "print it: flask referrals lifecycle"


def test_the_command_prints_it(app):
    assert app.test_cli_runner().invoke(args=["referrals", "lifecycle"]).output == (
        printed_lifecycle()
    )


def test_every_move_has_one_row():
    assert [row.move for row in TABLE] == list(Move)


@pytest.mark.parametrize("status", sorted(OPEN | DRAFT))
def test_what_is_open_can_go_on(status):
    assert moves_from(status, EVERYBODY)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.move)
def test_a_step_leads_to_an_end_or_to_a_next_step_with_a_day(row):
    leads_on = row.next_step is not None and row.wait is not None
    stays = row.to is None
    assert leads_on or stays or row.to in ENDED


def test_every_status_can_be_reached():
    reached = {row.to for row in TABLE if row.to} | DRAFT

    assert set(Status) - reached == set()
