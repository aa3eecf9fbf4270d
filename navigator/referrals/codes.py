"""The closed lists that a referral is described with. Their words are in ``words.toml``."""

from enum import StrEnum


class Status(StrEnum):
    """
    Where a referral stands. ``lifecycle`` says which move leads from one to another.

    *Stepping up* and *stepping down*: offered to somebody else, who has not taken it yet.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    MORE_NEEDED = "more_needed"
    ACCEPTED = "accepted"
    WAITING_LIST = "waiting_list"
    STARTED = "started"
    PAUSED = "paused"
    DECLINE_PROPOSED = "decline_proposed"
    STEPPING_UP = "stepping_up"
    STEPPING_DOWN = "stepping_down"
    REOPENED = "reopened"
    COMPLETED = "completed"
    ENDED_EARLY = "ended_early"
    DECLINED = "declined"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"
    COULD_NOT_ENGAGE = "could_not_engage"
    STEPPED_UP = "stepped_up"
    STEPPED_DOWN = "stepped_down"
    TRANSFERRED = "transferred"
    MISTAKE = "mistake"


class Side(StrEnum):
    """
    From where somebody acts on a referral.

    *Sender*: who sent it, their cover, the safeguarding team of their organisation. *Receiver*: the
    service's own people. *Coordinator*: the partnership's. *Clock*: a date that has passed.
    """

    SENDER = "sender"
    RECEIVER = "receiver"
    COORDINATOR = "coordinator"
    CLOCK = "clock"


class Urgency(StrEnum):
    """Why an answer cannot take a week. None of them stands in for ringing the front door."""

    EXCLUDED = "excluded"
    AFTER_INCIDENT = "after_incident"
    HOMELESS_TONIGHT = "homeless_tonight"


class Basis(StrEnum):
    """The lawful basis for sharing: not the same as agreement to the service."""

    PUBLIC_TASK = "public_task"
    LEGAL_OBLIGATION = "legal_obligation"
    LEGITIMATE_INTERESTS = "legitimate_interests"
    VITAL_INTERESTS = "vital_interests"


class Party(StrEnum):
    """Whose agreement it is."""

    YOUNG_PERSON = "young_person"
    PARENT = "parent"


class Answer(StrEnum):
    AGREES = "agrees"
    DOES_NOT = "does_not"
    NOT_ASKED = "not_asked"


class Capacity(StrEnum):
    """Whether somebody understands what they are asked well enough to decide it themselves."""

    DECIDES = "decides"
    DECIDES_WITH_HELP = "decides_with_help"
    CANNOT_YET = "cannot_yet"
    NOT_SURE = "not_sure"


class Told(StrEnum):
    """How somebody was told what is shared, with whom and why."""

    FACE_TO_FACE = "face_to_face"
    BY_PHONE = "by_phone"
    IN_WRITING = "in_writing"
    WITH_INTERPRETER = "with_interpreter"
    EASY_READ = "easy_read"


class FeedBack(StrEnum):
    """What goes back to the referrer, as it was agreed."""

    ACCEPTED = "accepted"
    WAITING = "waiting"
    STARTED = "started"
    ENDED = "ended"


class OverrideReason(StrEnum):
    """Why a referral goes ahead without agreement."""

    RISK_OF_HARM = "risk_of_harm"
    ASKING_ADDS_RISK = "asking_adds_risk"
    CANNOT_BE_ASKED_IN_TIME = "cannot_be_asked_in_time"


class DeclineReason(StrEnum):
    """Incomplete is none of them: that is a question back."""

    AGE = "age"
    AREA = "area"
    NEED = "need"
    LEVEL_TOO_LOW = "level_too_low"
    LEVEL_TOO_HIGH = "level_too_high"
    NOT_AGREED = "not_agreed"
    ALREADY_SUPPORTED = "already_supported"
    NO_PLACES = "no_places"
    UNSAFE_TO_DELIVER = "unsafe_to_deliver"
    COULD_NOT_REACH_REFERRER = "could_not_reach_referrer"
    SERVICE_ENDED = "service_ended"
    BETTER_ELSEWHERE = "better_elsewhere"
    ACCESS_NEED = "access_need"
    OTHER = "other"


class WithdrawReason(StrEnum):
    NO_LONGER_NEEDED = "no_longer_needed"
    MET_ANOTHER_WAY = "met_another_way"
    MOVED_AWAY = "moved_away"
    FAMILY_SAID_NO = "family_said_no"
    AGREEMENT_WITHDRAWN = "agreement_withdrawn"
    SENT_TWICE = "sent_twice"
    OTHER = "other"


class EarlyReason(StrEnum):
    """Why something that had begun stopped before its end."""

    STOPPED_COMING = "stopped_coming"
    MOVED_AWAY = "moved_away"
    SCHOOL_CHANGED = "school_changed"
    IN_CUSTODY = "in_custody"
    HEALTH = "health"
    PROVIDER_COULD_NOT = "provider_could_not"
    BETTER_ELSEWHERE = "better_elsewhere"
    AGREEMENT_WITHDRAWN = "agreement_withdrawn"
    OTHER = "other"


class CompleteReason(StrEnum):
    AS_PLANNED = "as_planned"
    SOONER_THAN_PLANNED = "sooner_than_planned"
    LONGER_THAN_PLANNED = "longer_than_planned"


class PauseReason(StrEnum):
    FAMILY_ASKED = "family_asked"
    HEALTH = "health"
    WORKER_AWAY = "worker_away"
    SCHOOL_HOLIDAYS = "school_holidays"
    OTHER = "other"


class StepUpReason(StrEnum):
    RISK_OF_HARM = "risk_of_harm"
    NEEDS_ASSESSMENT = "needs_assessment"
    OTHER = "other"


class StepDownTo(StrEnum):
    """Who takes on, when less is needed, or somebody is nearly an adult."""

    OPEN_ACCESS = "open_access"
    SCHOOL = "school"
    FAMILY_HUB = "family_hub"
    ADULT_SOCIAL_CARE = "adult_social_care"
    HOUSING = "housing"
    EMPLOYMENT = "employment"
    OTHER = "other"


class ReopenReason(StrEnum):
    NEEDED_AGAIN = "needed_again"
    ENDED_TOO_SOON = "ended_too_soon"
    BY_MISTAKE = "by_mistake"


class MistakeReason(StrEnum):
    WRONG_PERSON = "wrong_person"
    SENT_TWICE = "sent_twice"
    TEST = "test"


class AttemptKind(StrEnum):
    """How somebody was tried. A letter nobody answers is no conversation; several kinds are."""

    CALL = "call"
    TEXT = "text"
    VISIT = "visit"
    AT_SCHOOL = "at_school"
    THROUGH_SOMEBODY_TRUSTED = "through_somebody_trusted"
    LETTER = "letter"


class NextStep(StrEnum):
    """What is to be done next. Every open referral has one, with a date and somebody to do it."""

    ANSWER = "answer"
    SAY_MORE = "say_more"
    FIRST_CONTACT = "first_contact"
    SAY_WHEN = "say_when"
    REVIEW = "review"
    CHECK_PAUSE = "check_pause"
    CHECK_DECLINE = "check_decline"
    FIND_ANOTHER = "find_another"
    HEAR_FROM_SOCIAL_CARE = "hear_from_social_care"
    HEAR_FROM_RECEIVER = "hear_from_receiver"
    SETTLE_AGREEMENT = "settle_agreement"
