"""What a search gives back: services with reasons, counts, and what was understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from eligibility import Alarm
from search.request import SearchRequest
from services_catalog.models import Service


class ReasonKind(StrEnum):
    """
    Why a service stands in the list. ``codes`` of the reason are:

    - NEED: the needs it is for, of those asked for
    - WORDS: the typed words it uses; OTHER_SPELLING: the words as they were read
    - SERVES_HOME, NEAR_HOME, REMOTE, AREA_NOT_STATED: the ward or outward code of home
    - AGE: the age asked for; AGE_NOT_STATED: likewise
    """

    NEED = "need"
    WORDS = "words"
    OTHER_SPELLING = "other_spelling"
    SERVES_HOME = "serves_home"
    NEAR_HOME = "near_home"
    REMOTE = "remote"
    AREA_NOT_STATED = "area_not_stated"
    AGE = "age"
    AGE_NOT_STATED = "age_not_stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    kind: ReasonKind
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    service: Service
    reasons: tuple[Reason, ...]


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
