"""add_organisation ..."""

import pytest
from sqlalchemy import func, select

from services_catalog.codes import OrganisationKind
from services_catalog.models import Organisation
from services_catalog.organisations import OrganisationInvalid, add_organisation


def add(session, actor, name="Example School", kind=OrganisationKind.SCHOOL):
    return add_organisation(session, name=name, kind=kind, actor=actor)


def how_many(session) -> int:
    return session.scalar(select(func.count()).select_from(Organisation))


def test_makes_one_that_no_feed_brings(session, public):
    made = add(session, public, "  Example   School ")

    assert (made.name, made.kind, made.feed) == ("Example School", "school", "local")
    assert made.partnership_id == public.partnership_id


def test_finds_the_one_that_was_added_before(session, public):
    assert add(session, public) is add(session, public, "EXAMPLE school")


def test_two_at_once_make_one(session, public, monkeypatch):
    first = add(session, public)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(session, "scalar", lambda *_: None)
        second = add(session, public)

    assert second is first
    assert how_many(session) == 1


def test_leaves_one_of_a_feed_alone(session, make, public):
    listed = make.organisation(name="Example School")

    assert add(session, public) is not listed


@pytest.mark.parametrize("name", ["", "  ", "S" * 151])
def test_refuses_a_name_that_is_none_or_too_long(session, public, name):
    with pytest.raises(OrganisationInvalid, match="150 characters or fewer"):
        add(session, public, name)

    assert how_many(session) == 0
