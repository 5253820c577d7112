"""Fifty and more ways to break a small pack: what is changed in which file, and the place and cure that must be told.

Each row: a name, the file, the words that are changed (once) and into what, then where, line, and parts of what and cure.
The line is found in the broken file itself, by the text after which the fault must point.
"""

from pathlib import Path

FACTS = """
[[fact]]
id = "studying"
type = "choice"
question = "Do you study?"
why = "There is money to learn."
because_unknown = "We do not know if you study."

[[fact.option]]
value = "none"
words = "No"

[[fact.option]]
value = "college"
words = "At college"
if_so = "If you start at college."

[[fact]]
id = "pays_rent"
type = "yes_no"
question = "Do you pay rent?"
why = "There is help with rent."

[[fact]]
id = "moved_on"
type = "date"
question = "When did you move?"
why = "Money comes when you move."
noun = "the day you moved"
"""
LAWS = """
[[law]]
name = "near"
words = "The new law"
starts_on = 2027-03-01
"""
RIGHT = """
id = "home_money"
topic = "money"
icon = "house"
title = "Money for your home"
one_line = "Money to buy a bed."
about = "You can buy things for your first home. Ask before you move."
who = "You move to your own place."
if_no = "Ask why."
given = "responsible_council"
rule = '''
category is one of relevant, former_relevant
and within 12 months of moved_on
'''
may = "age from 16 to under 25"
steps = ["Ask your adviser."]
show = ["A letter."]
last_checked = 2026-11-21

[ask]
in_app = true
answer_days = 10
phone = "0808 800 5792"
link = "https://example.org/ask"

[[amount]]
how = "exact"
pounds = 2000
rule = "age under 18"
valid_from = 2023-04-01

[[amount]]
how = "exact"
pounds = 3000
unit = "parts"
rule = "age from 18"
parts = [{ pounds = 1000, when = "First." }, { pounds = 2000, when = "Then." }]

[source]
words = "Guidance, volume 3"
link = "https://example.org/law"
confidence = "V2"
"""
OTHER = RIGHT.replace('"home_money"', '"rent_help"').replace('given = "responsible_council"', 'given = "country"')
OFFER = """
council = "Tidewater"

[[pot]]
id = "start"
title = "Start money"
pounds = 4000

[[line]]
right = "home_money"
offered = "yes"
local = "We pay more than most."
pot = "start"
cap_pounds = 3500
rule = "and age under 21"

[[line.amount]]
how = "up_to"
pounds = 3500
valid_from = 2026-01-01
valid_to = 2026-12-31

[[line]]
right = "driving"
offered = "yes"
title = "Driving lessons"
one_line = "Money for ten lessons."
about = "We pay your driving school."
who = "You are 17 or over."
topic = "work"
icon = "house"
rule = "age from 17 to under 25 and pays_rent is yes"
steps = ["Ask us."]
if_no = "Ask why."
"""
FILES = {
    "facts.toml": FACTS,
    "commencements.toml": LAWS,
    "england/home_money.toml": RIGHT,
    "england/rent_help.toml": OTHER,
    "offers/tidewater.toml": OFFER,
}
HOME, TIDE = "england/home_money.toml", "offers/tidewater.toml"

