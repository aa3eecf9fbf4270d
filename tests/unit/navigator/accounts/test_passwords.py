"""Passwords: what may be chosen, and that exactly what was chosen opens."""

import unicodedata

import pytest
from argon2 import PasswordHasher

from navigator.accounts import passwords
from navigator.accounts.passwords import PasswordRefused, check_choice, hashed, is_right

KNOWN = ["zoe.oneill@example.org", "Zoë O’Neill", "Example Safeguarding Partnership"]


@pytest.fixture(autouse=True)
def _as_before():
    before = passwords._Hashing.hasher
    yield
    passwords.use_hasher(before)


@pytest.mark.parametrize(
    "password",
    [
        "12345678", "Password1!", "passwordpassword", "qwertyuiop123", "aaaaaaaaaaaaaaaaaaaa",
        "Example Safeguarding Partnership", "zoe.oneill@example.org", "zoe.oneill", "short", "",
    ],
)  # fmt: skip
def test_check_03_what_somebody_could_guess_is_refused(password):
    with pytest.raises(PasswordRefused):
        check_choice(password, known=KNOWN)


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("staple horse battery lamp", id="words"),
        pytest.param("7Gv$kq0!Zp2xW" * 4 + "abcdefghijkl", id="64 characters"),
        pytest.param("lantern orbit cactus " * 9 + "harbour", id="about 200"),
        pytest.param("🦊🌧️🎺🧭 teapot harbour", id="pictures"),
        pytest.param("  gravel tulip onward  ", id="spaces at both ends"),
        pytest.param("pässwörd gravel tulip", id="marks on letters"),
    ],
)
def test_check_03_anything_hard_to_guess_is_taken_and_exact(password):
    check_choice(password, known=KNOWN)

    kept = hashed(password)
    assert is_right(password, kept)
    assert not is_right(password + " ", kept)
    assert not is_right(password.swapcase(), kept) or password.swapcase() == password


def test_check_03_what_stands_past_the_72nd_byte_matters():
    kept = hashed("x" * 80 + "a")

    assert not is_right("x" * 80 + "b", kept)


def test_check_03_the_same_letters_typed_on_another_keyboard_open():
    word = "pässwörd gravel tulip"

    assert is_right(unicodedata.normalize("NFD", word), hashed(unicodedata.normalize("NFC", word)))


def test_check_03_what_is_far_too_long_is_refused():
    with pytest.raises(PasswordRefused, match="or fewer"):
        check_choice("gravel tulip " * 100_000, known=KNOWN)


def test_check_05_kept_as_argon2id_and_renewed_when_the_parameters_change():
    kept = hashed("staple horse battery lamp")
    assert kept.startswith("$argon2id$")
    assert not passwords.is_outdated(kept)

    passwords.use_hasher(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))

    assert passwords.is_outdated(kept)
    assert is_right("staple horse battery lamp", kept)


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$v=19$broken"])
def test_nobody_comes_in_without_a_hash(kept):
    assert not is_right("anything", kept)
    assert not is_right(passwords.NOBODY, kept)
