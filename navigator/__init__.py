"""The application: people, pages and commands around the catalogue and its search."""

from pathlib import Path

from flask import Flask

from config import Settings
from navigator import cli, db, web
from navigator.secrets.columns import use_ring
from navigator.secrets.key_ring import KeyRing

ROOT = Path(__file__).resolve().parent.parent


def create_app(settings: Settings) -> Flask:
    app = Flask(
        __name__,
        root_path=str(ROOT),
        template_folder="templates",
        static_folder=None,
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        NAVIGATOR=settings,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        MAX_CONTENT_LENGTH=1_000_000,
        MAX_FORM_MEMORY_SIZE=200_000,
        MAX_FORM_PARTS=500,
    )
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    use_ring(KeyRing.parse(settings.keys))
    db.init_app(app, db.make_engine(settings.database_url))
    web.init_app(app, settings)
    cli.init_app(app)
    return app
