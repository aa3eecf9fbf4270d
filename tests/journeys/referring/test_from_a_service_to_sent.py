"""From the page of a service to a referral that is sent, and what is said on the way."""

import re

from sqlalchemy import select

from navigator.audit.models import AuditEntry
from navigator.outbox.models import OutboxMail
from navigator.referrals.codes import Answer, Basis, Party
from navigator.referrals.content import Content
from navigator.referrals.models import EqualityAnswers, Referral, ReferralDraft
from tests.journeys.referring.conftest import CONTACT, PERSON, Referring, words_of
from tests.journeys.sample import HARTCLIFFE
from tests.signing_in import sign_in


def test_each_page_leads_to_the_next_and_then_it_is_sent(referring, session):
    assert referring.agree().headers["Location"] == f"{referring.base}/person"
    assert referring.save("person", **PERSON).headers["Location"] == f"{referring.base}/story"
    story = referring.save("story", wants="To box.", needs=["bereavement"], going_well="Her dog.")
    assert story.headers["Location"] == f"{referring.base}/contact"
    assert referring.save("contact", **CONTACT).headers["Location"] == f"{referring.base}/check"

    assert referring.send().headers["Location"] == f"{referring.base}/sent"

    [sent] = session.scalars(select(Referral))
    assert (sent.wants, sent.needs, sent.going_well) == ("To box.", ["bereavement"], "Her dog.")
    assert (sent.young_person.name, sent.young_person.birth_date) == (
        "Robin Invented", "2012-03-04",
    )  # fmt: skip
    assert (sent.ward_code, sent.school, sent.basis) == (
        HARTCLIFFE, "Example School", Basis.PUBLIC_TASK,
    )  # fmt: skip
    assert {(each.party, each.answer) for each in sent.agreements} == {
        (Party.YOUNG_PERSON, Answer.AGREES), (Party.PARENT, Answer.AGREES),
    }  # fmt: skip
    assert sent.feed_back == ["accepted", "waiting", "started", "ended"]


def test_the_page_after_it_says_who_has_it_now_until_when_and_whom_to_ring(referring, session):
    referring.fill().send()

    said = " ".join(referring.page("sent").main.get_text(" ").split())

    [sent] = session.scalars(select(Referral))
    assert f"Reference {sent.reference}" in said
    assert f"They answer by {sent.due_on.day} {sent.due_on:%B %Y}." in said
    assert "You have this until somebody accepts it." in said
    assert "Holding a referral is not holding a child’s safety." in said
    assert "0117 496 0001" in said
    assert referring.page("sent").select_one(f"a[href='/referrals/{sent.id}']")


def test_the_postcode_is_looked_up_once_and_kept_nowhere(referring, session):
    referring.fill()

    [draft] = session.scalars(select(ReferralDraft))
    assert "0AA" not in draft.content
    assert HARTCLIFFE in draft.content
    assert Content.from_json(draft.content).lsoa == "E01014485"
    assert referring.page("person").select_one("#home")["value"] == "Hartcliffe and Withywood"


def test_it_begins_with_what_was_told_and_who_is_signed_in(client, teacher, service, session, make):
    make.referral(sender=teacher, service=service)
    session.commit()
    sign_in(client, teacher)
    Referring(client).post(
        "/situation", age="14", home="BS13", needs=["bereavement"], strengths=["trusted_adult"],
        level="early_help", attendance="below_50", exclusion="permanent", tried=["club"],
    )  # fmt: skip

    form = Referring(client).begin(service)

    person, story, contact = (form.page(name) for name in ("person", "story", "contact"))
    assert person.select_one("#age")["value"] == "14"
    assert person.select_one("#home")["value"] == "Hartcliffe and Withywood"
    assert person.select_one("#school")["value"] == "Example School"
    assert person.select_one("[name=urgency][checked]")["value"] == "excluded"
    ticked = {
        box["value"] for box in story.select("[name=needs][checked], [name=strengths][checked]")
    }
    assert ticked == {"bereavement", "attendance", "exclusion", "trusted_adult"}
    assert story.select_one("#level option[selected]")["value"] == "early_help"
    assert story.select_one("#tried").text.strip()
    assert contact.select_one("#call_back")["value"] == "07700 900123"
    assert "Tia Teacher, Example School" in form.page("check").main.get_text()


