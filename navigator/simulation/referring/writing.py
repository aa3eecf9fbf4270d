"""What the sender of an invented referral writes: the content of its draft."""

from datetime import date, datetime, timedelta
from random import Random

from navigator.referrals.agreement import DECIDES_AT
from navigator.referrals.codes import Answer, Basis, Capacity, OverrideReason, Told
from navigator.referrals.content import Asked, Content, ForService
from navigator.referrals.equality import QUESTIONS
from navigator.simulation.referring.cast import Cast, chance_of
from navigator.simulation.referring.scenes import Scene, stories

YEAR = 365.2425
SINCE_BIRTHDAY = (1, 330)
"""Days, so that somebody is as old today as the table says."""

DESK, MOBILE = "0117 496 0", "07700 900"
FIRST_NUMBER, LAST_NUMBER = 200, 979
"""Numbers set aside for drama: they reach nobody."""

REACH = (
    "Ring Mum after four: {phone}. Say that you ring from a club.",
    "Text first, then ring: {phone}. The phone is shared with a sister.",
    "Dad is easiest to reach at lunch: {phone}.",
    "Write to {phone}. A letter is fine too.",
)
AT_SCHOOL_ALONE = "At school, through whoever sent this. Never at home."
NOT_ASKED = "There was no time to ask."
ASKED_IN_A_HUNDRED = 50


def content_of(scene: Scene, cast: Cast, *, at: datetime) -> Content:
    chance = chance_of(scene.name, scene.to, scene.sender)
    story = stories()[scene.story]
    return Content(
        name=scene.name,
        birth_date=_born(scene, today=cast.today).isoformat() if scene.born else "",
        age=None if scene.born else scene.age,
        home=cast.wards.get(scene.home, ""),
        school=cast.school_of(scene.sender),
        urgency=scene.urgency,
        needs=story.needs,
        strengths=story.strengths,
        level=story.level,
        wants=story.wants,
        going_well=story.going_well,
        tried=story.tried,
        reach=_reach(scene, chance),
        must_not_know=scene.must_not_know,
        must_not_contact=bool(scene.must_not_know),
        unsafe=scene.unsafe,
        call_back=desk_phone(scene.sender),
        basis=Basis.PUBLIC_TASK,
        equality=_equality(chance),
        services={str(cast.service(scene.to).id): _agreed(scene, at=at)},
    )


def desk_phone(email: str) -> str:
    """Always the same for the same person."""
    return _phone(DESK, chance_of(email))


def _agreed(scene: Scene, *, at: datetime) -> ForService:
    """Both agree, from 16 on the young person alone; or it goes ahead without."""
    if scene.override:
        unasked = Asked(answer=Answer.NOT_ASKED, why=NOT_ASKED)
        return ForService(
            young_person=unasked,
            parent=unasked,
            override_reason=OverrideReason.CANNOT_BE_ASKED_IN_TIME,
            override_why=scene.override,
            rung_at=(at - timedelta(hours=1)).isoformat(),
            taken_by="The duty worker, who gave no name",
        )
    capacity = Capacity.DECIDES if scene.age >= DECIDES_AT else Capacity.DECIDES_WITH_HELP
    own = Asked(answer=Answer.AGREES, capacity=capacity, told_how=Told.FACE_TO_FACE)
    if scene.age >= DECIDES_AT:
        return ForService(young_person=own)
    parent = Asked(answer=Answer.AGREES, told_how=Told.BY_PHONE)
    return ForService(young_person=own, parent=parent)


def _born(scene: Scene, *, today: date) -> date:
    """The same for everything that is sent about somebody of that name."""
    days = chance_of(scene.name).randint(*SINCE_BIRTHDAY)
    return today - timedelta(days=int(scene.age * YEAR) + days)


def _reach(scene: Scene, chance: Random) -> str:
    if scene.must_not_know:
        return AT_SCHOOL_ALONE
    return chance.choice(REACH).format(phone=_phone(MOBILE, chance))


def _phone(begins: str, chance: Random) -> str:
    return f"{begins}{chance.randint(FIRST_NUMBER, LAST_NUMBER)}"


def _equality(chance: Random) -> dict[str, str]:
    if chance.randrange(100) >= ASKED_IN_A_HUNDRED:
        return {}
    return {question: chance.choice(answers) for question, answers in QUESTIONS.items()}
