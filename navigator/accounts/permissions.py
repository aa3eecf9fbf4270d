"""
Who may do what to whose: one table that a person can read.

Every view names one act (``navigator.web.access``). A role that an act does not list may not do it.
The relation says to whose records: everybody's, their own, those of the organisation they act for,
or any of the partnership. Nothing reaches into another partnership.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum, StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """``public`` is everybody, signed in or not; ``signed_in`` everybody who has an account."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    PRACTITIONER = "practitioner"
    ADVISER = "adviser"
    PROVIDER = "provider"
    COORDINATOR = "coordinator"
    COMMISSIONER = "commissioner"
    PANEL_MEMBER = "panel_member"
    ADMINISTRATOR = "administrator"


GIVEN = tuple(role for role in Role if role not in {Role.PUBLIC, Role.SIGNED_IN})
"""The roles that somebody is given in an organisation."""


class Relation(IntEnum):
    """To whose records. The wider includes the narrower."""

    SELF = 1
    OWN_ORGANISATION = 2
    PARTNERSHIP = 3


class Permission(StrEnum):
    """An act. Each is one line of ``PERMITTED``."""

    FIND_SERVICES = "find_services"
    MANAGE_OWN_ACCOUNT = "manage_own_account"
    HOLD_API_TOKENS = "hold_api_tokens"
    SEE_PEOPLE = "see_people"
    INVITE_PEOPLE = "invite_people"
    CHANGE_PEOPLE = "change_people"
    SEE_ORGANISATIONS = "see_organisations"
    ADD_ORGANISATIONS = "add_organisations"
    SET_UP_SIGN_IN = "set_up_sign_in"
    READ_RECORD_OF_ACTS = "read_record_of_acts"
    RATE_SERVICE = "rate_service"
    APPROVE_LISTING = "approve_listing"
    PROPOSE_DECISION = "propose_decision"
    SIGN_DECISION = "sign_decision"
    MAKE_REFERRALS = "make_referrals"
    SEE_REFERRALS = "see_referrals"
    ANSWER_REFERRALS = "answer_referrals"
    REVIEW_REFERRALS = "review_referrals"
    LOOK_WITH_REASON = "look_with_reason"
    SET_REFERRAL_RULES = "set_referral_rules"
    ASK_ADVICE = "ask_advice"
    GIVE_ADVICE = "give_advice"
    GATHER_RECORDS = "gather_records"


_ADMIN_OR_COORDINATOR: Mapping[Role, Relation] = MappingProxyType(
    {Role.ADMINISTRATOR: Relation.OWN_ORGANISATION, Role.COORDINATOR: Relation.PARTNERSHIP}
)

