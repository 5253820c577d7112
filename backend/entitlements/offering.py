"""When an offer may begin to count, and which letters it may hold. Pure."""

import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

FARTHEST = timedelta(days=731)
"""From today, back or ahead: a year that was written wrong is found here."""
ODD = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF}
"""They turn the order of letters round, or are not to be seen: words would not say what they seem to say."""


def start_refused(from_on: date | None, today: date, base_from: date | None) -> str:
    """Why a draft cannot count from this day, in a sentence; empty where it can.

    `base_from`: the day from which the version that it began from counts. A draft that carries what only starts later
    must not bring it forward without anybody having said so.
    """
    day = from_on or today
    if abs(day - today) > FARTHEST:
        return "Choose a day within two years of today."
    if base_from is not None and base_from > today and day < base_from:
        return f"What is published starts on {base_from:%d %B %Y}. Start from then, or go back to an earlier version."
    return ""


def odd_letters(said: Iterable[tuple[str, Any]]) -> list[dict[str, str]]:
    """Each place with a letter that nobody can see or that turns words round, named by its path."""
    return [
        {"field": path, "problem": "A letter that nobody can see"} for name, one in said for path in _odd(name, one)
    ]


def _odd(path: str, said: Any) -> list[str]:
    if isinstance(said, str):
        return [path] if any(_is_odd(letter) for letter in said) else []
    if isinstance(said, dict):
        return [found for name, one in said.items() for found in _odd(f"{path}.{name}", one)]
    if isinstance(said, list):
        return [found for number, one in enumerate(said) for found in _odd(f"{path}[{number}]", one)]
    return []


def _is_odd(letter: str) -> bool:
    if letter in "\n\t":
        return False
    return unicodedata.category(letter) in ("Cc", "Cn", "Cs", "Co") or ord(letter) in ODD
