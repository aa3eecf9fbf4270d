"""hours of the front door, and who takes a concern about an adult."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("partnership", schema=None) as batch_op:
        batch_op.add_column(sa.Column("front_door_opens", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("front_door_closes", sa.Time(), nullable=True))
        batch_op.add_column(
            sa.Column("adults_name", sa.String(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("adults_phone", sa.String(), server_default="", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("partnership", schema=None) as batch_op:
        batch_op.drop_column("adults_phone")
        batch_op.drop_column("adults_name")
        batch_op.drop_column("front_door_closes")
        batch_op.drop_column("front_door_opens")
