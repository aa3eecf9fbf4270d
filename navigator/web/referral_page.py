"""The page of one referral, as several of its forms come back to it."""

from uuid import uuid4

from flask import render_template, request
from flask.typing import ResponseReturnValue

from navigator.web.account_form import AccountForm
from navigator.web.found_referral import FoundReferral
from navigator.web.partnership import current_actor
from navigator.web.shown_referral import shown_referral
from navigator.web.shown_timeline import attempts, messages, timeline
from navigator.web.unsent import unsent

DONE = ("moved", "already", "said", "tried", "put_right", "agreed", "closed", "opened")
"""What the page can say was just done."""


def referral_page(found: FoundReferral, *, form: AccountForm | None = None) -> ResponseReturnValue:
    """:param form: one whose post was refused, with what was typed into it"""
    form = form or AccountForm(typed={"text": unsent().get("text", "")})
    done = request.args.get("done", "")
    page = render_template(
        "referrals/show.html",
        shown=shown_referral(found, current_actor().user_id),
        events=timeline(found),
        messages=messages(found),
        attempts=attempts(found),
        form=form,
        send_key=form.typed.get("send_key") or uuid4().hex,
        done=done if done in DONE else "",
    )
    return page, form.status
