"""The one mail of a morning, as it lies in an inbox: counts and pages, and nothing of anybody."""

import re

from click.testing import Result
from sqlalchemy import select

from navigator.jobs.referrals import TELLING
from navigator.outbox.models import OutboxMail
from navigator.referrals.codes import Status
from navigator.referrals.digests import Digest, Kind
from navigator.referrals.lifecycle import Move
from navigator.referrals.moving import Step, make_move
from navigator.web.morning_mail import DESKS
from navigator.web.words import words
from tests.factories import NOON, TODAY
from tests.integration.navigator.referrals.conftest import acting, cast  # noqa: F401  a fixture

LINK = re.compile(r"\S+://\S+")


def mails(session) -> list[OutboxMail]:
    return list(session.scalars(select(OutboxMail).execution_options(populate_existing=True)))


def test_every_kind_of_line_has_words_and_a_page(app, session, cast):  # noqa: F811
    counts = {kind: n for n, kind in enumerate(Kind, start=1)}
    digest = Digest(
        partnership_id=cast.teacher.partnership_id,
        user_id=cast.teacher.id,
        day=TODAY,
        counts=counts,
    )
    with app.app_context():
        app.extensions[TELLING].digest(session, digest)

    [mail] = mails(session)
    assert mail.address == cast.teacher.email
    assert len(LINK.findall(mail.body)) == len(Kind)
    adapter = app.url_map.bind("127.0.0.1")
    for address, kind in zip(LINK.findall(mail.body), Kind, strict=True):
        found, _ = adapter.match(address.removeprefix("http://127.0.0.1:5000"))
        assert found == DESKS[kind]
    for n, kind in enumerate(Kind, start=1):
        wanted = f"digest.{kind}_one" if n == 1 else f"digest.{kind}"
        assert words()[wanted].format(count=n) in mail.body


def test_a_no_that_takes_effect_is_told_in_words_without_any_name(app, session, make, cast):  # noqa: F811
    referral = make.referral(sender=cast.teacher, service=cast.service)
    no = Step(
        move=Move.PROPOSE_DECLINE, reason="age", note="Too old.", facts={"alternative": "none"}
    )
    make_move(session, referral, no, actor=acting(cast.worker), at=NOON)
    session.commit()

    result: Result = app.test_cli_runner().invoke(args=["jobs", "run", "--once"])

    session.refresh(referral)
    assert (result.exit_code, referral.status) == (0, Status.DECLINED), result.output
    told = {mail.address: mail.subject + mail.body for mail in mails(session)}
    assert {cast.teacher.email, cast.worker.email} <= set(told)
    for text in told.values():
        for said in ("Robin", "Invented", cast.service.name, "Too old"):
            assert said not in text
