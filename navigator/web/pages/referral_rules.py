"""What a partnership sets for its referrals: working days for each step, tries, noes."""

import re
from dataclasses import dataclass
from itertools import chain

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from base.refusals import Invalid
from navigator.accounts.permissions import Permission
from navigator.db import session
from navigator.referrals.rules import Rules, rules_of
from navigator.referrals.setting_rules import COUNTS, set_rules
from navigator.referrals.timescales import WORKING_DAYS, Wait
from navigator.web.access import requires
from navigator.web.account_form import AccountForm, posted
from navigator.web.auditing import note
from navigator.web.partnership import current_actor
from navigator.web.unsent import unsent
from navigator.web.words import say

bp = Blueprint("referral_rules", __name__, url_prefix="/referrals/rules")

BOXES = (*Wait, *COUNTS)
NUMBER = re.compile(r"[0-9]{1,6}")
SET = Permission.SET_REFERRAL_RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysBox:
    """``usual``: the number of working days where nobody has set another."""

    code: str
    usual: int


@bp.get("")
@requires(SET)
def show() -> ResponseReturnValue:
    note("see_referral_rules", object_kind="referral_rules")
    kept = unsent()
    form = AccountForm(typed={name: kept.get(name, "") for name in BOXES}) if kept else _as_kept()
    return _show(form)


@bp.post("")
@requires(SET)
def save() -> ResponseReturnValue:
    note(SET, object_kind="referral_rules")
    form = _checked(posted(*BOXES))
    if form.errors:
        return _show(form)
    try:
        set_rules(session(), _as_rules(form), partnership_id=current_actor().partnership_id)
    except Invalid as refusal:
        return _show(form.refused(refusal, otherwise=str(Wait.ANSWER)))
    return redirect(url_for("referral_rules.show", done="saved"), code=303)


def _as_kept() -> AccountForm:
    rules = rules_of(session(), current_actor().partnership_id)
    counts = ((name, getattr(rules, name)) for name in COUNTS)
    kept = chain(((str(wait), days) for wait, days in rules.waits.items()), counts)
    return AccountForm(typed={name: str(number) for name, number in kept})


def _checked(form: AccountForm) -> AccountForm:
    for name, typed in form.typed.items():
        if NUMBER.fullmatch(typed.strip()) is None:
            form = form.wrong(name, say("referral_rules.no_number"))
    return form


def _as_rules(form: AccountForm) -> Rules:
    number = {name: int(typed.strip()) for name, typed in form.typed.items()}
    return Rules(
        waits={wait: number[wait] for wait in Wait}, **{name: number[name] for name in COUNTS}
    )


def _show(form: AccountForm) -> ResponseReturnValue:
    page = render_template(
        "desks/rules.html",
        form=form,
        waits=[DaysBox(code=str(wait), usual=days) for wait, days in WORKING_DAYS.items()],
        counts=list(COUNTS),
        done=request.args.get("done") == "saved",
    )
    return page, form.status
