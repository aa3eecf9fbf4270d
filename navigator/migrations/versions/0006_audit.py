"""the record of acts and reads."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

GENESIS = "0" * 64
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

ROW_REFUSED = "the record of acts is only ever added to"
SEAL_REFUSED = "a seal is never changed, but to record its expiry once"

SQLITE = (
    f"""
    CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, '{ROW_REFUSED}'); END
    """,
    f"""
    CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
    WHEN NOT EXISTS (
        SELECT 1 FROM audit_seal
        WHERE OLD.number BETWEEN first AND last AND expired_at <> ''
    )
    BEGIN SELECT RAISE(ABORT, '{ROW_REFUSED}'); END
    """,  # noqa: S608  nothing from outside is in it
    f"""
    CREATE TRIGGER audit_seal_no_update BEFORE UPDATE ON audit_seal
    WHEN OLD.expired_at <> '' OR NEW.first <> OLD.first OR NEW.last <> OLD.last
        OR NEW.before <> OLD.before OR NEW.after <> OLD.after
        OR NEW.sealed_at <> OLD.sealed_at OR NEW.digest <> OLD.digest
        OR NEW.key_id <> OLD.key_id
    BEGIN SELECT RAISE(ABORT, '{SEAL_REFUSED}'); END
    """,
    f"""
    CREATE TRIGGER audit_seal_no_delete BEFORE DELETE ON audit_seal
    BEGIN SELECT RAISE(ABORT, '{SEAL_REFUSED}'); END
    """,
    f"""
    CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
    BEGIN SELECT RAISE(ABORT, '{ROW_REFUSED}'); END
    """,
)

POSTGRESQL = (
    f"""
    CREATE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND EXISTS (
            SELECT 1 FROM audit_seal
            WHERE OLD.number BETWEEN first AND last AND expired_at <> ''
        ) THEN RETURN OLD; END IF;
        RAISE EXCEPTION '{ROW_REFUSED}';
    END $$
    """,  # noqa: S608  nothing from outside is in it
    f"""
    CREATE FUNCTION audit_seal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.expired_at = ''
            AND (NEW.first, NEW.last, NEW.before, NEW.after, NEW.sealed_at, NEW.digest, NEW.key_id)
              = (OLD.first, OLD.last, OLD.before, OLD.after, OLD.sealed_at, OLD.digest, OLD.key_id)
        THEN RETURN NEW; END IF;
        RAISE EXCEPTION '{SEAL_REFUSED}';
    END $$
    """,
    f"""
    CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{ROW_REFUSED}'; END $$
    """,
    """
    CREATE TRIGGER audit_entry_refuse BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()
    """,
    """
    CREATE TRIGGER audit_seal_refuse BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_seal_refuse()
    """,
    """
    CREATE TRIGGER audit_head_refuse BEFORE DELETE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_entry_truncate BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
    """,
    """
    CREATE TRIGGER audit_seal_truncate BEFORE TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
    """,
)


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in (
                "at", "partnership_id", "user_id", "organisation_id", "act", "object_kind",
                "object_id", "owner_id", "address", "allowed", "request_id", "facts", "key_id",
                "previous", "digest",
            )
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
    )  # fmt: skip
    op.create_index("ix_audit_entry_at", "audit_entry", ["at"])
    op.create_index(
        "ix_audit_entry_owner_id_number", "audit_entry", ["partnership_id", "owner_id", "number"]
    )
    op.create_index(
        "ix_audit_entry_organisation_id_number",
        "audit_entry",
        ["partnership_id", "organisation_id", "number"],
    )
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "audit_seal",
        sa.Column("first", NUMBER, autoincrement=False, nullable=False),
        sa.Column("last", NUMBER, nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("before", "after", "sealed_at", "key_id", "digest", "expired_at")
        ),
        sa.PrimaryKeyConstraint("first", name=op.f("pk_audit_seal")),
    )
    op.bulk_insert(head, [{"id": 1, "number": 0, "digest": GENESIS}])
    for statement in POSTGRESQL if _is_postgresql() else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    for table in ("audit_seal", "audit_head", "audit_entry"):
        op.drop_table(table)
    if _is_postgresql():
        for function in ("audit_entry_refuse", "audit_seal_refuse", "audit_refuse"):
            op.execute(f"DROP FUNCTION {function}()")


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
