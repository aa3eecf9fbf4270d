"""The doctor finds what is wrong, says what to do, and shows no secret."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from base.clock import now
from config import Mode
from navigator.outbox.models import OutboxMail
from navigator.outbox.operations import Mail, send
from navigator.secrets.columns import use_ring
from navigator.secrets.key_ring import KeyRing, new_key
from navigator.upkeep.doctor import CHECKS, Patient, look_at_everything
from navigator.upkeep.findings import State
from search.database_index import PlainIndex
from tests.keys import KEYS

MAIL = Mail(address="ada@example.org", subject="Hello", body="Open the link.")


@pytest.fixture
def patient(app, settings, session):
    settings.instance.mkdir(exist_ok=True)
    return Patient(
        settings=settings,
        engine=app.extensions["engine"],
        session=session,
        index=PlainIndex(),
        at=now(),
    )


@pytest.fixture
def another_key():
    use_ring(KeyRing.parse(new_key("another")))
    yield
    use_ring(KeyRing.parse(KEYS))


def states(patient) -> dict[str, State]:
    return {checked.name: checked.state for checked in look_at_everything(patient)}


def test_all_is_well(patient):
    found = states(patient)

    assert set(CHECKS) <= set(found)
    assert {name for name, state in found.items() if state is not State.OK} == {"settings"}


def test_whatever_is_wrong_comes_with_what_to_do(patient, partnership):
    send(patient.session, MAIL, partnership_id=partnership.id, at=now() - timedelta(hours=2))

    for checked in look_at_everything(patient):
        assert bool(checked.remedy) is (checked.state is not State.OK), checked.name


def test_mail_that_waits_is_seen(patient, partnership):
    send(patient.session, MAIL, partnership_id=partnership.id, at=now() - timedelta(hours=2))

    assert states(patient)["outbox"] is State.WARNING


def test_mail_that_was_given_up_is_seen(patient, partnership):
    id_ = send(patient.session, MAIL, partnership_id=partnership.id, at=now())
    patient.session.get_one(OutboxMail, id_).given_up_at = now()

    assert states(patient)["outbox"] is State.WARNING


def test_a_lost_key_is_seen(patient, partnership, request):
    send(patient.session, MAIL, partnership_id=partnership.id, at=now())
    request.getfixturevalue("another_key")

    assert states(patient)["keys"] is State.FAILED


def test_a_database_that_is_behind_is_seen(patient):
    patient.session.execute(text("UPDATE alembic_version SET version_num = '0001'"))

    assert states(patient)["migrations"] is State.FAILED


def test_an_index_that_is_behind_is_seen(patient, make):
    make.service()

    assert states(patient)["search index"] is State.WARNING


def test_a_database_that_others_may_read_is_seen(patient):
    folder = patient.settings.instance
    (folder / "navigator.db").touch(mode=0o644)
    folder.chmod(0o755)
    assert states(patient)["files"] is State.FAILED

    folder.chmod(0o700)
    assert states(patient)["files"] is State.OK


def test_keys_that_everybody_may_read_are_seen(patient, tmp_path):
    keys = tmp_path / "keys"
    keys.touch()
    keys.chmod(0o604)
    with_keys = replace(patient, settings=replace(patient.settings, keys_file=keys))
    patient.settings.instance.chmod(0o700)
    assert states(with_keys)["files"] is State.FAILED

    keys.chmod(0o640)
    assert states(with_keys)["files"] is State.OK


@pytest.mark.parametrize(
    ("server", "sender", "state"),
    [
        pytest.param("", "", State.WARNING, id="none"),
        pytest.param("smtp://", "a@example.org", State.FAILED, id="no address"),
        pytest.param("smtp+plain://127.0.0.1:1", "a@example.org", State.FAILED, id="no answer"),
    ],
)
def test_mail_in_production(patient, server, sender, state):
    changed = replace(patient.settings, mode=Mode.PRODUCTION, mail_server=server, mail_from=sender)

    assert states(replace(patient, settings=changed))["mail"] is state


def test_one_check_that_fails_keeps_no_other_from_being_made(patient, monkeypatch):
    def broken(_):
        raise RuntimeError

    monkeypatch.setattr("navigator.upkeep.doctor.head", broken)

    found = states(patient)
    assert found["record of acts"] is State.FAILED
    assert set(CHECKS) <= set(found)


def test_no_secret_is_shown(patient):
    shown = repr(list(look_at_everything(patient)))

    assert patient.settings.secret_key not in shown
    assert KEYS.split()[1] not in shown


def test_the_command_says_it_in_lines_and_by_its_exit(app, settings):
    settings.instance.mkdir(exist_ok=True)
    settings.instance.chmod(0o700)

    done = app.test_cli_runner().invoke(args=["doctor"])

    assert "migrations: The database is at" in done.output
    assert done.exit_code == ("FAILED" in done.output)


def test_the_keys_and_the_record_have_their_commands(app):
    runner = app.test_cli_runner()

    assert runner.invoke(args=["keys", "list"]).output.startswith("tests: locks and unlocks")
    made = runner.invoke(args=["keys", "make", "k2026"]).output
    assert KeyRing.parse(made).current == "k2026"
    assert "lower-case" in runner.invoke(args=["keys", "make", "K 2"]).output
    assert "0 values were locked anew" in runner.invoke(args=["keys", "rotate"]).output
    head = runner.invoke(args=["audit", "head"]).output
    assert head == f"0:{'0' * 64}\n"
    assert "0 rows" in runner.invoke(args=["audit", "verify", "--head", head]).output
    assert "as “flask audit head”" in runner.invoke(args=["audit", "verify", "--head", "x"]).output
