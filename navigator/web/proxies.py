"""Whom to believe about who asks: as many servers in front of this one as the settings say."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """The host name is never taken from such a header: a proxy hands on the Host it was asked."""
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # how Flask says to wrap it
            app.wsgi_app,
            x_for=settings.trusted_proxies,
            x_proto=settings.trusted_proxies,
            x_host=0,
        )
