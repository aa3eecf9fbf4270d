"""Who comes in with an account of their organisation, and who does not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from base.actor import Actor
from navigator.accounts import people, queries, sign_ins
from navigator.accounts.identity_providers import (
    ProviderNotFound,
    ProviderRefused,
    SetUp,
    check_set_up,
    domains_in,
    enabled_provider,
    enabled_providers,
    provider_of,
    put_provider,
    remove_provider,
)
from navigator.accounts.models import Identity, User
from navigator.accounts.single_sign_on import NotLetIn, Vouched, asks_for_our_code, let_in
from navigator.accounts.tokens import Invited
from tests.factories import NOON

EMAIL = "ada@school.example.org"
ISSUER = "https://login.example.org"
ADA = Vouched(issuer=ISSUER, subject="ada", email=EMAIL)


@pytest.fixture
def school(make):
    return make.organisation(name="Example Academy")


@pytest.fixture
def club(make):
    return make.organisation(name="Example Club")


@pytest.fixture
def provider(make, school):
    return make.identity_provider(organisation=school)


@pytest.fixture
def ada(make, school):
    return make.person(organisation=school, email=EMAIL, password=None)


def invite(session, organisation, *, email=EMAIL, roles=("practitioner",), at=NOON, team=False):
    wanted = Invited(
        email=email, name="Ada Example", organisation_id=organisation.id, roles=roles,
        is_safeguarding=team,
    )  # fmt: skip
    actor = Actor(
        partnership_id=organisation.partnership_id,
        organisation_id=organisation.id,
        roles=frozenset({"administrator"}),
    )
    return people.invite(session, organisation, wanted, actor=actor, at=at)


def why_not(session, provider, vouched=ADA, *, at=NOON) -> str:
    with pytest.raises(NotLetIn) as refused:
        let_in(session, provider, vouched, at=at)
    assert str(refused.value) == str(NotLetIn("any"))
    return refused.value.reason


def test_an_account_is_linked_by_a_verified_address(session, provider, ada):
    assert let_in(session, provider, ADA, at=NOON) is ada

    linked = session.scalar(select(Identity))
    assert (linked.user_id, linked.issuer, linked.subject) == (ada.id, ISSUER, "ada")


@pytest.mark.parametrize("email", ["ADA@School.Example.ORG", " ada@school.example.org "])
def test_an_address_may_be_written_in_another_way(session, provider, ada, email):
    assert let_in(session, provider, replace(ADA, email=email), at=NOON) is ada


@pytest.mark.parametrize("email", ["", "ada.newname@school.example.org", "ada@other.example.org"])
def test_who_is_known_comes_in_whatever_their_address_is_now(session, provider, ada, email):
    let_in(session, provider, ADA, at=NOON)

    assert let_in(session, provider, replace(ADA, email=email), at=NOON) is ada


@pytest.mark.parametrize(
    ("vouched", "reason"),
    [
        pytest.param(replace(ADA, email=""), "email_not_verified", id="no verified address"),
        pytest.param(
            replace(ADA, email="ada@other.example.org"), "other_domain", id="another domain"
        ),
        pytest.param(
            replace(ADA, email="ada@evil.school.example.org"), "other_domain", id="a part of it"
        ),
        pytest.param(
            replace(ADA, email="ada@notschool.example.org"), "other_domain", id="an end like it"
        ),
        pytest.param(
            replace(ADA, email="ada@school.example.org@other.example.org"), "other_domain",
            id="two at signs",
        ),
        pytest.param(
            replace(ADA, email="grace@school.example.org"), "not_known", id="nobody invited them"
        ),
    ],
)  # fmt: skip
def test_nobody_is_made_from_nothing(session, make, provider, ada, vouched, reason):
    make.person(organisation=make.organisation(), email="ada@other.example.org")

    assert why_not(session, provider, vouched) == reason
    assert session.scalars(select(Identity)).all() == []
    assert len(session.scalars(select(User)).all()) == 2


def test_an_invitation_is_accepted_on_the_way(session, school, provider):
    raw = invite(session, school, roles=("practitioner", "provider"), team=True)

    user = let_in(session, provider, ADA, at=NOON)

    assert (user.email, user.name, user.password_hash) == (EMAIL, "Ada Example", None)
    assert sign_ins.roles_in(user, school.id) == {"practitioner", "provider"}
    assert all(held.is_safeguarding for held in user.memberships)
    with pytest.raises(people.tokens.LinkClosed):
        people.accept_invitation(
            session, raw, password=None, partnership_id=school.partnership_id, at=NOON
        )


def test_who_is_known_is_given_what_a_later_invitation_says(session, school, provider, ada):
    let_in(session, provider, ADA, at=NOON)
    invite(session, school, roles=("provider",))

    user = let_in(session, provider, ADA, at=NOON)

    assert sign_ins.roles_in(user, school.id) == {"practitioner", "provider"}


@pytest.mark.parametrize(
    "how", ["too old", "to another organisation", "withdrawn", "of another partnership"]
)
def test_an_invitation_that_does_not_hold_lets_nobody_in(
    session, make, school, club, provider, how
):
    other = make.partnership(name="Another Partnership", host="other.example.org")
    elsewhere = make.organisation(partnership=other)
    to = {"to another organisation": club, "of another partnership": elsewhere}.get(how, school)
    invite(session, to, at=NOON - timedelta(hours=48) if how == "too old" else NOON)
    if how == "withdrawn":
        sent = queries.invitations_of(session, school, at=NOON)[0]
        people.tokens.withdraw_invitation(session, sent.id, organisation_id=school.id)

    assert why_not(session, provider) == "not_known"


@pytest.mark.parametrize("known", [False, True], ids=["not linked yet", "linked"])
@pytest.mark.parametrize("how", ["disabled", "left", "other_organisation"])
def test_who_may_not_come_in_does_not(session, make, school, *, provider, ada, how, known):
    make.person(organisation=school, roles=["administrator"])
    if known:
        let_in(session, provider, ADA, at=NOON)
    match how:
        case "disabled":
            people.disable(session, ada, at=NOON)
        case "left":
            people.end_membership(session, ada, school, at=NOON)
        case "other_organisation":
            people.add_roles(session, ada, make.organisation().id, ["provider"], at=NOON)

    assert why_not(session, provider) == how


def test_an_administrator_cannot_come_in_as_somebody_of_another_organisation(
    session, make, club, provider
):
    """Whoever runs a provider can let it say anything of anybody."""
    make.person(organisation=club, roles=["coordinator"], email="boss@school.example.org")

    vouched = replace(ADA, subject="boss", email="boss@school.example.org")
    assert why_not(session, provider, vouched) == "other_organisation"


def test_an_invitation_takes_nobody_over_who_belongs_elsewhere(
    session, make, school, club, provider
):
    ada = make.person(organisation=club, email=EMAIL)
    invite(session, school)

    assert why_not(session, provider) == "other_organisation"
    assert sign_ins.roles_in(ada, school.id) == frozenset()


def test_organisations_with_the_same_issuer_vouch_for_each_others(
    session, make, club, provider, ada
):
    people.add_roles(session, ada, club.id, ["provider"], at=NOON)
    make.identity_provider(organisation=club, email_domains=["club.example.org"])

    assert let_in(session, provider, ADA, at=NOON) is ada


def test_who_has_left_and_is_invited_anew_comes_in(session, make, school, provider, ada):
    make.person(organisation=school, roles=["administrator"])
    people.end_membership(session, ada, school, at=NOON)
    invite(session, school)

    assert let_in(session, provider, ADA, at=NOON) is ada


def test_an_address_given_to_somebody_new_does_not_open_the_old_account(
    session, school, provider, ada
):
    let_in(session, provider, ADA, at=NOON)
    newcomer = replace(ADA, subject="ada-the-second")

    assert why_not(session, provider, newcomer) == "another_subject"

    invite(session, school)
    assert let_in(session, provider, newcomer, at=NOON) is ada
    assert why_not(session, provider, ADA) == "another_subject"


def test_nobody_of_another_partnership_is_known(session, make, provider, ada):
    let_in(session, provider, ADA, at=NOON)
    other = make.partnership(name="Another Partnership", host="other.example.org")
    elsewhere = make.identity_provider(organisation=make.organisation(partnership=other))

    assert why_not(session, elsewhere) == "not_known"
    with pytest.raises(ProviderNotFound):
        enabled_provider(session, provider.organisation_id, partnership_id=other.id)
    assert [each.id for each in enabled_providers(session, partnership_id=other.id)] == [
        elsewhere.id
    ]


@pytest.mark.parametrize(
    ("roles", "has_app", "is_trusted", "showed", "asked"),
    [
        pytest.param(["practitioner"], False, False, False, True, id="sees children"),
        pytest.param(["practitioner"], False, False, True, True, id="shown, not trusted"),
        pytest.param(["practitioner"], False, True, False, True, id="trusted, not shown"),
        pytest.param(["practitioner"], True, True, True, False, id="trusted and shown"),
        pytest.param(["coordinator"], True, True, True, True, id="reaches past the organisation"),
        pytest.param(["panel_member"], False, False, False, False, id="sees no children"),
        pytest.param(["panel_member"], True, False, False, True, id="has an app all the same"),
    ],
)
def test_our_own_code_is_asked_for(make, school, *, roles, has_app, is_trusted, showed, asked):
    user = make.person(organisation=school, roles=roles)
    user.totp_confirmed_at = NOON if has_app else None

    got = asks_for_our_code(user, is_trusted=is_trusted, showed_second_factor=showed)

    assert got is asked


WANTED = SetUp(
    name="Example Academy",
    issuer=ISSUER,
    client_id="navigator",
    client_secret="a secret of the tests",
    email_domains=("school.example.org",),
)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "a" * 61}, "name"),
        ({"client_id": ""}, "client_id"),
        ({"client_id": "a\0"}, "client_id"),
        ({"client_id": "a" * 256}, "client_id"),
        ({"client_secret": "a" * 1001}, "client_secret"),
        ({"email_domains": ()}, "email_domains"),
        ({"email_domains": ("school",)}, "email_domains"),
        ({"email_domains": ("@school.example.org",)}, "email_domains"),
        ({"email_domains": ("*.example.org",)}, "email_domains"),
        ({"email_domains": ("org",) * 21}, "email_domains"),
    ],
)
def test_what_cannot_be_set_up_is_refused_in_a_sentence(changes, field):
    with pytest.raises(ProviderRefused) as refused:
        check_set_up(replace(WANTED, **changes), before=None)

    assert refused.value.field == field
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "typed",
    ["school.example.org", "@School.Example.ORG", " school.example.org,\n ,school.example.org;"],
)
def test_domains_are_read_as_they_are_typed(typed):
    assert domains_in(typed) == ("school.example.org",)


def test_the_secret_is_locked_in_the_database(session, school):
    put_provider(session, school, WANTED, keep="", at=NOON)

    assert provider_of(session, school).client_secret == WANTED.client_secret
    kept = session.scalar(text("SELECT client_secret FROM identity_provider"))
    assert WANTED.client_secret not in kept


@pytest.mark.parametrize("changes", [{"issuer": "https://new.example.org"}, {"client_id": "new"}])
def test_a_secret_is_not_sent_to_another_provider(session, school, changes):
    put_provider(session, school, WANTED, keep="", at=NOON)
    moved = replace(WANTED, client_secret="", **changes)

    with pytest.raises(ProviderRefused) as refused:
        put_provider(session, school, moved, keep="", at=NOON)
    assert refused.value.field == "client_secret"

    put_provider(session, school, replace(WANTED, client_secret="", name="New"), keep="", at=NOON)
    assert provider_of(session, school).client_secret == WANTED.client_secret


def sign_in_twice(session, user) -> None:
    for key in ("here", "there"):
        sign_ins.start(session, user, key_digest=key, is_full=True, browser="a test", at=NOON)


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(lambda s, o: remove_provider(s, o, keep="here"), id="removed"),
        pytest.param(
            lambda s, o: put_provider(s, o, replace(WANTED, enabled=False), keep="here", at=NOON),
            id="switched off",
        ),
        pytest.param(
            lambda s, o: put_provider(s, o, replace(WANTED, client_id="new"), keep="here", at=NOON),
            id="another client",
        ),
    ],
)
def test_who_came_in_by_what_is_no_more_is_signed_out(session, school, provider, ada, how):
    let_in(session, provider, ADA, at=NOON)
    sign_in_twice(session, ada)

    how(session, school)

    left = sign_ins.open_sign_ins(session, ada.id, at=NOON)
    assert [each.key_digest for each in left] == ["here"]


def test_another_name_signs_nobody_out(session, school, provider, ada):
    let_in(session, provider, ADA, at=NOON)
    sign_in_twice(session, ada)

    put_provider(session, school, replace(WANTED, name="New"), keep="", at=NOON)

    assert len(sign_ins.open_sign_ins(session, ada.id, at=NOON)) == 2


@pytest.mark.parametrize("shared", [False, True], ids=["its own issuer", "one that others use"])
def test_who_is_who_is_forgotten_with_the_issuer(session, make, school, *, provider, ada, shared):
    if shared:
        make.identity_provider(organisation=make.organisation())
    let_in(session, provider, ADA, at=NOON)

    remove_provider(session, school, keep="")

    assert bool(session.scalars(select(Identity)).all()) is shared


def test_what_is_switched_off_is_not_offered(session, make, school, provider):
    assert enabled_providers(session, partnership_id=school.partnership_id) == [provider]
    provider.enabled = False
    session.flush()

    assert enabled_providers(session, partnership_id=school.partnership_id) == []
    with pytest.raises(ProviderNotFound):
        enabled_provider(session, school.id, partnership_id=school.partnership_id)


def test_what_is_not_there_cannot_be_removed(session, school):
    with pytest.raises(ProviderNotFound):
        remove_provider(session, school, keep="")
