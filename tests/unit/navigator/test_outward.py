"""Calls to addresses that somebody else has named, against a server that plays tricks."""

import gzip
import socket
import ssl
import threading
from datetime import timedelta

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from base.clock import now
from navigator.web import outward
from navigator.web.outward import MOST_BYTES, CallFailed, GuardedAdapter, guard
from navigator.web.outward_addresses import AddressRefused
from tests.crooked_provider import Answer, as_json, crooked_provider


@pytest.fixture(scope="module")
def server():
    with crooked_provider() as running:
        yield running


def call(url, **kwargs):
    adapter = GuardedAdapter(**{"allow_loopback": True, "seconds": 0.5, **kwargs})
    with guard(requests.Session(), adapter) as session:
        return session.get(url)


def test_what_is_said_comes_back_as_it_is(server):
    server.answers["/here"] = as_json({"said": "yes"}, headers={"X-More": "1"})

    answer = call(f"{server.address}/here")

    assert (answer.status_code, answer.json(), answer.headers["x-more"]) == (
        200,
        {"said": "yes"},
        "1",
    )


def test_check_30_loopback_is_not_called(server):
    before = list(server.asked)

    for address in (server.address, server.address.replace("127.0.0.1", "localhost")):
        with pytest.raises(AddressRefused):
            call(f"{address}/here", allow_loopback=False)

    assert server.asked == before


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_check_30_a_redirect_is_not_followed(server, status):
    server.answers["/moved"] = Answer(
        status=status, headers={"Location": f"{server.address}/inside"}
    )

    with pytest.raises(CallFailed, match="redirect"):
        call(f"{server.address}/moved")

    assert "/inside" not in server.asked


BOMB = gzip.compress(bytes(50_000_000))
TRICKS = {
    "too much": (Answer(chunks=(b"x" * MOST_BYTES, b"x")), "size"),
    "packed": (Answer(headers={"Content-Encoding": "gzip"}, chunks=(BOMB,)), "encoding"),
    "silence": (Answer(pause=2, chunks=(b"", b"late")), "TimeoutError"),
    "drops": (Answer(pause=0.1, chunks=(b"x",) * 30), "TimeoutError"),
    "slow headers": (Answer(headers={"Content-Length": "10"}, chunks=(b"1",), pause=2), "Timeout"),
}


@pytest.mark.parametrize(("answer", "why"), TRICKS.values(), ids=TRICKS)
def test_check_30_an_answer_that_is_too_long_or_too_slow_is_cut_off(server, answer, why):
    server.answers["/trick"] = answer

    with pytest.raises(CallFailed, match=why):
        call(f"{server.address}/trick")


def test_who_does_not_listen_has_not_answered():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(CallFailed):
        call(f"http://127.0.0.1:{port}/")


def test_no_proxy_and_no_kept_password_is_used(server, monkeypatch, tmp_path):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ada password lovelace\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    server.answers["/here"] = as_json({})

    assert "Authorization" not in call(f"{server.address}/here").request.headers


class Connected(Exception):
    """A connection was asked for."""


def test_check_30_the_address_that_was_checked_is_the_one_that_is_called(monkeypatch):
    """The name leads elsewhere a moment later, and nobody asks it again."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    called = []

    def connect(address, **_):
        called.append(address)
        raise Connected

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(Connected):
        call("https://login.example.org", resolve=lambda _host, _port: next(answers))

    assert called == [("93.184.216.34", 443)]


def certificate(name, folder):
    """A key and a certificate that it signed itself, for a name."""
    key = ec.generate_private_key(ec.SECP256R1())
    whose = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(whose)
        .issuer_name(whose)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def answer_once(listening, context):
    """Answer one caller, who may hang up as soon as they see the certificate."""
    plain, _ = listening.accept()
    try:
        with context.wrap_socket(plain, server_side=True) as caller:
            heard = caller.recv(4096)
            caller.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + heard)
    except OSError:
        plain.close()


@pytest.mark.parametrize(
    ("name", "is_known", "is_read"),
    [
        pytest.param("login.example.org", True, True, id="its own certificate"),
        pytest.param("other.example.org", True, False, id="the certificate of another name"),
        pytest.param("login.example.org", False, False, id="a certificate that nobody knows"),
    ],
)
def test_the_certificate_must_be_that_of_the_name(monkeypatch, tmp_path, name, is_known, is_read):
    path = certificate(name, tmp_path)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(path)
    if is_known:
        monkeypatch.setattr(
            outward, "_certificates", lambda: ssl.create_default_context(cafile=path)
        )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=answer_once, args=(listening, serving))
        thread.start()
        inside = socket.create_connection
        port = listening.getsockname()[1]
        monkeypatch.setattr(
            socket, "create_connection", lambda _, **more: inside(("127.0.0.1", port), **more)
        )

        def ask():
            url = "https://login.example.org:8443/keys"
            return call(url, seconds=5, resolve=lambda _host, _port: ["93.184.216.34"])

        if is_read:
            heard = ask().text
            assert heard.startswith("GET /keys HTTP/1.1\r\n")
            assert "Host: login.example.org:8443\r\n" in heard
        else:
            with pytest.raises(CallFailed, match="SSL"):
                ask()
        thread.join()
