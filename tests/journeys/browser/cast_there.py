"""A school that refers, two clubs that answer, a prevention team, and referrals between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.clock import now, today
from navigator.accounts.models import User
from navigator.records.models import AskedAs, RequestKind
from navigator.records.requests import Asking, take_down
from navigator.referrals.advice import Ask, ask_for_call
from navigator.referrals.attempts import Attempt, record_attempt
from navigator.referrals.codes import AttemptKind
from navigator.referrals.exchange import say_to_the_others
from navigator.referrals.lifecycle import Move
from navigator.referrals.models import Referral
from navigator.referrals.moving import Step, make_move
from navigator.simulation.advice_hours import give_hours
from services_catalog.models import Partnership, Service
from tests import factories
from tests.journeys.referral_people import acting
from tests.signing_in import signed_in_key

SECRET = "A" * 32
"""Of the codes of everybody who is there."""

NEED = "young_carer"
"""What both clubs are for, and nobody else: the one is what could help instead of the other."""


@dataclass(frozen=True, kw_only=True)
class Member:
    organisation: str
    name: str
    role: str
    email: str


CAST: Mapping[str, Member] = MappingProxyType(
    {
        "sender": Member(
            organisation="Example Academy", name="Tia Teacher", role="practitioner",
            email="tia@example.org",
        ),
        "provider": Member(
            organisation="Example Rowing Trust", name="Wren Worker", role="provider",
            email="wren@example.org",
        ),
        "neighbour": Member(
            organisation="Example Garden Trust", name="Gil Gardener", role="provider",
            email="gil@example.org",
        ),
        "team": Member(
            organisation="Example Prevention Team", name="Cal Coordinator", role="coordinator",
            email="cal@example.org",
        ),
        "adviser": Member(
            organisation="Example Advice Line", name="Ada Adviser", role="adviser",
            email="ada@example.org",
        ),
    }
)  # fmt: skip
"""Who is signed in on the pages whose names begin so."""


def key_of(name: str) -> str:
    """The cookie of a page with this name."""
    return f"a-session-of-the-browser-tests-{name.partition(',')[0].replace(' ', '-'):->20}"


def cast_there(session: Session, partnership: Partnership) -> dict[str, str]:
    """Put them all there, signed in; return the ids of what their pages are about."""
    people = {name: _come(session, partnership, name, who) for name, who in CAST.items()}
    give_hours(session, people["adviser"])
    clubs = {name: _club(people[name], said) for name, said in CLUBS.items()}
    referrals = _referrals(session)
    _talk(session, referrals["taken"], people)
    return {
        **{name: str(each.id) for name, each in (clubs | referrals).items()},
        **_ask(session, people, referrals["taken"]),
    }


CLUBS = {"provider": "Example Rowing for Carers", "neighbour": "Example Garden for Carers"}
YES = Step(move=Move.ACCEPT)
NO = Step(
    move=Move.PROPOSE_DECLINE, reason="no_places", note="Full.", facts={"alternative": "none"}
)


def referral_there(session: Session, name: str, *steps: Step, **facts: object) -> Referral:
    """One that the teacher sent an hour ago, and the steps that the first club has made since."""
    club = session.scalars(select(Service).where(Service.name == CLUBS["provider"])).one()
    teacher, worker = (_person(session, CAST[each].email) for each in ("sender", "provider"))
    sent = now() - timedelta(hours=1)
    it = factories.Make.referral(sender=teacher, service=club, name=name, at=sent, **facts)
    for step in steps:
        make_move(session, it, step, actor=acting(worker), at=now())
    return it


def _person(session: Session, email: str) -> User:
    return session.scalars(select(User).where(User.email == email)).one()


def _come(session: Session, partnership: Partnership, name: str, who: Member) -> User:
    place = factories.Make.organisation(partnership=partnership, name=who.organisation)
    person = factories.Make.person(
        organisation=place, name=who.name, email=who.email, roles=[who.role]
    )
    at = now() + timedelta(hours=2)
    person.totp_secret, person.totp_confirmed_at = SECRET, at
    signed_in_key(session, person, at=at, key=key_of(name))
    return person


def _club(person: User, name: str) -> Service:
    own = person.memberships[0].organisation
    return factories.Make.service(organisation=own, name=name, need=[NEED], verified_on=today())


def _referrals(session: Session) -> dict[str, Referral]:
    """One that waits for an answer, one taken, one with a no to check, one nobody must know of."""
    return {
        "new": referral_there(session, "Ash Invented", meeting_may_be_unsafe=True),
        "taken": referral_there(session, "Bo Invented", YES, needs=[NEED], tried="A club."),
        "doubted": referral_there(session, "Cleo Invented", NO, may_be_twice=True),
        "quiet": referral_there(
            session, "Dee Invented", YES, must_not_contact=True, must_not_know="A brother"
        ),
    }


def _talk(session: Session, referral: Referral, people: Mapping[str, User]) -> None:
    teacher, worker = acting(people["sender"]), acting(people["provider"])
    for actor, text in ((worker, "Which evenings?"), (teacher, "Not on Mondays.")):
        say_to_the_others(session, referral, text, send_key=text, actor=actor, at=now())
    tried = Attempt(kind=AttemptKind.CALL, on=today(), reached=False, note="Nobody at home.")
    record_attempt(session, referral, tried, actor=worker, at=now())


def _ask(session: Session, people: Mapping[str, User], referral: Referral) -> dict[str, str]:
    """A call for advice, and somebody who wants to see what is held on them."""
    wanted = Ask(phone="07700 900124", key="a-key-of-the-browser", when="Before four", about="Rows")
    call = ask_for_call(session, wanted, actor=acting(people["sender"]), at=now()).call
    asking = Asking(
        kind=RequestKind.SEE,
        asked_as=AskedAs.YOUNG_PERSON,
        asked_by="Bo Invented",
        checked_how="A passport was shown.",
        received_on=today(),
    )
    request = take_down(
        session, referral.young_person, asking, actor=acting(people["team"]), at=now()
    )
    return {"call": str(call.id), "records": str(request.id)}
