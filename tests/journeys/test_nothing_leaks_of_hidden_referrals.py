"""Search, counts, lists and sentences are the same whether a referral of others is there or not."""

import pytest

from base.clock import now
from tests.journeys.outsiders import NEW_EACH_TIME
from tests.signing_in import csrf_token, sign_in

CANARY = "Zanzibarcanary"
ADDRESSES = (
    "/",
    f"/services?q={CANARY}",
    f"/api/v1/services?q={CANARY}",
    "/referrals",
    "/referrals?part=ended",
    "/referrals/find",
    "/api/v1/referrals",
    "/refer",
    "/advice/calls",
)
OF_A_ROLE = {
    "provider": ("/referrals/received", "/receiving"),
    "coordinator": ("/referrals/review", "/referrals/review?part=unplaced", "/records"),
    "adviser": ("/advice/desk",),
    "commissioner": (),
    "administrator": (),
    "practitioner": (),
}


@pytest.mark.parametrize("role", OF_A_ROLE)
def test_check_20_a_referral_of_others_changes_no_word_and_no_count(client, make, session, role):
    reader = make.person(roles=[role])
    service = make.service()
    sender = make.person()
    session.commit()
    sign_in(client, reader)
    addresses = (*ADDRESSES, *OF_A_ROLE[role])
    before = [read(client, address) for address in addresses]

    hidden = make.referral(
        sender=sender, service=service, name=f"Robin {CANARY}", wants=CANARY, at=now()
    )
    session.commit()

    after = [read(client, address) for address in addresses]
    for address, was, now_is in zip(addresses, before, after, strict=True):
        assert now_is == was, address
    answer = client.post(
        "/referrals/find",
        data={"csrf_token": csrf_token(client), "reference": hidden.reference},
    )
    may_say_why = {"coordinator": 303, "commissioner": 403}
    assert answer.status_code == may_say_why.get(role, 404)


def read(client, address) -> str:
    answer = client.get(address)
    return f"{answer.status_code} {NEW_EACH_TIME.sub('', answer.text)}"
