"""A program that acts with somebody's key, and a whole referral that it sends."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from base.clock import now
from navigator.accounts import api_tokens
from navigator.accounts.models import User
from navigator.accounts.permissions import Permission
from navigator.audit.models import AuditEntry
from tests.integration.navigator.referrals.conftest import acting

REFERRALS = "/api/v1/referrals"
BOTH = (Permission.SEE_REFERRALS, Permission.MAKE_REFERRALS)
AGREED = {"young_person": {"answer": "agrees", "capacity": "decides"}}


@dataclass(frozen=True, kw_only=True)
class Program:
    app: Flask
    key: str

    @classmethod
    def of(
        cls,
        app: Flask,
        session: Session,
        person: User,
        scopes: Collection[str] = BOTH,
        *,
        organisation_id: UUID | None = None,
    ) -> "Program":
        actor = acting(person, organisation_id)
        key = api_tokens.make(session, actor, name="a program", scopes=scopes, days=30, at=now())
        session.commit()
        return cls(app=app, key=key)

    def get(self, path: str = REFERRALS, **headers: str) -> TestResponse:
        return self.app.test_client().get(path, headers=self._headers(headers))

    def post(
        self, path: str, body: object, *, once: str | None = None, **headers: str
    ) -> TestResponse:
        """:param once: the Idempotency-Key; a new one unless given, none where it is empty"""
        key = uuid4().hex if once is None else once
        sent = self._headers(headers) | ({"Idempotency-Key": key} if key else {})
        return self.app.test_client().post(path, json=body, headers=sent)

    def send(self, body: object, **more: Any) -> TestResponse:
        return self.post(REFERRALS, body, **more)

    def move(
        self, referral_id: UUID, move: str, body: object = None, *, seen: object = 1, **more: Any
    ) -> TestResponse:
        """:param seen: the version that was read; None to say none"""
        tag = {} if seen is None else {"If_Match": f'"{seen}"'}
        path = f"{REFERRALS}/{referral_id}/moves/{move}"
        return self.post(path, {} if body is None else body, **tag, **more)

    def _headers(self, given: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in given.items()}
        return {"Authorization": f"Bearer {self.key}", **named}


def whole(*services: object, **more: object) -> dict[str, Any]:
    """All that a referral to these services needs, as a program sends it."""
    return {
        "services": [{"service_id": str(each.id), **AGREED} for each in services],
        "name": "Robin Invented",
        "birth_date": "2012-03-04",
        "wants": "Somewhere to go after school.",
        "reach": "Ring before six.",
        "call_back": "07700 900123",
        **more,
    }


def rows(session: Session, model: type) -> int:
    return session.scalar(select(func.count()).select_from(model))


def last_act(session: Session) -> AuditEntry:
    session.expire_all()
    return session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
