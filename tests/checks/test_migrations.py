"""The migrations make exactly the tables that the code describes, forwards and back."""

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

import navigator.models  # noqa: F401  every table must be known before it is compared
from base.orm import Base
from navigator.db import alembic_config, make_engine


def test_migrations_equal_models(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, Base.metadata) == []


def test_a_table_that_no_migration_makes_would_be_seen(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        without = type(Base.metadata)()

        assert compare_metadata(context, without) != []


def test_every_step_can_be_taken_back(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'steps.db'}")
    config = alembic_config(engine)

    command.upgrade(config, "head")
    command.downgrade(config, "base")

    assert set(inspect(create_engine(engine.url)).get_table_names()) <= {"alembic_version"}


def test_there_is_one_line_of_migrations(engine):
    script = ScriptDirectory.from_config(alembic_config(engine))

    assert len(script.get_heads()) == 1
