"""The table of permissions, and what nobody may do alone."""

from uuid import UUID

import pytest

from base.actor import Actor
from navigator.accounts.permissions import (
    GIVEN,
    PERMITTED,
    ROLES,
    Permission,
    Relation,
    Role,
    idle_limit,
    needs_second_factor,
    relation_for,
    sees_professional,
)
from navigator.accounts.separation import (
    OwnService,
    SignedAlone,
    refuse_own_service,
    refuse_signing_alone,
)

ADA, BEN = UUID(int=1), UUID(int=2)
CLUB, SCHOOL = UUID(int=3), UUID(int=4)


def test_every_act_and_every_role_is_in_its_table():
    assert set(PERMITTED) == set(Permission)
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize(
    ("roles", "permission", "relation"),
    [
        pytest.param([], Permission.FIND_SERVICES, Relation.PARTNERSHIP, id="everybody finds"),
        pytest.param([], Permission.SEE_PEOPLE, None, id="the public sees nobody"),
        pytest.param(
            [Role.ADMINISTRATOR], Permission.SEE_PEOPLE, Relation.OWN_ORGANISATION, id="their own"
        ),
        pytest.param(
            [Role.COORDINATOR], Permission.SEE_PEOPLE, Relation.PARTNERSHIP, id="all of them"
        ),
        pytest.param(
            [Role.ADMINISTRATOR, Role.COORDINATOR],
            Permission.SEE_PEOPLE,
            Relation.PARTNERSHIP,
            id="of two, the wider",
        ),
        pytest.param([Role.PROVIDER], Permission.RATE_SERVICE, None, id="no provider rates"),
        pytest.param([Role.PANEL_MEMBER], Permission.SIGN_DECISION, None, id="no panel signs"),
        pytest.param([Role.COORDINATOR], Permission.READ_RECORD_OF_ACTS, None, id="not theirs"),
    ],
)
def test_a_role_reaches_as_far_as_the_table_says(roles, permission, relation):
    assert relation_for(roles, permission) is relation


@pytest.mark.parametrize("role", [role for role in GIVEN if ROLES[role].sees_children])
def test_who_meets_what_is_said_of_children_needs_a_second_factor(role):
    assert needs_second_factor([role])


def test_who_does_not_needs_none():
    assert not needs_second_factor([Role.COMMISSIONER, Role.PANEL_MEMBER])


def test_the_strictest_idle_limit_counts():
    assert idle_limit([Role.ADMINISTRATOR, Role.PROVIDER]) < idle_limit([Role.PROVIDER])


def test_an_account_without_a_role_finds_what_the_public_finds():
    assert not sees_professional([])
    assert sees_professional([Role.PROVIDER])


def test_nobody_rates_what_their_own_organisation_runs():
    ada = Actor(partnership_id=UUID(int=9), user_id=ADA, organisation_id=SCHOOL)

    refuse_own_service(ada, provider_id=UUID(int=77), organisations=[CLUB])
    for organisations in ([CLUB, SCHOOL], [CLUB]):
        with pytest.raises(OwnService, match="somebody else"):
            refuse_own_service(ada, provider_id=CLUB, organisations=organisations)


def test_whoever_proposes_a_decision_does_not_sign_it():
    ada = Actor(partnership_id=UUID(int=9), user_id=ADA)

    refuse_signing_alone(ada, proposed_by=BEN)
    with pytest.raises(SignedAlone, match="somebody else"):
        refuse_signing_alone(ada, proposed_by=ADA)
