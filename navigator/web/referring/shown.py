"""A referral that is not sent yet, as pages say it: its services, its facts, what is missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from flask import url_for

from base.clock import now, today
from navigator.db import session
from navigator.referrals.content import Content
from navigator.referrals.models import ReferralDraft
from navigator.referrals.receiving import Online, online_services
from navigator.web.partnership import current_actor
from navigator.web.referring.agreement import said_of_agreement
from navigator.web.referring.boxes import IN_ORDER, OF_A_SERVICE, OF_ALL, PAGES, key_of
from navigator.web.referring.form import said_of
from navigator.web.referring.reading import missing_said
from navigator.web.words import label
from services_catalog.models import Service
from services_catalog.queries import services_by_ids

PAGE_OF: Mapping[str, str] = {
    **{asks.name: page for page, every in PAGES.items() for asks in every},
    "agreement": "agreement",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One fact, and the address of the box to change it in."""

    label: str
    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The facts of one page of the form; ``title`` names the service where it is about one."""

    title: str
    href: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToService:
    """``service`` is None where it is no longer listed for whoever writes."""

    id: UUID
    service: Service | None
    online: Online

    @property
    def takes_it(self) -> bool:
        return self.service is not None and self.online is Online.YES


@dataclass(frozen=True, kw_only=True, repr=False)
class ShownDraft:
    draft: ReferralDraft
    content: Content

    @cached_property
    def ids(self) -> tuple[UUID, ...]:
        return tuple(map(UUID, self.draft.service_ids))

    @cached_property
    def services(self) -> tuple[ToService, ...]:
        return to_services(self.ids)

    @property
    def names(self) -> list[str]:
        return [each.service.name for each in self.services if each.service]

    @property
    def missing(self) -> dict[str, str]:
        """A sentence by the address of the box that must still be filled in."""
        found = self.content.missing(self.ids, today=today())
        return {self.address(PAGE_OF[name], box=name): missing_said(name) for name in found}

    @property
    def next_page(self) -> str:
        """The first page on which something is missing; ``check`` where nothing is."""
        found = self.content.missing(self.ids, today=today())
        missing = {PAGE_OF[name] for name in found}
        return next((page for page in IN_ORDER if page in missing), "check")

    @property
    def agreements(self) -> tuple[Part, ...]:
        """What was agreed about each service, and then what holds for all of them."""
        said = said_of_agreement(self.content, self.ids)
        address = self.address("agreement")
        by_service = [
            Part(
                title=each.service.name if each.service else "",
                href=f"{address}#young_person-{each.id}",
                said=self._said(
                    "agreement", {a.name: said[key_of(a, str(each.id))] for a in OF_A_SERVICE}
                ),
            )
            for each in self.services
        ]
        rest = self._said("agreement", {asks.name: said[asks.name] for asks in OF_ALL})
        title = label("refer_part", "all")
        return (*by_service, Part(title=title, href=f"{address}#basis", said=rest))

    @property
    def parts(self) -> Iterator[Part]:
        for page in ("person", "story", "contact"):
            yield Part(
                title=label("refer_page", page),
                href=self.address(page),
                said=self._said(page, said_of(page, self.content)),
            )

    @property
    def texts(self) -> str:
        """All that was written in words, for what may have to come before anything else."""
        names = ("wants", "going_well", "tried", "reach", "unsafe")
        return "\n".join(getattr(self.content, name) for name in names)

    def address(self, page: str, *, box: str = "") -> str:
        """Of a page of the form. A box of agreement is that of the first service without it."""
        if box == "agreement":
            box = self._first_without_agreement()
        fragment = f"#{box}" if box else ""
        return url_for("refer.page", draft_id=self.draft.id, page=page) + fragment

    def _first_without_agreement(self) -> str:
        alone = (id_ for id_ in self.ids if self._is_missing_for(id_))
        return f"young_person-{next(alone)}"

    def _is_missing_for(self, id_: UUID) -> bool:
        return "agreement" in self.content.missing((id_,), today=today())

    def _said(self, page: str, texts: Mapping[str, str]) -> tuple[Said, ...]:
        """What nobody has said is left out: the boxes that must be filled in are said apart."""
        return tuple(
            Said(label=label("refer_box", name), text=text, href=self.address(page) + f"#{name}")
            for name, text in texts.items()
            if text
        )


def shown(draft: ReferralDraft) -> ShownDraft:
    return ShownDraft(draft=draft, content=Content.from_json(draft.content))


def to_services(ids: Sequence[UUID]) -> tuple[ToService, ...]:
    """Each of these services, and whether it can be sent anything now."""
    reader = current_actor()
    found = {each.id: each for each in services_by_ids(session(), ids, reader=reader)}
    online = online_services(session(), ids, reader=reader, at=now())
    return tuple(
        ToService(id=id_, service=found.get(id_), online=online.get(id_, Online.NO)) for id_ in ids
    )
