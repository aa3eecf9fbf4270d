"""A label prompts plainer words once, beside its box, and stops nobody."""

from tests.journeys.referring.conftest import words_of

LABELLED = "He is a gang member and streetwise."


def test_a_label_is_saved_and_plainer_words_are_shown_beside_it(referring):
    answer = referring.save("story", wants=LABELLED)

    assert answer.headers["Location"] == f"{referring.base}/story"
    page = referring.page("story")
    said = page.select_one("#wants-labels").get_text()
    assert "“gang member” says little of what you saw." in said
    assert "“streetwise”" in said
    assert "wants-labels" in page.select_one("#wants")["aria-describedby"]
    assert page.select_one("#wants").text.strip() == LABELLED, "it is kept"


def test_going_on_keeps_the_words(referring):
    referring.save("story", wants=LABELLED)

    answer = referring.save("story")

    assert not answer.headers["Location"].endswith("/story")
    assert referring.page("story").select_one("#wants").text.strip() == LABELLED


def test_another_label_prompts_anew(referring):
    referring.save("story", wants=LABELLED)

    answer = referring.save("story", wants=f"{LABELLED} He is aggressive.")

    assert answer.headers["Location"].endswith("/story")


def test_a_label_beside_something_that_is_missing_is_shown_with_it(referring):
    answer = referring.save("story", tried="He is hard to reach.")

    assert answer.status_code == 422
    assert "“hard to reach” says little" in words_of(answer)
    assert referring.save("story", wants="x", tried="hard to reach").status_code == 303


def test_the_words_of_an_agreement_are_looked_at_too(referring):
    answer = referring.agree(
        young_person="agrees", parent="not_asked", parent_why="They are aggressive."
    )

    assert answer.status_code == 422
    assert "“aggressive” says little" in words_of(answer)
