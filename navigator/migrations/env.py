"""Run migrations on the engine that the app was started with."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Engine

import navigator.models  # noqa: F401  every table must be known before it is compared
from base.orm import Base, UtcDateTime

engine: Engine = context.config.attributes["engine"]


def render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Write our own column types as plain ones: a migration must outlive the code it came from."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


with engine.begin() as connection:
    run(connection)
