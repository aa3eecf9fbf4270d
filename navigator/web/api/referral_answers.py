"""What the JSON of referrals holds, field by field."""

from marshmallow import Schema, fields

from navigator.web.api.schemas import codes, text


def known(description: str) -> fields.String:
    """Null where it is not known, or where the one who asks is not to know it."""
    return fields.String(required=True, allow_none=True, metadata={"description": description})


def day(description: str) -> fields.Date:
    return fields.Date(required=True, allow_none=True, metadata={"description": description})


class StandSchema(Schema):
    """Where a referral stands, as far as the one who asks is told of it."""

    id = fields.UUID(required=True)
    reference = text("What it is called aloud.")
    status = known("Where it stands; null where it was agreed that this does not go back to you.")
    next_step = known("What is to be done next; null where it has ended, or you are not told.")
    next_by = known("Whose step that is: sender, receiver or coordinator.")
    due_on = day("The last day for it.")


class SentOneSchema(Schema):
    id = fields.UUID(required=True)
    reference = text("What it is called aloud.")
    service_id = fields.UUID(required=True)
    status = text("Always submitted.")
    version = fields.Integer(required=True)
    answer_by = fields.Date(required=True, metadata={"description": "When they answer by."})


class OpenAlreadySchema(Schema):
    id = fields.UUID(required=True)
    reference = text("What it is called aloud.")


class NoticeSchema(Schema):
    code = text("What it is about.")
    sentence = text("What to tell whoever wrote it.")


class SentSchema(Schema):
    """What a referral became: one for each service."""

    referrals = fields.List(fields.Nested(SentOneSchema), required=True)
    open_already = fields.List(
        fields.Nested(OpenAlreadySchema),
        required=True,
        metadata={"description": "Open ones for the same young person there, if yours to see."},
    )
    notices = fields.List(
        fields.Nested(NoticeSchema),
        required=True,
        metadata={"description": "What must be done at once: show it before all else."},
    )


class ListedReferralSchema(StandSchema):
    """One of a list: codes alone, and never whom it is about."""

    service = text("What the service is called.")
    sender_organisation = text("Who sent it.")
    receiver_organisation = text("Whose service it is.")
    holder = known("The name of the person who has it now; null where you are not told.")
    holder_organisation = known("Where that person works.")
    urgency = known("Why it cannot wait a week.")
    age = fields.Integer(required=True, allow_none=True)
    expected_start = day("When it is expected to start.")
    sent_at = fields.DateTime(required=True)


class ReferralsSchema(Schema):
    """The paging envelope of Open Referral UK 3.0."""

    total_items = fields.Integer(required=True)
    total_pages = fields.Integer(required=True)
    page_number = fields.Integer(required=True, metadata={"description": "The first is 1."})
    size = fields.Integer(required=True, metadata={"description": "Referrals on this page."})
    first_page = fields.Boolean(required=True)
    last_page = fields.Boolean(required=True)
    empty = fields.Boolean(required=True)
    contents = fields.List(fields.Nested(ListedReferralSchema), required=True)


class SenderSchema(Schema):
    name = text("Who sent it.")
    call_back = text("The number to ring them back on.")


class PersonSchema(Schema):
    name = text("Initials or name.")
    birth_date = day("When they were born.")


class StorySchema(Schema):
    school = text("Where they learn.")
    wants = text("What they want.")
    going_well = text("What goes well.")
    tried = text("What has been tried.")


class ReachSchema(Schema):
    reach = text("How to reach them safely.")
    must_not_know = text("Who must not know.")


class AnswerSchema(Schema):
    party = text("young_person or parent.")
    answer = text("agrees, does_not or not_asked.")
    why = text("Why they were not asked, or what they said.")
    capacity = known("Whether they can decide this.")
    told_how = known("How they were told.")
    asked_on = fields.Date(required=True)
    until = day("The last day that it holds.")
    withdrawn_at = fields.DateTime(required=True, allow_none=True)


class OverrideSchema(Schema):
    reason = text("Why it went ahead without agreement.")
    why = text("The same in words.")
    rung_at = fields.DateTime(required=True, allow_none=True)
    taken_by = text("Who took that call.")


class AgreementSchema(Schema):
    answers = fields.List(fields.Nested(AnswerSchema), required=True)
    override = fields.Nested(OverrideSchema, required=True, allow_none=True)
    basis = text("The lawful basis for sharing.")
    feed_back = codes("What goes back to who sent it.")


class StepSchema(Schema):
    at = fields.DateTime(required=True)
    move = text("The move that was made.")
    side = text("From which side.")
    status = known("Where it stood then.")
    reason = text("A code, or empty.")
    note = text("What was said with it.")
    facts = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        required=True,
        metadata={"description": "Dates, and ids of services."},
    )


def _part(schema: type[Schema], description: str) -> fields.Nested:
    return fields.Nested(
        schema, required=True, allow_none=True, metadata={"description": description}
    )


class ReferralSchema(ListedReferralSchema):
    """
    One referral, with the parts that the one who asks may see. A part that they may not is null:
    a service sees who it is about once it has said yes, and agreement or an override names it.
    """

    version = fields.Integer(required=True)
    service_id = fields.UUID(required=True)
    ward = known("The code of the ward they live in.")
    needs = codes("What is going on.")
    strengths = codes("What helps.")
    level = known("How much help.")
    must_not_contact = fields.Boolean(
        required=True,
        metadata={"description": "Somebody must not know: never ring, write to or print for them."},
    )
    meeting_may_be_unsafe = fields.Boolean(required=True)
    sides = codes("From which sides you may act on it.")
    moves = codes("The moves that you may make now.")
    sender = _part(SenderSchema, "Who sent it.")
    person = _part(PersonSchema, "Whom it is about.")
    story = _part(StorySchema, "What they want, and what was tried.")
    reach = _part(ReachSchema, "How to reach them, and who must not know.")
    unsafe = known("What would make meeting unsafe.")
    agreement = _part(AgreementSchema, "What was agreed.")
    steps = fields.List(fields.Nested(StepSchema), required=True)


class LinkedSchema(Schema):
    id = fields.UUID(required=True)
    reference = text("What it is called aloud.")


class MovedSchema(StandSchema):
    """Where a referral stands after a move."""

    version = fields.Integer(required=True)
    move = text("The move that was made.")
    linked = fields.Nested(
        LinkedSchema,
        required=True,
        allow_none=True,
        metadata={"description": "The referral to another service that it goes on as."},
    )


class PossibleMoveSchema(Schema):
    """One row of the table of moves."""

    move = text("Its code.")
    from_ = fields.List(
        fields.String(),
        required=True,
        data_key="from",
        metadata={"description": "Where a referral must stand."},
    )
    to = known("Where it stands then; null where that stays as it is, or was before.")
    back = fields.Boolean(
        required=True, metadata={"description": "Whether it stands again where it stood before."}
    )
    by = codes("The sides that may make it.")
    reasons = codes("Codes of which one must be given; empty where none is asked.")
    note = text("none, optional or required.")
    facts = codes("What else must come with it.")
    holder = text("Who has it then: sender, mover, stays or named.")
    next_step = known("What is to be done next.")
    next_by = known("Whose step that is; null for whoever has it.")
    wait = known("How long that may take: a step of the rules of the partnership.")
    tells = codes("The sides that get word.")
    family = text("Who tells the family: by_sender, by_receiver, or not.")


class MovesSchema(Schema):
    contents = fields.List(fields.Nested(PossibleMoveSchema), required=True)
