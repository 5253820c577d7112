"""Which counts may be shown outside the team (decision 29). Pure."""

from collections.abc import Mapping

SMALL = 10
"""A count below this leaves no team."""


def shown(counts: Mapping[str, int], *, leaving: bool) -> dict[str, int | None]:
    """Each count, or None where it is small and leaves the team.

    One hidden count alone could be worked out from a total, so the next smallest is hidden with it.
    """
    if not leaving:
        return dict(counts)
    hidden = {name for name, count in counts.items() if 0 < count < SMALL}
    left = sorted((count, name) for name, count in counts.items() if name not in hidden and count)
    if len(hidden) == 1 and left:
        hidden.add(left[0][1])
    return {name: None if name in hidden else count for name, count in counts.items()}
