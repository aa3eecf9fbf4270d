"""What is typed is text: it adds no line to the head of a mail or to the log, and is not run."""

import re
from urllib.parse import urlencode

import pytest
from markupsafe import escape
from sqlalchemy import select

from navigator.outbox.models import OutboxMail
from navigator.outbox.smtp import _message
from tests.journeys.trust.cells import KIND
from tests.journeys.trust.server import Server

MADE_UP = "Bcc: everybody@example.com"
LINE = re.compile(r"[0-9-]{10} [0-9:,]{12} [A-Z-]+ (/\S*|-) [0-9]{3} [0-9]+ms [0-9a-f]{32}")


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\x0b", "\u2028", "%0d%0a"])
def test_check_26_no_field_adds_a_line_to_the_head_of_a_mail(asking, break_):
    own, session = asking.world.own.organisation, asking.world.session
    typed = {"name": "Somebody", "email": "lines@example.org", "roles": "practitioner"}
    for more in ({"name": f"Somebody{break_}{MADE_UP}"}, {"email": f"a@b.org{break_}{MADE_UP}"}):
        asking.post(KIND["administrator"], f"/organisations/{own}/people/invite", **typed | more)
    asking.post(KIND["signed out"], "/password/forgot", email=f"x{break_}{MADE_UP}@example.org")

    session.rollback()
    for mail in session.scalars(select(OutboxMail)):
        assert "\n" not in mail.subject
        assert "\r" not in mail.subject
        assert "\n" not in mail.address


def test_check_26_a_mail_that_was_made_has_no_head_but_ours(asking):
    own = asking.world.own.organisation
    typed = {"email": "heads@example.org", "roles": "practitioner"}
    name = f"Somebody\r\n{MADE_UP}"
    asking.post(KIND["administrator"], f"/organisations/{own}/people/invite", name=name, **typed)
    asking.world.session.rollback()

    made = asking.world.session.scalars(select(OutboxMail)).all()
    ours = [mail for mail in made if mail.address == "heads@example.org"]
    assert ours, "would prove nothing"
    for mail in ours:
        heads = {name for name, _ in _message(mail, "navigator@example.org").items()}
        assert not heads & {"Bcc", "Cc", "Reply-To"}


def test_check_26_the_log_has_one_line_for_a_request_and_nothing_that_was_typed(asking):
    server: Server = asking.server
    caller = asking.callers[KIND["administrator"]]
    before = len(server.said().splitlines())
    place = asking.world.own
    asked = (
        "/services?q=zq7typed&home=BS13", "/nothing%0d%0aGET%20/made-up%20200", "/zq7typed",
        f"/invitation/{place.invitation_link}", f"/organisations/{place.organisation}/people",
        f"/password/choose/{place.password_link}",
    )  # fmt: skip

    for path in asked:
        server.ask("GET", path, {**caller.headers, "User-Agent": "zq7typed"})

    lines = server.said().splitlines()[before:]
    assert len(lines) == len(asked)
    assert all(LINE.fullmatch(line) for line in lines), lines
    typed = ("zq7", "made-up", place.invitation_link, str(place.organisation), "10.0.")
    assert not any(each in line for line in lines for each in typed)


@pytest.mark.parametrize("typed", ["{{7*191}}", "${7*191}", "#{7*191}", "<%= 7*191 %>"])
def test_check_26_what_looks_like_a_template_is_shown_as_it_was_typed(asking, typed):
    page = asking.server.ask("GET", f"/services?{urlencode({'q': typed})}")

    assert page.status == 200
    assert str(escape(typed)) in page.text
    assert "1337" not in page.text
