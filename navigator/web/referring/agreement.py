"""The page of agreement: service by service, the young person and a parent apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from base.clock import today
from navigator.referrals.agreement import ADULT, is_agreed
from navigator.referrals.codes import Answer, Party
from navigator.referrals.content import Asked, Content, ForService
from navigator.web.referring.boxes import (
    OF_A_SERVICE,
    OF_ALL,
    OVERRIDE,
    PARENT,
    UNTIL,
    YOUNG_PERSON,
    Asks,
    DraftBox,
    key_of,
)
from navigator.web.referring.form import SEEN, PageForm, Typed, read_boxes, version_in
from navigator.web.referring.reading import missing_said, say_box, write_box

PAGE = "agreement"
PARTIES = (Party.YOUNG_PERSON, Party.PARENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAgreement:
    """The boxes about one service. ``parent`` is empty for an adult: it is theirs alone."""

    id: UUID
    young_person: tuple[DraftBox, ...]
    parent: tuple[DraftBox, ...]
    until: tuple[DraftBox, ...]
    override: tuple[DraftBox, ...]

    @property
    def has_more(self) -> bool:
        told = [box for box in self.young_person + self.parent if "told_how" in box.id]
        return any(box.is_filled for box in (*told, *self.until))

    @property
    def is_overridden(self) -> bool:
        return any(box.is_filled for box in self.override)


def read_agreement(sent: Typed, content: Content, ids: Iterable[UUID]) -> tuple[PageForm, Content]:
    """The form of the page, and the content with what it says."""
    form = PageForm(page=PAGE, version=version_in(sent), seen=frozenset(sent.getlist(SEEN)))
    services = dict(content.services)
    for id_ in ids:
        read = read_boxes(OF_A_SERVICE, sent, row=str(id_))
        form = _with(form, read.given, read.errors)
        services[str(id_)] = _for_service(content.for_service(id_), read.values)
    read = read_boxes(OF_ALL, sent)
    form = _with(form, read.given, read.errors)
    return form, replace(content, services=services, **read.values)


def form_of_agreement(content: Content, ids: Iterable[UUID], *, version: int) -> PageForm:
    """The page with what is kept in its boxes."""
    given = {
        key_of(asks, row): write_box(asks, kept) for asks, row, kept in _every_box(content, ids)
    }
    return PageForm(page=PAGE, version=version, given=given)


def said_of_agreement(content: Content, ids: Iterable[UUID]) -> dict[str, str]:
    """What is kept of each box, to be read."""
    return {key_of(asks, row): say_box(asks, kept) for asks, row, kept in _every_box(content, ids)}


def with_missing_agreement(form: PageForm, content: Content, ids: Iterable[UUID]) -> PageForm:
    """Say of each service what is still to be asked, or to be said."""
    for id_ in ids:
        each = content.for_service(id_)
        for name in _missing(each, age=content.age_on(today())):
            key = f"{name}-{id_}"
            if key not in form.errors:
                form = form.wrong(key, _sentence(name, each))
    return form


def boxes_of(form: PageForm, content: Content, id_: UUID) -> ServiceAgreement:
    def boxes(every: tuple[Asks, ...]) -> tuple[DraftBox, ...]:
        return tuple(form.box(asks, str(id_)) for asks in every)

    age = content.age_on(today())
    is_adult = age is not None and age >= ADULT
    return ServiceAgreement(
        id=id_,
        young_person=boxes(YOUNG_PERSON),
        parent=() if is_adult else boxes(PARENT),
        until=boxes(UNTIL),
        override=boxes(OVERRIDE),
    )


def _with(
    form: PageForm, given: Mapping[str, tuple[str, ...]], errors: Mapping[str, str]
) -> PageForm:
    return replace(form, given={**form.given, **given}, errors={**form.errors, **errors})


def _every_box(content: Content, ids: Iterable[UUID]) -> Iterable[tuple[Asks, str, Any]]:
    """Each box with the id of its service, and what is kept of it."""
    for id_ in ids:
        kept = _values(content.for_service(id_))
        for asks in OF_A_SERVICE:
            yield asks, str(id_), kept[asks.name]
    for asks in OF_ALL:
        yield asks, "", getattr(content, asks.name)


def _for_service(old: ForService, values: Mapping[str, Any]) -> ForService:
    """What could not be read stays as it was."""
    known = {**_values(old), **values}
    return ForService(
        young_person=Asked(
            answer=known["young_person"],
            why=known["young_person_why"],
            capacity=known["young_person_capacity"],
            told_how=known["young_person_told_how"],
        ),
        parent=Asked(
            answer=known["parent"],
            why=known["parent_why"],
            told_how=known["parent_told_how"],
        ),
        **{name: known[name] for name in ("until", *(asks.name for asks in OVERRIDE))},
    )


def _values(each: ForService) -> dict[str, Any]:
    """What is kept of one service, by the names of the boxes."""
    values: dict[str, Any] = {}
    for party in PARTIES:
        asked: Asked = getattr(each, party)
        values |= {
            str(party): asked.answer,
            f"{party}_why": asked.why,
            f"{party}_capacity": asked.capacity,
            f"{party}_told_how": asked.told_how,
        }
    rest = (*UNTIL, *OVERRIDE)
    return values | {asks.name: getattr(each, asks.name) for asks in rest}


def _missing(each: ForService, *, age: int | None) -> Iterable[str]:
    """The boxes in which something is missing before this service can be sent anything."""
    for party in PARTIES:
        asked: Asked = getattr(each, party)
        if asked.answer == Answer.NOT_ASKED and not asked.why:
            yield f"{party}_why"
    if each.override_reason and not each.override_why:
        yield "override_why"
    elif (each.override_why or each.rung_at or each.taken_by) and not each.override_reason:
        yield "override_reason"
    elif not each.override_reason and not is_agreed(each.said(), age=age):
        yield Party.YOUNG_PERSON


def _sentence(name: str, each: ForService) -> str:
    if name != Party.YOUNG_PERSON:
        return missing_said(name)
    match each.young_person.answer:
        case Answer.AGREES:
            return missing_said("parent_or_capacity")
        case Answer.DOES_NOT:
            return missing_said("does_not")
        case _:
            return missing_said("nobody_agrees" if each.said() else "agreement")
