"""What is said about rights, claims and the offer, in and out. Out: frozen, without defaults. In: closed and bounded.

Money is whole pence. A right's words are public and travel once in the pack; what is personal travels apart and small.
"""

from datetime import date, datetime
from typing import Annotated, Literal, get_args
from uuid import UUID

from msgspec import Meta, Struct

Id = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{1,39}\Z")]
Words = Annotated[str, Meta(max_length=2000)]
Sentence = Annotated[str, Meta(min_length=1, max_length=400)]
Pence = Annotated[int, Meta(ge=0, le=10_000_000)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Standing = Literal["can", "ends_soon", "may", "later", "not_now"]
Topic = Literal["money", "housing", "work", "learning", "health", "voice", "staying_here", "family"]
Given = Literal["country", "responsible_council", "council_where_they_live"]
Offered = Literal["yes", "no", "not_yet", "not_said"]
HowMuch = Literal["exact", "up_to", "at_least", "percent", "hours", "not_published", "by_reference", "help"]
Unit = Literal["once", "week", "month", "term", "year", "parts"]
FactType = Literal["choice", "date", "number"]  # a yes or no is a choice of two; dates are ISO
StopCode = Literal["asked", "seen", "decided", "given", "confirmed"]
ClaimFileKind = Literal["photo", "pdf"]
ReasonCode = Literal[
    "already_had", "not_for_this", "over_the_limit", "not_enough_told", "other_money", "not_offered", "other"
]
REASONS: tuple[str, ...] = get_args(ReasonCode)


class Part(Struct, frozen=True):
    """One part of an amount that comes in parts: how much, and when in words."""

    pence: int
    when: str


class Amount(Struct, frozen=True):
    """How much. `pence`, `percent` and `hours` are null where `how` does not need them. `loan`: it is paid back.

    `words`: what the numbers cannot say, a whole sentence or empty. `for_whom`: who this row of a table is for, or empty.
    """

    how: HowMuch
    pence: int | None
    percent: int | None
    hours: int | None
    unit: Unit
    parts: list[Part]
    loan: bool
    words: str
    for_whom: str
    valid_from: date | None
    valid_to: date | None


class Source(Struct, frozen=True):
    """Where a line comes from: the law or the page in words, and our own note how sure it is."""

    words: str
    link: str
    confidence: str


class Ask(Struct, frozen=True):
    """How this right is asked for. `in_app`: with one tap here. `asks_amount`, `asks_words`, `takes_files`: the short form.

    `answer_days`: working days in which the council answers. `outside`: whom to ask where it is not asked for here.
    """

    in_app: bool
    asks_amount: bool
    asks_words: str
    takes_files: bool
    answer_days: int
    outside: str
    phone: str
    link: str


class PackRight(Struct, frozen=True):
    """One right in public words. `hash` changes whenever anything else here does."""

    id: str
    hash: str
    topic: Topic
    icon: str
    title: str
    one_line: str
    about: str
    who: str
    given: Given
    offered: Offered
    local: str
    amounts: list[Amount]
    steps: list[str]
    show: list[str]
    if_no: str
    ask: Ask
    source: Source
    local_source: Source | None
    starts_on: date | None
    ends_on: date | None
    last_checked: date
    review_by: date
    stale: bool


class PackLine(Struct, frozen=True):
    id: str
    hash: str


class PackList(Struct, frozen=True):
    """Which rights there are and the mark of each; a phone then asks for those whose mark is new."""

    hash: str
    council: str
    version: int
    published_on: date | None
    lines: list[PackLine]


class PackRights(Struct, frozen=True):
    rights: list[PackRight]


class Reason(Struct, frozen=True):
    """One fact that was used. `says`: yes, no, or not known. `by`: whose fact it is; `date`: worked out from a date."""

    words: str
    says: Literal["yes", "no", "not_known"]
    by: Literal["council", "you", "date"]
    fact: str


class Option(Struct, frozen=True):
    value: str
    words: str


class Question(Struct, frozen=True):
    """The one question that settles it. `private`: the answer is for its owner's eyes unless they show it."""

    fact: str
    type: FactType
    words: str
    why: str
    options: list[Option]
    private: bool


class Pot(Struct, frozen=True):
    """What is left of a sum: asked and not yet decided does not count as spent."""

    total: int
    spent: int
    left: int
    waiting: int


class MyRight(Struct, frozen=True):
    """How one right stands for one person on one day. `from_on`: later from; `until_on`: the last day; both null where no date does it.

    `why`: the one short reason for the list. `change`: what would change it, in whole sentences.
    """

    id: str
    standing: Standing
    from_on: date | None
    until_on: date | None
    why: str
    amount: Amount | None
    pot: Pot | None
    reasons: list[Reason]
    change: list[str]
    question: Question | None
    check_with: str
    claims: int


class MyRights(Struct, frozen=True):
    """`pack`: the mark of the words that belong to it."""

    on: date
    pack: str
    rights: list[MyRight]


class NearRight(Struct, frozen=True):
    """A right that ends soon. `unnamed`: Today says that something ends, not what: a private answer decides of it, or it
    is a "may", of which there can be many at once.
    """

    id: str
    title: str
    icon: str
    until_on: date
    days: int
    unnamed: bool


class NearClaim(Struct, frozen=True):
    """A claim that waits for its owner: `confirm` that it came, or read an `answer`; or one that is `late`.

    `private`: a private answer decides of what it is for, so Today must not name it.
    """

    id: UUID
    right: str
    title: str
    waits: Literal["confirm", "answer", "late"]
    due_on: date | None
    private: bool


class Talk(Struct, frozen=True):
    """An adviser says that they talked about rights. `answer`: null until its owner says yes or no."""

    id: UUID
    by: str
    on: date
    words: str
    answer: Literal["yes", "no"] | None


class Near(Struct, frozen=True):
    """What of rights belongs on Today."""

    ends: list[NearRight]
    claims: list[NearClaim]
    talk: Talk | None


class StatementIn(Struct, forbid_unknown_fields=True):
    """What the young person says about themself. `shown`: whether their adviser may see a private one."""

    id: UUID
    fact: Id
    value: Annotated[str, Meta(min_length=1, max_length=40)]
    since: date | None = None
    shown: bool = False


class Statement(Struct, frozen=True):
    """`options`: what can be answered instead; none for a date or a number."""

    fact: str
    type: FactType
    question: str
    options: list[Option]
    value: str
    words: str
    since: date | None
    said_on: date
    private: bool
    shown: bool


class Statements(Struct, frozen=True):
    statements: list[Statement]


class ClaimIn(Struct, forbid_unknown_fields=True):
    """`files` were uploaded before under their ids."""

    id: UUID
    right: Id
    words: Words = ""
    pence: Pence | None = None
    files: Annotated[list[UUID], Meta(max_length=5)] = []


class ClaimFile(Struct, frozen=True):
    id: UUID
    kind: ClaimFileKind
    type: str
    size: int


class ClaimStop(Struct, frozen=True):
    """One stop of the line. `by`: who did it, or empty. `due_on`: by when it is promised; `late`: that day has passed."""

    code: StopCode
    at: datetime | None
    by: str
    due_on: date | None
    late: bool


class Asked(Struct, frozen=True):
    """The claim stands under this id."""

    id: UUID


class Claim(Struct, frozen=True):
    """`state`: where it stands. `decision`: yes, partly, no; null before. `why_late`: what the council said about being late.

    `put_off`: times that the open promise got a new day, and `first_due_on` the day that was promised first.
    `put_off_until`: the last new day that whoever looks may set; null where they may set none.
    `challenge`: what the young person said against a no, null when nothing. `pot`: what is left of the sum it comes
    from, this claim's own share counted as spent once decided; null where no sum stands behind it.
    """

    id: UUID
    right: str
    title: str
    words: str
    pence: int | None
    files: list[ClaimFile]
    state: Literal["asked", "seen", "decided", "given", "confirmed", "not_come", "refused", "challenged", "withdrawn"]
    stops: list[ClaimStop]
    decision: Literal["yes", "partly", "no"] | None
    decided_pence: int | None
    reason_code: str
    reason: str
    why_late: str
    put_off: int
    first_due_on: date | None
    put_off_until: date | None
    given_how: str
    challenge: str | None
    challenge_due_on: date | None
    pot: Pot | None
    advocate: str
    advocate_phone: str


class Claims(Struct, frozen=True):
    claims: list[Claim]


class ConfirmIn(Struct, forbid_unknown_fields=True):
    """Only its owner says whether it came. `id`: made by the phone, so that one answer sent late twice is one answer."""

    came: bool
    words: Words = ""
    id: UUID | None = None


class ChallengeIn(Struct, forbid_unknown_fields=True):
    words: Annotated[str, Meta(min_length=1, max_length=2000)]


class TalkAnswer(Struct, forbid_unknown_fields=True):
    answer: Literal["yes", "no"]


class TalkIn(Struct, forbid_unknown_fields=True):
    id: UUID
    on: date
    words: Words = ""


class Recorded(Struct, frozen=True):
    """The talk stands under this id."""

    id: UUID


class Fact(Struct, frozen=True):
    """One fact of a person as an adviser may see it. An empty value: not known. `options`: none for a date or a number.

    `private`: an answer of the young person's own is seen only where they show it.
    """

    fact: str
    type: FactType
    question: str
    private: bool
    value: str
    words: str
    by: Literal["council", "young_person", "date"]
    since: date | None
    options: list[Option]


class FactIn(Struct, forbid_unknown_fields=True):
    """A fact that the council knows; an empty value takes it back."""

    fact: Id
    value: Annotated[str, Meta(max_length=40)]
    since: date | None = None


class StaffRights(Struct, frozen=True):
    """`hidden`: how many private answers the young person has not shown; rights that hang on them stand as `may`."""

    young_person: UUID
    known_as: str
    on: date
    pack: str
    rights: list[MyRight]
    facts: list[Fact]
    hidden: int
    claims: list[Claim]
    talks: list[Talk]


class WhatIfIn(Struct, forbid_unknown_fields=True):
    """What if these facts were so, on that day. Nothing is kept."""

    facts: Annotated[dict[Id, Annotated[str, Meta(max_length=40)]], Meta(max_length=20)] = {}
    on: date | None = None


class Moved(Struct, frozen=True):
    """A right that would stand differently."""

    id: str
    title: str
    before: MyRight
    after: MyRight


class WhatIf(Struct, frozen=True):
    on: date
    moved: list[Moved]


class ClaimRow(Struct, frozen=True):
    """A claim in the staff's list, the earliest promise first. `next`: what is to be done, by the council or its owner.

    `days_late`: since the day first promised, whatever new day was set; `first_due_on`: that day, where there is a new one.
    """

    id: UUID
    young_person: UUID
    name: str
    right: str
    title: str
    pence: int | None
    state: str
    next: Literal["see", "decide", "give", "answer_challenge", "young_person", "over"]
    due_on: date | None
    first_due_on: date | None
    days_late: int
    asked_on: date
    adviser: str


class ClaimRows(Struct, frozen=True):
    today: date
    rows: list[ClaimRow]


class DecideIn(Struct, forbid_unknown_fields=True):
    """A no or a partly needs its reason in words that the young person reads."""

    decision: Literal["yes", "partly", "no"]
    pence: Pence | None = None
    reason_code: Literal["", ReasonCode] = ""
    reason: Words = ""


class GivenIn(Struct, forbid_unknown_fields=True):
    how: Sentence
    on: date


class LateIn(Struct, forbid_unknown_fields=True):
    """Why it is late, in words that the young person reads, and the new day."""

    why: Sentence
    new_day: date


class Refusals(Struct, frozen=True):
    """`count` is null where it, or another one with it, is small and the figures leave the team."""

    reason_code: str
    count: int | None


class RightsFigures(Struct, frozen=True):
    """For managers, over their teams. Null: small, or it would tell what is small, in figures that leave the team.

    `late`: since the day first promised. `put_off`: open promises that have another day than the first.
    """

    people: int | None
    talked: int | None
    confirmed: int | None
    asked: int | None
    unanswered: int | None
    late: int | None
    put_off: int | None
    refused: list[Refusals]
    promised_pence: int | None
    promised_not_confirmed: int | None
    challenged: int | None
    median_days: int | None


# The offer: what a council's content editor writes.


class PartIn(Struct, forbid_unknown_fields=True):
    pence: Pence
    when: Sentence


class AmountIn(Struct, forbid_unknown_fields=True):
    how: HowMuch
    pence: Pence | None = None
    percent: Annotated[int, Meta(ge=0, le=100)] | None = None
    hours: Annotated[int, Meta(ge=0, le=10_000)] | None = None
    unit: Unit = "once"
    parts: Annotated[list[PartIn], Meta(max_length=12)] = []
    loan: bool = False
    words: Annotated[str, Meta(max_length=400)] = ""
    for_whom: Annotated[str, Meta(max_length=200)] = ""
    rule: Annotated[str, Meta(max_length=1000)] = ""
    valid_from: date | None = None
    valid_to: date | None = None


class LineIn(Struct, forbid_unknown_fields=True):
    """One line of the local offer: what this council changes of a national right, or a right of its own.

    Empty words leave the national ones. A right of its own needs them all. `rule`: who, in the rule language.
    """

    right: Id
    offered: Offered
    title: Annotated[str, Meta(max_length=80)] = ""
    one_line: Annotated[str, Meta(max_length=200)] = ""
    about: Words = ""
    who: Annotated[str, Meta(max_length=400)] = ""
    topic: Topic | None = None
    icon: Annotated[str, Meta(max_length=40)] = ""
    rule: Annotated[str, Meta(max_length=2000)] = ""
    given: Given | None = None
    local: Words = ""
    amounts: Annotated[list[AmountIn], Meta(max_length=24)] | None = None
    pot: Annotated[str, Meta(max_length=40)] = ""
    cap: Pence | None = None
    steps: Annotated[list[Sentence], Meta(max_length=8)] | None = None
    show: Annotated[list[Sentence], Meta(max_length=8)] | None = None
    if_no: Words = ""
    in_app: bool | None = None
    answer_days: Annotated[int, Meta(ge=1, le=60)] | None = None
    source: Annotated[str, Meta(max_length=400)] = ""
    link: Annotated[str, Meta(max_length=400)] = ""
    valid_from: date | None = None
    valid_to: date | None = None
    last_checked: date | None = None
    review_by: date | None = None


class PotIn(Struct, forbid_unknown_fields=True):
    """A sum that several rights share; each line names it and may cap its slice."""

    id: Id
    title: Annotated[str, Meta(min_length=1, max_length=80)]
    pence: Pence


class LawIn(Struct, forbid_unknown_fields=True):
    """The day on which a law starts, as this council read it. None: it has no day yet, whatever the country's pack says."""

    law: Id
    in_force: date | None = None


class OfferPot(Struct, frozen=True):
    id: str
    title: str
    pence: int


class OfferLaw(Struct, frozen=True):
    """A law that rights wait for. `words`: what it is called. `national`: its day in the country's pack; `ours`: whether the council set its own."""

    law: str
    words: str
    national: date | None
    ours: bool
    in_force: date | None


class Wrong(Struct, frozen=True):
    """One thing that is wrong: where (a path, and line and column inside a rule), what, and the cure."""

    where: str
    line: int | None
    column: int | None
    what: str
    cure: str


class OfferLine(Struct, frozen=True):
    """One line as the editor sees it. `change`: against what is published: same, changed, added, taken_out."""

    right: str
    title: str
    topic: Topic
    change: Literal["same", "changed", "added", "taken_out"]
    local: bool
    stale: bool
    review_by: date
    last_checked: date
    wrong: list[Wrong]


class OfferVersion(Struct, frozen=True):
    number: int
    published_at: datetime
    published_by: str
    written_by: str
    why: str
    from_on: date | None


class Offer(Struct, frozen=True):
    """The published offer and the draft beside it. `may_publish`: whether whoever looks is a second person.

    `sent_why`, `sent_from`: what the second person reads first. `pots` and `laws` as drafted; `wrong`: what is wrong with them.
    """

    version: int
    drafted: bool
    draft_revision: int
    draft_by: list[str]
    sent_by: str | None
    sent_why: str | None
    sent_from: date | None
    may_publish: bool
    lines: list[OfferLine]
    pots: list[OfferPot]
    laws: list[OfferLaw]
    wrong: list[Wrong]
    history: list[OfferVersion]


class OfferLinePage(Struct, frozen=True):
    """One line to edit: as it is nationally, as it is published, and as it is drafted.

    `revision`: the draft's now. `national_rule`: who can get it by the country's pack, in the rule language.
    `national_amounts`: the country's table as a line would write it, to start an own one from.
    """

    right: str
    revision: int
    national_rule: str
    national_amounts: list[AmountIn]
    national: PackRight | None
    published: PackRight | None
    drafted: PackRight | None
    line: LineIn | None
    facts: list[Fact]
    wrong: list[Wrong]


class OfferFacts(Struct, frozen=True):
    """The facts that a rule may speak of, with their values."""

    facts: list[Fact]


class DraftIn(Struct, forbid_unknown_fields=True):
    """`revision`: the draft that this change was made on; another one answers 409 and nothing is lost."""

    revision: Count
    line: LineIn


class PotsIn(Struct, forbid_unknown_fields=True):
    """All pots of the draft from now on."""

    revision: Count
    pots: Annotated[list[PotIn], Meta(max_length=20)]


class LawsIn(Struct, forbid_unknown_fields=True):
    """All days of laws that the council sets itself from now on; the others have the country's."""

    revision: Count
    laws: Annotated[list[LawIn], Meta(max_length=20)]


class TakeOutIn(Struct, forbid_unknown_fields=True):
    revision: Count
    right: Id


class SendIn(Struct, forbid_unknown_fields=True):
    """`from_on`: counts from that day, also an earlier one."""

    revision: Count
    why: Sentence
    from_on: date | None = None


class PublishIn(Struct, forbid_unknown_fields=True):
    revision: Count


class UndoIn(Struct, forbid_unknown_fields=True):
    """The lines of this version become the draft; the latest number throws the draft away, 0 goes back to no offer.

    `revision`: the draft that goes, where there is one.
    """

    number: Count
    revision: Count | None = None


class Example(Struct, frozen=True):
    """A made-up person to look through. `words`: who it is, in a sentence. `rights` by the draft; `moved`: what differs."""

    id: str
    words: str
    rights: list[MyRight]
    moved: list[Moved]


class Effect(Struct, frozen=True):
    """About how many would gain and lose by one line, in tens; null where it is fewer than 10 or none.

    `counted`: "words" moves nobody; "no": its rule cuts too close to one person, or too many lines are changed at once.
    """

    right: str
    title: str
    counted: Literal["yes", "words", "no"]
    gain: int | None
    lose: int | None
    more: int | None
    less: int | None


class OfferPreview(Struct, frozen=True):
    people: int
    effects: list[Effect]
    examples: list[Example]
