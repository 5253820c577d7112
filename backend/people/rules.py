"""Who may do what: one page that an auditor can read. What is not on it is refused."""

from backend.shared.viewer import ADMIN, ADVISER, AUDITOR, MANAGER, NURSE, OVERSEER, STAFF, YOUNG_PERSON

OWNER, ALLOCATED, COVER, MANAGES, NURSE_FOR = "owner", "allocated", "cover", "manages", "nurse_for"
GLASS = "break_glass"  # a manager who gave a reason, for an hour
ROLES = {
    ADVISER: "Personal adviser",
    MANAGER: "Team manager",
    NURSE: "Specialist nurse",
    ADMIN: "Administrator",
    AUDITOR: "Auditor",
    OVERSEER: "Senior oversight",
}
KIND_OF = {
    OWNER: YOUNG_PERSON,
    ALLOCATED: ADVISER,
    COVER: ADVISER,
    MANAGES: MANAGER,
    GLASS: MANAGER,
    NURSE_FOR: NURSE,
}
GLASS_REASONS = {
    "safety": "Someone may be in danger",
    "missing": "Someone is missing",
    "complaint": "A complaint",
    "no_cover": "Nobody else can answer",
}

THEIR_ADVISERS = frozenset({ALLOCATED, COVER})
THEIR_TEAM = frozenset({ALLOCATED, COVER, MANAGES})

# About a young person: which relations open it.
MAY: dict[str, frozenset[str]] = {
    "person.read": THEIR_TEAM,
    "person.list": THEIR_TEAM,
    "own.read": frozenset({OWNER}),  # my team, my status, who looked
    "plan.read": frozenset({OWNER}),
    "plan.reached": frozenset({OWNER}),  # delivered, opened: their own phone and nobody else
    "plan.answer": frozenset({OWNER}),
    "plan.own_words": frozenset({OWNER}),
    "plan.own_action": frozenset({OWNER}),
    "review.answer": frozenset({OWNER}),
    "plan.work": THEIR_TEAM,  # the staff view
    "plan.write": THEIR_ADVISERS,
    "plan.share": THEIR_ADVISERS,
    "review.arrange": THEIR_ADVISERS,
    "sharing.record": frozenset({MANAGES}),
    "sharing.figures": frozenset({MANAGES}),  # counts, and the list of who is stuck
    "phone.add": THEIR_ADVISERS,
    "phone.list": THEIR_TEAM,
    "phone.remove": THEIR_TEAM,
    "phone.approve": frozenset({MANAGES}),
    "access.freeze": THEIR_TEAM,
    "message.read": frozenset({OWNER, ALLOCATED, COVER, NURSE_FOR}),  # each their own thread: messaging.rules
    "message.send": frozenset({OWNER, ALLOCATED, COVER, NURSE_FOR}),
    "message.file": frozenset({ALLOCATED, COVER}),  # case notes and the hand-over
    "message.waiting": frozenset({MANAGES}),  # that it waits and since when, never what it says
    "message.break_glass": frozenset({MANAGES}),
    "message.under_glass": frozenset({GLASS}),
    "rights.own": frozenset({OWNER}),  # what I can get, and why
    "rights.say": frozenset({OWNER}),  # my own statements, and whether we talked about rights
    "rights.work": THEIR_ADVISERS,  # their rights with the facts used, and what if
    "rights.record": THEIR_ADVISERS,  # facts the council knows, and talks
    "rights.figures": frozenset({MANAGES}),
    "claim.own": frozenset({OWNER}),
    "claim.list": THEIR_TEAM,
    "claim.answer": THEIR_TEAM,  # seen, decided, given; who said no never answers the challenge
    "papers.own": frozenset({OWNER}),
    "papers.private": frozenset({OWNER}),  # the NI number and immigration dates, after a fresh unlock
    "papers.work": THEIR_TEAM,
    "papers.write": THEIR_ADVISERS,
    "papers.gaps": frozenset({MANAGES}),
    "notice.reach": THEIR_TEAM,  # whether push reaches their phone
    "task.own": THEIR_TEAM | {NURSE_FOR},  # notices handed to this person; a nurse's: of their own thread
    "notice.unfinished": frozenset({MANAGES}),  # tasks that rose, and counts
}
# About no young person: which kinds of person.
OFFICE: dict[str, frozenset[str]] = {
    "own.phones": frozenset({YOUNG_PERSON}),
    "own.leave": frozenset({YOUNG_PERSON}) | STAFF,
    "own.passkeys": STAFF,
    "own.notices": frozenset({YOUNG_PERSON}) | STAFF,
    "own.away": frozenset({ADVISER}),
    "glass.review": frozenset({MANAGER}),
    "offer.edit": frozenset({ADMIN, MANAGER}),  # public words; a second of them publishes
    "local_help.keep": frozenset({ADMIN, MANAGER}),
}
# No sign-in needed, each with its reason.
OPEN: dict[str, str] = {
    "shell.read": "the app itself holds nothing personal",
    "health.check": "a proxy asks whether the server lives",
    "me.read": "the phone asks in which state it is; it answers only about itself",
    "help.read": "crisis numbers work signed out",
    "joining.use": "a new phone has no sign-in yet; the one-use secret is the key",
    "phone.unlock": "the phone's own secret and a PIN or passkey are the key",
    "message.send_only": "a locked phone hands over what was written; its one cookie can read nothing",
    "notice.shown": "the phone's worker says that it showed a notice; it answers nothing",
    "text.status": "the text service calls back; its own token is the key",
    "staff.sign_in": "staff have no session before they sign in",
    "offer.read": "what councils and the country offer is public",
    "local_help.read": "services near by are public",
    "demo.use": "the made-up council lets anyone in; the route does not exist in production",
}
# What time itself may do: names and dates, never words.
CLOCK_MAY = frozenset(
    {
        "audit.seal",
        "away.cover",
        "claim.chase",
        "duty.reckon",
        "file.tidy",
        "identity.tidy",
        "local_help.fetch",
        "message.chase",
        "notice.deliver",
        "notice.probe",
        "papers.remind",
        "plan.chase",
        "review.remind",
        "rights.reckon",
        "rights.remind",
        "task.rise",
    }
)
KNOWN = MAY.keys() | OFFICE.keys() | OPEN.keys() | CLOCK_MAY


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name, for a face without a picture."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def kinds_for(action: str) -> frozenset[str]:
    """The kinds of person who could ever do this action; the guard's question. Unknown actions open to nobody."""
    if action in OFFICE:
        return OFFICE[action]
    return frozenset(KIND_OF[relation] for relation in MAY.get(action, frozenset()))
