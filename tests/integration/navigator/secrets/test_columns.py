"""Locked columns: the database sees no text, and another key can take over at any moment."""

from uuid import uuid4

import pytest
from sqlalchemy import String, cast, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from base.orm import Identified
from navigator.secrets import columns
from navigator.secrets.columns import EncryptedText, lock_anew, use_ring
from navigator.secrets.key_ring import CannotUnlock, KeyRing, new_key

OLD, NEW = new_key("old"), new_key("new")


class Own(DeclarativeBase):
    pass


class Sample(Identified, Own):
    __tablename__ = "locked_sample"

    word: Mapped[str | None] = mapped_column(EncryptedText("locked_sample.word"))


@pytest.fixture(autouse=True)
def _keys():
    before = columns._Held.ring
    use_ring(KeyRing.parse(OLD))
    yield
    columns._Held.ring = before


@pytest.fixture
def samples(session):
    Own.metadata.create_all(session.connection())
    session.add_all([Sample(id=uuid4(), word=f"word {n}") for n in range(450)])
    session.add(Sample(id=uuid4(), word=None))
    session.commit()
    return session


def stored(session) -> list[str]:
    raw = cast(Sample.__table__.c.word, String)
    return list(session.scalars(select(raw).where(raw.is_not(None))))


def words(session) -> set[str | None]:
    session.expire_all()
    return set(session.scalars(select(Sample.word)))


def test_check_49_the_database_holds_no_word_of_it(samples):
    assert len(stored(samples)) == 450
    assert not [text for text in stored(samples) if "word" in text]
    assert "word 7" in words(samples)


def test_check_49_everything_is_locked_anew_and_says_how_far_it_is(samples):
    before, told = words(samples), []
    use_ring(KeyRing.parse(f"{NEW}\n{OLD}"))

    done = lock_anew(samples, Own, progress=lambda *seen: told.append(seen))

    assert done == 450
    assert {text[:7] for text in stored(samples)} == {"v1.new."}
    assert words(samples) == before
    assert told[-1] == ("locked_sample.word", 450, 450)


def test_check_49_one_that_was_stopped_goes_on_where_it_was(samples):
    class Stopped(Exception):
        pass

    def stop(*_):
        raise Stopped

    use_ring(KeyRing.parse(f"{NEW}\n{OLD}"))
    with pytest.raises(Stopped):
        lock_anew(samples, Own, progress=stop)
    half = [text for text in stored(samples) if text.startswith("v1.new.")]

    done = lock_anew(samples, Own, progress=lambda *_: None)

    assert (len(half), done) == (200, 250)
    assert lock_anew(samples, Own, progress=lambda *_: None) == 0


def test_check_49_a_lost_key_is_a_clear_failure_and_changes_nothing(samples):
    kept = sorted(stored(samples))
    use_ring(KeyRing.parse(NEW))

    with pytest.raises(CannotUnlock, match="is not on the key ring"):
        lock_anew(samples, Own, progress=lambda *_: None)

    assert sorted(stored(samples)) == kept
