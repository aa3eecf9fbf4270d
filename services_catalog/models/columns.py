"""How a closed list is stored: its code, as text, on both databases."""

from enum import StrEnum

from sqlalchemy import Enum


def code_column(codes: type[StrEnum]) -> Enum:
    """Text rather than a database enum, so that a new code needs no migration."""
    return Enum(
        codes,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda kind: [code.value for code in kind],
    )