BROKEN: list[tuple[str, str, str, str, str, int, str, str]] = [
    # name, file, from, to, where, line, what, cure
    ("no title", HOME, 'title = "Money for your home"\n', "", ": title", 1, "“title” is missing.", "Write title."),
    ("empty title", HOME, '"Money for your home"', '"  "', ": title", 5, "“title” is empty.", "Write title."),
    ("unknown key", HOME, "one_line =", "one_lin =", ": one_lin", 6, "no key “one_lin”", "Did you mean “one_line”?"),
    ("unknown topic", HOME, 'topic = "money"', 'topic = "mony"', ": topic", 3, "“mony” is not a value of topic", "Did you mean “money”?"),
    ("unknown giver", HOME, '"responsible_council"', '"council"', ": given", 10, "“council” is not a value of given", "Did you mean"),
    ("id is not the file", HOME, 'id = "home_money"', 'id = "home_cash"', ": id", 2, "is not the file's name", "id = “home_money”"),
    ("id is no name", HOME, 'id = "home_money"', 'id = "Home Money"', ": id", 2, "is not a name", "lower-case letters"),
    ("id is a list", HOME, 'id = "home_money"', "id = [[]]", ": id", 2, "is not a name", "lower-case letters"),
    ("id twice", "england/rent_help.toml", 'id = "rent_help"', 'id = "home_money"', ": id", 2, "is there twice", "own id"),
    ("title is a number", HOME, 'title = "Money for your home"', "title = 5", ": title", 5, "This is not text.", "in quotes"),
    ("title too long", HOME, "Money for your home", "Money " * 20, ": title", 5, "has 120 characters", "at most 80"),
    ("steps are text", HOME, 'steps = ["Ask your adviser."]', 'steps = "Ask."', ": steps", 16, "This is not a list.", "["),
    ("an empty step", HOME, '["Ask your adviser."]', '["Ask your adviser.", ""]', ": steps[2]", 16, "This is empty", "take it out"),
    ("long sentence", HOME, "Ask before you move.", "Ask " + "and " * 20 + "move.", ": about", 7, "has 22 words", "20 words at most"),
    ("banned word", HOME, "Ask before you move.", "Ask if you are eligible.", ": about", 7, "“eligible” is a word we do not use", "plain words"),
    ("banned words", HOME, "Ask before you move.", "Each care leaver can.", ": about", 7, "“care leaver”", "plain words"),
    ("shouting", HOME, "Ask why.", "Ask why!", ": if_no", 9, "There is a “!”", "full stop"),
    ("day is text", HOME, "last_checked = 2026-11-21", 'last_checked = "soon"', ": last_checked", 18, "“soon” is not a day", "2026-08-01"),
    ("never checked", HOME, "last_checked = 2026-11-21\n", "", ": last_checked", 1, "“last_checked” is missing", "Write last_checked"),
    ("unsure how sure", HOME, 'confidence = "V2"', 'confidence = "sure"', ": source.confidence", 42, "not a value of confidence", "V2"),
    ("no source", HOME, 'words = "Guidance, volume 3"\n', "", ": source.words", 39, "“words” is missing", "Write words"),
    ("plain link", HOME, "https://example.org/law", "http://example.org/law", ": source.link", 41, "not a safe link", "https://"),
    ("link of script", HOME, "https://example.org/ask", "javascript:alert(1)", ": ask.link", 24, "not a safe link", "https://"),
    ("phone with words", HOME, "0808 800 5792", "ring 0808", ": ask.phone", 23, "not a phone number", "0808 800 5792"),
    ("no clock", HOME, "answer_days = 10\n", "", ": ask.answer_days", 20, "has no answer_days", "working days"),
    ("clock too long", HOME, "answer_days = 10", "answer_days = 90", ": ask.answer_days", 22, "“90” does not fit", "1 to 60"),
    ("flag is text", HOME, "in_app = true", 'in_app = "yes"', ": ask.in_app", 21, "not true or false", "without quotes"),
    ("nobody outside", HOME, "in_app = true\nanswer_days = 10", "in_app = false", ": ask.outside", 20, "nobody says of whom", "who to ask"),
    ("no money", HOME, "pounds = 2000\n", "", ": amount[1].pounds", 26, "“exact” needs pounds", "Write pounds"),
    ("money is text", HOME, "pounds = 2000\n", 'pounds = "2000"\n', ": amount[1].pounds", 28, "not a sum of money", "3000 or 338.58"),
    ("half pennies", HOME, "pounds = 2000\n", "pounds = 20.005\n", ": amount[1].pounds", 28, "parts of a penny", "two figures"),
    ("money below nothing", HOME, "pounds = 2000\n", "pounds = -5\n", ": amount[1].pounds", 28, "not a sum of money", "from 0"),
    ("help with money", HOME, 'how = "exact"\npounds = 2000', 'how = "help"\nwords = "Help."\npounds = 2000', ": amount[1].pounds", 29, "“help” has no pounds", "Take it out"),
    ("help without words", HOME, 'how = "exact"\npounds = 2000', 'how = "help"', ": amount[1].words", 26, "“help” needs words", "what there is"),
    ("percent of nothing", HOME, 'how = "exact"\npounds = 2000', 'how = "percent"', ": amount[1].percent", 26, "do not fit each other", "only where how"),
    ("unknown how", HOME, 'how = "exact"\npounds = 2000', 'how = "upto"\npounds = 2000', ": amount[1].how", 27, "“upto” is not a value of how", "Did you mean “up_to”?"),
    ("parts make another sum", HOME, "{ pounds = 1000,", "{ pounds = 1500,", ": amount[2].parts", 37, "The parts make 3500, the whole is 3000", "make the whole"),
    ("parts without the unit", HOME, 'unit = "parts"\n', "", ": amount[2].parts", 36, "do not fit each other", "unit is parts"),
    ("gap between ages", HOME, 'rule = "age from 18"', 'rule = "age from 20"', ": amount[2].rule", 36, "No row is for age 18", "age 18"),
    ("age in two rows", HOME, 'rule = "age from 18"', 'rule = "age from 17"', ": amount[2].rule", 36, "are both for age 17", "one row"),
    ("ends before it starts", HOME, "valid_from = 2023-04-01", "valid_from = 2023-04-01\nvalid_to = 2022-04-01", ": amount[1].valid_to", 31, "is before valid_from", "later day"),
    ("rule breaks off", HOME, "of moved_on\n", "of\n", ": rule", 14, "The end stands where a date fact", "lower case"),
    ("age on an unknown day", HOME, "within 12 months of moved_on", "age under 25 on moved_out", ": rule", 13, "There is no fact “moved_out”", "Did you mean “moved_on”?"),
    ("age on what is no day", HOME, "within 12 months of moved_on", "age under 25 on pays_rent", ": rule", 13, "“pays_rent” is a yes-no fact", "“is yes” or “is no”"),
    ("age on a day, never", HOME, "within 12 months of moved_on", "age under 25 on moved_on and age from 25 on moved_on", ": rule", 12, "can never say yes", "exclude each other"),
    ("sum without end", HOME, "pounds = 2000\n", "pounds = inf\n", ": amount[1].pounds", 28, "“inf” is not a sum of money", "Use pounds"),
    ("rule with a typo", HOME, "within 12 months", "within 12 moths", ": rule", 13, "“moths” is not a length of time", "Did you mean “months”?"),
    ("rule of an unknown fact", HOME, "of moved_on", "of moved_out", ": rule", 13, "There is no fact “moved_out”", "Did you mean “moved_on”?"),
    ("rule of an unknown group", HOME, "relevant, former_relevant", "relevant, former_relevent", ": rule", 12, "There is no category “former_relevent”", "former_relevant"),
    ("rule with a wrong value", HOME, 'may = "age from 16 to under 25"', 'may = "studying is colege"', ": may", 15, "value of studying “colege”", "Did you mean “college”?"),
    ("rule that nobody meets", HOME, 'may = "age from 16 to under 25"', 'may = "age under 16 and age from 18"', ": may", 15, "can never say yes", "exclude each other"),
    ("rule for everybody", HOME, 'may = "age from 16 to under 25"', 'may = "age under 18 or age from 18"', ": may", 15, "yes to everybody", "always"),
    ("a law that is not there", HOME, 'icon = "house"', 'icon = "house"\nlaw = "far"', ": law", 5, "There is no law “far”", "commencements.toml"),
    ("not TOML", HOME, 'title = "Money', "title = Money", "", 5, "This is not TOML", "at this place"),
    ("key twice", HOME, 'topic = "money"', 'topic = "money"\ntopic = "money"', "", 4, "This is not TOML", "at this place"),
    ("no such pot", TIDE, 'pot = "start"', 'pot = "stat"', ": line[1].pot", 13, "There is no pot “stat”", "[[pot]]"),
    ("slice above its pot", TIDE, "cap_pounds = 3500", "cap_pounds = 4500", ": line[1].cap_pounds", 14, "more than its pot of 4000", "slice smaller"),
    ("slice without a pot", TIDE, 'pot = "start"\n', "", ": line[1].cap_pounds", 13, "a slice but no pot", "Write pot"),
    ("pot twice", TIDE, "[[line]]\nright = \"home_money\"", '[[pot]]\nid = "start"\ntitle = "Again"\npounds = 1\n\n[[line]]\nright = "home_money"', ": pot[2].id", 10, "“start” is there twice", "one [[pot]]"),
    ("right twice", TIDE, 'right = "driving"', 'right = "home_money"', ": line[2].right", 24, "is there twice", "one [[line]]"),
    ("line ends before it starts", TIDE, "valid_to = 2026-12-31", "valid_to = 2025-12-31", ": line[1].amount[1].valid_to", 21, "is before valid_from", "later day"),
    ("own right without who", TIDE, 'who = "You are 17 or over."\n', "", ": line[2].who", 23, "needs who", "Write who"),
    ("own right narrows nothing", TIDE, 'rule = "age from 17', 'rule = "and age from 17', ": line[2].rule", 32, "no national rule to change", "Leave out “and”"),
    ("refuses what the country gives", TIDE, 'right = "home_money"\noffered = "yes"', 'right = "rent_help"\noffered = "no"', ": line[1].offered", 11, "cannot refuse", "under local"),
    ("offers maybe", TIDE, 'right = "driving"\noffered = "yes"', 'right = "driving"\noffered = "maybe"', ": line[2].offered", 25, "not a value of offered", "Did you mean “yes”?"),
    ("narrowing with a typo", TIDE, 'rule = "and age under 21"', 'rule = "and age undr 21"', ": line[1].rule", 15, "“undr” stands where “from”", "Write “from”"),
    ("question without a mark", "facts.toml", "Do you study?", "Do you study", ": fact[1].question", 5, "not a question", "question mark"),
    ("fact twice", "facts.toml", 'id = "pays_rent"', 'id = "studying"', ": fact[2].id", 19, "“studying” is there twice", "another name"),
    ("fact with the name of a word", "facts.toml", 'id = "pays_rent"', 'id = "category"', ": fact[2].id", 19, "a word of the language", "another name"),
    ("one option", "facts.toml", '[[fact.option]]\nvalue = "none"\nwords = "No"\n', "", ": fact[1].option", 2, "two options or more", "[[fact.option]]"),
    ("option twice", "facts.toml", 'value = "none"', 'value = "college"', ": fact[1].option[2].value", 14, "is there twice", "own value"),
    ("unknown type", "facts.toml", 'type = "date"', 'type = "day"', ": fact[3].type", 26, "“day” is not a value of type", "Did you mean “date”?"),
    ("a year slipped", TIDE, "valid_to = 2026-12-31", "valid_to = 9999-12-31", ": line[1].amount[1].valid_to", 21, "too far away", "from 1990 to 2099"),
    ("law twice", "commencements.toml", "starts_on = 2027-03-01", 'starts_on = 2027-03-01\n[[law]]\nname = "near"\nwords = "Again"', ": law[2].name", 7, "“near” is there twice", "another name"),
]  # fmt: skip


def written(folder: Path, change: tuple[str, str, str] | None = None) -> Path:
    """The small pack in this folder, with one change made to one file."""
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if change is not None and change[0] == name:
            assert change[1] in text, change
            text = text.replace(change[1], change[2], 1)
        file.write_text(text, "utf-8")
    return folder
