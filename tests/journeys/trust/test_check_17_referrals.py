"""What a form about a referral does not ask for is not taken from it."""

import json
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from navigator.accounts.permissions import Role
from navigator.referrals.codes import Status
from navigator.referrals.models import AdviceCall, Referral, ReferralDraft
from tests.journeys.trust.cells import KIND, Asking, program_headers
from tests.journeys.trust.rows_kept import kept
from tests.journeys.trust.things import Whose
from tests.journeys.trust.world import Kind

PRACTITIONER, PROVIDER = KIND["practitioner"], KIND["provider"]
MADE_UP = UUID("22222222-2222-4222-8222-222222222222")
COLUMNS = (
    "id", "partnership_id", "reference", "draft_id", "young_person_id", "sender_id",
    "sender_organisation_id", "receiver_organisation_id", "previous_id", "holder_id", "user_id",
    "organisation_id", "caller_id", "caller_organisation_id", "adviser_id",
)  # fmt: skip
OVERREACHING = {name: str(MADE_UP) for name in COLUMNS} | {
    "status": "completed", "holder_side": "receiver", "next_by": "sender", "due_on": "2999-01-01",
    "named_only": "1", "story_goes": "1", "holds_place": "1", "accepted_at": "1999-01-01",
    "sent_at": "1999-01-01", "expires_at": "2999-01-01", "restricted_at": "1999-01-01",
    "anonymised_at": "1999-01-01", "role": "coordinator", "side": "coordinator", "content": "{}",
}  # fmt: skip


@pytest.fixture
def asking(asking) -> Asking:
    """Who writes and who answers, at places of their own."""
    asking.move(PRACTITIONER, PROVIDER)
    return asking


def test_check_17_a_draft_stays_its_writers_and_goes_where_it_was_to_go(asking):
    caller = asking.callers[PRACTITIONER]
    draft_id = one(asking, "draft_id", PRACTITIONER, Whose.OWN)
    saved = {**OVERREACHING, "version": "1", "wants": "Boxing.", "then": "later"}

    assert asking.post(PRACTITIONER, f"/refer/{draft_id}/story", **saved).status == 303
    draft = again(asking, ReferralDraft, draft_id)
    assert (draft.user_id, draft.organisation_id) == (caller.user_id, caller.place.organisation)
    assert (draft.version, draft.sent_at) == (2, None)

    sent = asking.post(PRACTITIONER, f"/refer/{draft_id}/send", **OVERREACHING, version="2")
    assert sent.leads_to == f"/refer/{draft_id}/sent"
    asking.world.session.rollback()
    referral = asking.world.session.scalars(
        select(Referral).where(Referral.draft_id == draft_id)
    ).one()
    assert (referral.sender_id, referral.holder_id) == (caller.user_id, caller.user_id)
    assert referral.sender_organisation_id == caller.place.organisation
    assert referral.receiver_organisation_id == asking.world.referred.far(caller.place).organisation
    assert referral.partnership_id == caller.place.partnership_id
    assert (referral.status, referral.accepted_at) == (Status.SUBMITTED, None)
    assert not referral.named_only
    assert referral.sent_at.year > 2000


def test_check_17_a_move_changes_what_the_table_says_and_nothing_else(asking):
    referral = received(asking)
    sender = referral.sender_id

    typed = {**OVERREACHING, "version": str(referral.version)}
    moved = asking.post(PROVIDER, f"/referrals/{referral.id}/moves/accept", **typed)

    assert moved.status == 303, moved.text
    referral = again(asking, Referral, referral.id)
    assert referral.status is Status.ACCEPTED
    assert (referral.holder_id, referral.sender_id) == (asking.callers[PROVIDER].user_id, sender)
    assert referral.partnership_id == asking.callers[PROVIDER].place.partnership_id
    assert referral.accepted_at.year > 2000
    assert (referral.restricted_at, referral.anonymised_at) == (None, None)
    assert again(asking, Referral, MADE_UP) is None


@pytest.mark.parametrize("version", ["", "0", "99", "-1", "1 or 1=1", "\N{FULLWIDTH DIGIT ONE}"])
def test_check_17_a_version_that_was_not_read_moves_nothing(asking, version):
    referral = received(asking)

    answer = asking.post(PROVIDER, f"/referrals/{referral.id}/moves/accept", version=version)

    assert answer.status == 409
    assert again(asking, Referral, referral.id).status is Status.SUBMITTED