def test_nothing_personal_is_in_an_address_a_title_or_a_mail(referring, session):
    addresses = [referring.agree().headers["Location"]]
    addresses.append(referring.save("person", **PERSON).headers["Location"])
    titles = [referring.page(name).title.text for name in ("person", "story", "check")]
    referring.fill()
    addresses.append(referring.send().headers["Location"])

    mails = [f"{mail.subject} {mail.body}" for mail in session.scalars(select(OutboxMail))]
    assert len(mails) == 2
    personal = re.compile(
        "robin|invented|2012|BS13|hartcliffe|text first|900123|boxing", re.IGNORECASE
    )
    assert [text for text in (*addresses, *titles, *mails) if personal.search(text)] == []


def test_the_sender_and_whoever_can_answer_get_one_mail_each(referring, session):
    referring.fill().send()

    mails = {mail.address: mail.body for mail in session.scalars(select(OutboxMail))}
    [sent] = session.scalars(select(Referral))
    assert set(mails) == {"tia@example.org", "wren@example.org"}
    assert f"/refer/{sent.draft_id}/sent" in mails["tia@example.org"]
    assert f"/referrals/{sent.id}" in mails["wren@example.org"]


def test_whoever_writes_and_sends_is_in_the_record_of_acts(referring, session, school):
    referring.fill().send()

    [sent] = session.scalars(select(Referral))
    acts = {
        (row.act, row.object_kind, row.object_id, row.owner_id)
        for row in session.scalars(select(AuditEntry))
    }
    assert ("send_referral", "referral", sent.id.hex, school.id.hex) in acts
    assert ("write_referral", "referral_draft", sent.draft_id.hex, school.id.hex) in acts


def test_a_change_leads_back_to_the_check(referring):
    referring.fill()

    answer = referring.save("person", school="Another School")

    assert answer.headers["Location"] == f"{referring.base}/check"
    assert "Another School" in referring.page("check").main.get_text()


def test_no_box_asks_for_associates_gangs_or_offences(referring):
    names = set()
    for name in ("agreement", "person", "story", "contact", "equality"):
        page = referring.page(name)
        for box in page.select("form.app-refer textarea, form.app-refer [type=text], select"):
            names.add(box["name"].partition("-")[0])
            asked = page.select_one(f"label[for='{box['id']}']").text.lower()
            assert not re.search("associate|friend|gang|offence|police|crime", asked), asked
    assert names == {
        "young_person_why", "young_person_capacity", "young_person_told_how", "parent_why",
        "parent_told_how", "until", "override_why", "taken_by", "name", "age", "birth_date", "home",
        "school", "wants", "going_well", "tried", "level", "reach", "must_not_know", "unsafe",
        "ethnicity", "sex", "send", "free_meals", "language", "care",
    }  # fmt: skip


def test_check_48_no_browser_fills_in_what_another_typed(referring):
    for name in ("agreement", "person", "story", "contact"):
        typed = referring.page(name).select(
            "main textarea, main input[type=text], main input[type=tel]"
        )
        assert [box["name"] for box in typed if box.get("autocomplete") != "off"] == [], name


def test_nothing_is_missing_unsaid_on_the_check(referring):
    answer = referring.send()

    assert answer.status_code == 422
    said = words_of(answer)
    for sentence in ("Enter their initials or name.", "Say what they want.",
                     "Enter a number to ring you back on.", "Say whether the young person agrees.",
                     "Say how the service can reach them safely."):  # fmt: skip
        assert sentence in said
    assert "<title>Error: " in " ".join(answer.text.split()) or "Error:" in answer.text


def test_equality_is_asked_on_a_page_of_its_own_and_its_answers_go_with_it(referring, session):
    referring.fill()
    check = referring.page("check")
    assert check.select_one(f"a[href='{referring.base}/equality']")
    first = referring.page("equality").select_one("#ethnicity option")
    assert (first["value"], first.text) == ("", "Not asked")

    answer = referring.save("equality", ethnicity="prefer_not", sex="female")
    assert answer.headers["Location"] == f"{referring.base}/check"
    referring.send()

    [sent] = session.scalars(select(Referral))
    [kept] = session.scalars(select(EqualityAnswers))
    assert (kept.referral_id, kept.answers) == (
        sent.id, '{"ethnicity": "prefer_not", "sex": "female"}',
    )  # fmt: skip
