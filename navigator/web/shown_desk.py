"""A desk as its page shows it: what was asked for in its address, its parts, and the ways on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import url_for
from werkzeug.datastructures import MultiDict

from navigator.referrals.desk_rows import DeskPage, DeskRow
from navigator.referrals.desks import Desk, Part, Step, Wanted
from navigator.web.words import label, say

LAST_PAGE = 10_000
PAGE = re.compile(r"[1-9][0-9]{0,6}")
YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One of several ways to look at a desk."""

    address: str
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ShownDesk:
    """``name`` is that of its view: its words and its address follow from it."""

    name: str
    desk: Desk
    wanted: Wanted

    @property
    def page(self) -> DeskPage:
        return self.desk.page

    @property
    def rows(self) -> tuple[DeskRow, ...]:
        return self.desk.page.rows

    @property
    def lines(self) -> list[str]:
        """How much there is, in a sentence each: what needs the reader first."""
        if self.wanted.part is Part.ENDED:
            return [say("desk.ended_lately")]
        needs = say(f"desk_needs.{self.name}", count=self.desk.needs)
        late = [say("desk.late", count=self.desk.late)] if self.desk.late else []
        return [needs, *late]

    @property
    def parts(self) -> list[Way]:
        return [
            Way(
                address=self._address(Wanted(part=part)),
                label=say("desk.part", part=label("desk_part", part), count=count),
                is_current=part is self.wanted.part,
            )
            for part, count in self.desk.counts.items()
        ]

    @property
    def filters(self) -> list[Way]:
        """Whose step, then whether late; one does not undo the other."""
        if self.wanted.part is Part.ENDED:
            return []
        first = replace(self.wanted, page=1)
        steps = [
            self._way(replace(first, step=step), label("desk_step", step or "any"))
            for step in (None, *Step)
        ]
        late = replace(first, is_late=not first.is_late)
        only_late = Way(
            address=self._address(late), label=say("desk.only_late"), is_current=first.is_late
        )
        return [*steps, only_late]

    def address_of(self, page: int) -> str:
        return self._address(replace(self.wanted, page=page))

    def _way(self, wanted: Wanted, said: str) -> Way:
        return Way(
            address=self._address(wanted), label=said, is_current=wanted.step is self.wanted.step
        )

    def _address(self, wanted: Wanted) -> str:
        is_first = wanted.part is next(iter(self.desk.counts))
        return url_for(
            f"desks.{self.name}",
            part=None if is_first else wanted.part,
            step=wanted.step,
            late=YES if wanted.is_late else None,
            page=wanted.page if wanted.page > 1 else None,
        )


def read_wanted(given: MultiDict[str, str], parts: tuple[Part, ...]) -> Wanted:
    """What an address asks for; what it cannot ask for is passed over."""
    codes: Mapping[str, Part] = {str(part): part for part in parts}
    steps: Mapping[str, Step] = {str(step): step for step in Step}
    page = given.get("page", "")
    return Wanted(
        part=codes.get(given.get("part", ""), parts[0]),
        step=steps.get(given.get("step", "")),
        is_late=given.get("late") == YES,
        page=min(int(page), LAST_PAGE) if PAGE.fullmatch(page) else 1,
    )
