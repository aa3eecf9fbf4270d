"""The pages of the form of a referral: each is kept on the server as it is sent."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.clock import now
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.referrals import drafting
from navigator.referrals.content import Content
from navigator.web.access import requires
from navigator.web.alarm import whom_to_ring
from navigator.web.pages.refer import bp, lead_to, lead_to_sent, own_draft
from navigator.web.referring import agreement
from navigator.web.referring.boxes import IN_ORDER, OF_A_SERVICE, OF_ALL, PAGES
from navigator.web.referring.form import (
    PageForm,
    Typed,
    form_of,
    labels_written,
    read_page,
    said_of,
    with_missing,
)
from navigator.web.referring.shown import ShownDraft, shown
from navigator.web.unsent import unsent
from navigator.web.words import label

View = TypeVar("View", bound=Callable[..., Any])

LATER = "later"


def at_each_page(method: str) -> Callable[[View], View]:
    """The same view for each page of the form, under an address of its own."""

    def register(view: View) -> View:
        for page in PAGES:
            rule = f"/<uuid:draft_id>/{page}"
            bp.add_url_rule(rule, view_func=view, methods=[method], defaults={"page": page})
        return view

    return register


@at_each_page("GET")
@requires(Permission.MAKE_REFERRALS)
def page(draft_id: UUID, page: str) -> ResponseReturnValue:
    draft = own_draft(draft_id, act="write_referral")
    if draft.sent_at:
        return lead_to_sent(draft_id)
    open_ = shown(draft)
    kept = unsent()
    form = _read(page, kept, open_)[0] if kept else _written(page, open_)
    return _show(form, open_)


@at_each_page("POST")
@requires(Permission.MAKE_REFERRALS)
def save(draft_id: UUID, page: str) -> ResponseReturnValue:
    draft = own_draft(draft_id, act="write_referral")
    if draft.sent_at:
        return lead_to_sent(draft_id)
    open_, later = shown(draft), request.form.get("then") == LATER
    form, content = _read(page, request.form, open_)
    if not later:
        form = _with_missing(form, content, open_)
    if form.errors:
        return _show(form, open_, content)
    try:
        drafting.save(session(), draft, content, version=form.version, at=now())
    except drafting.DraftChanged:
        return lead_to_sent(draft_id) if draft.sent_at else _show_stale(form, shown(draft))
    return _lead_on(form, shown(draft), later=later)


def _lead_on(form: PageForm, open_: ShownDraft, *, later: bool) -> ResponseReturnValue:
    if later:
        return redirect(url_for("refer.drafts", done="saved"), code=303)
    if labels_written(form, PAGES[form.page] or OF_A_SERVICE) - form.seen:
        return lead_to(open_.draft, form.page)
    return lead_to(open_.draft, open_.next_page)


def _written(page: str, open_: ShownDraft) -> PageForm:
    version = open_.draft.version
    if page == agreement.PAGE:
        return agreement.form_of_agreement(open_.content, open_.ids, version=version)
    return form_of(page, open_.content, version=version)


def _read(page: str, sent: Typed, open_: ShownDraft) -> tuple[PageForm, Content]:
    if page == agreement.PAGE:
        return agreement.read_agreement(sent, open_.content, open_.ids)
    return read_page(page, sent, open_.content)


def _with_missing(form: PageForm, content: Content, open_: ShownDraft) -> PageForm:
    if form.page == agreement.PAGE:
        return agreement.with_missing_agreement(form, content, open_.ids)
    return with_missing(form, content)


def _show_stale(form: PageForm, open_: ShownDraft) -> ResponseReturnValue:
    """Somebody saved it meanwhile, in another window: both texts are shown."""
    if form.page == agreement.PAGE:
        said = agreement.said_of_agreement(open_.content, open_.ids)
    else:
        said = said_of(form.page, open_.content)
    kept = _written(form.page, open_).given
    return _show(form.as_kept(kept, said, version=open_.draft.version), open_)


def _show(form: PageForm, open_: ShownDraft, content: Content | None = None) -> ResponseReturnValue:
    """:param content: with what was typed, where that is not what is kept"""
    if form.page == agreement.PAGE:
        boxes = {id_: agreement.boxes_of(form, content or open_.content, id_) for id_ in open_.ids}
        of_all = [form.box(asks) for asks in OF_ALL]
        basis = label("basis", open_.content.basis) if open_.content.basis else ""
        return _page(
            "refer/agreement.html", form, open_, agreements=boxes, of_all=of_all, basis=basis
        )
    return _page("refer/page.html", form, open_)


def _page(template: str, form: PageForm, open_: ShownDraft, **more: object) -> ResponseReturnValue:
    seen = labels_written(form, PAGES[form.page] or OF_A_SERVICE)
    page = render_template(
        template,
        form=form,
        shown=open_,
        seen=sorted(seen),
        step=IN_ORDER.index(form.page) + 1 if form.page in IN_ORDER else 0,
        back=_page_before(form.page, open_),
        ring=whom_to_ring(),
        **more,
    )
    return page, form.status


def _page_before(page: str, open_: ShownDraft) -> str:
    if page not in IN_ORDER:
        return url_for("refer.check", draft_id=open_.draft.id)
    number = IN_ORDER.index(page)
    return open_.address(IN_ORDER[number - 1]) if number else url_for("refer.drafts")
