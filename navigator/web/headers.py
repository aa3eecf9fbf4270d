"""Security headers on every response, pages compressed, and a nonce for the one inline script."""

import secrets

from flask import Flask, Response, g, request
from flask_compress import Compress

from config import Settings

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}

HSTS = "max-age=31536000; includeSubDomains"


def init_app(app: Flask, settings: Settings) -> None:
    app.config["COMPRESS_MIMETYPES"] = [
        "text/html", "text/plain", "application/json", "application/problem+json",
        "text/css", "text/javascript", "application/javascript", "image/svg+xml",
    ]  # fmt: skip
    app.config["COMPRESS_MIN_SIZE"] = 500
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    app.config["COMPRESS_BR_LEVEL"] = 6
    Compress(app)
    app.before_request(_make_nonce)
    app.context_processor(lambda: {"cspNonce": g.get("csp_nonce", "")})
    app.after_request(_add_headers)
    if settings.is_production:
        app.after_request(_add_hsts)


def _make_nonce() -> None:
    g.csp_nonce = secrets.token_urlsafe(16)


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault(
        "Content-Security-Policy",
        CONTENT_SECURITY_POLICY.format(nonce=g.get("csp_nonce") or secrets.token_urlsafe(16)),
    )
    if request.endpoint != "assets.static":
        response.headers.setdefault("Cache-Control", "no-cache, private")
    return response


def _add_hsts(response: Response) -> Response:
    response.headers.setdefault("Strict-Transport-Security", HSTS)
    return response
