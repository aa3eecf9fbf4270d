"""What is locked comes back only with the key that locked it, for what it was locked for."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from navigator.secrets.key_ring import CannotUnlock, KeyRing, KeyRingRefused, new_key

PURPOSE = "user.totp_secret"
OLD, NEW = new_key("old"), new_key("new")


def ring(*lines: str) -> KeyRing:
    return KeyRing.parse("\n".join(lines))


@given(text=st.text())
def test_what_is_locked_comes_back(text):
    keys = ring(OLD)

    assert keys.unlock(keys.lock(text, purpose=PURPOSE), purpose=PURPOSE) == text


def test_check_49_the_same_text_is_never_locked_twice_the_same():
    keys = ring(OLD)

    assert keys.lock("yes", purpose=PURPOSE) != keys.lock("yes", purpose=PURPOSE)


def test_check_49_the_first_key_locks_and_the_others_still_unlock():
    locked = ring(OLD).lock("kept", purpose=PURPOSE)
    both = ring(NEW, OLD)

    assert both.current == "new"
    assert both.unlock(locked, purpose=PURPOSE) == "kept"
    assert both.lock("kept", purpose=PURPOSE).startswith("v1.new.")


def _changed(locked: str) -> str:
    head, _, sealed = locked.rpartition(".")
    raw = bytearray(base64.b64decode(sealed))
    raw[-1] ^= 1
    return f"{head}.{base64.b64encode(bytes(raw)).decode()}"


@pytest.mark.parametrize(
    ("opened_with", "spoilt", "purpose", "sentence"),
    [
        pytest.param(NEW, str, PURPOSE, "is not on the key ring", id="its key is gone"),
        pytest.param(new_key("old"), str, PURPOSE, "altered", id="another key of its name"),
        pytest.param(OLD, _changed, PURPOSE, "altered", id="one bit changed"),
        pytest.param(OLD, str, "person.name", "altered", id="moved to another column"),
        pytest.param(OLD, lambda _: "plain text", PURPOSE, "key ring", id="never locked"),
        pytest.param(OLD, lambda _: "v1.old.%%%", PURPOSE, "altered", id="not base64"),
        pytest.param(OLD, lambda it: it[:20], PURPOSE, "altered", id="cut short"),
    ],
)
def test_check_49_what_cannot_be_unlocked_says_so_and_gives_nothing(
    opened_with, spoilt, purpose, sentence
):
    locked = spoilt(ring(OLD).lock("a secret", purpose=PURPOSE))

    with pytest.raises(CannotUnlock, match=sentence):
        ring(opened_with).unlock(locked, purpose=purpose)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        pytest.param("", "There is no key", id="empty"),
        pytest.param("# only a remark", "There is no key", id="remarks alone"),
        pytest.param("k1", "its id, a space and the key", id="no key"),
        pytest.param("K 1 2", "its id, a space and the key", id="too many parts"),
        pytest.param("k1 ***", "is not base64", id="not base64"),
        pytest.param("k1 c2hvcnQ=", "must be 32 bytes, not 5", id="too short"),
        pytest.param(f"{OLD}\n{OLD}", "there twice", id="the same id twice"),
    ],
)
def test_a_ring_that_is_none_is_refused_in_a_sentence(written, sentence):
    with pytest.raises(KeyRingRefused, match=sentence):
        KeyRing.parse(written)


def test_a_digest_needs_the_key_and_the_purpose():
    keys = ring(NEW, OLD)
    made = keys.digest("zoe oneill 2010-04-01", purpose="person.match")

    assert made == keys.digest("zoe oneill 2010-04-01", purpose="person.match")
    assert made != ring(new_key("new")).digest("zoe oneill 2010-04-01", purpose="person.match")
    assert made != keys.digest("zoe oneill 2010-04-01", purpose="person.other")


def test_a_digest_made_with_an_older_key_is_still_found():
    before = ring(OLD).digest("zoe", purpose="person.match")

    assert before in ring(NEW, OLD).digests("zoe", purpose="person.match")


def test_no_key_is_ever_printed():
    keys = ring(OLD)

    assert OLD.split()[1] not in f"{keys!r} {keys}"
