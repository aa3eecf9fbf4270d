"""Any moves, in any order, by anybody: what the table does not allow changes nothing."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from base.clock import now, today
from navigator.audit.models import AuditEntry
from navigator.audit.verification import verify
from navigator.referrals.attempts import Attempt, record_attempt
from navigator.referrals.codes import AttemptKind, Side, Status
from navigator.referrals.lifecycle import ENDED, OPEN, ROWS, TABLE, Also, Holder, Move, Note
from navigator.referrals.models import Referral, ReferralEvent
from navigator.referrals.parts import FOR_THE_COORDINATOR, RECEIVER_SEES
from tests.integration.navigator.referrals.conftest import acting
from tests.journeys.lifecycle.conftest import Player, Table

ASKED = [row.move for row in TABLE if row.by != {Side.CLOCK} and row.move is not Move.SEND]
REFUSALS = {403, 404, 409, 422}
SOME = [AttemptKind.CALL, AttemptKind.VISIT, AttemptKind.TEXT, AttemptKind.CALL]


def boxes(move: Move, *, other_service: UUID, holder: UUID | None) -> dict[str, str]:
    """Everything that a move asks for."""
    row = ROWS[move]
    later, rung = today() + timedelta(days=20), today() - timedelta(days=1)
    answers = {
        Also.EXPECTED_START: day_boxes(Also.EXPECTED_START, later),
        Also.REVIEW_DATE: day_boxes(Also.REVIEW_DATE, later),
        Also.FRONT_DOOR_RUNG: day_boxes(Also.FRONT_DOOR_RUNG, rung)
        | {"rung_hour": "10:30", "taken_by": "Sam Example"},
        Also.ALTERNATIVE: {"alternative": "none"},
        Also.SERVICE: {"service": str(other_service)},
        Also.HOLDER: {"holder": str(holder)},
        Also.PARTY: {"party": "young_person"},
        Also.ATTEMPTS: {},
    }
    typed = {"note": "A few words."} if row.note is not Note.NONE else {}
    if row.reasons is not None:
        typed["reason"] = next(iter(row.reasons))
    for also in row.also:
        typed |= answers[also]
    return typed


def day_boxes(name: str, day: date) -> dict[str, str]:
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}-{part}": str(number) for part, number in parts.items()}


class Moves(RuleBasedStateMachine):
    """``table`` is given by the test. The model is the status, the holder's side and a count."""

    table: Table

    @initialize()
    def send(self):
        self.id = self.table.send_referral()
        self.status, self.before = Status.SUBMITTED, Status.SUBMITTED
        self.held_by, self.events, self.version = Side.SENDER, 1, 1
        self.tried, self.said_twice, self.sender = False, 0, "teacher"
        self._read_version()

    @rule(move=st.sampled_from(ASKED), who=st.sampled_from(["teacher", "lead", "worker"]))
    def somebody_moves(self, move, who):
        self._move(move, self.table.players[who])

    @rule(move=st.sampled_from(ASKED))
    def the_coordinator_moves(self, move):
        self._move(move, self.table.players["coordinator"])

    @rule(move=st.sampled_from([Move.ACCEPT, Move.START, Move.PUT_ON_LIST]))
    def the_worker_goes_on(self, move):
        self._move(move, self.table.players["worker"])

    @precondition(lambda self: self.status in OPEN)
    @rule(move=st.sampled_from(ASKED), who=st.sampled_from(["teacher", "worker"]))
    def a_page_of_long_ago_changes_nothing(self, move, who):
        player = self.table.players[who]
        answer = self._post(move, player, version=self.version - 1)
        is_said_twice = answer.status == 303 and "done=already" in answer.headers["location"]
        assert is_said_twice or answer.status in REFUSALS, (move, who, answer.status)
        self.said_twice += is_said_twice

    @precondition(lambda self: self.held_by is Side.RECEIVER and not self.tried)
    @rule()
    def the_worker_tries_to_reach_them(self):
        with self.table.sessions() as session:
            referral = session.get_one(Referral, self.id)
            worker = session.get_one(type(referral.sender), self.table.players["worker"].user_id)
            for kind in SOME:
                attempt = Attempt(kind=kind, on=today(), reached=False)
                record_attempt(session, referral, attempt, actor=acting(worker), at=now())
            session.commit()
        self.tried = True

    @invariant()
    def it_stands_where_the_model_says_with_one_holder(self):
        with self.table.sessions() as session:
            kept = session.get_one(Referral, self.id)
            events = session.scalars(
                select(ReferralEvent)
                .where(ReferralEvent.referral_id == self.id)
                .order_by(ReferralEvent.number)
            ).all()
            assert (kept.status, kept.holder_side) == (self.status, self.held_by)
            assert kept.holder is not None
            assert [each.number for each in events] == list(range(1, self.events + 1))
            assert events[-1].to_status is kept.status
            assert all(a.to_status is b.from_status for a, b in pairwise(events))
            assert (kept.next_step is None) == (kept.status in ENDED) or kept.due_on is not None
            assert (kept.ended_at is None) == (kept.status not in ENDED)

    def teardown(self):
        with self.table.sessions() as session:
            done = session.scalar(
                select(func.count())
                .select_from(AuditEntry)
                .where(
                    AuditEntry.act == "move_referral",
                    AuditEntry.object_id == self.id.hex,
                    AuditEntry.allowed == "yes",
                )
            )
        assert done == self.events - 1 + self.said_twice

    def _move(self, move: Move, who: Player) -> None:
        is_allowed = self._is_allowed(move, who)
        answer = self._post(move, who, version=self.version)
        if not is_allowed:
            assert answer.status in REFUSALS, (move, who.name, self.status, answer.status)
            return
        assert answer.status == 303, (
            move,
            who.name,
            self.status,
            answer.status,
            answer.text[:2000],
        )
        self._went(move, who)

    def _post(self, move: Move, who: Player, *, version: int):
        typed = boxes(
            move, other_service=self.table.other_service_id, holder=self._somebody_else(who)
        )
        path = f"/referrals/{self.id}/moves/{move}"
        return self.table.post(who, path, {**typed, "version": str(version)})

    def _is_allowed(self, move: Move, who: Player) -> bool:
        row = ROWS[move]
        if not self._sees(who) or self.status not in row.from_ or who.side not in row.by:
            return False
        if move is Move.REASSIGN:
            return who.side is self.held_by and self._somebody_else(who) is not None
        return self.tried or Also.ATTEMPTS not in row.also

    def _sees(self, who: Player) -> bool:
        if who.side is Side.RECEIVER:
            return self.status in RECEIVER_SEES
        if who.side is Side.SENDER:  # the lead is of the safeguarding team
            return who.name in {self.sender, "lead"}
        return self.status in FOR_THE_COORDINATOR

    def _somebody_else(self, who: Player) -> UUID | None:
        """Who else of their side could have it: on the sender's there are two."""
        if who.side is not Side.SENDER:
            return None
        with self.table.sessions() as session:
            holder = session.get_one(Referral, self.id).holder_id
        both = [self.table.players[name].user_id for name in ("teacher", "lead")]
        return next(id_ for id_ in both if id_ != holder)

    def _went(self, move: Move, who: Player) -> None:
        row = ROWS[move]
        was = self.status
        if row.back:
            self.status = self.before
        elif row.to is not None:
            self.status = row.to
        if self.status is not was:
            self.before = was
        if row.holder is Holder.SENDER:
            self.held_by = Side.SENDER
        elif row.holder is Holder.MOVER:
            self.held_by = who.side
        if move is Move.REASSIGN:  # on the sender's side: it is in a colleague's name from now on
            self.sender = {"teacher": "lead", "lead": "teacher"}[self.sender]
        self.events += 1
        self._read_version()

    def _read_version(self) -> None:
        with self.table.sessions() as session:
            self.version = session.get_one(Referral, self.id).version


def test_check_53_any_moves_by_anybody_keep_to_the_table_and_add_up(table, proof):
    class Here(Moves):
        pass

    Here.table = table
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=proof(15, 250),
            stateful_step_count=20,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )

    with table.sessions() as session:
        assert verify(session).fault is None
