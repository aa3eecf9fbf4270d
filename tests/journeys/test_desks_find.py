"""A referral is found by what it is called aloud, and only by those whose it is."""

import pytest

from base.clock import now
from navigator.audit.models import AuditEntry
from navigator.referrals.references import new_reference
from tests.journeys.coming_in import page_of
from tests.signing_in import csrf_token, sign_in

FIND = "/referrals/find"


@pytest.fixture
def teacher(make):
    return make.person(name="Tia Teacher")


@pytest.fixture
def referral(make, teacher):
    return make.referral(sender=teacher, service=make.service(), at=now())


@pytest.fixture
def guess(client):
    def make(reference, token=None):
        token = token or csrf_token(client)
        return client.post(FIND, data={"csrf_token": token, "reference": reference})

    return make


def test_a_reference_leads_to_its_page_however_it_is_typed(client, teacher, referral, guess):
    sign_in(client, teacher)
    bare = referral.reference.replace("-", " ").lower()

    for typed in (referral.reference, bare, f"  {referral.reference}  "):
        assert guess(typed).headers["Location"] == f"/referrals/{referral.id}"


def test_the_box_stands_on_every_desk(client, teacher, referral):
    form = sign_in(client, teacher).page("/referrals").select_one(f'form[action="{FIND}"]')

    assert form.select_one("input[name=reference]")


def test_not_theirs_not_there_and_no_reference_are_answered_alike(client, make, referral, guess):
    sign_in(client, make.person())

    answers = [guess(typed) for typed in (referral.reference, new_reference(), "AAAA-AAAA-A", "x")]

    assert {answer.status_code for answer in answers} == {404}
    said = {page_of(answer).select_one("#reference-error").get_text() for answer in answers}
    assert len(said) == 1
    assert page_of(answers[0]).select_one("#reference")["value"] == referral.reference


def test_an_empty_box_is_no_guess(client, teacher, guess):
    sign_in(client, teacher)

    assert "Enter a reference." in guess("  ").text


def test_check_21_a_thousand_guesses_find_nothing_and_are_slowed_down(
    client, make, session, referral, guess, proof
):
    sign_in(client, make.person())
    token = csrf_token(client)

    answers = [guess(new_reference(), token) for _ in range(proof(60, 1_000))]

    statuses = [answer.status_code for answer in answers]
    assert statuses[:20] == [404] * 20
    assert set(statuses[20:]) == {429}
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 15 * 60 + 1
    noted = session.query(AuditEntry).filter_by(act="find_referral", allowed="no").count()
    assert noted == 20


def test_check_21_who_has_been_slowed_down_does_not_slow_others_down(
    client, app, make, teacher, referral, guess
):
    sign_in(client, make.person())
    token = csrf_token(client)
    for _ in range(21):
        guess(new_reference(), token)

    other = sign_in(app.test_client(), teacher)
    sent = {"csrf_token": csrf_token(other), "reference": referral.reference}
    assert other.post(FIND, data=sent).status_code == 303


def test_check_21_what_is_found_is_not_counted(client, teacher, referral, guess):
    sign_in(client, teacher)
    token = csrf_token(client)

    assert {guess(referral.reference, token).status_code for _ in range(25)} == {303}


def test_check_21_references_tell_nothing_and_one_slip_makes_none():
    made = {new_reference() for _ in range(1_000)}

    assert len(made) == 1_000
    assert len({reference[:4] for reference in made}) > 990, "they do not follow one another"


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_who_may_look_with_a_reason_is_asked_for_it(client, make, referral, guess, role):
    school = referral.sender.memberships[0].organisation
    sign_in(client, make.person(organisation=school, roles=[role]))

    answer = guess(referral.reference)

    assert answer.headers["Location"] == f"/referrals/{referral.id}/with-reason"
    assert "Robin" not in client.page(answer.headers["Location"]).get_text()
