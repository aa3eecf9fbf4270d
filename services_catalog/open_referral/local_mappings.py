"""A partnership's own decisions on what the words of its feeds mean, ahead of those that ship."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from base.actor import Actor
from services_catalog.models import LocalMapping
from services_catalog.open_referral.taking import NeedsFor
from services_catalog.reference import decided_needs, term_key

Term = tuple[str, str]
"""A vocabulary, and a word of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """No needs at all says: looked at, and it is about none of ours."""

    vocabulary: str
    term: str
    needs: tuple[str, ...]

    @property
    def key(self) -> Term:
        return self.vocabulary, term_key(self.term)


def mapping_of(session: Session, *, actor: Actor) -> NeedsFor:
    """How a partnership maps terms: its own decisions, then the table that ships."""
    rows = session.scalars(
        select(LocalMapping).where(LocalMapping.partnership_id == actor.partnership_id)
    )
    own = {(row.vocabulary, row.term): tuple(row.needs.split()) for row in rows}

    def needs_for(vocabulary: str, term: str) -> tuple[str, ...] | None:
        decided = own.get((vocabulary, term_key(term)))
        return decided_needs(vocabulary, term) if decided is None else decided

    return needs_for


def save_decisions(session: Session, decisions: Iterable[Decision], *, actor: Actor) -> set[Term]:
    """Keep decisions in place of earlier ones; return the terms that now mean something else."""
    mine = select(LocalMapping).where(LocalMapping.partnership_id == actor.partnership_id)
    known = {(row.vocabulary, row.term): row for row in session.scalars(mine)}
    changed: set[Term] = set()
    for decision in decisions:
        row, needs = known.get(decision.key), " ".join(decision.needs)
        if row is not None and row.needs == needs:
            continue
        if row is None:
            vocabulary, term = decision.key
            row = known[decision.key] = LocalMapping(
                partnership_id=actor.partnership_id, vocabulary=vocabulary, term=term
            )
            session.add(row)
        row.needs = needs
        changed.add(decision.key)
    session.flush()
    return changed
