"""Each test of the audit begins with no heads file, as it begins with an empty database."""

from collections.abc import Iterator

import pytest

from backend.shared.config import settings


@pytest.fixture(autouse=True)
def _no_heads() -> Iterator[None]:
    path = settings().audit_heads
    for one in (path, path.with_suffix(".pub")):
        one.unlink(missing_ok=True)
    yield
    for one in (path, path.with_suffix(".pub")):
        one.unlink(missing_ok=True)
