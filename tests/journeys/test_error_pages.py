"""Every error page says what to do next and gives a number to ring."""

import pytest
from sqlalchemy.exc import OperationalError

from navigator.web.access import public


@pytest.fixture
def broken(app):
    """Views that fail in the ways a view can."""

    def fail(error):
        def view():
            raise error

        return public(view)

    app.add_url_rule("/breaks", "breaks", fail(RuntimeError("a secret of the machine")))
    app.add_url_rule(
        "/no-database", "no_database", fail(OperationalError("select secret", {}, Exception("x")))
    )


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/nothing", 404),
        ("POST", "/needs", 405),
        ("GET", "/breaks", 500),
        ("GET", "/no-database", 503),
    ],
)
def test_says_what_to_do_and_whom_to_ring(client, method, address, status):
    client.get("/")
    answer = client.open(address, method=method)

    assert answer.status_code == status
    assert 'href="tel:999"' in answer.text
    assert 'href="tel:01174960001"' in answer.text
    assert "What to do next" in answer.text
    assert "secret" not in answer.text


@pytest.mark.usefixtures("broken")
def test_a_database_that_does_not_answer_is_not_asked_again(client, app, monkeypatch):
    monkeypatch.setitem(app.extensions, "sessions", None)

    answer = client.get("/no-database")

    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert 'href="tel:999"' in answer.text


def test_before_set_up_the_page_still_says_999(client, session, partnership):
    session.delete(partnership)
    session.commit()

    answer = client.get("/")

    assert 'href="tel:999"' in answer.text
    assert "Ring your council" in answer.text
