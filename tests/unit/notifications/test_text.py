"""Numbers, Notify's token and its call-back."""

import base64
import hashlib
import hmac
import json

import pytest

from backend.notifications.text import is_call_back, token, uk_mobile


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("07700 900123", "447700900123"), ("+447700900123", "447700900123"), ("0044 7700 900123", "447700900123"), ("447700900123", "447700900123"),
     ("+44 (0)7700 900-123", "447700900123"), ("07624 123456", "447624123456"), ("(07700) 900.123", "447700900123"),
     ("0770090012", None), ("077009001234", None), ("02079460000", None), ("07012345678", None), ("07600123456", None), ("+33612345678", None),
     ("", None), ("07700 90012x", None), ("٠٧٧٠٠٩٠٠١٢٣", None), ("07700900123;07700900124", None), ("999", None)],
)  # fmt: skip
def test_uk_mobiles(typed: str, kept: str | None) -> None:
    assert uk_mobile(typed) == kept


def test_the_token_is_what_notify_asks_for() -> None:
    service, secret = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
    head, body, signature = token(f"my-test-key-{service}-{secret}", 1_773_144_000.9).split(".")

    def read(part: str) -> dict[str, object]:
        return dict(json.loads(base64.urlsafe_b64decode(part + "==")))

    assert read(head) == {"typ": "JWT", "alg": "HS256"}
    assert read(body) == {"iss": service, "iat": 1_773_144_000}
    wanted = hmac.new(secret.encode(), f"{head}.{body}".encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64decode(signature + "==") == wanted


def test_a_call_back_knows_the_secret() -> None:
    assert is_call_back("Bearer a-long-secret-of-ours", "a-long-secret-of-ours")
    for wrong in (
        "",
        "Bearer ",
        "Bearer a-long-secret-of-our",
        "a-long-secret-of-ours",
        "bearer a-long-secret-of-ours",
        "Bearer ä",
    ):
        assert not is_call_back(wrong, "a-long-secret-of-ours")
    assert not is_call_back("Bearer ", "")
