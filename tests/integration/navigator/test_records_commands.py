"""``flask records``: the map, how long, and all that is held on one person."""

import json

import pytest

from navigator.records.retention import KEEPS, Keep, keeps_of


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(args=["records", *words])


def test_the_map_is_printed(run):
    assert "| `referral` | young person |" in run("map").output


def test_how_long_is_said_and_set(run, session, partnership):
    session.commit()
    assert f"advice: {KEEPS[Keep.ADVICE]}" in run("keeps").output

    assert "advice: 6" in run("keeps", "advice", "6").output

    session.expire_all()
    assert keeps_of(session, partnership.id)[Keep.ADVICE] == 6


def test_check_42_all_that_is_held_is_printed_and_put_on_the_record(run, make, session):
    made = make.referral(wants="A quiet place.")
    session.commit()

    told = json.loads(run("gather", made.reference).output)

    assert "A quiet place." in str(told["items"])
    again = json.loads(run("gather", made.reference.lower()).output)
    assert [look["act"] for look in again["looks"]] == ["gather_records"]


def test_a_reference_that_is_none_is_said_to_be_so(run, partnership, session):
    session.commit()
    answer = run("gather", "2222-2222-2")

    assert answer.exit_code == 1
    assert "We hold no referral with that reference." in answer.output
