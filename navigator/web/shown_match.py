"""A row of results by fit: why it stands there, what is not settled, and what to ask."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from eligibility import Assessment, Finding, Met, Question, Verdict
from navigator.web.reasons import reason_sentence
from navigator.web.shown_service import ShownService
from search.results import Matches, Result
from services_catalog.models import Service
from services_catalog.places import Gazetteer

MATCHES_PER_PAGE = 8
"""Fewer than in a list by words: each says why it stands there, and the page stays light."""

QUESTIONS_IN_A_ROW = 2
"""More would hide the number to ring on a phone: the others wait in the details."""

REASONS_IN_SHORT = 3


class AssessmentMissing(LookupError):
    """A result was not assessed, so that no group is its own: a search by fit never leaves one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMatch:
    """``row`` is what ids in its row begin with: short, because a page has many."""

    row: str
    shown: ShownService
    assessment: Assessment

    @property
    def service(self) -> Service:
        return self.shown.service

    @property
    def reasons(self) -> list[str]:
        """What puts it where it stands, as sentences."""
        return [reason_sentence(each, self.shown.gazetteer) for each in self.shown.reasons]

    @property
    def in_short(self) -> str:
        """The reasons that count most, as one sentence; empty where there is none."""
        said = "; ".join(self.shown.why[:REASONS_IN_SHORT])
        return f"{said[0].upper()}{said[1:]}." if said else ""

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.assessment.questions[:QUESTIONS_IN_A_ROW]

    @property
    def findings(self) -> list[Finding]:
        """What its rules say of this. Guidance that nobody was asked about is left out."""
        return [found for found in self.assessment.reasons if not (found.guidance and found.asks)]

    @property
    def to_ring_about(self) -> list[Finding]:
        """What only the service can settle."""
        return [f for f in self.findings if f.met is Met.UNKNOWN and not f.asks]

    @property
    def against(self) -> list[Finding]:
        return [found for found in self.findings if found.met is Met.NO]

    @property
    def near_miss(self) -> str:
        """What small change would make it possible; empty where none would."""
        near = self.assessment.near_miss
        return near.sentence if near else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGroup:
    """The services of one verdict: how many there are, and those that this page shows."""

    verdict: Verdict
    count: int
    matches: tuple[ShownMatch, ...]

    @property
    def hidden(self) -> int:
        return self.count - len(self.matches)


def shown_groups(found: Matches, *, today: date, gazetteer: Gazetteer) -> list[ShownGroup]:
    """The three groups in order; the last holds what is not set up for this."""
    matches = list(_shown((*found.results, *found.closed), today=today, gazetteer=gazetteer))
    return [
        ShownGroup(
            verdict=verdict,
            count=found.counts.get(verdict, 0),
            matches=tuple(each for each in matches if each.assessment.verdict is verdict),
        )
        for verdict in Verdict
    ]


def _shown(results: Iterable[Result], *, today: date, gazetteer: Gazetteer) -> Iterator[ShownMatch]:
    for number, result in enumerate(results):
        if result.assessment is None:
            raise AssessmentMissing(str(result.service.id))
        service = ShownService(
            service=result.service, today=today, gazetteer=gazetteer, reasons=result.reasons
        )
        yield ShownMatch(row=f"r{number}", shown=service, assessment=result.assessment)
