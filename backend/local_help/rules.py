"""What of an Open Referral UK record is taken, and why the rest is not. Pure: the day is an argument.

HSDS 3.0 with the UK profile (openreferral.org): /services gives pages of services, /services/{id} one with all that
hangs on it. Every field of it is somebody else's: nothing is trusted, and a bad record never stops the others.
"""

import html
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

YOUNGEST, OLDEST = 16, 25
STALE = timedelta(days=183)
"""A service that nobody has checked for so long is shown with its date, and told to whoever keeps the list."""
GONE_SHOWN = timedelta(days=30)
MOST = 1000
"""Services of one feed: a phone keeps all of them."""
ABOUT = {
    "housing": ("housing", "homeless", "tenanc", "rough sleep", "landlord", "eviction", "accommodation", "hostel"),
    "mental_health": (
        "mental health", "counsel", "wellbeing", "anxiety", "depress", "self-harm", "self harm", "suicid", "therap", "camhs",
    ),
    "advocacy": ("advocacy", "advocate"),
    "young_parents": ("young parent", "parent and baby", "pregnan", "children's centre", "family hub", "midwi", "toddler"),
    "money": ("debt", "benefits advice", "welfare rights", "food bank", "foodbank", "budgeting", "citizens advice"),
    "work": ("employment", "apprentice", "job club", "careers", "cv writing", "into work"),
    "hub": ("youth hub", "youth club", "drop-in", "drop in", "youth centre", "community hub", "young people"),
}  # fmt: skip
"""By what its name, its taxonomy terms or its description say; the first that matches, words of the name first."""
DAYS = {"MO": "Mon", "TU": "Tue", "WE": "Wed", "TH": "Thu", "FR": "Fri", "SA": "Sat", "SU": "Sun"}
LIMITS = {
    "name": 120, "what": 600, "who_for": 400, "address": 400, "phone": 40, "email": 200, "link": 400, "opens": 400,
    "cost": 120, "from_whom": 120,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taken:
    """A service as we keep it."""

    record: str
    about: str
    name: str
    what: str
    checked_on: date
    who_for: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    link: str = ""
    opens: str = ""
    cost: str = ""
    from_whom: str = ""


@dataclass(frozen=True, slots=True)
class PassedBy:
    """A sound record that is not for us."""

    record: str


@dataclass(frozen=True, slots=True)
class Faulty:
    """A record that is not taken, with the reason for whoever keeps the feed."""

    record: str
    name: str
    why: str


class _Wrong(Exception):
    """Why a record is not taken."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a feed: its records, and whether it is the last one."""

    records: list[Any] = field(default_factory=list)
    last: bool = True


def feed_fault(address: str) -> str | None:
    """Why this cannot be a feed's address; None when it can. Whether its name leads inside is asked when connecting."""
    if not re.fullmatch(r"[!-~]{10,400}", address) or "\\" in address:
        return "Write the address without spaces, as in https://directory.example.gov.uk/o/v3."
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "That is not a web address."
    if parts.scheme != "https":
        return "Start it with https://."
    if parts.netloc.lower() not in (host, f"{host}:443") or port not in (None, 443):
        return "Leave out user names and ports."
    if not re.fullmatch(r"(?=.*[a-z])[a-z0-9-]+(\.[a-z0-9-]+)+", host) or host.rpartition(".")[2].isdecimal():
        return "Use a name such as directory.example.gov.uk, not numbers."
    if parts.query or parts.fragment:
        return "Leave out everything from ? on."
    return None


def page(said: Any, asked: int) -> Page:
    """What one answer of /services holds. ValueError with the reason when it is not a page of HSDS 3.0."""
    if not isinstance(said, dict) or not isinstance(said.get("contents"), list):
        raise ValueError("The answer has no list of contents: is this an Open Referral UK feed, version 3?")
    number = said.get("page_number", asked)
    if number != asked:
        raise ValueError(f"We asked for page {asked} and got page {_plain(str(number)[:8])}.")
    pages = said.get("total_pages")
    if not isinstance(pages, int) or isinstance(pages, bool) or pages < 0:
        raise ValueError("The answer does not say how many pages there are.")
    return Page(said["contents"], last=asked >= pages or said.get("last_page") is True)


def named(record: Any) -> tuple[str, str]:
    """The id and the name of a record, as far as it has them: what a list of faults can say."""
    if not isinstance(record, dict):
        return "", ""
    return _plain(str(record.get("id") or "")[:100]), _plain(record.get("name"))[:120]


def read(record: Any, today: date) -> Taken | PassedBy | Faulty:
    """What becomes of one record with all its parts."""
    id, name = named(record)
    try:
        if not isinstance(record, dict):
            raise _Wrong("It is not a record.")
        return _read(record, str(record.get("id") or ""), today)
    except _Wrong as wrong:
        return Faulty(id, name, str(wrong))


def _read(record: dict[str, Any], id: str, today: date) -> Taken | PassedBy:
    if not re.fullmatch(r"[A-Za-z0-9._:-]{1,100}", id):
        raise _Wrong("It has no id that we can keep: letters, digits and dashes, 100 at most.")
    name, what = _need(record, "name"), _need(record, "description")
    status = str(record.get("status") or "active").lower()
    if status not in ("active", "inactive", "defunct", "temporarily closed"):
        raise _Wrong(f"Its status is not one of HSDS: {_plain(status[:30])}.")
    ages = _age(record, "minimum_age"), _age(record, "maximum_age")
    checked_on = _checked(record, today)
    about = _about(name, _terms(record), what)
    if status != "active" or about is None or not _for_us(*ages):
        return PassedBy(id)
    lines = {
        "name": name,
        "what": what,
        "who_for": _plain(record.get("eligibility_description")) or _ages(*ages),
        "address": _address(record),
        "phone": _phone(record),
        "email": _email(record),
        "link": _link(record),
        "opens": _opens(record),
        "cost": _plain(record.get("fees_description") or record.get("fees")),
        "from_whom": _plain(_part(record, "organization").get("name")),
    }
    cut = {key: _cut(text, LIMITS[key]) for key, text in lines.items()}
    return Taken(record=id, about=about, checked_on=checked_on, **cut)


def _need(record: dict[str, Any], key: str) -> str:
    found = _plain(record.get(key))
    if len(found) < 2:
        raise _Wrong(f"Its {key} is missing.")
    return found


def _plain(value: Any) -> str:
    """One line of text: no markup, no control characters, no more blanks than one."""
    if not isinstance(value, str):
        return ""
    text = html.unescape(re.sub(r"<[^<>]{0,2000}>", " ", value[:20_000]))
    return " ".join("".join(c if c.isprintable() else " " for c in text).replace("<", " ").split())


def is_plain(text: str) -> bool:
    """Whether every letter can be seen; a new line may stand in it."""
    return all(letter.isprintable() or letter == "\n" for letter in text)


def is_web_page(text: str) -> bool:
    """Whether a tap on it leads where it says: https, a plain name without a user or a port, and nothing odd."""
    return re.fullmatch(r"https://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+([/?#][!-~]*)?", text) is not None


def _cut(text: str, most: int) -> str:
    """At most so many characters, ended at a word with three dots."""
    if len(text) <= most:
        return text
    return text[: most - 1].rpartition(" ")[0].rstrip(",;:") + "…"


def _age(record: dict[str, Any], key: str) -> int | None:
    value = record.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 150:
        raise _Wrong(f"Its {key} is not an age.")
    return int(value)


def _for_us(least: int | None, most: int | None) -> bool:
    return (least is None or least <= OLDEST) and (most is None or most >= YOUNGEST)


def _ages(least: int | None, most: int | None) -> str:
    if least and most and most < 100:
        return f"For people from {least} to {most}."
    return f"For people from {least} on." if least else ""


def _checked(record: dict[str, Any], today: date) -> date:
    """When its keeper last checked it: `assured_date`, else `last_modified` (UK profile)."""
    said = record.get("assured_date") or record.get("last_modified")
    if not isinstance(said, str):
        raise _Wrong("It does not say when it was last checked: assured_date or last_modified.")
    try:
        found = datetime.fromisoformat(said.strip().replace("Z", "+00:00")).date()
    except ValueError:
        raise _Wrong("The date when it was last checked is not a date.") from None
    if found > today + timedelta(days=1) or found.year < 2000:
        raise _Wrong("The date when it was last checked cannot be right.")
    return min(found, today)


def _part(record: dict[str, Any], key: str) -> dict[str, Any]:
    value = record.get(key)
    return value if isinstance(value, dict) else {}


def _parts(record: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = record.get(key)
    return [one for one in value[:50] if isinstance(one, dict)] if isinstance(value, list) else []


def _terms(record: dict[str, Any]) -> str:
    return " ".join(_plain(_part(one, "taxonomy_term").get("name")) for one in _parts(record, "attributes"))


def _about(name: str, terms: str, what: str) -> str | None:
    for text in (name, terms, what):
        low = text.lower()
        for about, words in ABOUT.items():
            if any(word in low for word in words):
                return about
    return None


def _locations(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [_part(one, "location") for one in _parts(record, "service_at_locations")]


def _address(record: dict[str, Any]) -> str:
    for place in _locations(record):
        for one in _parts(place, "addresses"):
            lines = [_plain(one.get(key)) for key in ("address_1", "address_2", "city", "postal_code")]
            if any(lines):
                return ", ".join(dict.fromkeys(line for line in lines if line))
    return ""


def _phone(record: dict[str, Any]) -> str:
    """The first number that can be rung: its digits, as written in groups."""
    places = [*_parts(record, "service_at_locations"), *_locations(record), _part(record, "organization")]
    for holder in (record, *places):
        for one in _parts(holder, "phones"):
            number = re.sub(r"[^0-9+ ]", "", str(one.get("number") or "")).strip()
            if 3 <= len(re.sub(r"\D", "", number)) <= 15:
                return " ".join(number.split())
    return ""


def _email(record: dict[str, Any]) -> str:
    said = _plain(record.get("email"))
    return said if re.fullmatch(r"[^\s@<>\"']+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}", said) else ""


def _link(record: dict[str, Any]) -> str:
    """A web page; a tap on it leaves Onward, so it is https, a plain name and nothing odd."""
    for said in (record.get("url"), _part(record, "organization").get("website")):
        text = said.strip() if isinstance(said, str) else ""
        if re.fullmatch(r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/[!-~]*)?", text) and len(text) <= LIMITS["link"]:
            return re.sub(r"^http://", "https://", text)
    return ""


def _opens(record: dict[str, Any]) -> str:
    said = []
    for one in _parts(record, "schedules")[:7]:
        words = _plain(one.get("description"))
        days = [DAYS[day] for day in re.findall(r"[A-Z]{2}", str(one.get("byday") or "")) if day in DAYS]
        hours = [str(one.get(key) or "")[:5] for key in ("opens_at", "closes_at")]
        if words:
            said.append(words)
        elif days and all(re.fullmatch(r"\d\d:\d\d", hour) for hour in hours):
            said.append(f"{', '.join(days)} {hours[0]} to {hours[1]}")
    return ". ".join(dict.fromkeys(said))


def too_few(found: int, known: int) -> bool:
    """Whether a whole reading is so much shorter than what was known that the feed must be broken, not the world."""
    return known >= 10 and found * 2 < known
