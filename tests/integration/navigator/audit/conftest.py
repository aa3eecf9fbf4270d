"""Keys for the chain, and rows in it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from navigator.audit.operations import Act, record
from navigator.secrets import columns
from navigator.secrets.columns import use_ring
from navigator.secrets.key_ring import KeyRing, new_key

START = datetime(2026, 1, 1, tzinfo=UTC)
SCHOOL = UUID(int=7)
PARTNERSHIP = UUID(int=1)


@pytest.fixture(autouse=True)
def ring():
    before = columns._Held.ring
    made = KeyRing.parse(new_key("first"))
    use_ring(made)
    yield made
    columns._Held.ring = before


def an_act(**changes) -> Act:
    facts = {
        "act": "read_referral", "at": START, "partnership_id": PARTNERSHIP,
        "user_id": uuid4(), "organisation_id": SCHOOL, "object_kind": "referral",
        "object_id": uuid4(), "owner_id": SCHOOL, "address": "127.0.0.1",
    } | changes  # fmt: skip
    return Act(**facts)


@pytest.fixture
def ten_rows(session):
    for n in range(10):
        record(session, [an_act(at=START + timedelta(days=n))])
    session.flush()
    return session


@pytest.fixture
def unguarded(ten_rows):
    """Ten rows in a database whose triggers somebody has removed: they own the file."""
    if ten_rows.connection().dialect.name == "sqlite":
        names = ten_rows.scalars(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'")
        )
        for name in list(names):
            ten_rows.execute(text(f"DROP TRIGGER {name}"))
    else:
        for table in ("audit_entry", "audit_head", "audit_seal"):
            ten_rows.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    return ten_rows
