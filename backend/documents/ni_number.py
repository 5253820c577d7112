"""What a National Insurance number looks like (HMRC National Insurance Manual, NIM39110). Pure; it never says a number."""

import re

# Neither letter is D, F, I, Q, U or V; the second is no O. The last letter is A, B, C or D.
_SHAPE = re.compile(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]")
_NEVER_USED = ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ")


def as_kept(typed: str) -> str | None:
    """The number as it is kept, in capitals and without spaces; None when it cannot be one."""
    plain = re.sub(r"[\s-]", "", typed).upper()
    return plain if _SHAPE.fullmatch(plain) and not plain.startswith(_NEVER_USED) else None


def spaced(number: str) -> str:
    """The number in pairs, as it stands on letters."""
    return " ".join(number[place : place + 2] for place in range(0, len(number), 2))
