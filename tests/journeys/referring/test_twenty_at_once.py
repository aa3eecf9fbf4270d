"""The same referral sent twenty times at the same moment is sent once, on either database."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from alembic import command
from sqlalchemy import func, select

from base.clock import now
from navigator import create_app
from navigator.db import alembic_config
from navigator.outbox.models import OutboxMail
from navigator.referrals.content import Asked, Content, ForService
from navigator.referrals.drafting import start
from navigator.referrals.models import Referral
from tests import factories
from tests.databases import postgresql_url
from tests.integration.navigator.referrals.conftest import acting
from tests.signing_in import COOKIE, signed_in_key

AT_ONCE = 20
WHOLE = {
    "name": "Robin Invented",
    "birth_date": "2012-03-04",
    "wants": "To box.",
    "reach": "Text first.",
    "call_back": "07700 900123",
}
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
REFERENCE = re.compile(r"Reference (\S{4}-\S{4}-\S)<")
AGREED = ForService(young_person=Asked(answer="agrees", capacity="decides"))


@pytest.fixture(params=["sqlite", "postgresql"])
def own_app(request, settings, tmp_path):
    """An app on a database of this test alone: what it sends is really committed."""
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'own.db'}" if sqlite else postgresql_url(tmp_path)
    made = create_app(replace(settings, database_url=url))
    made.testing = False
    command.upgrade(alembic_config(made.extensions["engine"]), "head")
    yield made
    made.extensions["engine"].dispose()


@pytest.fixture
def draft(own_app):
    """Two services of one club, in a draft that is whole; the cookie of whoever wrote it."""
    with own_app.extensions["sessions"]() as session:
        factories.use(session)
        make = factories.Make()
        club = make.organisation(name="Example Club")
        make.person(organisation=club, roles=["provider"])
        services = [make.service(organisation=club) for _ in range(2)]
        teacher = make.person()
        content = Content(**WHOLE, services={str(each.id): AGREED for each in services})
        ids = [each.id for each in services]
        made = start(session, ids, content, actor=acting(teacher), at=now())
        key = signed_in_key(session, teacher, at=now())
        session.commit()
        return made.id, key


def test_check_50_twenty_at_once_make_one_of_each_and_one_mail_each(own_app, draft):
    id_, key = draft

    def client():
        found = own_app.test_client()
        found.set_cookie(COOKIE, key)
        return found

    check = client().get(f"/refer/{id_}/check")
    assert check.status_code == 200
    data = {"csrf_token": TOKEN.search(check.text)[1], "version": "1"}

    def send(_: int):
        answer = client().post(f"/refer/{id_}/send", data=data)
        sent = client().get(f"/refer/{id_}/sent").text
        found = tuple(REFERENCE.findall(sent))
        return answer.status_code, answer.headers.get("Location"), found

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(send, range(AT_ONCE)))

    assert {answer[:2] for answer in answers} == {(303, f"/refer/{id_}/sent")}
    with own_app.extensions["sessions"]() as session:
        references = session.scalars(select(Referral.reference).order_by(Referral.reference))
        assert {answer[2] for answer in answers} == {tuple(references)}
        assert session.scalar(select(func.count()).select_from(Referral)) == 2
        assert session.scalar(select(func.count()).select_from(OutboxMail)) == 2