@pytest.mark.parametrize("move", ["withdraw", "confirm_decline", "let_decline_stand", "send"])
def test_check_17_nobody_makes_the_moves_of_another_side_or_of_the_clock(asking, move):
    referral = received(asking)
    typed = {**OVERREACHING, "version": str(referral.version), "reason": "other", "note": "x"}

    answer = asking.post(PROVIDER, f"/referrals/{referral.id}/moves/{move}", **typed)

    assert answer.status in {403, 409}
    assert again(asking, Referral, referral.id).status is Status.SUBMITTED


def test_check_17_nobody_outside_is_given_it_or_let_in(asking):
    referral_id = one(asking, "referral_id", PRACTITIONER, Whose.OWN)
    stranger = asking.world.referred.person(asking.world.other, Role.PRACTITIONER).id
    asking.world.session.commit()
    version = str(again(asking, Referral, referral_id).version)
    at = f"/referrals/{referral_id}"

    handed = asking.post(
        PRACTITIONER, f"{at}/moves/reassign", version=version, holder=str(stranger)
    )
    named = asking.post(PRACTITIONER, f"{at}/readers", readers=str(stranger))

    assert (handed.status, named.status) == (422, 422)
    referral = again(asking, Referral, referral_id)
    assert referral.holder_id == asking.callers[PRACTITIONER].user_id
    assert not referral.named_only


def test_check_17_a_call_for_advice_is_asked_for_by_who_asks(asking):
    typed = {**OVERREACHING, "phone": "07700 900 456", "key": uuid4().hex, "about": "A worry."}

    asked = asking.post(PRACTITIONER, "/advice", **typed)

    assert asked.status == 303, asked.text
    call = again(asking, AdviceCall, UUID(asked.leads_to.rsplit("/", 1)[-1]))
    caller = asking.callers[PRACTITIONER]
    assert (call.caller_id, call.caller_organisation_id) == (
        caller.user_id,
        caller.place.organisation,
    )
    assert (call.adviser_id, call.closed_at) == (None, None)


def test_check_17_a_draft_of_somebody_else_is_not_deleted(asking):
    draft_id = one(asking, "draft_id", PRACTITIONER, Whose.COLLEAGUES)

    answer = asking.post(PRACTITIONER, f"/refer/{draft_id}/delete")

    assert answer.leads_to == "/refer"
    assert again(asking, ReferralDraft, draft_id) is not None


@pytest.mark.parametrize("where", ["", "services", "equality"])
def test_check_17_a_program_that_sends_more_of_a_referral_changes_nothing(asking, where):
    caller = asking.callers[KIND["a practitioner's key"]]
    to = {"service_id": str(asking.world.referred.far(caller.place).service)}
    given = {"services": [to], "name": "AB", "age": 14, "wants": "x", "call_back": "07700 900456"}
    more = {"": given, "services": to, "equality": given.setdefault("equality", {})}[where]
    asking.world.session.commit()
    before = kept(asking.world.session)

    for name, value in OVERREACHING.items():
        more[name] = value
        headers = {**program_headers(caller.token, ""), **caller.headers}
        answer = asking.server.ask("POST", "/api/v1/referrals", headers, json.dumps(given))
        assert answer.status == 422, name
        assert name in answer.text
        del more[name]

    assert kept(asking.world.session) == before


def received(asking: Asking) -> Referral:
    """A referral that the organisation of the provider has before it."""
    referred = asking.world.referred
    place = asking.callers[PROVIDER].place
    made, _ = referred.send(referred.person(referred.far(place), Role.PRACTITIONER), place)
    asking.world.session.commit()
    return made


def one(asking: Asking, argument: str, kind: Kind, whose: Whose) -> UUID:
    caller = asking.callers[kind]
    return asking.world.named(argument, whose, caller.place, caller)


def again(asking: Asking, model, id_: UUID):
    asking.world.session.rollback()
    asking.world.session.expire_all()
    return asking.world.session.get(model, id_)
