"""Each search is counted, in coded facts alone."""

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.exc import OperationalError

from navigator.enquiries.models import Enquiry
from navigator.web import finding

pytestmark = pytest.mark.usefixtures("catalogue")


def test_a_search_is_counted_without_a_word_of_it(client, session):
    answer = client.get(
        "/services?q=Pat+Person+bereavement+qqzzxx&age=14&home=BS13&level=early_help"
    )

    assert answer.status_code == 200, answer.text[:3000]
    [kept] = session.scalars(select(Enquiry))
    assert (kept.needs, kept.age, kept.home) == (["bereavement"], 14, "BS13")
    assert kept.filters == {"level": ["early_help"]}
    assert kept.unread_words >= 1
    row = " ".join(str(getattr(kept, c.key)) for c in inspect(Enquiry).columns)
    for word in ("Pat", "Person", "qqzzxx"):
        assert word.lower() not in row.lower()


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/services?q=boxing&page=2", id="a further page"),
        pytest.param("/services?age=x", id="a mistake"),
        pytest.param("/needs", id="the list of needs"),
    ],
)
def test_what_is_no_new_search_is_not_counted(client, session, address):
    client.get(address)

    assert session.scalars(select(Enquiry)).all() == []


def test_a_head_request_is_not_counted(client, session):
    client.head("/services?q=boxing")

    assert session.scalars(select(Enquiry)).all() == []


def test_a_search_that_cannot_be_counted_still_answers(client, monkeypatch):
    def fail(*_, **__):
        raise OperationalError("insert", {}, Exception("disk full"))

    monkeypatch.setattr(finding, "record_enquiry", fail)

    assert client.page("/services?q=boxing").select(".app-row")
