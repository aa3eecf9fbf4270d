"""What was erased is not in the file any more: on SQLite, byte for byte."""

from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from base.orm import Base
from navigator.db import make_engine
from navigator.records.anonymising import anonymise
from navigator.referrals.lifecycle import Move
from navigator.referrals.moving import Step, make_move
from tests import factories
from tests.integration.navigator.referrals.conftest import acting

LOCKED = "SELECT wants, reach, call_back FROM referral"
NAMED = "SELECT name, birth_date FROM young_person"
NOTED = "SELECT note FROM referral_event WHERE number = 2"


def test_check_43_what_is_erased_leaves_no_bytes_in_the_file(tmp_path):
    file = tmp_path / "navigator.sqlite"
    engine = make_engine(f"sqlite:///{file}")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        factories.use(session)
        referral = factories.Make.referral()
        step = Step(move=Move.WITHDRAW, reason="moved_away", note="Moved to an aunt.")
        teacher = acting(referral.sender)
        make_move(session, referral, step, actor=teacher, at=factories.NOON + timedelta(hours=1))
        session.commit()
        locked = [
            value.encode()
            for query in (LOCKED, NAMED, NOTED)
            for row in session.execute(text(query))
            for value in row
        ]
        id_ = referral.id
    assert len(locked) == 6
    assert all(value in bytes_of(engine, file) for value in locked)

    with Session(engine) as session, session.begin():
        anonymise(session, id_, at=factories.NOON)

    assert [value for value in locked if value in bytes_of(engine, file)] == []


def bytes_of(engine, file) -> bytes:
    """Of the file and of its write-ahead log, once that was written into it."""
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    return b"".join(part.read_bytes() for part in file.parent.iterdir())
