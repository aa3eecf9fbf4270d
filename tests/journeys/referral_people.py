"""A school that refers, a club that answers, a prevention team, and a referral between them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bs4 import BeautifulSoup
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from base.actor import Actor
from base.clock import now, today
from navigator.accounts import sign_ins
from navigator.accounts.models import User
from navigator.referrals.codes import Status
from navigator.referrals.lifecycle import Move
from navigator.referrals.models import Referral
from navigator.referrals.moving import Step, make_move
from services_catalog.models import Organisation, Service
from tests.pages import PageClient
from tests.signing_in import COOKIE, csrf_token, sign_in

SECRETS = {
    "name": "Canary Namesecret",
    "wants": "canary-wants",
    "going_well": "canary-going-well",
    "tried": "canary-tried",
    "school": "canary-school",
    "reach": "canary-reach on 0117 496 0555",
    "unsafe": "canary-unsafe",
}
"""Words that only those may see who see the name and the story."""

RUNG = {"front_door_rung": datetime.fromisoformat("2026-11-02T09:00:00+00:00")}
SOON = today() + timedelta(days=30)

STEPS: dict[Move, tuple[str, dict[str, Any]]] = {
    Move.ASK_MORE: ("worker", {"note": "Which evenings?"}),
    Move.ACCEPT: ("worker", {}),
    Move.PUT_ON_LIST: ("worker", {"facts": {"expected_start": SOON}}),
    Move.START: ("worker", {}),
    Move.PAUSE: ("worker", {"reason": "health"}),
    Move.COMPLETE: ("worker", {"reason": "as_planned"}),
    Move.PROPOSE_DECLINE: (
        "worker",
        {"reason": "no_places", "note": "Full.", "facts": {"alternative": "none"}},
    ),
    Move.CONFIRM_DECLINE: ("coordinator", {}),
    Move.STEP_UP: ("worker", {"reason": "risk_of_harm", "note": "Sam.", "facts": RUNG}),
    Move.STEP_DOWN: ("worker", {"reason": "open_access"}),
    Move.WITHDRAW: ("teacher", {"reason": "no_longer_needed"}),
}

WAYS: dict[Status, tuple[Move, ...]] = {
    Status.SUBMITTED: (),
    Status.MORE_NEEDED: (Move.ASK_MORE,),
    Status.ACCEPTED: (Move.ACCEPT,),
    Status.WAITING_LIST: (Move.PUT_ON_LIST,),
    Status.STARTED: (Move.ACCEPT, Move.START),
    Status.PAUSED: (Move.ACCEPT, Move.START, Move.PAUSE),
    Status.COMPLETED: (Move.ACCEPT, Move.START, Move.COMPLETE),
    Status.DECLINE_PROPOSED: (Move.PROPOSE_DECLINE,),
    Status.DECLINED: (Move.PROPOSE_DECLINE, Move.CONFIRM_DECLINE),
    Status.STEPPING_UP: (Move.ACCEPT, Move.STEP_UP),
    Status.STEPPING_DOWN: (Move.ACCEPT, Move.STEP_DOWN),
    Status.WITHDRAWN: (Move.WITHDRAW,),
}
"""A way to where a referral stands."""


@dataclass(frozen=True, kw_only=True)
class Cast:
    session: Session
    client: PageClient
    school: Organisation
    club: Organisation
    team: Organisation
    service: Service
    teacher: User
    colleague: User
    lead: User
    boss: User
    worker: User
    second_worker: User
    coordinator: User
    referral: Referral
    tokens: dict[str, str] = field(default_factory=dict)

    def come_as(self, who: str) -> PageClient:
        return sign_in(self.client, getattr(self, who))

    @property
    def address(self) -> str:
        return f"/referrals/{self.referral.id}"

    def stand(self, status: Status) -> None:
        """Bring the referral to where it stands so, by the shortest way."""
        for move in WAYS[status]:
            who, given = STEPS[move]
            step = Step(move=move, **given)
            make_move(self.session, self.referral, step, actor=acting(getattr(self, who)), at=now())
        self.session.flush()

    def again(self) -> Referral:
        self.session.expire_all()
        return self.referral

    def send(self, move: str, **typed: str) -> TestResponse:
        """Open the page of a move as whoever is signed in, fill in its form, and send it."""
        page = self.client.page(f"{self.address}/moves/{move}")
        return self.client.post(f"{self.address}/moves/{move}", data=filled(page, **typed))

    def post(self, path: str, **typed: str) -> TestResponse:
        """Send something that no form of a page led to."""
        if who_asks(self.client) not in self.tokens:
            self.tokens[who_asks(self.client)] = csrf_token(self.client, "/account")
        data = {"csrf_token": self.tokens[who_asks(self.client)], **typed}
        return self.client.post(f"{self.address}{path}", data=data)


def who_asks(client: PageClient) -> str:
    return client.get_cookie(COOKIE).value


def acting(user: User, organisation_id: UUID | None = None) -> Actor:
    organisation_id = organisation_id or user.memberships[0].organisation_id
    return Actor(
        partnership_id=user.partnership_id,
        user_id=user.id,
        organisation_id=organisation_id,
        roles=frozenset(sign_ins.roles_in(user, organisation_id)),
    )


def day_typed(name: str, day=SOON) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month),
            f"{name}-year": str(day.year)}  # fmt: skip


def filled(page: BeautifulSoup, **typed: str) -> dict[str, str]:
    """What a browser sends of the first form of the page, with these boxes filled in."""
    form = page.select_one("main form[method=post]")
    kept = {box["name"]: box.get("value", "") for box in form.select("input[type=hidden]")}
    kept |= {box["name"]: box.get("value", "") for box in form.select("input[type=text]")}
    kept |= {box["name"]: box["value"] for box in form.select("input[checked]")}
    names = {box["name"] for box in form.select("input, textarea, select")}
    assert typed.keys() <= names, typed.keys() - names
    return kept | typed


def make_cast(make, session, client) -> Cast:
    school = make.organisation(name="Example School")
    club = make.organisation(name="Example Club")
    team = make.organisation(name="Example Prevention Team")
    service = make.service(organisation=club, name="Example Boxing")
    teacher = make.person(organisation=school, name="Tia Teacher")
    lead = make.person(organisation=school, name="Lou Lead")
    lead.memberships[0].is_safeguarding = True
    worker = make.person(organisation=club, roles=["provider"], name="Wren Worker")
    told = {name: value for name, value in SECRETS.items() if name != "name"}
    referral = make.referral(
        sender=teacher,
        service=service,
        name=SECRETS["name"],
        at=now() - timedelta(hours=1),
        meeting_may_be_unsafe=True,
        **told,
    )
    session.flush()
    return Cast(
        session=session,
        client=client,
        school=school,
        club=club,
        team=team,
        service=service,
        teacher=teacher,
        colleague=make.person(organisation=school, name="Col League"),
        lead=lead,
        boss=make.person(organisation=school, name="Bo Boss", roles=["administrator"]),
        worker=worker,
        second_worker=make.person(organisation=club, roles=["provider"], name="Sid Second"),
        coordinator=make.person(organisation=team, roles=["coordinator"], name="Cal Coordinator"),
        referral=referral,
    )
