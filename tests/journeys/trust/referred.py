"""
One of each thing that belongs to referrals, and that an address can name. Whose it is decides who
finds it.

Its locked columns hold marked words: its own mark, and what kind of word it is, such as
"zq7…-wants". ``Told`` says whose mark it is and how far the referral has come.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from base.clock import now, today
from navigator.accounts.models import User
from navigator.accounts.permissions import Role
from navigator.records.models import AskedAs, Outcome, RecordsRequest, RequestKind
from navigator.referrals.codes import Answer, AttemptKind, DeclineReason, Party, Side, Status
from navigator.referrals.content import Asked, Content, ForService
from navigator.referrals.lifecycle import Move
from navigator.referrals.models import (
    Absence,
    AdviceCall,
    Agreement,
    ContactAttempt,
    EqualityAnswers,
    Override,
    Referral,
    ReferralMessage,
)
from navigator.referrals.moving import Step, make_move
from services_catalog.models import Organisation, Partnership, Service
from tests.journeys.referral_people import acting
from tests.journeys.trust.things import Place, Things, Whose

COLUMNS = {"school": "school", "wants": "wants", "going_well": "going-well", "tried": "tried",
           "reach": "reach", "must_not_know": "must-not-know", "unsafe": "unsafe",
           "call_back": "call-back"}  # fmt: skip
"""Locked columns of a referral, and how their words are marked."""

FOR_THE_COORDINATOR = {Status.DECLINE_PROPOSED, Status.DECLINED}
NO_DIGITS = str.maketrans("0123456789", "ghijklmnop")
"""Numbers that nobody may ring are taken out of what is shown."""


class Thing(StrEnum):
    """What the words are of. *Gathered*: a referral of whom a request for records is about."""

    REFERRAL = "referral"
    GATHERED = "gathered"
    DRAFT = "draft"
    CALL = "call"


class Sees(StrEnum):
    """What the people of the service see. *Codes*: and what was said meanwhile, and who sent it."""

    NOTHING = "nothing"
    CODES = "codes"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """
    Whose words are marked so: ``user_id`` wrote them, for an organisation.

    ``receiver_id``: the organisation that was asked. ``is_closed``: to those who are named, and
    nobody is. ``is_gone``: nobody sees it any more.
    """

    mark: str
    thing: Thing
    partnership_id: UUID
    user_id: UUID
    organisation_id: UUID
    receiver_id: UUID | None = None
    receiver: Sees = Sees.NOTHING
    waits: bool = False
    is_closed: bool = False
    is_gone: bool = False


class Referred:
    """Makes rows. The caller commits."""

    def __init__(self, things: Things) -> None:
        self.things, self.session = things, things.session
        self.told: list[Told] = []
        self._far: dict[UUID, Place] = {}
        self._people: dict[tuple[UUID, Role], User] = {}
        self._made: dict[tuple[str, Whose, UUID, UUID | None], UUID] = {}

    def one(self, argument: str, whose: Whose, place: Place, by: UUID | None) -> UUID:
        """:param by: who made it; a colleague, if it is nobody who asks"""
        if whose in {Whose.NOBODYS, Whose.MIXED_WITH_NOBODYS}:
            return uuid4()
        if whose in {Whose.OTHER, Whose.THEIRS, Whose.MIXED} or (whose is Whose.OWN and not by):
            whose = Whose.COLLEAGUES  # seen from there
        key = (argument, whose, place.organisation, by)
        if key not in self._made:
            person = self.session.get_one(User, by) if by else self.person(place, Role.PRACTITIONER)
            self._made[key] = MADE[argument](self, whose, place, person)
        return self._made[key]

    def person(self, place: Place, role: Role) -> User:
        """Somebody of this place whom nobody else here is."""
        key = place.organisation, role
        if key not in self._people:
            organisation = self.session.get_one(Organisation, place.organisation)
            self._people[key] = self.things.person(organisation, role)
        return self._people[key]

    def far(self, place: Place) -> Place:
        """Another organisation of the partnership, which nobody who asks belongs to."""
        if place.partnership_id not in self._far:
            partnership = self.session.get_one(Partnership, place.partnership_id)
            self._far[place.partnership_id] = self.things.place(partnership)
        return self._far[place.partnership_id]

    def referral(self, whose: Whose, place: Place, person: User) -> UUID:
        if whose is Whose.RECEIVED:
            made, mark = self.send(self.person(self.far(place), Role.PRACTITIONER), place)
            self.move(made, place, Step(move=Move.ACCEPT, note=f"{mark}-note"))
        else:
            made, mark = self.send(person, self.far(place))
        if whose is Whose.WAITS:
            no = {"reason": DeclineReason.NO_PLACES, "facts": {"alternative": "none"}}
            step = Step(move=Move.PROPOSE_DECLINE, note=f"{mark}-note", **no)
            self.move(made, self.far(place), step)
        if whose is Whose.GONE:
            made.anonymised_at = now()
        self.tell(made, mark, Sees.ALL if whose is Whose.RECEIVED else Sees.CODES)
        return made.id

    def send(self, sender: User, to: Place) -> tuple[Referral, str]:
        """A referral with something in everything that is locked, and its mark."""
        self.person(to, Role.PROVIDER)
        mark = new_mark()
        made = self.things.make.referral(
            sender=sender,
            service=self.session.get_one(Service, to.service),
            name=f"{mark}-name",
            at=now() - timedelta(hours=1),
            must_not_contact=True,
            meeting_may_be_unsafe=True,
            **{column: f"{mark}-{word}" for column, word in COLUMNS.items()},
        )
        self._add_what_belongs(made, mark)
        return made, mark

    def draft(self, whose: Whose, place: Place, person: User) -> UUID:
        mark = new_mark()
        service_id = str(self.far(place).service)
        self.person(self.far(place), Role.PROVIDER)
        content = Content(
            name=f"{mark}-name",
            birth_date="2012-03-04",
            services={
                service_id: ForService(
                    young_person=Asked(answer="agrees", capacity="decides"),
                    parent=Asked(answer="agrees", why=f"{mark}-agreement", told_how="by_phone"),
                )
            },
            **{column: f"{mark}-{word}" for column, word in COLUMNS.items()},
        )
        made = self.things.make.draft(
            user=person,
            at=now() - timedelta(days=31 if whose is Whose.GONE else 0),
            service_ids=[service_id],
            content=content.to_json(),
        )
        self._remember(mark, Thing.DRAFT, place, person, is_gone=whose is Whose.GONE)
        return made.id

    def call(self, whose: Whose, place: Place, person: User) -> UUID:
        """One that waits for an adviser; gone is one that another adviser has taken."""
        mark = new_mark()
        words = {name: f"{mark}-{name}" for name in ("phone", "when", "about")}
        taken = {}
        if whose is Whose.GONE:
            person = self.person(place, Role.PRACTITIONER)
            taken = {"adviser_id": self.person(place, Role.ADVISER).id, "taken_at": now(),
                     "talked_at": now(), "decided": f"{mark}-decided",
                     "next_step": f"{mark}-next"}  # fmt: skip
        made = AdviceCall(
            partnership_id=person.partnership_id,
            caller_id=person.id,
            caller_organisation_id=place.organisation,
            asked_at=now(),
            send_key=mark,
            **words,
            **taken,
        )
        self._add(made)
        self._remember(mark, Thing.CALL, place, person, is_gone=whose is Whose.GONE)
        return made.id

    def request(self, _: Whose, place: Place, person: User) -> UUID:
        """A request for what is held on somebody, that was decided; a referral is held."""
        referral, mark = self.send(person, self.far(place))
        self.tell(referral, mark, Sees.CODES, thing=Thing.GATHERED)
        made = RecordsRequest(
            partnership_id=place.partnership_id,
            young_person_id=referral.young_person_id,
            kind=RequestKind.SEE,
            asked_as=AskedAs.PARENT,
            asked_by=f"{mark}-asked-by",
            checked_how=f"{mark}-checked-how",
            outcome=Outcome.DONE,
            received_on=today(),
            due_on=today(),
            recorded_by_id=person.id,
            recorded_at=now(),
            closed_at=now(),
        )
        self._add(made)
        return made.id

    def absence(self, _: Whose, place: Place, person: User) -> UUID:
        made = Absence(
            partnership_id=person.partnership_id,
            user_id=person.id,
            cover_id=self.person(place, Role.PROVIDER).id,
            organisation_id=place.organisation,
            first_day=today(),
            last_day=today() + timedelta(days=7),
            made_at=now(),
        )
        self._add(made)
        return made.id

    def move(self, made: Referral, by: Place, step: Step) -> None:
        worker = self.person(by, Role.PROVIDER)
        make_move(self.session, made, step, actor=acting(worker), at=now())

    def _add_what_belongs(self, made: Referral, mark: str) -> None:
        of = {"partnership_id": made.partnership_id, "referral_id": made.id}
        by = {"recorded_by_id": made.sender_id, "recorded_at": now()}
        said = {"at": now(), "side": Side.SENDER, "user_id": made.sender_id}
        self._add(
            ReferralMessage(text=f"{mark}-message", send_key="1", **said, **of),
            ReferralMessage(text=f"{mark}-was-reach", field="reach", send_key="2", **said, **of),
            ContactAttempt(kind=AttemptKind.CALL, on=today(), reached=False,
                           note=f"{mark}-attempt", user_id=made.sender_id,
                           recorded_at=now(), **of),
            Agreement(party=Party.PARENT, answer=Answer.AGREES, why=f"{mark}-agreement",
                      asked_on=today(), **by, **of),
            Override(reason="risk_of_harm", why=f"{mark}-override", taken_by=f"{mark}-taken-by",
                     **by, **of),
            EqualityAnswers(answers=json.dumps({"ethnicity": f"{mark}-equality"}), **of),
        )  # fmt: skip

    def _add(self, *rows: object) -> None:
        self.session.add_all(rows)
        self.session.flush()

    def tell(
        self, made: Referral, mark: str, receiver: Sees, *, thing: Thing = Thing.REFERRAL
    ) -> None:
        told = Told(
            mark=mark,
            thing=thing,
            partnership_id=made.partnership_id,
            user_id=made.sender_id,
            organisation_id=made.sender_organisation_id,
            receiver_id=made.receiver_organisation_id,
            receiver=receiver,
            waits=made.status in FOR_THE_COORDINATOR,
            is_closed=made.named_only,
            is_gone=made.anonymised_at is not None or made.restricted_at is not None,
        )
        self.told.append(told)

    def _remember(self, mark: str, thing: Thing, place: Place, person: User, **more: bool) -> None:
        told = Told(
            mark=mark,
            thing=thing,
            partnership_id=place.partnership_id,
            user_id=person.id,
            organisation_id=place.organisation,
            **more,
        )
        self.told.append(told)


def new_mark() -> str:
    return "zq7" + uuid4().hex.translate(NO_DIGITS)


MADE: Mapping[str, Callable[[Referred, Whose, Place, User], UUID]] = {
    "referral_id": Referred.referral,
    "draft_id": Referred.draft,
    "call_id": Referred.call,
    "request_id": Referred.request,
    "absence_id": Referred.absence,
}
"""What each argument of a rule names."""
