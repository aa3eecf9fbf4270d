"""A provider that says whatever a test wants it to, on this computer, and counts who calls."""

import hmac
import json
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from joserfc import jwt
from joserfc.jwk import RSAKey

KEY = RSAKey.generate_key(2048, {"kid": "good", "use": "sig"}, auto_kid=False)
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "good", "use": "sig"}, auto_kid=False)
CLIENT = "navigator"


@dataclass
class Answer:
    """``chunks`` are sent one after another, with ``pause`` seconds between."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    chunks: tuple[bytes, ...] = ()
    pause: float = 0.0


def as_json(value: object, **kwargs) -> Answer:
    return Answer(chunks=(json.dumps(value).encode(),), **kwargs)


@dataclass
class Crooked:
    """``answers`` by path; ``asked`` are the paths that somebody called."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def describe(self, **changes) -> None:
        said = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "userinfo_endpoint": f"{self.address}/userinfo",
        }
        kept = {name: each for name, each in (said | changes).items() if each is not None}
        self.answers["/.well-known/openid-configuration"] = as_json(kept)

    def publish(self, *keys) -> None:
        self.answers["/keys"] = as_json({"keys": [key.as_dict(private=False) for key in keys]})

    def give(self, id_token: str, **more) -> None:
        self.answers["/token"] = as_json(
            {"access_token": "access", "token_type": "Bearer", "id_token": id_token, **more}
        )

    def claims(self, *, at: int, **changes) -> dict[str, object]:
        said = {
            "iss": self.address, "sub": "ada", "aud": CLIENT, "iat": at, "exp": at + 60,
            "nonce": "nonce", "email": "ada@school.example.org", "email_verified": True,
        }  # fmt: skip
        return {name: each for name, each in (said | changes).items() if each is not None}


def signed(claims: dict[str, object], *, key=KEY, kid: str | None = "good") -> str:
    header = {"alg": "RS256"} | ({"kid": kid} if kid else {})
    return jwt.encode(header, claims, key)


def unsigned(claims: dict[str, object]) -> str:
    """With alg none: the third part is empty."""
    return f"{_part({'alg': 'none'})}.{_part(claims)}."


def signed_with_the_public_key(claims: dict[str, object]) -> str:
    """As a secret: everybody has it. Joserfc would not do it, so it is done by hand."""
    said = f"{_part({'alg': 'HS256', 'kid': 'good'})}.{_part(claims)}"
    made = hmac.digest(KEY.as_pem(private=False), said.encode(), "sha256")
    return f"{said}.{urlsafe_b64encode(made).decode().rstrip('=')}"


def _part(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@contextmanager
def crooked_provider() -> Iterator[Crooked]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.crooked = Crooked(address=f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server.crooked
    server.shutdown()
    thread.join()
    server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer()

    def _answer(self) -> None:
        crooked = self.server.crooked
        crooked.asked.append(self.path)
        answer = crooked.answers.get(self.path, Answer(status=404))
        with suppress(BrokenPipeError, ConnectionResetError):  # who asked has heard enough
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        for chunk in answer.chunks:
            self.wfile.write(chunk)
            time.sleep(answer.pause)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
