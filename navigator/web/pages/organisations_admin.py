"""The organisations of a partnership, for its coordinators: find one, add one."""

import re
from functools import partial

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from navigator.accounts.permissions import Permission
from navigator.accounts.queries import organisations_named
from navigator.db import session
from navigator.web.access import requires
from navigator.web.account_form import AccountForm, posted
from navigator.web.auditing import note
from navigator.web.partnership import current_actor
from navigator.web.search_form import readable
from navigator.web.unsent import unsent
from navigator.web.words import say
from services_catalog.codes import OrganisationKind
from services_catalog.organisations import OrganisationInvalid, add_organisation, check_name

bp = Blueprint("organisations_admin", __name__, url_prefix="/partnership/organisations")

KINDS = tuple(kind for kind in OrganisationKind if kind is not OrganisationKind.UNKNOWN)
BOXES = ("name", "kind")
LAST_PAGE = 10_000
PAGE = re.compile(r"[1-9][0-9]{0,6}")


@bp.get("")
@requires(Permission.SEE_ORGANISATIONS)
def show() -> ResponseReturnValue:
    note(Permission.SEE_ORGANISATIONS, object_kind="organisation")
    words = readable(request.args).get("q", "").strip()
    found = organisations_named(session(), words, reader=current_actor(), page=_page())
    return render_template(
        "partnership/organisations.html",
        found=found,
        words=words,
        address_of=partial(_address, words),
    )


@bp.get("/add")
@requires(Permission.ADD_ORGANISATIONS)
def add() -> ResponseReturnValue:
    waiting = unsent()
    return _show_add(AccountForm(typed={name: waiting.get(name, "") for name in BOXES}))


@bp.post("/add")
@requires(Permission.ADD_ORGANISATIONS)
def save() -> ResponseReturnValue:
    """Adding one twice makes one."""
    form = _checked(posted(*BOXES))
    if form.errors:
        return _show_add(form)
    kind = OrganisationKind(form.typed["kind"])
    made = add_organisation(session(), name=form.typed["name"], kind=kind, actor=current_actor())
    note(
        Permission.ADD_ORGANISATIONS,
        object_kind="organisation",
        object_id=made.id,
        owner_id=made.id,
    )
    return redirect(url_for("people.show", organisation_id=made.id, done="added"), code=303)


def _checked(form: AccountForm) -> AccountForm:
    try:
        check_name(form.typed["name"])
    except OrganisationInvalid as refusal:
        form = form.refused(refusal, otherwise="name")
    if form.typed["kind"] not in KINDS:
        form = form.wrong("kind", say("organisations.missing_kind"))
    return form


def _page() -> int:
    given = request.args.get("page", "")
    return min(int(given), LAST_PAGE) if PAGE.fullmatch(given) else 1


def _address(words: str, page: int) -> str:
    return url_for("organisations_admin.show", q=words or None, page=page if page > 1 else None)


def _show_add(form: AccountForm) -> ResponseReturnValue:
    return render_template("partnership/add.html", form=form, kinds=KINDS), form.status
