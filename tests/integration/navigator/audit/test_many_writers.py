"""Twenty writers at once leave one unbroken chain, and the application's role cannot change it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from navigator.audit.application_role import RoleRefused, give_privileges
from navigator.audit.operations import head, record
from navigator.audit.verification import verify
from navigator.db import alembic_config, make_engine
from tests.databases import postgresql_url
from tests.integration.navigator.audit.conftest import an_act

WRITERS = 20


@pytest.fixture(params=["sqlite", "postgresql"])
def own_engine(request, tmp_path):
    """A database of this test alone: its writers really commit."""
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'own.db'}" if sqlite else postgresql_url(tmp_path)
    made = make_engine(url)
    command.upgrade(alembic_config(made), "head")
    yield made
    made.dispose()


def test_check_47_twenty_writers_leave_one_chain(own_engine, proof):
    each = proof(5, 200)

    def write(_: int) -> None:
        for _ in range(each):
            with Session(own_engine) as session, session.begin():
                record(session, [an_act(), an_act()])

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    with Session(own_engine) as session:
        found = verify(session)
        assert (found.rows, found.fault) == (WRITERS * each * 2, None)


def test_what_is_rolled_back_leaves_no_gap(own_engine):
    with Session(own_engine) as session:
        record(session, [an_act()])
        session.rollback()
        record(session, [an_act()])
        session.commit()

        assert (head(session)[0], verify(session).fault) == (1, None)


@pytest.mark.parametrize("own_engine", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET act = 'nothing'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "DELETE FROM audit_head",
        "UPDATE audit_seal SET expired_at = 'now'",
    ],
)
def test_check_47_the_role_of_the_application_has_no_privilege(own_engine, statement):
    with Session(own_engine) as session:
        session.execute(text("DROP ROLE IF EXISTS app_of_test"))
        session.execute(text("CREATE ROLE app_of_test"))
        give_privileges(session, "app_of_test")
        session.execute(text("SET LOCAL ROLE app_of_test"))
        record(session, [an_act()])
        with pytest.raises(DBAPIError, match="permission denied"), session.begin_nested():
            session.execute(text(statement))
        session.rollback()


@pytest.mark.parametrize("own_engine", ["postgresql"], indirect=True)
@pytest.mark.parametrize("role", ["nobody_has_this", "a; DROP TABLE x", ""])
def test_a_role_that_is_none_is_refused(own_engine, role):
    with Session(own_engine) as session, pytest.raises(RoleRefused, match="no role"):
        give_privileges(session, role)


@pytest.mark.parametrize("own_engine", ["sqlite"], indirect=True)
def test_sqlite_has_no_roles(own_engine):
    with Session(own_engine) as session, pytest.raises(RoleRefused, match="Only PostgreSQL"):
        give_privileges(session, "app")
