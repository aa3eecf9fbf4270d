"""What a search gives back: services with reasons, counts, and what was understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from eligibility import Alarm, Assessment, Situation, Verdict
from search.request import SearchRequest
from services_catalog.models import Service


class ReasonKind(StrEnum):
    """
    Why a service stands where it does. ``codes`` of the reason are:

    - NEED, STRENGTH: those of the service, of all that were asked for
    - NOT_SAFE: none. Every place of it is where they would not feel safe; which is not repeated
    - NEAR_HOME, SERVES_HOME and the same for school and GP: the ward, outward code or authority
    - REMOTE, AREA_NOT_STATED, ELSEWHERE: likewise, of the first place known
    - TOO_FAR: likewise; they cannot travel, and it is neither near nor comes to them
    - SPACE, WAIT, FRESHNESS, TESTED: what is said of it, as a code of the closed list
    - WORDS: the typed words it uses; OTHER_SPELLING: the words as they were read
    - AGE: the age asked for; AGE_NOT_STATED: likewise (where no rules are looked at)
    """

    NEED = "need"
    STRENGTH = "strength"
    NOT_SAFE = "not_safe"
    NEAR_HOME = "near_home"
    NEAR_SCHOOL = "near_school"
    NEAR_GP = "near_gp"
    SERVES_HOME = "serves_home"
    SERVES_SCHOOL = "serves_school"
    SERVES_GP = "serves_gp"
    REMOTE = "remote"
    AREA_NOT_STATED = "area_not_stated"
    ELSEWHERE = "elsewhere"
    TOO_FAR = "too_far"
    SPACE = "space"
    WAIT = "wait"
    FRESHNESS = "freshness"
    TESTED = "tested"
    WORDS = "words"
    OTHER_SPELLING = "other_spelling"
    AGE = "age"
    AGE_NOT_STATED = "age_not_stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    kind: ReasonKind
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """``assessment`` is there where a situation was asked about: see ``Matches``."""

    service: Service
    reasons: tuple[Reason, ...]
    assessment: Assessment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """
    What typed words were read as. ``home`` and ``age`` are what the words add to the request.

    ``corrected`` pairs each word that nothing was found for with the word it was read as.
    ``kinder`` pairs a typed term with the wording we suggest instead. ``unread`` counts words
    that nothing holds.
    """

    needs: tuple[str, ...] = ()
    home: str = ""
    age: int | None = None
    corrected: tuple[tuple[str, str], ...] = ()
    kinder: tuple[tuple[str, str], ...] = ()
    alarms: tuple[Alarm, ...] = ()
    unread: int = 0


class Notice(StrEnum):
    """
    Something to say above the results.

    - SLOWER: the index could not be used, the database answered
    - SHORTENED: more was typed than is read
    - HOME_UNKNOWN: the home asked for is not a place we know; it was not used
    """

    SLOWER = "slower"
    SHORTENED = "shortened"
    HOME_UNKNOWN = "home_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResults:
    """
    One page of services, best first. ``facets`` counts services by facet and code, zeros left out.

    Where ``total`` is 0, ``nearest`` holds services that match once the filters in ``relaxed``
    (names of fields of the request) are let go.
    """

    request: SearchRequest
    total: int
    results: tuple[Result, ...]
    facets: Mapping[str, Mapping[str, int]]
    understood: Understood
    notices: tuple[Notice, ...] = ()
    nearest: tuple[Result, ...] = ()
    relaxed: tuple[str, ...] = field(default=())

    @property
    def pages(self) -> int:
        """How many pages there are: 0 where nothing was found."""
        return -(-self.total // self.request.per_page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """
    What fits one situation: a page of what can probably help and then what to ask first.

    ``situation`` is what was asked about, with the age and home of the request where it had none.
    ``counts`` has every verdict. ``closed`` are the first of those not set up for this, on the
    first page alone; a near miss stands in its assessment. ``facets`` count what is not closed.
    ``nearest`` and ``relaxed`` are as in ``SearchResults``.
    """

    request: SearchRequest
    situation: Situation
    counts: Mapping[Verdict, int]
    results: tuple[Result, ...]
    closed: tuple[Result, ...]
    facets: Mapping[str, Mapping[str, int]]
    understood: Understood
    notices: tuple[Notice, ...] = ()
    nearest: tuple[Result, ...] = ()
    relaxed: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many can probably help or are to be asked first."""
        return self.counts[Verdict.CAN_PROBABLY_HELP] + self.counts[Verdict.ASK_FIRST]

    @property
    def pages(self) -> int:
        """How many pages of these there are: 0 where nothing was found."""
        return -(-self.total // self.request.per_page)
