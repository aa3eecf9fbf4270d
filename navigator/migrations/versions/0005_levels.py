"""a partnership's own levels of need; the rules of a service cannot be rewritten."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

REFUSED = "criteria_version rows are kept as they are: add a new version"
LISTED = "EXISTS (SELECT 1 FROM service WHERE service.id = OLD.service_id)"
"""Where a service is deleted its history goes with it: by then the service is no longer there."""

ALREADY_THERE = (
    "EXISTS (SELECT 1 FROM criteria_version AS kept WHERE kept.id = NEW.id OR "
    "(kept.service_id = NEW.service_id AND kept.version = NEW.version))"
)
"""INSERT OR REPLACE deletes what stands in its way, and no trigger on deletion is told."""

SQLITE = {
    "criteria_version_update": "BEFORE UPDATE ON criteria_version",
    "criteria_version_delete": f"BEFORE DELETE ON criteria_version WHEN {LISTED}",
    "criteria_version_replace": f"BEFORE INSERT ON criteria_version WHEN {ALREADY_THERE}",
}
POSTGRESQL = {
    "criteria_version_update": "BEFORE UPDATE ON criteria_version FOR EACH ROW",
    "criteria_version_delete": "BEFORE DELETE ON criteria_version FOR EACH ROW",
    "criteria_version_truncate": "BEFORE TRUNCATE ON criteria_version FOR EACH STATEMENT",
}


def upgrade() -> None:
    _make_levels()
    _make_wordings()
    _guard_history()


def downgrade() -> None:
    _release_history()
    for table in ("level_wording", "level_of_need"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(batch_op.f(f"ix_{table}_partnership_id"))
        op.drop_table(table)


def _make_levels() -> None:
    op.create_table(
        "level_of_need",
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("plain", sa.String(), nullable=False),
        sa.Column("official", sa.String(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_level_of_need_partnership_id_partnership"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_level_of_need")),
        sa.UniqueConstraint(
            "partnership_id", "level", name=op.f("uq_level_of_need_partnership_id_level")
        ),
    )
    _index("level_of_need")


def _make_wordings() -> None:
    op.create_table(
        "level_wording",
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_level_wording_partnership_id_partnership"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_level_wording")),
        sa.UniqueConstraint(
            "partnership_id",
            "provider",
            "wording",
            "level",
            name=op.f("uq_level_wording_partnership_id_provider_wording_level"),
        ),
    )
    _index("level_wording")


def _index(table: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f(f"ix_{table}_partnership_id"), ["partnership_id"], unique=False
        )


def _guard_history() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name, moment in SQLITE.items():
            op.execute(
                f"CREATE TRIGGER {name} {moment} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_rewritten_history() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN IF NOT {LISTED} THEN RETURN OLD; END IF; END IF; "
        f"RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for name, moment in POSTGRESQL.items():
        op.execute(f"CREATE TRIGGER {name} {moment} EXECUTE FUNCTION refuse_rewritten_history()")


def _release_history() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name in SQLITE:
            op.execute(f"DROP TRIGGER {name}")
        return
    for name in POSTGRESQL:
        op.execute(f"DROP TRIGGER {name} ON criteria_version")
    op.execute("DROP FUNCTION refuse_rewritten_history()")
