"""Which figures may leave the team (decision 29). Pure.

Primary and secondary cell suppression, as GSS guidance on disclosure control has it: a small count is hidden, and so is
every figure from which it could be worked out. Whoever reads them knows these rules too. Sums of money and middles of
days go where the count behind them goes.
"""

from collections.abc import Iterable, Mapping

SMALL = 10
"""A count below this leaves no team; that there is none may."""


def small(count: int) -> bool:
    """Whether so few are somebody."""
    return 0 < count < SMALL


def chain(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Of counts where each is a part of the one before, those that may be shown.

    A part is hidden too where the rest of its whole is small, and after a hidden one nothing is shown: a part narrows
    down its whole.
    """
    found: dict[str, int | None] = {}
    whole = 0
    for name, count in counts.items():
        rest = whole - count if found else 0
        hidden = None in found.values() or small(count) or small(rest)
        found[name], whole = None if hidden else count, count
    return found


def row(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Of counts whose sum may be known from elsewhere, those that may be shown.

    With the small ones others are hidden, one at least, until what is hidden has room: three nines that add up to 27 are
    as plain as one. Which ones goes by the name, none at all last: the smallest would tell what the others are not.
    """
    hidden = {name for name, count in counts.items() if small(count)}
    others = sorted((count == 0, name) for name, count in counts.items() if name not in hidden) if hidden else []
    for number, (_, name) in enumerate(others):
        if number and sum(counts[one] for one in hidden) >= 2 * SMALL + len(hidden):
            break
        hidden.add(name)
    return {name: None if name in hidden else count for name, count in counts.items()}


def bounded(counts: Mapping[str, int], wholes: Iterable[int | None]) -> dict[str, int | None]:
    """Of counts that are never more than these wholes together, those that may be shown: none where a whole is hidden,
    because it cannot be less than what it lacks to them."""
    closed = None in list(wholes)
    return {name: None if closed or small(count) else count for name, count in counts.items()}
