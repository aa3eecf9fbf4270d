"""``safeguarding check`` and ``safeguarding list`` ..."""

from dataclasses import replace

import pytest

from eligibility import shipped_words, words_from


@pytest.fixture
def run(app):
    def invoke(*arguments):
        done = app.test_cli_runner().invoke(args=["safeguarding", *arguments])
        assert done.exit_code == 0, done.output
        return done.output.splitlines()

    return invoke


def test_check_says_what_a_phrase_raises(run):
    assert run("check", "I am suicidal and he has a gun") == [
        "now: weapon: 'has a gun'",
        "today: suicide: 'suicidal', with lines to talk to, of whoever typed it",
    ]


def test_check_says_that_nothing_proves_nothing(run):
    [line] = run("check", "knife crime workshop")

    assert line == "These words raise nothing. That never means that a child is safe."


def test_list_shows_every_entry_once_by_kind(run):
    lines = run("list")

    entries = [line.strip() for line in lines if line.startswith("  ")]
    assert len(entries) == len(shipped_words().entries)
    assert "weapon now" in " ".join(line for line in lines if not line.startswith("  "))


def test_list_shows_one_kind_alone(run):
    heads = [line for line in run("list", "--category", "missing") if not line.startswith("  ")]

    assert [head.rsplit(" ", 1)[0] for head in heads] == ["missing now", "missing today"]


def test_both_go_by_the_words_of_the_partnership(app, run, settings):
    table = words_from('[remove]\nphrases = ["dirty"]', before=shipped_words())
    app.config["NAVIGATOR"] = replace(settings, safeguarding_words=table)

    assert run("check", "dirty") == [
        "These words raise nothing. That never means that a child is safe."
    ]
    assert "  dirty" not in run("list", "--category", "neglect")
