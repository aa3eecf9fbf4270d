"""When two referrals are about the same person: where name and whole birth date agree."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from base.refusals import Conflict
from navigator.referrals.models import YoungPerson
from navigator.secrets.columns import current_ring

PURPOSE = "young_person.match"
LETTERS = re.compile(r"[^\W\d_]+")
INSIDE_A_WORD = re.compile("['\u2018\u2019\u02bc`\u2010-]")
UNSEEN = "Cf"
"""Marks that say how letters are joined or turned, and that nobody sees."""

SHORTEST_WORD = 2


class SomebodyElse(Conflict):
    """Another young person is known by that name and birth date."""


def folded_name(name: str) -> str | None:
    """
    A name without accents, marks and case, its words in order of the alphabet.

    None for initials: fewer than two words of two letters match nobody.
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    bare = "".join(sign for sign in plain if not _is_mark(sign))
    words = LETTERS.findall(INSIDE_A_WORD.sub("", bare))
    long = [word for word in words if len(word) >= SHORTEST_WORD]
    return " ".join(sorted(words)) if len(long) >= SHORTEST_WORD else None


def _is_mark(sign: str) -> bool:
    return bool(unicodedata.combining(sign)) or unicodedata.category(sign) == UNSEEN


def find_or_make(
    session: Session, *, name: str, birth_date: date | None, partnership_id: UUID, at: datetime
) -> YoungPerson:
    """The one row of somebody who is known to the partnership; a new one for everybody else."""
    matching = _digests(name, birth_date)
    known = _known(session, matching, partnership_id)
    if known is not None:
        return known
    made = YoungPerson(
        partnership_id=partnership_id,
        name=name,
        birth_date=birth_date.isoformat() if birth_date else None,
        match_digest=matching[0] if matching else None,
        made_at=at,
    )
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # somebody else has just made the same row
        known = _known(session, matching, partnership_id)
        if known is None:
            raise
        return known
    return made


def known_person(
    session: Session, *, name: str, birth_date: date | None, partnership_id: UUID
) -> YoungPerson | None:
    """Whoever is known by this name and whole birth date; None where nobody is."""
    return _known(session, _digests(name, birth_date), partnership_id)


def name_person(
    session: Session, person: YoungPerson, *, name: str, birth_date: date | None
) -> None:
    """
    Put right what somebody is called, or when they were born.

    :raises SomebodyElse: if another row is known by just these
    """
    matching = _digests(name, birth_date)
    known = _known(session, matching, person.partnership_id)
    if known is not None and known.id != person.id:
        raise SomebodyElse("Somebody is already known by this name and birth date.")
    person.name = name
    person.birth_date = birth_date.isoformat() if birth_date else None
    person.match_digest = matching[0] if matching else None
    session.flush()


def _known(session: Session, matching: Collection[str], partnership_id: UUID) -> YoungPerson | None:
    return session.scalar(
        select(YoungPerson).where(
            YoungPerson.partnership_id == partnership_id, YoungPerson.match_digest.in_(matching)
        )
    )


def _digests(name: str, birth_date: date | None) -> tuple[str, ...]:
    """By every key on the ring, the current one first; none where nobody can be matched."""
    folded = folded_name(name)
    if folded is None or birth_date is None:
        return ()
    return current_ring().digests(f"{folded} {birth_date.isoformat()}", purpose=PURPOSE)
