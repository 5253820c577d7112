"""The one place that reads the wall clock for a request; tests set it and time stands still."""

from collections.abc import Callable
from datetime import UTC, datetime


def _wall() -> datetime:
    return datetime.now(UTC)


_read: Callable[[], datetime] = _wall


def now() -> datetime:
    """This instant, aware and in UTC."""
    return _read()


def stand_still(at: datetime | None) -> None:
    """For tests: `now` answers `at` until it is set again; None gives the wall clock back."""
    global _read
    _read = _wall if at is None else (lambda: at)
