"""The desks that somebody has: where the menu leads, and the way from one desk to the next."""

from dataclasses import dataclass

from flask import Flask, request, url_for

from navigator.accounts.permissions import Permission
from navigator.accounts.safeguarding_team import is_in_team
from navigator.web.signed_in import Person, current_person
from navigator.web.words import label

OPENS_WITH = (
    ("desks.review", Permission.REVIEW_REFERRALS),
    ("desks.received", Permission.ANSWER_REFERRALS),
    ("desks.mine", Permission.SEE_REFERRALS),
)
"""The first that somebody may see is the one that the menu leads to."""

WAYS = (
    ("desks.mine", Permission.SEE_REFERRALS),
    ("desks.ours", Permission.SEE_REFERRALS),
    ("desks.received", Permission.ANSWER_REFERRALS),
    ("desks.review", Permission.REVIEW_REFERRALS),
    ("receiving.show", Permission.ANSWER_REFERRALS),
    ("absences.show", Permission.SEE_REFERRALS),
    ("referral_rules.show", Permission.SET_REFERRAL_RULES),
    ("records.show", Permission.GATHER_RECORDS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLink:
    address: str
    label: str
    is_current: bool


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"referrals_link": referrals_link, "desk_links": desk_links})


def referrals_link() -> str:
    """Where the menu leads; empty for whoever has nothing to do with referrals."""
    person = current_person()
    if person is None:
        return ""
    may = (endpoint for endpoint, permission in OPENS_WITH if person.may(permission))
    return next((url_for(endpoint) for endpoint in may), "")


def desk_links() -> list[DeskLink]:
    """Every desk of whoever is signed in, in the order of the table."""
    person = current_person()
    if person is None:
        return []
    return [
        DeskLink(
            address=url_for(endpoint),
            label=label("desk_link", endpoint.replace(".", "_")),
            is_current=request.endpoint == endpoint,
        )
        for endpoint, permission in WAYS
        if person.may(permission) and (endpoint != "desks.ours" or in_own_team(person))
    ]


def in_own_team(person: Person) -> bool:
    """Whether they are in the safeguarding team of the organisation that they act for."""
    organisation_id = person.actor.organisation_id
    return organisation_id is not None and is_in_team(person.user, organisation_id)
