"""flask criteria show | set | history | preview."""

import json
from uuid import uuid4

import pytest

from eligibility.criteria import AgeBetween
from navigator.cli.criteria import criteria_commands
from navigator.enquiries.models import Enquiry
from services_catalog.criteria_operations import CriteriaChange, set_criteria
from services_catalog.models import Authority, CriteriaVersion, Outcode, Ward
from tests.factories import NOON, TODAY

AGES = {"kind": "age_between", "lowest": 14, "highest": 18}
CARE = {"kind": "care_status_among", "codes": ["in_care"]}
WHY = ("--reason", "Fewer places", "--by", "Sam Example")
POINT = {"latitude": 51.4, "longitude": -2.6}


@pytest.fixture
def service(make):
    return make.service(name="Example Club", lowest_age=11, highest_age=18)


@pytest.fixture
def run(app):
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(criteria_commands, [str(each) for each in arguments])


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "rules.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content))
        return path

    return write


@pytest.fixture
def places(session):
    session.add(Authority(code="E06000901", name="Exampleton"))
    session.flush()
    session.add_all(
        [
            Ward(code="E05900001", name="Sampleworth", authority_code="E06000901", **POINT),
            Outcode(code="BS99", authority_codes="E06000901", ward_codes="E05900001", **POINT),
        ]
    )
    session.flush()


def test_is_among_the_commands_of_the_app(app):
    done = app.test_cli_runner().invoke(args=["criteria", "--help"])

    assert {"show", "set", "history", "preview"} <= set(done.output.split())


def test_show_says_where_rules_come_from_when_nobody_has_set_any(run, service):
    done = run("show", service.id)

    assert done.exit_code == 0, done.output
    assert "nobody has set rules. These come from what its entry says." in done.output
    assert "- For people aged 11 to 18." in done.output


def test_set_then_show_says_them_back(run, service, file):
    done = run("set", service.id, file({"criteria": [AGES, CARE], "guidance": "Ring."}), *WHY)

    assert done.exit_code == 0, done.output
    assert "Version 1 is in force." in done.output
    shown = run("show", service.id).output
    for line in (
        "by Sam Example. Why: Fewer places",
        "- For people aged 14 to 18.",
        "- For people who are in care.",
        "Guidance, shown and never checked: Ring.",
    ):
        assert line in shown


def test_what_show_writes_can_be_set(run, service, file):
    run("set", service.id, file({"criteria": [AGES, CARE], "guidance": "Ring."}), *WHY)

    written = run("show", service.id, "--json").output

    assert json.loads(written) == {"criteria": [AGES, CARE], "guidance": "Ring."}
    assert "already" in run("set", service.id, file(written), *WHY).output


def test_a_plain_list_leaves_the_guidance(run, service, file):
    run("set", service.id, file({"criteria": [AGES], "guidance": "Ring."}), *WHY)

    run("set", service.id, file([CARE]), *WHY)

    assert "checked: Ring." in run("show", service.id).output


def test_history_says_every_version_and_what_applied_on_a_day(run, session, public, service, file):
    old = CriteriaChange(criteria=(AgeBetween(lowest=9),), reason="First", by="Ali Example")
    set_criteria(session, service.id, old, actor=public, at=NOON)
    session.commit()
    assert run("set", service.id, file([AGES]), *WHY).exit_code == 0

    every = run("history", service.id).output
    assert every.index("version 2") < every.index("version 1, set on 2 November 2026 by Ali")
    on = run("history", service.id, "--on", "2026-11-02").output
    assert "- For people aged 9 or over." in on
    assert "14 to 18" not in on
    before = run("history", service.id, "--on", "2026-11-01").output
    assert "Nobody had set rules by that day." in before


def test_history_of_a_service_without_any(run, service):
    assert "Nobody has set rules for this service." in run("history", service.id).output


def test_rules_of_another_version_are_reported(run, session, service):
    session.add(
        CriteriaVersion(
            service_id=service.id, partnership_id=service.partnership_id, version=1,
            criteria=[{"kind": "odd"}], changed_by="a", changed_at=NOON, reason="b",
        )
    )  # fmt: skip
    session.flush()

    assert "Not understood: odd." in run("show", service.id).output
    refused = run("show", service.id, "--json")
    assert (refused.exit_code, "“odd”" in refused.output) == (1, True)


def test_preview_counts_both_ways_and_changes_nothing(
    run, session, partnership, service, places, file
):
    for age, home in ((11, "BS99"), (12, "BS99"), (15, "BS99"), (19, "")):
        session.add(
            Enquiry(partnership_id=partnership.id, made_on=TODAY, needs=[], filters={}, age=age,
                    home=home, unread_words=0, found=0)
        )  # fmt: skip
    session.flush()

    done = run("preview", service.id, file([AGES | {"highest": 19}]))

    assert done.exit_code == 0, done.output
    assert done.output == (
        "Of 84 imagined situations: 12 more would be turned away, most from Sampleworth; "
        "4 would no longer be turned away.\n"
        "Of 4 logged searches: 2 more would be turned away, most from BS99; "
        "1 would no longer be turned away.\n"
    )
    assert "Nobody has set rules" in run("history", service.id).output


@pytest.mark.parametrize("command", ["set", "preview"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("{", "not JSON", id="not json"),
        pytest.param("[" * 50_000, "not JSON", id="deep"),
        pytest.param('[{"kind": "\\ud800"}]', "not JSON", id="half a surrogate pair"),
        pytest.param([{"kind": "odd"}], "“odd”", id="unknown kind"),
        pytest.param({"rules": []}, "and nothing else", id="unknown part"),
        pytest.param({"criteria": [], "guidance": 3}, "and nothing else", id="guidance"),
        pytest.param({"guidance": "Ring."}, "as a list", id="no rules"),
        pytest.param("7", "as a list", id="a number"),
        pytest.param(
            [{"kind": "need_among", "codes": ["odd"]}], "do not know: odd", id="unknown need"
        ),
        pytest.param(" " * 1_000_001, "too large", id="large"),
    ],
)
def test_a_bad_file_is_refused_in_words(run, service, file, command, content, said):
    done = run(command, service.id, file(content), *(WHY if command == "set" else ()))

    assert (done.exit_code, said in done.output) == (1, True), done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize("command", ["show", "history"])
def test_a_service_that_is_not_there(run, service, command):
    done = run(command, uuid4())

    assert (done.exit_code, "could not find that service" in done.output) == (1, True)
