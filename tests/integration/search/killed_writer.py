"""What is killed: a process that edits listings and indexes them, for as long as it lives."""

import random
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from navigator.db import make_engine
from search.repair import index_services, rebuild_index
from search.whoosh_index import WhooshIndex
from services_catalog.models import Service
from tests.factories import TODAY
from tests.unit.search.gazetteer import TOWN


def write_until_killed(database: str, folder: Path, ready: Connection) -> None:
    index = WhooshIndex(folder)
    with Session(make_engine(database)) as session:
        ids = list(session.scalars(select(Service.id)))
        ready.send("ready")
        while True:
            chosen = random.sample(ids, 3)
            for service in session.scalars(select(Service).where(Service.id.in_(chosen))):
                service.revision += 1
            session.commit()
            if random.random() < 0.2:
                rebuild_index(session, index, today=TODAY, gazetteer=TOWN)
            else:
                index_services(session, index, chosen, today=TODAY, gazetteer=TOWN)
