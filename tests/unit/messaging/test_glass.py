"""How long a glass is open, and when its review is too late."""

from datetime import UTC, date, datetime

import pytest

from backend.messaging.glass import review_by, too_old


@pytest.mark.parametrize(
    ("began", "by"),
    [
        (datetime(2026, 3, 10, 12, tzinfo=UTC), date(2026, 3, 17)),
        (datetime(2026, 3, 14, 12, tzinfo=UTC), date(2026, 3, 20)),  # a Saturday
        (datetime(2026, 4, 2, 12, tzinfo=UTC), date(2026, 4, 13)),  # over Easter
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), date(2026, 7, 9)),  # the next day in London
    ],
)
def test_five_working_days(began: datetime, by: date) -> None:
    assert review_by(began) == by
    assert not too_old(began, by)
    assert too_old(began, date.fromordinal(by.toordinal() + 1))
