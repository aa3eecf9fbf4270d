"""local mappings."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "local_mapping",
        sa.Column("vocabulary", sa.String(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("needs", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partnership_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_local_mapping_partnership_id_partnership"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_mapping")),
        sa.UniqueConstraint(
            "partnership_id",
            "vocabulary",
            "term",
            name=op.f("uq_local_mapping_partnership_id_vocabulary_term"),
        ),
    )
    with op.batch_alter_table("local_mapping", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_local_mapping_partnership_id"), ["partnership_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("local_mapping", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_local_mapping_partnership_id"))

    op.drop_table("local_mapping")
