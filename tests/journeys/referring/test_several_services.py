"""Several at once, each with its own agreement; those that take none here are to be rung."""

import pytest
from sqlalchemy import select

from navigator.audit.models import AuditEntry
from navigator.outbox.models import OutboxMail
from navigator.referrals.models import Referral, ReferralPause
from tests.factories import NOON
from tests.journeys.referring.conftest import Referring, words_of
from tests.signing_in import sign_in


@pytest.fixture
def second(make, club):
    return make.service(organisation=club, name="Example Dancing")


@pytest.fixture
def alone(make):
    """Nobody of theirs has an account."""
    return make.service(name="Example Garden", phone="0117 496 0444")


@pytest.fixture
def paused(session, service, teacher):
    session.add(
        ReferralPause(
            service_id=service.id,
            partnership_id=service.partnership_id,
            paused_at=NOON,
            user_id=teacher.id,
        )
    )
    session.commit()


@pytest.fixture
def signed_in(client, teacher, session, alone) -> Referring:
    session.commit()
    return Referring(sign_in(client, teacher))


def test_each_has_its_own_agreement_and_none_sees_the_others(signed_in, service, second, session):
    form = signed_in.begin(service, second)
    first, other = form.ids
    typed = {f"parent-{first}": "agrees", f"young_person-{other}": "does_not"}
    answer = form.save("agreement", **typed)
    assert answer.status_code == 422
    assert f'href="#young_person-{other}"' in answer.text
    assert f'href="#young_person-{first}"' not in answer.text

    form.fill().send()

    sent = session.scalars(select(Referral)).all()
    assert {each.service_id for each in sent} == {first, other}
    assert [len(each.agreements) for each in sent] == [2, 2]
    said = form.page("sent").main.get_text()
    assert all(each.reference in said for each in sent)
    mails = [mail.address for mail in session.scalars(select(OutboxMail))]
    assert sorted(mails) == ["tia@example.org", "wren@example.org"], "one mail each"


def test_the_list_leads_to_all_of_it_at_once(signed_in, service, second):
    for each in (service, second):
        signed_in.post("/shortlist/add", service=str(each.id))
    page = signed_in.client.page("/shortlist")

    form = page.select_one("form[action='/refer']")

    assert form.button.text == "Refer to these 2 services"
    ids = [box["value"] for box in form.select("[name=service_id]")]
    assert ids == [str(service.id), str(second.id)]


def test_one_more_is_added_from_the_list_and_left_out_again(signed_in, service, second):
    signed_in.post("/shortlist/add", service=str(second.id))
    form = signed_in.begin(service).fill()
    assert "Add Example Dancing" in form.page("check").main.get_text()

    added = form.post(f"{form.base}/services", add=str(second.id), version=form.version())
    assert added.headers["Location"] == f"{form.base}/agreement"
    assert "Say whether the young person agrees." in form.page("check").main.get_text()
    gone = form.post(f"{form.base}/services", remove=str(second.id), version=form.version())

    assert gone.headers["Location"] == f"{form.base}/check"
    assert form.send().status_code == 303


def test_the_last_one_stays(signed_in, service):
    form = signed_in.begin(service)

    answer = form.post(f"{form.base}/services", remove=str(service.id), version="1")

    assert answer.status_code == 409
    assert "Choose at least one service." in words_of(answer)


def test_check_51_services_chosen_in_another_window_are_shown_first(signed_in, service, second):
    form = signed_in.begin(service, second)
    form.post(f"{form.base}/services", remove=str(form.ids[0]), version="1")

    answer = form.post(f"{form.base}/services", add=str(form.ids[0]), version="1")

    assert answer.status_code == 409
    assert "changed in another window" in words_of(answer)


def test_what_takes_none_here_is_to_be_rung_and_that_is_recorded(signed_in, alone, session):
    answer = signed_in.post("/refer", service_id=str(alone.id))

    assert "takes no referrals here. Ring it." in words_of(answer)
    assert "0117 496 0444" in words_of(answer)
    acts = session.scalars(select(AuditEntry).where(AuditEntry.act == "told_to_ring")).all()
    assert [act.object_id for act in acts] == [alone.id.hex]


def test_the_others_can_be_gone_on_with(signed_in, service, alone):
    answer = signed_in.post("/refer", service_id=[str(service.id), str(alone.id)])

    assert "You can refer to the others here" in words_of(answer)
    assert f'name="service_id" value="{service.id}"' in answer.text
    assert f'name="service_id" value="{alone.id}"' not in answer.text


def test_a_service_that_is_paused_says_so(signed_in, service, paused):
    said = signed_in.client.page(f"/services/{service.id}").main.get_text()
    assert "takes no new referrals just now" in said

    answer = signed_in.post("/refer", service_id=str(service.id))

    assert "takes no new referrals just now" in words_of(answer)


def test_a_service_that_pauses_meanwhile_is_sent_nothing(
    referring, session, make, service, teacher
):
    referring.fill()
    session.add(
        ReferralPause(
            service_id=service.id,
            partnership_id=service.partnership_id,
            paused_at=NOON,
            user_id=teacher.id,
        )
    )
    session.commit()

    answer = referring.send()

    assert answer.status_code == 409
    assert "takes no new referrals just now" in words_of(answer)
    assert session.scalars(select(Referral)).all() == []
    assert session.scalars(select(OutboxMail)).all() == []


def test_who_is_signed_out_is_led_to_sign_in_and_back(client, service, session):
    session.commit()
    link = client.page(f"/services/{service.id}").select_one(".app-refer-button a")

    assert link.text == "Sign in to refer"
    assert link["href"] == f"/sign-in?next=/services/{service.id}"


def test_who_may_not_refer_is_offered_nothing(client, make, service, session):
    session.commit()
    sign_in(client, make.person(roles=["commissioner"]))

    assert not client.page(f"/services/{service.id}").select_one(".app-refer-button")


def test_a_service_that_nobody_lists_is_not_found(signed_in):
    assert signed_in.post("/refer", service_id="x").status_code == 404
    assert signed_in.post("/refer").status_code == 404


def test_what_is_open_already_is_shown_to_who_may_see_it_and_sent_as_usual(
    referring, session, make, teacher, service
):
    stranger = make.person()
    make.referral(sender=stranger, service=service)
    session.commit()
    referring.fill()
    assert "open referral for this young person" not in referring.page("check").main.get_text()
    mine = make.referral(sender=teacher, service=service)
    session.commit()

    page = referring.page("check")

    assert page.select_one(f"a[href='/referrals/{mine.id}']").text == mine.reference
    assert referring.send().status_code == 303
