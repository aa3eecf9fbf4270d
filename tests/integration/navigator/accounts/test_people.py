"""Who belongs where: who may invite whom, and that leaving ends it."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from base.actor import Actor
from navigator.accounts import api_tokens, people, queries, sign_ins
from navigator.accounts.api_tokens import NoSuchToken, TokenNotGood, TokenRefused
from navigator.accounts.passwords import PasswordRefused
from navigator.accounts.people import (
    InvitationRefused,
    LastAdministrator,
    OrganisationNotFound,
    PersonNotFound,
    RoleNotTheirs,
)
from navigator.accounts.permissions import Permission, Role
from navigator.accounts.safeguarding_team import set_in_team, team_of
from navigator.accounts.sign_in import check_password
from navigator.accounts.tokens import Invited, LinkClosed, withdraw_invitation
from tests.factories import NOON, PASSWORD


@pytest.fixture
def school(make):
    return make.organisation(name="Example School")


@pytest.fixture
def club(make):
    return make.organisation(name="Example Club")


@pytest.fixture
def boss(make, school):
    return make.person(organisation=school, roles=["administrator"])


def acting(user, organisation) -> Actor:
    return Actor(
        partnership_id=user.partnership_id,
        user_id=user.id,
        organisation_id=organisation.id,
        roles=sign_ins.roles_in(user, organisation.id) | {Role.SIGNED_IN},
    )


def invited(organisation, *, email="ben@example.org", roles=("practitioner",)):
    return Invited(
        email=email, name="Ben Example", organisation_id=organisation.id, roles=tuple(roles)
    )


def accept(session, raw, organisation, password=PASSWORD, at=NOON):
    return people.accept_invitation(
        session, raw, password=password, partnership_id=organisation.partnership_id, at=at
    )


@pytest.mark.parametrize(
    ("role", "found"),
    [
        pytest.param("administrator", (True, False, False), id="an administrator: their own"),
        pytest.param(
            "coordinator", (True, True, False), id="a coordinator: all of the partnership"
        ),
        pytest.param("practitioner", (False, False, False), id="a practitioner: none"),
        pytest.param("provider", (False, False, False), id="a provider: none"),
    ],
)
def test_an_organisation_is_found_by_who_looks_after_it(session, make, school, club, role, found):
    actor = acting(make.person(organisation=school, roles=[role]), school)
    partnership = make.partnership(name="Another", host="other.example.org")
    stranger = make.organisation(partnership=partnership)

    for organisation, is_found in zip((school, club, stranger), found, strict=True):
        if is_found:
            assert people.organisation_for(
                session, organisation.id, actor=actor, permission=Permission.SEE_PEOPLE
            )
        else:
            with pytest.raises(OrganisationNotFound):
                people.organisation_for(
                    session, organisation.id, actor=actor, permission=Permission.SEE_PEOPLE
                )


def test_somebody_invited_chooses_a_password_and_belongs(session, school, boss):
    raw = people.invite(session, school, invited(school), actor=acting(boss, school), at=NOON)

    user = accept(session, raw, school)

    assert (user.name, user.email) == ("Ben Example", "ben@example.org")
    assert sign_ins.roles_in(user, school.id) == {"practitioner"}
    assert check_password(session, "ben@example.org", PASSWORD, partnership_id=user.partnership_id)
    with pytest.raises(LinkClosed):
        accept(session, raw, school)


def test_somebody_with_an_account_proves_it_and_belongs_to_both(session, make, school, club, boss):
    ben = make.person(organisation=club, email="ben@example.org", roles=["provider"])
    raw = people.invite(session, school, invited(school), actor=acting(boss, school), at=NOON)

    with pytest.raises(PasswordRefused, match="an account here already"), session.begin_nested():
        accept(session, raw, school, password="another four word phrase")

    assert accept(session, raw, school).id == ben.id
    assert sign_ins.organisations_of(ben) == [club.id, school.id]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"email": "ben"}, "e-mail address", id="no address"),
        pytest.param({"email": "a@b"}, "e-mail address", id="no domain"),
        pytest.param({"email": "a@b .org"}, "e-mail address", id="a space"),
        pytest.param({"roles": ()}, "Choose what they do", id="no role"),
        pytest.param({"roles": ("public",)}, "Choose what they do", id="a role nobody gives"),
        pytest.param({"roles": ("king",)}, "Choose what they do", id="no such role"),
    ],
)
def test_an_invitation_that_cannot_go_out_is_refused_in_a_sentence(
    session, school, boss, change, sentence
):
    with pytest.raises(InvitationRefused, match=sentence):
        people.invite(
            session, school, invited(school, **change), actor=acting(boss, school), at=NOON
        )


@pytest.mark.parametrize("role", ["adviser", "coordinator", "commissioner", "panel_member"])
def test_an_administrator_cannot_give_what_reaches_past_their_organisation(
    session, make, school, boss, role
):
    with pytest.raises(RoleNotTheirs):
        people.invite(
            session, school, invited(school, roles=[role]), actor=acting(boss, school), at=NOON
        )
    coordinator = make.person(organisation=school, roles=["coordinator"])
    assert people.invite(
        session, school, invited(school, roles=[role]), actor=acting(coordinator, school), at=NOON
    )


def test_a_role_that_reaches_further_is_not_an_administrators_to_take_away_either(
    session, make, school, boss
):
    adviser = make.person(organisation=school, roles=["adviser", "practitioner"])

    with pytest.raises(RoleNotTheirs):
        people.change_roles(
            session, adviser, school, ["practitioner"], actor=acting(boss, school), at=NOON
        )


def test_check_07_another_role_ends_every_session(session, make, school, boss):
    ben = make.person(organisation=school, roles=["practitioner"])
    sign_ins.start(session, ben, key_digest="k", is_full=True, browser="", at=NOON)

    people.change_roles(session, ben, school, ["provider"], actor=acting(boss, school), at=NOON)

    assert sign_ins.roles_in(ben, school.id) == {"provider"}
    assert sign_ins.find(session, "k", partnership_id=ben.partnership_id, at=NOON) is None


def test_the_same_roles_again_end_nothing(session, make, school, boss):
    ben = make.person(organisation=school, roles=["practitioner"])
    sign_ins.start(session, ben, key_digest="k", is_full=True, browser="", at=NOON)

    people.change_roles(session, ben, school, ["practitioner"], actor=acting(boss, school), at=NOON)

    assert sign_ins.find(session, "k", partnership_id=ben.partnership_id, at=NOON) is not None


def test_check_19_who_leaves_is_out_at_the_next_request(session, make, school):
    ben = make.person(organisation=school)
    sign_ins.start(session, ben, key_digest="k", is_full=True, browser="", at=NOON)

    people.end_membership(session, ben, school, at=NOON)

    assert sign_ins.find(session, "k", partnership_id=ben.partnership_id, at=NOON) is None
    assert ben not in queries.people_of(session, school)
    with pytest.raises(PersonNotFound):
        people.person_in(session, ben.id, school)


def test_the_last_administrator_stays(session, make, school, boss):
    with pytest.raises(LastAdministrator):
        people.end_membership(session, boss, school, at=NOON)
    with pytest.raises(LastAdministrator):
        people.change_roles(
            session, boss, school, ["practitioner"], actor=acting(boss, school), at=NOON
        )

    make.person(organisation=school, roles=["administrator"])
    people.end_membership(session, boss, school, at=NOON)


def test_an_organisation_names_its_safeguarding_team(session, make, school, boss):
    ben = make.person(organisation=school)

    set_in_team(ben, school.id, is_in=True)
    assert team_of(session, school) == [ben]

    set_in_team(ben, school.id, is_in=False)
    set_in_team(boss, school.id, is_in=True)
    assert team_of(session, school) == [boss]


def test_who_takes_part_in_the_team_still_does_in_another_role(session, make, school, boss):
    ben = make.person(organisation=school)
    set_in_team(ben, school.id, is_in=True)

    people.change_roles(session, ben, school, ["provider"], actor=acting(boss, school), at=NOON)

    assert team_of(session, school) == [ben]


def test_somebody_can_be_invited_to_the_team(session, school, boss):
    wanted = replace(invited(school), is_safeguarding=True)
    raw = people.invite(session, school, wanted, actor=acting(boss, school), at=NOON)

    user = accept(session, raw, school)

    assert team_of(session, school) == [user]


def test_a_role_that_is_not_theirs_to_give_is_left_alone_by_a_change_of_others(
    session, make, school, boss
):
    ben = make.person(organisation=school, roles=["adviser"])
    actor = acting(boss, school)

    people.change_roles(session, ben, school, ["adviser", "provider"], actor=actor, at=NOON)

    assert sign_ins.roles_in(ben, school.id) == {"adviser", "provider"}
    with pytest.raises(RoleNotTheirs):
        people.change_roles(session, ben, school, ["provider"], actor=actor, at=NOON)


def test_an_invitation_that_is_withdrawn_opens_nothing(session, make, school, boss):
    raw = people.invite(session, school, invited(school), actor=acting(boss, school), at=NOON)
    [sent] = queries.invitations_of(session, school, at=NOON)

    assert not withdraw_invitation(session, sent.id, organisation_id=make.organisation().id)
    assert withdraw_invitation(session, sent.id, organisation_id=school.id)

    with pytest.raises(LinkClosed):
        accept(session, raw, school)


def test_an_invitation_can_be_seen_until_it_is_accepted_or_too_old(session, school, boss):
    people.invite(session, school, invited(school), actor=acting(boss, school), at=NOON)

    assert len(queries.invitations_of(session, school, at=NOON)) == 1
    assert queries.invitations_of(session, school, at=NOON + timedelta(hours=48)) == []


@pytest.fixture
def key(session, school, boss):
    return api_tokens.make(
        session, acting(boss, school), name="Dashboard", scopes=["find_services"], days=30, at=NOON
    )


def good(session, key, school, at=NOON):
    session.expire_all()
    return api_tokens.find(session, key, partnership_id=school.partnership_id, at=at)


def test_a_key_acts_for_whoever_made_it(session, key, school, boss):
    actor = api_tokens.actor_of(good(session, key, school))

    assert (actor.user_id, actor.organisation_id) == (boss.id, school.id)
    assert actor.sees_professional


def _revoke(session, _, key, school, boss):
    [token] = api_tokens.tokens_of(session, acting(boss, school))
    api_tokens.revoke(session, token.id, actor=acting(boss, school), at=NOON)


def _leave(session, make, key, school, boss):
    make.person(organisation=school, roles=["administrator"])
    people.end_membership(session, boss, school, at=NOON)


def _disable(session, _, key, school, boss):
    people.disable(session, boss, at=NOON)


@pytest.mark.parametrize("end", [_revoke, _leave, _disable])
def test_check_07_a_key_is_dead(session, make, key, school, boss, end):
    end(session, make, key, school, boss)

    with pytest.raises(TokenNotGood):
        good(session, key, school)


def test_a_key_dies_with_its_time_and_in_another_partnership(session, make, key, school):
    with pytest.raises(TokenNotGood):
        good(session, key, school, at=NOON + timedelta(days=30))
    other = make.partnership(name="Another", host="other.example.org")
    with pytest.raises(TokenNotGood):
        api_tokens.find(session, key, partnership_id=other.id, at=NOON)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"name": " "}, "what the key is for", id="no name"),
        pytest.param({"scopes": []}, "what the key may do", id="no scope"),
        pytest.param({"scopes": ["change_people"]}, "what the key may do", id="too much"),
        pytest.param({"days": 0}, "days", id="no time"),
        pytest.param({"days": 5000}, "days", id="for ever"),
    ],
)
def test_a_key_that_cannot_be_made_is_refused_in_a_sentence(
    session, school, boss, change, sentence
):
    facts = {"name": "Dashboard", "scopes": ["find_services"], "days": 30} | change

    with pytest.raises(TokenRefused, match=sentence):
        api_tokens.make(session, acting(boss, school), at=NOON, **facts)


def test_somebody_elses_key_is_not_there(session, make, key, school, boss):
    [token] = api_tokens.tokens_of(session, acting(boss, school))
    ben = make.person(organisation=school, roles=["administrator"])

    with pytest.raises(NoSuchToken):
        api_tokens.revoke(session, token.id, actor=acting(ben, school), at=NOON)
    with pytest.raises(NoSuchToken):
        api_tokens.revoke(session, uuid4(), actor=acting(boss, school), at=NOON)
    assert key not in token.digest
