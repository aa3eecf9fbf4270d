"""A draft: its owner's alone, one version at a time, gone after 30 days."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from navigator.referrals import drafting
from navigator.referrals.content import Asked, Content, ForService
from navigator.referrals.models import ReferralDraft
from tests.factories import NOON
from tests.integration.navigator.referrals.conftest import acting

LATER = NOON + timedelta(hours=1)
MONTH = timedelta(days=30)


@pytest.fixture
def me(cast):
    return acting(cast.teacher)


@pytest.fixture
def draft(session, cast, me):
    content = Content(name="Robin Invented", birth_date="2012-03-04")
    return drafting.start(session, [cast.service.id], content, actor=me, at=NOON)


def content_of(draft) -> Content:
    return Content.from_json(draft.content)


def test_what_was_begun_is_found_again(session, draft, me):
    assert drafting.find_draft(session, draft.id, reader=me, at=LATER) is draft
    assert drafting.own_drafts(session, reader=me, at=LATER) == [draft]


def test_beginning_the_same_again_before_a_word_is_written_makes_no_second(
    session, draft, cast, me
):
    again = drafting.start(session, [cast.service.id], Content(age=9), actor=me, at=LATER)
    assert (again, content_of(again).age) == (draft, 9)

    drafting.save(session, draft, Content(age=9), version=1, at=LATER)
    assert drafting.start(session, [cast.service.id], Content(), actor=me, at=LATER) is not draft


def test_check_44_nobody_else_finds_it(session, make, draft, cast, me):
    colleague = make.person(organisation=cast.school, roles=["coordinator", "practitioner"])
    elsewhere = replace(me, organisation_id=cast.club.id)
    other = make.partnership(name="Another Partnership", host="other.example.org")
    abroad = replace(me, partnership_id=other.id)
    nobody = replace(me, user_id=None)
    for reader in (acting(colleague), acting(cast.worker), elsewhere, abroad, nobody):
        with pytest.raises(drafting.DraftNotFound):
            drafting.find_draft(session, draft.id, reader=reader, at=NOON)
        assert drafting.own_drafts(session, reader=reader, at=NOON) == []


def test_check_44_it_is_gone_after_30_days(session, draft, me):
    last, over = NOON + MONTH - timedelta(seconds=1), NOON + MONTH
    assert drafting.find_draft(session, draft.id, reader=me, at=last)
    with pytest.raises(drafting.DraftNotFound):
        drafting.find_draft(session, draft.id, reader=me, at=over)

    assert drafting.forget_expired(session, at=last) == 0
    assert drafting.forget_expired(session, at=over) == 1
    assert drafting.forget_expired(session, at=over) == 0
    assert session.scalar(select(func.count()).select_from(ReferralDraft)) == 0


def test_saving_keeps_it_for_longer(session, draft, me):
    drafting.save(session, draft, Content(age=12), version=1, at=NOON + MONTH / 2)

    assert drafting.find_draft(session, draft.id, reader=me, at=NOON + MONTH)
    assert (draft.version, content_of(draft).age) == (2, 12)


def test_check_51_of_two_who_save_the_same_version_the_second_is_told(session, draft):
    drafting.save(session, draft, Content(school="First School"), version=1, at=LATER)

    with pytest.raises(drafting.DraftChanged, match="another window"):
        drafting.save(session, draft, Content(school="Second School"), version=1, at=LATER)

    assert (content_of(draft).school, draft.version) == ("First School", 2)


def test_what_was_sent_cannot_be_saved(session, draft):
    draft.sent_at = NOON
    session.flush()

    with pytest.raises(drafting.DraftChanged):
        drafting.save(session, draft, Content(), version=1, at=LATER)


def test_a_service_that_is_left_out_takes_what_was_agreed_with_it(session, make, draft, cast):
    other = make.service()
    asked = ForService(young_person=Asked(answer="agrees"))
    both = {str(cast.service.id): asked, str(other.id): asked}
    ids = [cast.service.id, other.id]
    drafting.set_services(session, draft, ids, version=1, at=LATER)
    drafting.save(session, draft, Content(services=both), version=2, at=LATER)

    drafting.set_services(session, draft, [other.id], version=3, at=LATER)

    assert draft.service_ids == [str(other.id)]
    assert list(content_of(draft).services) == [str(other.id)]


@pytest.mark.parametrize("count", [0, 11])
def test_there_is_at_least_one_service_and_not_too_many(session, make, draft, count):
    ids = [make.service().id for _ in range(count)]

    with pytest.raises(drafting.ServicesRefused):
        drafting.set_services(session, draft, ids, version=1, at=LATER)


def test_idle_ones_are_those_unsent_that_wait_since_before(session, draft, cast):
    where = {"partnership_id": cast.school.partnership_id, "at": LATER}

    assert drafting.idle_drafts(session, before=NOON, **where) == []
    assert drafting.idle_drafts(session, before=LATER, **where) == [draft]
    draft.sent_at = NOON
    session.flush()
    assert drafting.idle_drafts(session, before=LATER, **where) == []


def test_the_number_of_last_time_is_their_own(session, make, cast, me):
    assert drafting.last_call_back(session, actor=me) == ""
    make.referral(sender=make.person(organisation=cast.school), service=cast.service)
    assert drafting.last_call_back(session, actor=me) == ""

    make.referral(sender=cast.teacher, service=cast.service)

    assert drafting.last_call_back(session, actor=me) == "07700 900123"


def test_what_is_open_already_is_shown_to_who_may_see_it_alone(session, make, draft, cast, me):
    sent = make.referral(sender=cast.teacher, service=cast.service)
    colleague = acting(make.person(organisation=cast.school))

    def found(reader, content):
        return drafting.open_and_theirs(
            session, content, [cast.service.id], reader=reader, at=LATER
        )

    whole = content_of(draft)
    assert found(me, whole) == [sent]
    assert found(colleague, whole) == []
    assert found(me, replace(whole, name="R I")) == []
    assert found(me, replace(whole, birth_date="")) == []
