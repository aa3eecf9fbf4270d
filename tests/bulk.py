"""Many people at once, for what depends on how many there are: backups, the record of acts."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session

from navigator.accounts.models import BrowserSession, Membership, SignIn, User
from navigator.audit.operations import Act, record
from services_catalog.models import Organisation, Partnership

FILLED = ("app_user", "membership", "sign_in", "browser_session", "audit_entry")
"""The tables that get one row for each person."""


def fill(engine: Engine, people: int, *, at: datetime) -> None:
    """People who belong somewhere, are signed in, and have done something: one row of each."""
    with Session(engine) as session, session.begin():
        school = _school(session)
        owner = {"partnership_id": school.partnership_id}
        ids = [uuid4() for _ in range(people)]
        users = [
            {"id": id_, "email": f"{id_.hex}@example.org", "name": "Example Person", "totp_step": 0}
            | {"created_at": at}
            for id_ in ids
        ]
        held = {"organisation_id": school.id, "role": "practitioner", "started_at": at}
        signed_in = {"started_at": at, "last_seen_at": at, "proved_at": at, "is_full": True}
        kept = {"facts": {"shortlist": []}, "started_at": at, "last_seen_at": at}
        rows: dict[type, list[dict[str, Any]]] = {
            User: users,
            Membership: [{"user_id": id_} | held for id_ in ids],
            SignIn: [
                {"user_id": id_, "key_digest": id_.hex, "browser": ""} | signed_in for id_ in ids
            ],
            BrowserSession: [{"key_digest": id_.hex} | kept for id_ in ids],
        }
        for table, wanted in rows.items():
            session.execute(insert(table), [row | owner for row in wanted])
        record(session, [_act(id_, school, at) for id_ in ids])


def _school(session: Session) -> Organisation:
    partnership = Partnership(
        name="Example", place="Bristol", front_door_name="First Response",
        front_door_phone="0117 496 0001", front_door_hours="always",
        out_of_hours_phone="0117 496 0002",
    )  # fmt: skip
    session.add(partnership)
    session.flush()
    school = Organisation(
        partnership_id=partnership.id, name="Example School", feed="local", source_id="1"
    )
    session.add(school)
    session.flush()
    return school


def _act(user_id: Any, school: Organisation, at: datetime) -> Act:
    return Act(
        act="see_people",
        at=at,
        partnership_id=school.partnership_id,
        user_id=user_id,
        organisation_id=school.id,
        object_kind="organisation",
        object_id=school.id,
        owner_id=school.id,
        address="127.0.0.1",
        request_id=user_id.hex,
    )
