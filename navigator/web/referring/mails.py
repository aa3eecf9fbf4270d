"""What is mailed when a referral was sent: that there is one, and where. Never of whom."""

from itertools import groupby

from navigator.db import session
from navigator.referrals.models import Referral
from navigator.referrals.receiving import answering_people
from navigator.web.filters import day
from navigator.web.mail import outside_link, send_mail

Sent = tuple[Referral, ...]


def tell_of(referrals: Sent, *, sender: str, draft_id: str) -> None:
    """
    To the sender, and to each person who can answer: one mail each, however many there are.

    :param sender: the address of whoever sent them
    """
    due = max(each.due_on for each in referrals if each.due_on)
    link = outside_link("refer.sent", draft_id=draft_id)
    send_mail("referral_sent", sender, link=link, count=len(referrals), day=day(due))
    ordered = sorted(referrals, key=lambda each: str(each.receiver_organisation_id))
    for _, group in groupby(ordered, key=lambda each: each.receiver_organisation_id):
        _tell_receivers(tuple(group))


def _tell_receivers(referrals: Sent) -> None:
    links = (outside_link("referrals.show", referral_id=str(each.id)) for each in referrals)
    due = min(each.due_on for each in referrals if each.due_on)
    said = {"links": "\n\n".join(links), "count": len(referrals), "day": day(due)}
    for person in answering_people(session(), referrals[0].receiver_organisation_id):
        send_mail("referral_to_answer", person.email, **said)
