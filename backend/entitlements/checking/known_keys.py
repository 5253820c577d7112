"""The tables of a right, an offer, a fact and a law, key by key: the schema of pack/README.md in code. Pure."""

from backend.entitlements.checking.shapes import (
    Key,
    anything,
    day,
    flag,
    link,
    name,
    one_of,
    phone,
    pounds,
    text,
    texts,
    whole,
)

TOPIC = one_of("money", "housing", "work", "learning", "health", "voice", "staying_here", "family")
GIVEN = one_of("country", "responsible_council", "council_where_they_live")
OFFERED = one_of("yes", "no", "not_yet", "not_said")
HOW = one_of("exact", "up_to", "at_least", "percent", "hours", "not_published", "by_reference", "help")
UNIT = one_of("once", "week", "month", "term", "year", "parts")
PENCE = whole(0, 10_000_000)

RIGHT = {
    "id": Key(name, True),
    "topic": Key(TOPIC, True),
    "icon": Key(text(40), True),
    "title": Key(text(80), True),
    "one_line": Key(text(200), True),
    "about": Key(text(2000), True),
    "who": Key(text(400), True),
    "if_no": Key(text(2000), True),
    "rule": Key(text(2000), True),
    "may": Key(text(2000)),
    "later_hint": Key(text(200)),
    "given": Key(GIVEN, True),
    "offered": Key(OFFERED),
    "steps": Key(texts(8, 400), True),
    "show": Key(texts(8, 400)),
    "ask": Key(anything, True),
    "amount": Key(anything),
    "pot": Key(name),
    "cap_pounds": Key(pounds),
    "law": Key(name),
    "check_with": Key(text(80)),
    "valid_from": Key(day),
    "valid_to": Key(day),
    "last_checked": Key(day, True),
    "review_by": Key(day),
    "review_months": Key(whole(1, 24)),
    "source": Key(anything, True),
}
ASK = {
    "in_app": Key(flag, True),
    "asks_amount": Key(flag),
    "asks_words": Key(text(200)),
    "takes_files": Key(flag),
    "answer_days": Key(whole(1, 60)),
    "outside": Key(text(200)),
    "phone": Key(phone),
    "link": Key(link),
}
SOURCE = {
    "words": Key(text(400), True),
    "link": Key(link),
    "confidence": Key(one_of("V", "V2", "K", "?"), True),
}
_AMOUNT = {
    "how": Key(HOW, True),
    "percent": Key(whole(0, 100)),
    "hours": Key(whole(0, 10_000)),
    "unit": Key(UNIT),
    "parts": Key(anything),
    "loan": Key(flag),
    "words": Key(text(400)),
    "for_whom": Key(text(200)),
    "rule": Key(text(1000)),
    "valid_from": Key(day),
    "valid_to": Key(day),
}
AMOUNT = {"file": _AMOUNT | {"pounds": Key(pounds)}, "line": _AMOUNT | {"pence": Key(PENCE)}}
PART = {
    "file": {"pounds": Key(pounds, True), "when": Key(text(400), True)},
    "line": {"pence": Key(PENCE, True), "when": Key(text(400), True)},
}
_LINE = {
    "right": Key(name, True),
    "offered": Key(OFFERED, True),
    "title": Key(text(80)),
    "one_line": Key(text(200)),
    "about": Key(text(2000)),
    "who": Key(text(400)),
    "topic": Key(TOPIC),
    "icon": Key(text(40)),
    "rule": Key(text(2000)),
    "given": Key(GIVEN),
    "local": Key(text(2000)),
    "pot": Key(name),
    "steps": Key(texts(8, 400)),
    "show": Key(texts(8, 400)),
    "if_no": Key(text(2000)),
    "in_app": Key(flag),
    "answer_days": Key(whole(1, 60)),
    "source": Key(text(400)),
    "link": Key(link),
    "valid_from": Key(day),
    "valid_to": Key(day),
    "last_checked": Key(day),
    "review_by": Key(day),
}
LINE = {
    "file": _LINE | {"amount": Key(anything), "cap_pounds": Key(pounds)},
    "line": _LINE | {"amounts": Key(anything), "cap": Key(PENCE)},
}
OFFER = {"council": Key(text(80), True), "pot": Key(anything), "line": Key(anything, True), "law": Key(anything)}
LAW_SET = {"law": Key(name, True), "in_force": Key(day)}
POT = {"id": Key(name, True), "title": Key(text(80), True), "pounds": Key(pounds, True)}
FACT = {
    "id": Key(name, True),
    "type": Key(one_of("choice", "yes_no", "date", "number"), True),
    "question": Key(text(200), True),
    "why": Key(text(200), True),
    "from": Key(one_of("council")),
    "private": Key(flag),
    "option": Key(anything),
    "noun": Key(text(80)),
    "if_so": Key(text(200)),
    **{
        key: Key(text(200))
        for key in (
            "yes_words", "no_words", "if_yes", "if_no", "because_yes", "because_no", "because_unknown", "because_known",
        )
    },
}  # fmt: skip
OPTION = {
    "value": Key(name, True),
    "words": Key(text(120), True),
    "if_so": Key(text(200)),
    "because": Key(text(200)),
}
LAW = {
    "name": Key(name, True),
    "words": Key(text(200), True),
    "starts_on": Key(day),
    "source": Key(text(400)),
    "link": Key(link),
}
