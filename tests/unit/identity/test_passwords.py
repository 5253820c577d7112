import pytest

from backend.identity.passwords import weak_password

ABOUT = ("priya", "tidewater", "gov", "uk", "Priya", "Tester", "Tidewater", "Council")


@pytest.mark.parametrize(
    "password",
    [
        "fourteen chars",
        "passwordpassword",
        "Password12345678",
        "P@ssw0rd12345678",
        "qwertyuiop123456",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "123456789012345",
        "correcthorsebatterystaple",
        "Correct Horse Battery Staple",
        "manchesterunited2026",
        "PriyaTester12345",
        "Tidewater-Council-2026",
        "Welcome2Tidewater2026",
        "1qaz2wsx3edc4rfv",
        "Liverpool1234567890",
        "x" * 129,
    ],
)
def test_what_attackers_try_first_is_refused(password: str) -> None:
    assert weak_password(password, ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "seven herons eat toast",
        "kettle-lantern-orbit-moss",
        "G7#kq!xP2v@Lw9z$",
        "my gran's bike is orange",
        "ëñ日本語 umbrella teapot",
        "marmalade sky over Hull",
    ],
)
def test_a_long_password_needs_no_special_characters(password: str) -> None:
    assert weak_password(password, ABOUT) is None


def test_the_words_say_what_to_do() -> None:
    assert "15 characters" in str(weak_password("short"))
