"""Every act and every read of what is not public leaves a row, or does not happen."""

from uuid import UUID, uuid4

import pytest
from flask import Blueprint
from sqlalchemy import select, text

from navigator.accounts.permissions import Permission
from navigator.audit.models import AuditEntry
from navigator.audit.verification import verify
from navigator.db import session as request_session
from navigator.web import csrf
from navigator.web.access import public, requires
from navigator.web.auditing import note
from services_catalog.models import Partnership

RECORD = UUID(int=5)
PLAIN = {"Content-Type": "text/plain"}


@pytest.fixture
def views(app):
    """The app, with views such as those that personal records have."""
    bp = Blueprint("samples", __name__)

    @bp.get("/samples/<uuid:sample_id>")
    @requires(next(iter(Permission)))
    def show(sample_id):
        page = "a personal page" if sample_id == RECORD else "not found"
        return page, 200 if sample_id == RECORD else 404, PLAIN

    @bp.post("/samples")
    @csrf.protect.exempt
    @public
    def change():
        note("rename", object_kind="partnership", object_id=RECORD, facts={"from": "form"})
        request_session().scalars(select(Partnership)).one().place = "Elsewhere"
        return "done", 200, PLAIN

    app.register_blueprint(bp)
    return app


def rows(session) -> list[AuditEntry]:
    session.expire_all()
    return list(session.scalars(select(AuditEntry).order_by(AuditEntry.number)))


def test_check_46_a_read_leaves_a_row(views, session, partnership):
    answer = views.test_client().get(f"/samples/{RECORD}")

    [row] = rows(session)
    assert (row.act, row.object_id, row.allowed) == (next(iter(Permission)), RECORD.hex, "yes")
    assert (row.partnership_id, row.address) == (partnership.id.hex, "127.0.0.1")
    assert row.request_id == answer.headers["X-Request-Id"]
    assert verify(session).fault is None


def test_check_46_a_refusal_leaves_a_row_that_says_so(views, session):
    views.test_client().get(f"/samples/{uuid4()}")

    assert [row.allowed for row in rows(session)] == ["no"]


def test_an_act_and_its_row_happen_together(views, session):
    views.test_client().post("/samples")

    [row] = rows(session)
    assert (row.act, row.facts) == ("rename", '{"from":"form"}')
    assert session.scalars(select(Partnership)).one().place == "Elsewhere"


def test_a_public_read_leaves_none(views, session):
    views.test_client().get("/needs")

    assert rows(session) == []


def broken(session) -> None:
    if session.connection().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER audit_head_no_delete"))
    else:
        session.execute(text("ALTER TABLE audit_head DISABLE TRIGGER USER"))
    session.execute(text("DELETE FROM audit_head"))


def test_without_its_row_nobody_gets_the_page(views, session):
    broken(session)

    answer = views.test_client().get(f"/samples/{RECORD}")

    assert answer.status_code == 503
    assert "a personal page" not in answer.text


def test_without_its_row_the_act_does_not_happen(views, session):
    broken(session)
    before = session.scalars(select(Partnership.place)).one()

    answer = views.test_client().post("/samples")

    assert answer.status_code == 503
    session.expire_all()
    assert session.scalars(select(Partnership.place)).one() == before
