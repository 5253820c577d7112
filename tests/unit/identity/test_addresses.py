from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from backend.identity.routes import answers
from backend.shared.config import settings


def sent(forwarded: str | None, peer: str = "192.0.2.1") -> Any:
    headers = {} if forwarded is None else {"x-forwarded-for": forwarded}
    return SimpleNamespace(headers=headers, client=SimpleNamespace(host=peer))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (0, None, "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "made-up, 203.0.113.9", "203.0.113.9"),
        (2, "made-up, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, None, "192.0.2.1"),
    ],
)
def test_forwarded_addresses_count_as_far_as_our_own_proxies_wrote_them(
    monkeypatch: pytest.MonkeyPatch, proxies: int, forwarded: str | None, address: str
) -> None:
    monkeypatch.setattr(answers, "settings", lambda: replace(settings(), trusted_proxies=proxies))
    assert answers.address_of(sent(forwarded)) == address
