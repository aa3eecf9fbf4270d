"""A school that refers, a club that answers, and a prevention team, in one partnership."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from base.actor import Actor
from navigator.accounts import sign_ins
from navigator.accounts.models import User
from services_catalog.models import Organisation, Service


@dataclass(frozen=True, kw_only=True)
class Cast:
    school: Organisation
    club: Organisation
    team: Organisation
    service: Service
    teacher: User
    worker: User
    coordinator: User


def acting(user: User, organisation_id: UUID | None = None) -> Actor:
    organisation_id = organisation_id or user.memberships[0].organisation_id
    return Actor(
        partnership_id=user.partnership_id,
        user_id=user.id,
        organisation_id=organisation_id,
        roles=frozenset(sign_ins.roles_in(user, organisation_id)),
    )


@pytest.fixture
def cast(make) -> Cast:
    school = make.organisation(name="Example School")
    club = make.organisation(name="Example Club")
    team = make.organisation(name="Example Prevention Team")
    return Cast(
        school=school,
        club=club,
        team=team,
        service=make.service(organisation=club),
        teacher=make.person(organisation=school, name="Tia Teacher"),
        worker=make.person(organisation=club, roles=["provider"], name="Wren Worker"),
        coordinator=make.person(organisation=team, roles=["coordinator"], name="Cal Coordinator"),
    )


@pytest.fixture
def referral(make, cast):
    return make.referral(sender=cast.teacher, service=cast.service)
