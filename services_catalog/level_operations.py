"""Change what a partnership calls the levels of need. Callers own the transaction."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from base.actor import Actor
from services_catalog.level_table import Row, checked_levels, checked_wordings
from services_catalog.models import OwnLevel, OwnLevelWording


def set_levels(session: Session, rows: Sequence[Row], *, actor: Actor) -> None:
    """
    Put the four levels in place of those before.

    :param rows: ``level``, ``plain``, ``official`` and ``meaning``, in any order
    :raises LevelsInvalid: naming the row that is wrong; nothing is then changed
    """
    checked = checked_levels(rows)
    session.execute(delete(OwnLevel).where(OwnLevel.partnership_id == actor.partnership_id))
    session.add_all(
        OwnLevel(
            partnership_id=actor.partnership_id,
            level=each.level,
            plain=each.plain,
            official=each.official,
            meaning=each.meaning,
        )
        for each in checked
    )
    session.flush()


def set_wordings(session: Session, rows: Sequence[Row], *, actor: Actor) -> int:
    """
    Put the whole table of wordings in place of the one before, and return how many rows it has.

    With no rows at all, the table that ships stands again.

    :param rows: ``provider`` (empty is everyone's), ``wording`` and ``level``
    :raises LevelsInvalid: naming the row that is wrong; nothing is then changed
    """
    checked = checked_wordings(rows)
    mine = OwnLevelWording.partnership_id == actor.partnership_id
    session.execute(delete(OwnLevelWording).where(mine))
    session.add_all(
        OwnLevelWording(
            partnership_id=actor.partnership_id,
            provider=each.provider,
            wording=each.wording,
            level=each.level,
        )
        for each in checked
    )
    session.flush()
    return len(checked)
