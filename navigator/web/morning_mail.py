"""The one mail of a morning, in words: how much there is of each kind, and where it stands."""

from collections.abc import Mapping
from types import MappingProxyType

from navigator.accounts.models import User
from navigator.db import session
from navigator.referrals.digests import Digest, Kind
from navigator.web.mail import outside_link, send_mail
from navigator.web.words import say

DESKS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.DRAFTS: "refer.drafts",
        Kind.YOURS_AS_SENDER: "desks.mine",
        Kind.YOURS_AS_SERVICE: "desks.received",
        Kind.YOURS_AS_COORDINATOR: "desks.review",
        Kind.LATE_WITH_SERVICE: "desks.mine",
        Kind.LATE_WITH_COORDINATORS: "desks.mine",
        Kind.ANSWERED: "desks.mine",
        Kind.LATE_FOR_TEAM: "desks.ours",
        Kind.LATE_FOR_SERVICE: "desks.received",
        Kind.LATE_FOR_COORDINATORS: "desks.review",
        Kind.NOT_PLACED: "desks.review",
    }
)
"""On which page somebody sees what a line counts."""


def send_digest(digest: Digest) -> None:
    """Counts and pages: neither a name, nor a need, nor a service."""
    person = session().get_one(User, digest.user_id)
    lines = (
        say(f"digest.{kind}", count=count) + "\n" + outside_link(DESKS[kind])
        for kind, count in digest.counts.items()
    )
    send_mail("morning", person.email, lines="\n\n".join(lines))
