"""What was saved in another window is shown beside what was typed: nothing is lost."""

from sqlalchemy import func, select

from navigator.outbox.models import OutboxMail
from navigator.referrals.models import Referral
from tests.journeys.referring.conftest import STORY, words_of


def test_check_51_both_texts_are_shown_and_the_second_try_is_kept(referring):
    old = referring.version("story")
    referring.save("story", wants="To box.", needs=["bereavement"], then="later")

    answer = referring.save("story", version=old, wants="To dance.", needs=[])

    assert answer.status_code == 409
    said = words_of(answer)
    assert "changed in another window" in said
    assert "Kept now: To box." in said
    assert "Kept now: Bereavement" in said
    assert ">\nTo dance.</textarea>" in answer.text
    again = referring.save("story", wants="To dance.", version=referring.version("story"))
    assert again.status_code == 303
    assert referring.page("story").select_one("#wants").text.strip() == "To dance."


def test_check_51_an_agreement_too(referring):
    old = referring.version("agreement")
    referring.agree(young_person="agrees", parent="agrees")

    answer = referring.agree(version=old, young_person="agrees", parent="does_not",
                             young_person_capacity="decides")  # fmt: skip

    assert answer.status_code == 409
    assert "Kept now: Agrees" in words_of(answer)
    assert 'value="does_not" checked' in answer.text


def test_check_51_what_was_checked_is_what_is_sent(referring, session):
    seen = referring.fill().version()
    referring.save("story", wants="Something else.")

    answer = referring.send(version=seen)

    assert answer.status_code == 409
    assert "This is how it is now." in words_of(answer)
    assert "Something else." in words_of(answer)
    assert session.scalar(select(func.count()).select_from(Referral)) == 0
    assert referring.send().status_code == 303


def test_check_50_going_back_and_sending_again_sends_nothing_new(referring, session):
    version = referring.fill().version()
    places = [referring.send(version=version).headers["Location"] for _ in range(3)]

    assert set(places) == {f"{referring.base}/sent"}
    assert session.scalar(select(func.count()).select_from(Referral)) == 1
    assert session.scalar(select(func.count()).select_from(OutboxMail)) == 2
    for page in ("agreement", "story"):
        late = referring.post(f"{referring.base}/{page}", version=version, **STORY)
        assert late.headers["Location"] == f"{referring.base}/sent"
        assert referring.client.get(f"{referring.base}/{page}").status_code == 303
