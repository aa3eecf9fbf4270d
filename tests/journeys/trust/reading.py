"""
Everything that somebody could read, and referrals that have come further than those they are asked
for by.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID
from zlib import crc32

from base.clock import now
from navigator.accounts.permissions import Permission, Role, relation_for
from navigator.referrals.codes import Party, WithdrawReason
from navigator.referrals.lifecycle import Also, Move
from navigator.referrals.models import Referral
from navigator.referrals.moving import Step, make_move
from navigator.web.access import PUBLIC
from tests.journeys.referral_people import acting
from tests.journeys.trust.cells import MIXED, Asking, Cell, ownerships
from tests.journeys.trust.expectations import read_table
from tests.journeys.trust.referred import Referred, Sees
from tests.journeys.trust.things import Place, Whose
from tests.journeys.trust.world import Kind, State

UNREAD = {*MIXED, Whose.NOBODYS}
SEARCHES = ("/services", "/services?q=zq7", "/api/v1/services", "/api/v1/services?q=zq7")
RECEIVED = ("new", "waiting", "working", "pending_no", "ended")
REVIEWED = ("noes", "unplaced", "brought", "twice")
DESKS = (
    "/referrals?part=ended",
    "/referrals/ours?part=ended",
    *(f"/referrals/received?part={part}" for part in RECEIVED),
    *(f"/referrals/review?part={part}" for part in REVIEWED),
)
PAGE = "/referrals/{id}"
OF_A_REFERRAL = (
    "/api/v1/referrals/{id}", PAGE, "/referrals/{id}/with-reason", "/referrals/{id}/attempts",
    "/referrals/{id}/agreement", "/referrals/{id}/readers", "/referrals/{id}/put-right/reach",
    "/referrals/{id}/put-right/must_not_know", "/referrals/{id}/put-right/school",
    "/referrals/{id}/put-right/call_back",
    *(f"/referrals/{{id}}/moves/{move}" for move in (
        Move.ACCEPT, Move.PROPOSE_DECLINE, Move.REDIRECT, Move.REFER_ON, Move.REASSIGN,
        Move.STEP_UP, Move.SHOW_NAME, Move.WITHDRAW_AGREEMENT,
    )),
)  # fmt: skip


def everything_there(kind: Kind, *, one_of: int = 1) -> Iterator[Cell]:
    """:param one_of: so many; of what is public, and for who sees no referrals, one is read"""
    for cell in _every(kind):
        is_whole = sees_referrals(kind) and cell.row.access != PUBLIC
        if is_whole or crc32(str(cell).encode()) % one_of == 0:
            yield cell


def sees_referrals(kind: Kind) -> bool:
    may = relation_for({kind.role}, Permission.SEE_REFERRALS) is not None
    return may and kind.state in {State.FULL, State.KEY}


def _every(kind: Kind) -> Iterator[Cell]:
    for row in read_table().values():
        if row.method == "GET" and row.object != "link":  # a link is for whoever has it
            for whose in ownerships(row):
                if whose not in UNREAD:
                    yield Cell(row=row, method="GET", kind=kind, whose=whose)


def everything_read(
    asking: Asking, kind: Kind, referrals: list[UUID], *, one_of: int = 1
) -> Iterator[str]:
    """:param referrals: more of them than addresses are asked for by"""
    caller = asking.callers[kind]
    for cell in everything_there(kind, one_of=one_of):
        yield asking.ask(cell).text
    world = asking.world
    kept = [world.own.kept_for_professionals, world.theirs.kept_for_professionals]
    ids = "&".join(f"service={id_}" for id_ in kept)
    more = [f"/services/{id_}" for id_ in kept] + [f"/api/v1/services/{id_}" for id_ in kept]
    lists = (f"/list?{ids}", f"/compare?{ids}", f"/list/print?{ids}")
    for address in (*SEARCHES, *DESKS, *more, *lists):
        yield asking.server.ask("GET", address, caller.headers, host=kind.host).text
    for id_ in referrals if sees_referrals(kind) else referrals[::one_of]:
        for address in OF_A_REFERRAL:
            page = address.format(id=id_)
            answer = asking.server.ask("GET", page, caller.headers, host=kind.host)
            yield answer.text
            if (address is PAGE or not kind.is_signed_in) and answer.status != 200:
                break  # who finds the referral reads all pages of it


NO = Step(
    move=Move.PROPOSE_DECLINE, reason="no_places", note="Full.", facts={"alternative": "none"}
)
NO_AGREEMENT = Step(move=Move.WITHDRAW_AGREEMENT, facts={Also.PARTY: Party.PARENT})

STAGES: Mapping[str, tuple[Sees, tuple[tuple[Role, Step], ...], Mapping[str, Any]]] = {
    "submitted": (Sees.CODES, (), {}),
    "a question": (Sees.CODES, ((Role.PROVIDER, Step(move=Move.ASK_MORE, note="When?")),), {}),
    "accepted": (Sees.ALL, ((Role.PROVIDER, Step(move=Move.ACCEPT)),), {}),
    "accepted, and not agreed": (
        Sees.CODES, ((Role.PROVIDER, Step(move=Move.ACCEPT)),), {"story_goes": False},
    ),
    "a no": (Sees.CODES, ((Role.PROVIDER, NO),), {}),
    "declined": (
        Sees.NOTHING,
        ((Role.PROVIDER, NO), (Role.COORDINATOR, Step(move=Move.CONFIRM_DECLINE))),
        {},
    ),
    "withdrawn": (
        Sees.NOTHING,
        ((Role.PRACTITIONER, Step(move=Move.WITHDRAW, reason=WithdrawReason.MOVED_AWAY)),),
        {},
    ),
    "closed to named people": (Sees.CODES, (), {"named_only": True}),
    "restricted": (Sees.NOTHING, ((Role.PROVIDER, Step(move=Move.ACCEPT)),),
                   {"restricted_at": now()}),
}  # fmt: skip
"""What the service sees of a referral that has come so far, how it came there, and what is set."""


def at_every_stage(referred: Referred, sender_at: Place, to: Place) -> list[UUID]:
    return [
        _at_stage(referred, referred.person(sender_at, Role.PRACTITIONER), to, stage)
        for stage in STAGES
    ]


def _at_stage(referred: Referred, sender: Any, to: Place, stage: str) -> UUID:
    sees, steps, also = STAGES[stage]
    made, mark = referred.send(sender, to)
    for role, step in steps:
        by = sender if role is Role.PRACTITIONER else referred.person(to, role)
        make_move(referred.session, made, step, actor=acting(by), at=now())
    _set(made, also)
    referred.session.flush()
    referred.tell(made, mark, sees)
    return made.id


def _set(made: Referral, also: Mapping[str, Any]) -> None:
    for name, value in also.items():
        setattr(made, name, value)
