"""Mail of pages and jobs: through the outbox, and with links whose host is never a request's."""

from flask import current_app

from base.clock import now
from config import Settings
from navigator.db import session
from navigator.outbox.operations import Mail, send
from navigator.web.partnership import current_partnership
from navigator.web.words import say


def send_mail(kind: str, address: str, **values: object) -> None:
    """
    Put a mail into the outbox, with the words of ``[mail]``. It goes out if the request commits.

    :param values: for its words. No personal data: it may lie in any inbox
    """
    partnership = current_partnership()
    values |= {"partnership": partnership.name, "service": say("frame.service")}
    mail = Mail(
        address=address,
        subject=say(f"mail.{kind}_subject", **values),
        body="\n\n".join(
            (say(f"mail.{kind}_body", **values), say("mail.end", **values)),
        ),
    )
    send(session(), mail, partnership_id=partnership.id, at=now())


def outside_link(endpoint: str, **values: str) -> str:
    """
    The whole address of a page of this partnership, from the settings and its own host name.

    The same inside requests and outside of them.
    """
    settings: Settings = current_app.config["NAVIGATOR"]
    path = current_app.url_map.bind("").build(endpoint, values)
    return f"{settings.address_for(current_partnership().host)}{path}"
