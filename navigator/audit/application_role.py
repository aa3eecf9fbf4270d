"""PostgreSQL: a role for the application that can add to the record of acts and no more."""

import re

from sqlalchemy import text
from sqlalchemy.orm import Session

from base.refusals import Invalid

ROLE = re.compile(r"[a-z_][a-z0-9_]{0,62}")

STATEMENTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry, audit_seal FROM {role}",
    "REVOKE INSERT, DELETE, TRUNCATE ON audit_head FROM {role}",
)


class RoleRefused(Invalid):
    """That is no role that privileges can be given to here."""


def give_privileges(session: Session, role: str) -> None:
    """
    Give a role that exists what the application needs, and take from it what it must not have.

    Run it again after each migration, as the owner of the tables.

    :raises RoleRefused: if the database is not PostgreSQL, or there is no such role
    """
    if session.connection().dialect.name != "postgresql":
        raise RoleRefused("Only PostgreSQL has roles. On SQLite, triggers guard the record.")
    found = session.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role})
    if not (ROLE.fullmatch(role) and found):
        raise RoleRefused(f"There is no role {role[:63]!r}. Make it first: CREATE ROLE … LOGIN.")
    for statement in STATEMENTS:
        session.execute(text(statement.format(role=role)))