PERMITTED: Mapping[Permission, Mapping[Role, Relation]] = MappingProxyType(
    {
        Permission.FIND_SERVICES: {Role.PUBLIC: Relation.PARTNERSHIP},
        Permission.MANAGE_OWN_ACCOUNT: {Role.SIGNED_IN: Relation.SELF},
        Permission.HOLD_API_TOKENS: {
            Role.PRACTITIONER: Relation.SELF,
            Role.PROVIDER: Relation.SELF,
            Role.COORDINATOR: Relation.SELF,
            Role.COMMISSIONER: Relation.SELF,
            Role.ADMINISTRATOR: Relation.SELF,
        },
        Permission.SEE_PEOPLE: _ADMIN_OR_COORDINATOR,
        Permission.INVITE_PEOPLE: _ADMIN_OR_COORDINATOR,
        Permission.CHANGE_PEOPLE: _ADMIN_OR_COORDINATOR,
        Permission.SEE_ORGANISATIONS: {Role.COORDINATOR: Relation.PARTNERSHIP},
        Permission.ADD_ORGANISATIONS: {Role.COORDINATOR: Relation.PARTNERSHIP},
        Permission.SET_UP_SIGN_IN: {Role.ADMINISTRATOR: Relation.OWN_ORGANISATION},
        Permission.READ_RECORD_OF_ACTS: {Role.ADMINISTRATOR: Relation.OWN_ORGANISATION},
        Permission.RATE_SERVICE: {
            Role.COORDINATOR: Relation.PARTNERSHIP,
            Role.COMMISSIONER: Relation.PARTNERSHIP,
        },
        Permission.APPROVE_LISTING: {Role.COORDINATOR: Relation.PARTNERSHIP},
        Permission.PROPOSE_DECISION: {
            Role.COMMISSIONER: Relation.PARTNERSHIP,
            Role.PANEL_MEMBER: Relation.PARTNERSHIP,
        },
        Permission.SIGN_DECISION: {Role.COMMISSIONER: Relation.PARTNERSHIP},
        Permission.MAKE_REFERRALS: {
            Role.PRACTITIONER: Relation.SELF,
            Role.ADVISER: Relation.SELF,
            Role.PROVIDER: Relation.SELF,
            Role.COORDINATOR: Relation.SELF,
        },
        Permission.SEE_REFERRALS: {
            Role.PRACTITIONER: Relation.SELF,
            Role.ADVISER: Relation.SELF,
            Role.PROVIDER: Relation.OWN_ORGANISATION,
            Role.COORDINATOR: Relation.PARTNERSHIP,
            Role.ADMINISTRATOR: Relation.SELF,
        },
        Permission.ANSWER_REFERRALS: {Role.PROVIDER: Relation.OWN_ORGANISATION},
        Permission.REVIEW_REFERRALS: {Role.COORDINATOR: Relation.PARTNERSHIP},
        Permission.LOOK_WITH_REASON: {
            Role.ADMINISTRATOR: Relation.OWN_ORGANISATION,
            Role.COORDINATOR: Relation.PARTNERSHIP,
        },
        Permission.SET_REFERRAL_RULES: {Role.COORDINATOR: Relation.PARTNERSHIP},
        Permission.ASK_ADVICE: {
            Role.PRACTITIONER: Relation.SELF,
            Role.PROVIDER: Relation.SELF,
            Role.COORDINATOR: Relation.SELF,
        },
        Permission.GIVE_ADVICE: {Role.ADVISER: Relation.PARTNERSHIP},
        Permission.GATHER_RECORDS: {Role.COORDINATOR: Relation.PARTNERSHIP},
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleFacts:
    """
    ``sees_children``: will meet what is said of a young person, so a second factor is required.
    ``sees_professional``: finds listings that are kept for professionals. ``idle_limit``: how long
    a session lives without a request. ``holds_everywhere``: what it may do reaches past its own
    organisation, so that only a coordinator may give it.
    """

    sees_children: bool = False
    sees_professional: bool = True
    idle_limit: timedelta = timedelta(minutes=30)
    holds_everywhere: bool = False


ROLES: Mapping[Role, RoleFacts] = MappingProxyType(
    {
        Role.PUBLIC: RoleFacts(sees_professional=False),
        Role.SIGNED_IN: RoleFacts(sees_professional=False),
        Role.PRACTITIONER: RoleFacts(sees_children=True),
        Role.ADVISER: RoleFacts(sees_children=True, holds_everywhere=True),
        Role.PROVIDER: RoleFacts(sees_children=True),
        Role.COORDINATOR: RoleFacts(sees_children=True, holds_everywhere=True),
        Role.COMMISSIONER: RoleFacts(holds_everywhere=True),
        Role.PANEL_MEMBER: RoleFacts(holds_everywhere=True),
        Role.ADMINISTRATOR: RoleFacts(idle_limit=timedelta(minutes=15), sees_children=True),
    }
)

ABSOLUTE_LIMIT = timedelta(hours=12)
"""A session ends after this, however busy."""


def relation_for(roles: Iterable[str], permission: Permission) -> Relation | None:
    """The widest relation that any of these roles has; None where none may do it at all."""
    permitted = PERMITTED[permission]
    held = {Role.PUBLIC, *(Role(role) for role in roles)}
    return max((permitted[role] for role in held if role in permitted), default=None)


def needs_second_factor(roles: Iterable[str]) -> bool:
    return any(ROLES[Role(role)].sees_children for role in roles)


def sees_professional(roles: Iterable[str]) -> bool:
    return any(ROLES[Role(role)].sees_professional for role in roles)


def idle_limit(roles: Iterable[str]) -> timedelta:
    """The strictest of those of the roles."""
    return min(ROLES[role].idle_limit for role in {Role.SIGNED_IN, *(Role(r) for r in roles)})
