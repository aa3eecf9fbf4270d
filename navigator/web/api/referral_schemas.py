"""What the JSON of referrals takes: a whole referral, a move, and what to list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from marshmallow import Schema, ValidationError, fields, post_load
from marshmallow.validate import Length, OneOf, Range

from base.clock import today
from navigator.referrals.agreement import ADULT
from navigator.referrals.codes import (
    Answer,
    Basis,
    Capacity,
    FeedBack,
    OverrideReason,
    Party,
    Side,
    Status,
    Told,
    Urgency,
)
from navigator.referrals.content import Asked, Content, ForService
from navigator.referrals.drafting import MOST_SERVICES
from navigator.web.api.box_fields import CodesBox, MomentRung, NumberBox, TextBox
from navigator.web.referring.agreement import PAGE, with_missing_agreement
from navigator.web.referring.boxes import (
    CONTACT,
    EQUALITY,
    OF_A_SERVICE,
    OF_ALL,
    PERSON,
    STORY,
)
from navigator.web.referring.form import PageForm
from navigator.web.referring.reading import OLDEST, missing_said
from navigator.web.search_parameters import LAST_PAGE, Codes

BOXES = {asks.name: asks for asks in (*PERSON, *STORY, *CONTACT, *OF_A_SERVICE, *OF_ALL)}
NO_SERVICE = "Choose at least one service."
NO_SUCH = {"unknown": "There is no such field here. /openapi.json lists those there are."}

MISSING_OF_A_SERVICE = {
    "young_person_why": ("young_person", "why"),
    "parent_why": ("parent", "why"),
    "young_person": ("young_person", "answer"),
}
"""Where in the JSON a box of the page of agreement stands, if not under its own name."""

ASKED_OF_A_SERVICE = (*MISSING_OF_A_SERVICE, "override_why", "override_reason")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class WholeReferral:
    """Everything that a referral to these services needs."""

    service_ids: tuple[UUID, ...]
    content: Content


class ParentSchema(Schema):
    """What a parent or carer said of this service."""

    error_messages = NO_SUCH

    answer = TextBox(BOXES["parent"], "What they said.", codes=Answer)
    why = TextBox(BOXES["parent_why"], "Why they were not asked, or what they said.")
    told_how = TextBox(BOXES["parent_told_how"], "How they were told.", codes=Told)

    @post_load
    def make_asked(self, data: dict[str, Any], **_: Any) -> Asked:  # noqa: ANN401
        return Asked(**data)


class YoungPersonSchema(ParentSchema):
    """What the young person said of this service."""

    capacity = TextBox(
        BOXES["young_person_capacity"], "Whether they can decide this.", codes=Capacity
    )


class ToServiceSchema(Schema):
    """One service, and what was agreed about it. No other service sees this."""

    error_messages = NO_SUCH

    service_id = fields.UUID(
        required=True,
        error_messages={"required": "Name the service.", "invalid": "Send the id of a service."},
        metadata={"description": "The service that it goes to."},
    )
    young_person = fields.Nested(YoungPersonSchema, load_default=Asked)
    parent = fields.Nested(ParentSchema, load_default=Asked)
    until = TextBox(BOXES["until"], "The last day that this is agreed for, such as 2028-03-31.")
    override_reason = TextBox(
        BOXES["override_reason"], "Why it goes ahead without agreement.", codes=OverrideReason
    )
    override_why = TextBox(BOXES["override_why"], "The same in words.")
    rung_at = MomentRung("When somebody rang about it, such as 2026-03-02T14:30+00:00.")
    taken_by = TextBox(BOXES["taken_by"], "Who took that call.")

    @post_load
    def make_row(self, data: dict[str, Any], **_: Any) -> tuple[UUID, ForService]:  # noqa: ANN401
        return data.pop("service_id"), ForService(**data)


EqualitySchema = Schema.from_dict(
    {asks.name: TextBox(asks, f"About {asks.name.replace('_', ' ')}.") for asks in EQUALITY},
    name="EqualitySchema",
)


class ReferralToSendSchema(Schema):
    """A whole referral, as the pages ask it. Loads to a ``WholeReferral``."""

    error_messages = NO_SUCH

    services = fields.List(
        fields.Nested(ToServiceSchema),
        required=True,
        validate=[
            Length(min=1, error=NO_SERVICE),
            Length(max=MOST_SERVICES, error=f"Refer to {MOST_SERVICES} services or fewer at once."),
        ],
        error_messages={"required": NO_SERVICE},
        metadata={"description": "One to ten services, each with its own agreement."},
    )
    name = TextBox(BOXES["name"], "Initials or name.")
    age = NumberBox(BOXES["age"], "In whole years, where no birth date is known.", highest=OLDEST)
    birth_date = TextBox(BOXES["birth_date"], "Such as 2012-03-31.")
    home = TextBox(
        BOXES["home"],
        "A ward, an outward code, or a full postcode: that is looked up once, and not kept.",
    )
    school = TextBox(BOXES["school"], "Where they learn.")
    urgency = TextBox(BOXES["urgency"], "Why it cannot wait a week.", codes=Urgency)
    needs = CodesBox(BOXES["needs"], "What is going on: codes of /api/v1/needs.")
    strengths = CodesBox(BOXES["strengths"], "What helps.")
    level = TextBox(BOXES["level"], "How much help: a code of /api/v1/levels.")
    wants = TextBox(BOXES["wants"], "What they want, in their own words.")
    going_well = TextBox(BOXES["going_well"], "What goes well.")
    tried = TextBox(BOXES["tried"], "What has been tried.")
    reach = TextBox(BOXES["reach"], "How to reach them safely.")
    must_not_contact = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        error_messages={"invalid": "Use true or false."},
        metadata={"description": "Somebody must not know: nobody rings, writes or prints."},
    )
    must_not_know = TextBox(BOXES["must_not_know"], "Who must not know.")
    unsafe = TextBox(BOXES["unsafe"], "What would make meeting unsafe. It is not carried onward.")
    call_back = TextBox(BOXES["call_back"], "The number to ring you back on.")
    basis = TextBox(
        BOXES["basis"], "The lawful basis; left out, the usual one of yours.", codes=Basis
    )
    feed_back = CodesBox(
        BOXES["feed_back"], "What you hear back, as agreed.", left_out=tuple(map(str, FeedBack))
    )
    equality = fields.Nested(
        EqualitySchema,
        load_default=dict,
        metadata={"description": "Answers about fairness. Whoever decides never sees them."},
    )

    @post_load
    def make_referral(self, data: dict[str, Any], **_: Any) -> WholeReferral:  # noqa: ANN401
        rows: list[tuple[UUID, ForService]] = data.pop("services")
        data["must_not_contact"] |= bool(data["must_not_know"])
        if data["birth_date"]:
            data["age"] = None
        data["equality"] = {name: code for name, code in data["equality"].items() if code}
        content = Content(services={str(id_): each for id_, each in rows}, **data)
        if wrong := dict(_wrong(content, rows)):
            raise ValidationError(wrong)
        return WholeReferral(service_ids=tuple(id_ for id_, _ in rows), content=content)


class MoveFactsSchema(Schema):
    """What comes with some moves; /api/v1/referral-moves says with which."""

    error_messages = NO_SUCH

    expected_start = fields.Date(metadata={"description": "When it is expected to start."})
    review_date = fields.Date(metadata={"description": "When it is looked at again."})
    alternative = fields.String(
        metadata={"description": "The id of a service that could help instead, or none."}
    )
    service = fields.String(metadata={"description": "The id of the service that it goes to."})
    front_door_rung = fields.String(
        metadata={"description": "When the front door was rung, such as 2026-03-02T14:30+00:00."}
    )
    taken_by = fields.String(metadata={"description": "Who took that call."})
    holder = fields.String(metadata={"description": "The id of who has it from now on."})
    party = fields.String(
        validate=OneOf(list(Party), error="Use young_person or parent."),
        metadata={"description": "Who no longer agrees."},
    )


class MoveSchema(Schema):
    error_messages = NO_SUCH

    reason = fields.String(
        load_default="", metadata={"description": "A code, where the move asks for one."}
    )
    note = fields.String(
        load_default="", metadata={"description": "A few words; some moves need them."}
    )
    facts = fields.Nested(MoveFactsSchema, load_default=dict)


class ListParameters(Schema):
    error_messages = {  # noqa: RUF012  marshmallow reads it so
        "unknown": "There is no such parameter. /openapi.json lists those there are."
    }

    side = fields.String(
        load_default="",
        validate=OneOf(
            ["", *(side for side in Side if side is not Side.CLOCK)],
            error="Use sender, receiver or coordinator.",
        ),
        metadata={
            "description": "sender: sent by you or yours; receiver: come to your organisation; "
            "coordinator: waiting for the partnership. Left out: all of them."
        },
    )
    status = Codes(
        [status for status in Status if status is not Status.DRAFT],
        metadata={"description": "Any of these."},
    )
    page = fields.Integer(
        load_default=1,
        validate=Range(1, LAST_PAGE, error=f"Use a page from 1 to {LAST_PAGE}."),
        error_messages={"invalid": "Use a whole number for the page."},
        metadata={"description": "25 referrals each, the newest first."},
    )


def _wrong(
    content: Content, rows: Sequence[tuple[UUID, ForService]]
) -> Iterator[tuple[str, object]]:
    """What is missing, or cannot be, by its place in the JSON: in the sentences of the pages."""
    yield from ((name, [missing_said(name)]) for name in content.missing((), today=today()))
    if by_row := dict(_wrong_rows(content, rows)):
        yield "services", by_row


def _wrong_rows(
    content: Content, rows: Sequence[tuple[UUID, ForService]]
) -> Iterator[tuple[int, object]]:
    ids = [id_ for id_, _ in rows]
    age = content.age_on(today())
    said = with_missing_agreement(PageForm(page=PAGE, version=0), content, ids).errors
    for number, (id_, each) in enumerate(rows):
        if id_ in ids[:number]:
            yield number, {"service_id": ["Name each service once."]}
        elif age is not None and age >= ADULT and each.parent.answer:
            yield number, {"parent": ["At 18 only the young person can answer this."]}
        elif wrong := _placed({name: said.get(f"{name}-{id_}", "") for name in ASKED_OF_A_SERVICE}):
            yield number, wrong


def _placed(said: Mapping[str, str]) -> dict[str, Any]:
    """Sentences of the page, by where what they are about stands in the row of a service."""
    wrong: dict[str, Any] = {}
    for name, sentence in said.items():
        first, *rest = MISSING_OF_A_SERVICE.get(name, (name,))
        if sentence and rest:
            wrong.setdefault(first, {})[rest[0]] = [sentence]
        elif sentence:
            wrong[first] = [sentence]
    return wrong
