"""The record of acts: whatever is done to it afterwards, by whoever owns the file, is named."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from base.actor import Actor
from navigator.audit.chain import FIELDS, Digester
from navigator.audit.models import AuditEntry
from navigator.audit.operations import ChainBroken, head, record
from navigator.audit.queries import ActsWanted, acts_on_records_of
from navigator.audit.sealing import ChainFaulty, expire, seal
from navigator.audit.verification import verify
from navigator.secrets.columns import use_ring
from navigator.secrets.key_ring import KeyRing, new_key
from tests.integration.navigator.audit.conftest import PARTNERSHIP, SCHOOL, START, an_act


def test_what_is_as_it_was_written_verifies(ten_rows):
    found = verify(ten_rows)

    assert (found.rows, found.last, found.fault) == (10, 10, None)
    assert (found.last, found.digest) == head(ten_rows)


def test_an_empty_record_verifies(session):
    assert verify(session).fault is None


def _change(session):
    session.execute(text("UPDATE audit_entry SET allowed = 'no' WHERE number = 4"))


def _delete(session):
    session.execute(text("DELETE FROM audit_entry WHERE number = 4"))


def _swap(session):
    for old, new in ((4, 100), (5, 4), (100, 5)):
        move = update(AuditEntry).where(AuditEntry.number == old).values(number=new)
        session.execute(move.execution_options(synchronize_session=False))


def _cut_off(session):
    session.execute(text("DELETE FROM audit_entry WHERE number > 7"))


def _cut_off_and_hide_it(session):
    digest = session.scalar(text("SELECT digest FROM audit_entry WHERE number = 7"))
    session.execute(text("DELETE FROM audit_entry WHERE number > 7"))
    session.execute(text("UPDATE audit_head SET number = 7, digest = :it"), {"it": digest})


def _chain_anew(session, ring):
    """Delete the fourth row and write all that follow again, as someone without the key could."""
    _delete(session)
    rows = session.execute(
        select(AuditEntry.__table__).where(AuditEntry.number > 4).order_by(AuditEntry.number)
    ).mappings()
    before = session.scalar(select(AuditEntry.digest).where(AuditEntry.number == 3))
    for row in [dict(found) for found in rows]:
        new = {name: row[name] for name in FIELDS}
        new |= {"number": row["number"] - 1, "previous": before}
        before = Digester(ring).digest(new)
        session.execute(
            text(
                "UPDATE audit_entry SET number = :n, previous = :p, digest = :d WHERE number = :o"
            ),
            {"n": new["number"], "p": new["previous"], "d": before, "o": row["number"]},
        )
    session.execute(text("UPDATE audit_head SET number = 9, digest = :it"), {"it": before})


@pytest.mark.parametrize(
    ("tamper", "number", "sentence"),
    [
        pytest.param(_change, 4, "was changed", id="one field changed"),
        pytest.param(_delete, 4, "missing", id="one row deleted"),
        pytest.param(_swap, 4, "does not follow", id="two rows swapped"),
        pytest.param(_cut_off, 8, "end of the chain", id="the end cut off"),
        pytest.param(
            lambda it: _chain_anew(it, KeyRing.parse(new_key("first"))), 4, "was changed",
            id="chained anew without the key",
        ),
    ],
)  # fmt: skip
def test_check_47_the_first_bad_row_is_named(unguarded, tamper, number, sentence):
    tamper(unguarded)

    fault = verify(unguarded).fault

    assert fault is not None
    assert (fault.number, sentence in fault.sentence) == (number, True)


def test_check_47_a_tail_cut_off_with_its_end_put_back_shows_against_a_kept_head(unguarded):
    kept = head(unguarded)
    _cut_off_and_hide_it(unguarded)

    assert verify(unguarded).fault is None  # the chain that is left is whole
    fault = verify(unguarded, kept=kept).fault
    assert fault is not None
    assert fault.number == 8


def test_check_47_even_with_the_key_a_kept_head_shows_a_chain_made_anew(unguarded, ring):
    kept = head(unguarded)
    _chain_anew(unguarded, ring)

    assert verify(unguarded).fault is None
    assert verify(unguarded, kept=kept).fault is not None


def test_a_head_kept_earlier_is_met_on_the_way(ten_rows):
    kept = head(ten_rows)
    record(ten_rows, [an_act()])

    assert verify(ten_rows, kept=kept).fault is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET act = 'nothing'",
        "DELETE FROM audit_entry WHERE number = 10",
        "DELETE FROM audit_head",
    ],
)
def test_check_47_the_database_refuses_to_change_the_record(ten_rows, statement):
    with pytest.raises(DBAPIError, match="only ever added to"), ten_rows.begin_nested():
        ten_rows.execute(text(statement))

    assert verify(ten_rows).fault is None


def test_a_sealed_segment_may_go_and_the_chain_still_holds(ten_rows):
    made = seal(ten_rows, before=START + timedelta(days=5), at=START)
    gone = expire(ten_rows, before=START + timedelta(days=5), at=START)

    assert made is not None
    assert (made.first, made.last, gone) == (1, 5, 5)
    assert (verify(ten_rows).rows, verify(ten_rows).fault) == (5, None)


def test_a_segment_that_is_too_young_stays(ten_rows):
    seal(ten_rows, before=START + timedelta(days=5), at=START)

    assert expire(ten_rows, before=START + timedelta(days=2), at=START) == 0


def test_there_may_be_nothing_to_seal(ten_rows):
    assert seal(ten_rows, before=START, at=START) is None


def test_a_chain_with_a_fault_is_not_sealed(unguarded):
    _change(unguarded)

    with pytest.raises(ChainFaulty, match="Row 4"):
        seal(unguarded, before=START + timedelta(days=5), at=START)


def test_a_seal_made_up_to_delete_rows_is_named(unguarded):
    unguarded.execute(
        text(
            "INSERT INTO audit_seal VALUES (1, 5, :zero, :zero, '2026', 'first', 'made up', '2026')"
        ),
        {"zero": "0" * 64},
    )
    fault = verify(unguarded).fault

    assert fault is not None
    assert (fault.number, "seal" in fault.sentence) == (1, True)


def test_a_seal_cannot_be_changed(ten_rows):
    seal(ten_rows, before=START + timedelta(days=5), at=START)

    with pytest.raises(DBAPIError, match="a seal is never changed"), ten_rows.begin_nested():
        ten_rows.execute(text("UPDATE audit_seal SET last = 9"))


def test_a_key_that_is_gone_is_said_and_not_called_a_fault_of_a_row(ten_rows):
    use_ring(KeyRing.parse(new_key("other")))

    fault = verify(ten_rows).fault

    assert fault is not None
    assert "key ring" in fault.sentence


def test_rows_of_an_older_key_verify_beside_those_of_a_newer(ten_rows, ring):
    line = "first " + __import__("base64").b64encode(ring.keys["first"]).decode()
    use_ring(KeyRing.parse(f"{new_key('second')}\n{line}"))
    record(ten_rows, [an_act()])

    assert (verify(ten_rows).rows, verify(ten_rows).fault) == (11, None)


def test_without_its_end_nothing_is_added(unguarded):
    unguarded.execute(text("DELETE FROM audit_head"))

    with pytest.raises(ChainBroken):
        record(unguarded, [an_act()])


def test_an_organisation_reads_what_was_done_with_its_records_and_no_others(ten_rows):
    reader = Actor(partnership_id=PARTNERSHIP)
    record(ten_rows, [an_act(owner_id=None, organisation_id=None)])

    first = acts_on_records_of(ten_rows, SCHOOL, reader=reader, limit=4)
    older = ActsWanted(before=first[-1].number)
    then = acts_on_records_of(ten_rows, SCHOOL, reader=reader, wanted=older, limit=50)

    assert [row.number for row in first] == [10, 9, 8, 7]
    assert [row.number for row in then] == [6, 5, 4, 3, 2, 1]


def test_another_partnership_reads_nothing_of_it(ten_rows):
    stranger = Actor(partnership_id=SCHOOL)

    assert acts_on_records_of(ten_rows, SCHOOL, reader=stranger, limit=9) == []
