"""Browser sessions."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from base.orm import Base, Identified, Owned


class BrowserSession(Identified, Owned, Base):
    """
    What one browser is kept for, on the server: its cookie is a random key and nothing more.

    ``key_digest`` is the SHA-256 of that key, so the table alone opens no session.
    """

    __tablename__ = "browser_session"

    key_digest: Mapped[str] = mapped_column(unique=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(index=True)
