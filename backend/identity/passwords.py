"""Which passwords everybody tries first: an offline list and the habits around it. No composition rule, no forced change."""

import re
from functools import cache
from pathlib import Path

from backend.identity.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD

_LIST = Path(__file__).with_name("common_passwords.txt")
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "01234567890",
    "qazwsxedcrfvtgbyhnujmikolp",
)
_LOOKALIKES = str.maketrans("@4301!$57", "aaeoiisst")


@cache
def _known() -> tuple[frozenset[str], re.Pattern[str]]:
    """Whole passwords of 15 characters and more, and the pieces that people string together."""
    lines = [line.strip() for line in _LIST.read_text("utf-8").splitlines() if line.strip() and line[0] != "#"]
    pieces = sorted((one for one in lines if len(one) < SHORTEST_PASSWORD), key=len, reverse=True)
    return frozenset(one for one in lines if len(one) >= SHORTEST_PASSWORD), re.compile(
        "|".join(map(re.escape, pieces))
    )


def weak_password(password: str, about: tuple[str, ...] = ()) -> str | None:
    """Why this password will not do, in words, or None. `about`: names an attacker knows, such as the e-mail's parts."""
    if len(password) < SHORTEST_PASSWORD:
        return f"Use {SHORTEST_PASSWORD} characters or more. Four words in a row work well."
    if len(password) > LONGEST_PASSWORD:
        return f"Use {LONGEST_PASSWORD} characters or fewer."
    low = password.lower()
    if len(set(low)) < 5 or _repeats(low):
        return "Don't repeat the same few characters."
    whole, pieces = _known()
    # As typed, and with 3 for e and @ for a undone; the digits at its end are no such disguise.
    shapes = [low, re.sub(r"[\W\d_]+$", "", low).translate(_LOOKALIKES)]
    for shape in shapes + [_plain(one) for one in shapes] + [re.sub(r"\d+$", "", _plain(low))]:
        if shape in whole:
            return "That password is on the list attackers start with."
    for shape in map(_plain, shapes):
        for known in sorted((_plain(one) for one in about if len(one) > 3), key=len, reverse=True):
            shape = shape.replace(known, " ")
        found = set(pieces.findall(shape))
        rest = _without_runs(pieces.sub(" ", shape))
        if len(found) <= 2 and len(set(re.sub(r"[\d\s]", "", rest))) < 4:
            return "That is too close to what attackers try first."
    return None


def _plain(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[\W_]", "", text.lower())


def _repeats(text: str) -> bool:
    """The whole is one piece of up to eight characters, again and again."""
    return any(text == (text[:size] * len(text))[: len(text)] for size in range(1, 9) if len(text) >= 2 * size)


def _without_runs(text: str) -> str:
    """The text less every stretch of four or more keys in a row, forwards or backwards."""
    for run in _RUNS:
        for way in (run, run[::-1]):
            for size in range(len(way), 3, -1):
                for start in range(len(way) - size + 1):
                    text = text.replace(way[start : start + size], " ")
    return text
