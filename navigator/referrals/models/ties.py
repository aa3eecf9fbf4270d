"""How a row is tied to another: the database checks that both are of the same partnership."""

from sqlalchemy import ForeignKeyConstraint


def of(table: str, column: str, *, ondelete: str | None = None) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        [column, "partnership_id"], [f"{table}.id", f"{table}.partnership_id"], ondelete=ondelete
    )


def of_a_referral() -> ForeignKeyConstraint:
    return of("referral", "referral_id", ondelete="CASCADE")
