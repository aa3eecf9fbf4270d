"""A scripted hour: each act and each personal read left its row, and nothing else did."""

from collections import Counter
from uuid import UUID
from zlib import crc32

from sqlalchemy import select

from navigator.accounts.models import User
from navigator.accounts.passwords import hashed
from navigator.audit.models import AuditEntry
from navigator.audit.verification import verify
from navigator.records.models import RecordsRequest
from navigator.referrals.models import Referral
from tests.factories import PASSWORD
from tests.journeys.trust.cells import KIND, Cell, cells
from tests.journeys.trust.expectations import HALF, Outcome, read_table
from tests.journeys.trust.things import Whose
from tests.journeys.trust.world import State

ASKED_BY = ("signed out", "half signed in", "practitioner", "coordinator", "administrator",
            "administrator, proved long ago", "their coordinator")  # fmt: skip


ON_A_REFERRAL = (
    (KIND["practitioner"], Whose.OWN),
    (KIND["practitioner"], Whose.COLLEAGUES),
    (KIND["provider"], Whose.RECEIVED),
    (KIND["provider"], Whose.OTHER),
    (KIND["coordinator"], Whose.WAITS),
    (KIND["coordinator"], Whose.OTHER),
    (KIND["administrator"], Whose.COLLEAGUES),
    (KIND["a practitioner's key"], Whose.OWN),
)


SHOW_SEVERAL = {
    "/referrals", "/referrals/ours", "/referrals/received", "/referrals/review",
    "/records/<uuid:request_id>", "/records/<uuid:request_id>/answer",
}  # fmt: skip
"""A row for each young person who is named, and one for the page."""


def test_check_46_every_personal_read_and_every_refusal_left_a_row_that_is_right(asking, proof):
    asked = [
        cell
        for cell in cells(read_table())
        if cell.kind.name in ASKED_BY and cell.method in {"GET", "HEAD"} and not is_public(cell)
    ]
    asked = [cell for cell in asked if crc32(str(cell).encode()) % proof(4, 1) == 0]
    assert len(asked) > 500, "would prove little"
    asking.move(*(KIND[name] for name in ASKED_BY))
    named = {}
    for cell in asked:
        answer = asking.ask(cell)
        named[answer.headers["x-request-id"]] = cell
    rows = rows_of(asking, named)

    count = Counter(row.request_id for row in rows)
    assert count.keys() == named.keys()
    several = {named[id_].row.rule for id_, how_many in count.items() if how_many > 1}
    assert several <= SHOW_SEVERAL
    assert [str(named[row.request_id]) for row in rows if not is_right(row, named, asking)] == []
    assert {row.at[-1] for row in rows} == {"Z"}
    assert verify(asking.world.session).fault is None


def test_check_46_every_act_on_a_referral_names_it_and_stands_with_who_sent_it(asking):
    """Whether they found it or not, on every rule that names one, by pages and by programs."""
    asking.move(*(kind for kind, _ in ON_A_REFERRAL))
    asked = [
        Cell(row=row, method=row.method, kind=kind, whose=whose)
        for row in read_table().values()
        for kind, whose in ON_A_REFERRAL
        if "referral_id" in row.rule
    ]
    reached = [cell for cell in asked if cell.expected in {Outcome.OPEN, Outcome.NOT_FOUND}]
    assert len(reached) > 50, "would prove little"
    named = {}
    for cell in reached:
        referral_id = UUID(asking.named(cell, asking.callers[cell.kind])["referral_id"])
        named[asking.ask(cell).headers["x-request-id"]] = (cell, referral_id)
    rows = rows_of(asking, named)

    for request_id, (cell, referral_id) in named.items():
        owner_id = asking.world.session.get_one(Referral, referral_id).sender_organisation_id
        of_it = [row for row in rows if row.request_id == request_id
                 and (row.object_kind, row.object_id) == ("referral", referral_id.hex)]  # fmt: skip
        assert of_it, cell
        assert {row.owner_id for row in of_it} == {owner_id.hex}, cell
        is_told = cell.expected is Outcome.OPEN
        assert {row.allowed for row in of_it} <= ({"yes", "no"} if is_told else {"no"}), cell


def test_check_46_what_is_gathered_of_somebody_names_them_and_so_does_its_answer(asking):
    kind = KIND["coordinator"]
    asking.move(kind)
    for rule, act in (("", "gather_records"), ("/answer", "answer_records_request")):
        row = read_table()[f"/records/<uuid:request_id>{rule}", "GET"]
        cell = Cell(row=row, method="GET", kind=kind, whose=Whose.OWN)
        request_id = UUID(asking.named(cell, asking.callers[kind])["request_id"])
        rows = rows_of(asking, {asking.ask(cell).headers["x-request-id"]})

        young_person = asking.world.session.get_one(RecordsRequest, request_id).young_person_id
        assert {row.act for row in rows} == {act}
        assert {(row.object_kind, row.object_id) for row in rows} == {
            ("records_request", request_id.hex), ("young_person", young_person.hex),
        }  # fmt: skip


def test_check_46_public_reading_leaves_none(asking):
    named = {}
    for row in read_table().values():
        if is_public(cell := Cell(row=row, method="GET", kind=KIND["signed out"], whose=Whose.OWN)):
            named[asking.ask(cell).headers["x-request-id"]] = cell

    assert len(named) > 20, "would prove little"
    assert rows_of(asking, named) == []


def test_check_46_signing_in_and_out_and_failing_to_leave_a_row_each(asking):
    email = with_a_password(asking, KIND["commissioner"])
    nobody, somebody = KIND["signed out"], KIND["commissioner"]
    acts = [
        ("sign_in", "no", asking.post(nobody, "/sign-in", email=email, password="wrong password")),
        ("sign_in", "yes", asking.post(nobody, "/sign-in", email=email, password=PASSWORD)),
        ("change_password", "no", asking.post(somebody, "/account/password", current="x",
                                              password="y")),
        ("sign_out", "yes", asking.post(somebody, "/sign-out")),
    ]  # fmt: skip

    for act, allowed, answer in acts:
        rows = rows_of(asking, {answer.headers["x-request-id"]})
        assert [(row.act, row.allowed) for row in rows] == [(act, allowed)], answer.status


def with_a_password(asking, kind) -> str:
    session = asking.world.session
    person = session.get_one(User, asking.callers[kind].user_id)
    person.password_hash = hashed(PASSWORD)
    session.commit()
    return person.email


def is_public(cell: Cell) -> bool:
    return cell.row.access == "public" or cell.row.act == HALF


def rows_of(asking, named) -> list[AuditEntry]:
    session = asking.world.session
    session.rollback()
    session.expire_all()
    return [row for row in session.scalars(select(AuditEntry)) if row.request_id in named]


def is_right(row: AuditEntry, named, asking) -> bool:
    cell = named[row.request_id]
    caller = asking.callers[cell.kind]
    is_known = cell.kind.state in {State.FULL, State.NOT_PROVED}
    return (
        row.allowed == ("yes" if cell.expected is Outcome.OPEN else "no")
        and row.user_id == (caller.user_id.hex if is_known else "")
        and row.organisation_id == (caller.place.organisation.hex if is_known else "")
        and row.partnership_id == caller.place.partnership_id.hex
        and row.address.startswith("10.")
    )
