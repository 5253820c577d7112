from datetime import UTC, date, datetime, timedelta

import pytest

from backend.identity import rules

BORN = date(2008, 7, 14)


@pytest.mark.parametrize(
    "pin",
    ["000000", "999999", "123456", "654321", "345678", "890123", "210987", "121212", "123123"],
)
def test_a_run_or_a_repeat_is_refused(pin: str) -> None:
    assert rules.weak_pin(pin, BORN)


@pytest.mark.parametrize("pin", ["140708", "071408", "080714", "200807", "072008", "112233", "159753"])
def test_the_birth_date_and_the_commonest_pins_are_refused(pin: str) -> None:
    assert rules.weak_pin(pin, BORN)


@pytest.mark.parametrize("pin", ["274951", "130708", "908172", "140709", "102938"])
def test_another_pin_is_fine(pin: str) -> None:
    assert rules.weak_pin(pin, BORN) is None


def test_the_waits_are_those_of_the_page() -> None:
    assert [rules.wait_after(n) for n in range(11)] == [0, 0, 0, 0, 5, 15, 30, 60, 120, 300, 0]


def test_delays_double_to_fifteen_minutes() -> None:
    delays = [rules.delay_after(n) for n in range(14)]
    assert delays == [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_spoken_characters_cannot_be_mixed_up() -> None:
    assert not set("BILOSZ01258") & set(rules.SPOKEN_ALPHABET)
    assert len(set(rules.SPOKEN_ALPHABET)) == len(rules.SPOKEN_ALPHABET) == 25
    assert rules.normal_spoken(" acde-fg34 ") == "ACDEFG34"


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        ("Mozilla/5.0 (Linux; Android 14; Pixel 7) Chrome/126 Mobile Safari/537.36", "Android phone"),
        ("Mozilla/5.0 (Linux; Android 14; Tab) Chrome/126 Safari/537.36", "Android tablet"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) Safari", "iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/127", "Windows computer"),
        ("Ayo's secret browser", "Phone"),
        ("", "Phone"),
    ],
)
def test_a_phone_is_called_by_its_kind(agent: str, label: str) -> None:
    assert rules.label_of(agent) == label


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"),
        ("2001:db8:1:2::9", "2001:db8:1:2"),
        ("2001:0DB8:0001:0002::9", "2001:db8:1:2"),
        ("2001:db8::1", "2001:db8:0:0"),
        ("::1", "0:0:0:0"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
    ],
)
def test_one_customer_counts_as_one_address(address: str, network: str) -> None:
    assert rules.network_of(address) == network


NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
EARLIER, LATER = NOW - timedelta(minutes=1), NOW + timedelta(minutes=1)
STEPS = dict.fromkeys(("used_at", "birthday_at", "confirmed_at", "approved_at", "done_at", "ended_at"))


@pytest.mark.parametrize(
    ("remote", "reached", "state"),
    [
        (False, [], "open"),
        (False, ["used_at"], "taken"),
        (False, ["used_at", "birthday_at"], "birthday_ok"),
        (False, ["used_at", "birthday_at", "confirmed_at"], "confirmed"),
        (True, ["used_at", "birthday_at", "confirmed_at"], "needs_manager"),
        (True, ["used_at", "birthday_at", "confirmed_at", "approved_at"], "confirmed"),
        (True, ["used_at", "birthday_at", "confirmed_at", "approved_at", "done_at"], "done"),
        (False, ["used_at", "ended_at"], "ended"),
    ],
)
def test_how_far_a_code_is(remote: bool, reached: list[str], state: str) -> None:
    steps = {**STEPS, **dict.fromkeys(reached, EARLIER)}
    assert rules.code_state(remote=remote, now=NOW, expires_at=LATER, **steps) == state
    late = rules.code_state(remote=remote, now=NOW, expires_at=NOW, **steps)
    assert late == ("done" if state == "done" else "ended")


def test_an_unlock_is_fresh_for_five_minutes_to_the_second() -> None:
    five = rules.FRESH_OWNER
    assert rules.is_fresh(NOW - five, NOW, five)
    assert not rules.is_fresh(NOW - five - timedelta(seconds=1), NOW, five)
    assert not rules.is_fresh(None, NOW, five)
