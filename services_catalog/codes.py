"""
The closed lists a listing is described with.

Not knowing is part of every list: a single value has its own *unknown* member; a set of codes that
is empty means that nobody has said.
"""

from enum import StrEnum


class OrganisationKind(StrEnum):
    SCHOOL = "school"
    VOLUNTARY = "voluntary"
    COUNCIL = "council"
    POLICE = "police"
    HEALTH = "health"
    LEISURE = "leisure"
    HOUSING = "housing"
    COMMERCIAL = "commercial"
    OTHER = "other"
    UNKNOWN = "unknown"


class Scheme(StrEnum):
    """What a code of a service is about. Each has its own list below, or in ``reference``."""

    NEED = "need"
    STRENGTH = "strength"
    LEVEL = "level"
    PREVENTION = "prevention"
    ROUTE = "route"
    DELIVERY = "delivery"
    OPEN = "open"
    LANGUAGE = "language"
    ACCESS = "access"


class Prevention(StrEnum):
    """Primary: before anything happens. Secondary: at the first signs. Tertiary: after harm."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    TERTIARY = "tertiary"


class Route(StrEnum):
    """Who can get it started."""

    OPEN_ACCESS = "open_access"
    SELF = "self"
    FAMILY = "family"
    PROFESSIONAL = "professional"


class Delivery(StrEnum):
    LOCATION = "location"
    OUTREACH = "outreach"
    ONLINE = "online"
    PHONE = "phone"


class Open(StrEnum):
    """When it is open. *Day* is a weekday before six; *evening* runs past six o'clock."""

    DAY = "day"
    EVENING = "evening"
    WEEKEND = "weekend"
    SCHOOL_HOLIDAYS = "school_holidays"


class Access(StrEnum):
    STEP_FREE = "step_free"
    ACCESSIBLE_TOILET = "accessible_toilet"
    HEARING_LOOP = "hearing_loop"
    SIGN_LANGUAGE = "sign_language"
    QUIET_SPACE = "quiet_space"
    EASY_READ = "easy_read"
    INTERPRETER = "interpreter"
    ONE_TO_ONE = "one_to_one"
    TRAVEL_HELP = "travel_help"


class Cost(StrEnum):
    """What the family pays."""

    FREE = "free"
    CHARGE = "charge"
    VARIES = "varies"
    UNKNOWN = "unknown"


class Space(StrEnum):
    HAS_PLACES = "has_places"
    WAITING_LIST = "waiting_list"
    FULL = "full"
    ASK_FIRST = "ask_first"
    NOT_CONFIRMED = "not_confirmed"


class Freshness(StrEnum):
    """
    How far the facts of a listing can be trusted today.

    *Current*: checked, and its verify-by date has not passed. *Overdue*: that date has passed.
    *Long overdue*: passed by so much that search no longer shows it. *Never*: nobody has said
    when it was checked.
    """

    CURRENT = "current"
    OVERDUE = "overdue"
    LONG_OVERDUE = "long_overdue"
    NEVER = "never"


class Status(StrEnum):
    DRAFT = "draft"
    LIVE = "live"
    TEMPORARILY_CLOSED = "temporarily_closed"
    ENDED = "ended"


class Visibility(StrEnum):
    """Who may see a listing: everyone, or only people who work with children."""

    PUBLIC = "public"
    PROFESSIONALS = "professionals"


class AreaKind(StrEnum):
    """*Area* is an area of an area scheme, coded ``scheme/area``; *national* has an empty code."""

    WARD = "ward"
    AREA = "area"
    AUTHORITY = "authority"
    NATIONAL = "national"
