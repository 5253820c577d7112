"""The adviser's list: one row for each young person in sight, what is next for them, and how far their plan got."""

from typing import Any
from uuid import UUID

from backend.audit.commands import looked_at_many
from backend.identity.queries import phone_states
from backend.people.queries import visible_to_sql
from backend.people.rules import initials
from backend.people.tables import YoungPerson
from backend.plans import needs
from backend.plans.queries.versions import stop_of
from backend.plans.rules import Stop
from backend.plans.schemas import Caseload, CasePlan, CaseRow, Review
from backend.shared.dates import age_on, london_date
from backend.shared.db import transaction
from backend.shared.viewer import Viewer

# The version that counts is the latest finished one (a new version starts again at written), else the draft. The
# promise is the earliest day of a member of staff's action in the latest shared version that is not done. Each part is
# looked up by index for each person: that is quick for sixty of them, and still is among ten thousand others.
_CASES = """
    WITH y AS MATERIALIZED (SELECT * FROM young_person WHERE id IN ({}) AND ended_at IS NULL)
    SELECT y.id, y.given_name, y.family_name, y.known_as, y.born_on, y.language,
        coalesce(d.must, false) AS must, d.first_due_on,
        coalesce(v.number, draft.number) AS number, v.written_at, v.shared_at,
        del.at AS delivered_at, ope.at AS opened_at, u.at AS understood_at,
        a.answer, a.words AS answer_words, a.at AS answered_at, draft.begun_at AS draft_begun_at,
        r.due_on, r.why, r.at AS review_at, r.place, r.set_at, r.asked_words, r.answer AS review_answer,
        r.answer_words AS review_words, r.answered_at AS review_answered_at,
        trim(concat(rw.given_name, ' ', rw.family_name)) AS with_name,
        p.by_when AS promise_on, p.what AS promise,
        NOT EXISTS (SELECT FROM link l WHERE l.young_person = y.id AND l.worker = {} AND l.relation = 'allocated'
            AND l.starts_at <= {} AND (l.ends_at IS NULL OR l.ends_at > {})) AS not_mine
    FROM y
    LEFT JOIN duty d ON d.young_person = y.id
    LEFT JOIN LATERAL (SELECT id, number, written_at, shared_at FROM plan_version
        WHERE young_person = y.id AND written_at IS NOT NULL ORDER BY number DESC LIMIT 1) v ON true
    LEFT JOIN reached del ON del.version = v.id AND del.stop = 'delivered'
    LEFT JOIN reached ope ON ope.version = v.id AND ope.stop = 'opened'
    LEFT JOIN LATERAL (SELECT answer, words, at FROM plan_answer WHERE version = v.id ORDER BY at DESC, id DESC LIMIT 1) a
        ON true
    LEFT JOIN LATERAL (SELECT min(at) AS at FROM plan_answer WHERE version = v.id AND answer <> 'not_now') u ON true
    LEFT JOIN plan_version draft ON draft.young_person = y.id AND draft.shared_at IS NULL AND draft.written_at IS NULL
    LEFT JOIN LATERAL (SELECT id FROM plan_version WHERE young_person = y.id AND written_at IS NOT NULL
        AND shared_at IS NOT NULL ORDER BY number DESC LIMIT 1) last ON true
    LEFT JOIN LATERAL (SELECT c.by_when, c.what FROM action c WHERE c.version = last.id AND c.by_worker IS NOT NULL
        AND NOT EXISTS (SELECT FROM action b JOIN action_progress g ON g.action = b.id AND g.status = 'done'
            WHERE b.promise = c.promise) ORDER BY c.by_when, c.position LIMIT 1) p ON true
    LEFT JOIN review r ON r.young_person = y.id AND r.held_on IS NULL
    LEFT JOIN worker rw ON rw.id = r.with_worker
"""


async def caseload(viewer: Viewer) -> Caseload:
    """Everybody this viewer works with, covers or manages, in the order of the list; a look at each is kept.

    The same number of statements for one young person and for ten thousand.
    """
    async with transaction():
        now = viewer.now
        rows = await YoungPerson.raw(_CASES, visible_to_sql(viewer), viewer.id, now, now)
        phones = await phone_states(viewer)
        await looked_at_many(viewer, [row["id"] for row in rows])
    made = sorted((_row(row, phones, viewer) for row in rows), key=lambda one: one[0])
    people = [row for _, row in made]
    waiting = sum(row.need.startswith("wait") for row in people)
    return Caseload(
        today=viewer.today,
        people=people,
        needs=sum(row.need != "none" for row in people) - waiting,
        everyone=len(people),
        waiting=waiting,
    )


def _row(row: dict[str, Any], phones: dict[UUID, str], viewer: Viewer) -> tuple[Any, CaseRow]:
    today, stop, phone = viewer.today, _stop(row), phones.get(row["id"], "none")
    one = needs.need(_case(row, stop, phone), today)
    name = f"{row['given_name']} {row['family_name']}"
    heard = row["answered_at"] or row["opened_at"]
    return needs.order(one, today, london_date(heard) if heard else None, name), CaseRow(
        id=row["id"],
        name=name,
        known_as=row["known_as"],
        initials=initials(name),
        age=age_on(row["born_on"], today),
        language="" if row["language"].startswith("en") else row["language"],
        need=one.code,
        need_detail=one.detail,
        by=one.by,
        late_days=max(0, (today - one.by).days) if one.by and one.rank < needs.WAIT else 0,
        group=needs.group(one, today),
        plan=CasePlan(row["number"], stop.code, _stop_at(row, stop)),
        answer=row["answer"],
        answer_words=row["answer_words"] or "",
        review=_review(row),
        phone=phone,
        cover=row["not_mine"] and viewer.kind == "adviser",
    )


def _stop(row: dict[str, Any]) -> Stop:
    return stop_of(row if row["number"] is not None else None)


def _stop_at(row: dict[str, Any], stop: Stop) -> Any:
    """When it came to where it is; the day of the latest answer where there is one."""
    if stop is Stop.NONE:
        return None
    return row["answered_at"] or row["draft_begun_at" if stop is Stop.DRAFT else f"{stop.code}_at"]


def _day(row: dict[str, Any], column: str) -> Any:
    return london_date(row[column]) if row[column] else None


def _case(row: dict[str, Any], stop: Stop, phone: str) -> needs.Case:
    answered, moves = row["answered_at"], (row["draft_begun_at"], row["set_at"])
    return needs.Case(
        must=row["must"],
        stop=stop,
        written_on=_day(row, "written_at"),
        shared_on=_day(row, "shared_at"),
        first_due_on=row["first_due_on"],
        drafting=row["draft_begun_at"] is not None,
        answer=row["answer"],
        answered_on=_day(row, "answered_at"),
        answer_words=row["answer_words"] or "",
        moved_on=answered is not None and any(at is not None and at > answered for at in moves),
        review_due_on=row["due_on"],
        review_on=_day(row, "review_at"),
        review_why=row["why"] or "",
        review_words=(row["review_words"] if row["review_answer"] == "change" else row["asked_words"]) or "",
        review_change_on=_day(row, "review_answered_at") if row["review_answer"] == "change" else None,
        phone=phone,
        promise_on=row["promise_on"],
        promise=row["promise"] or "",
    )


def _review(row: dict[str, Any]) -> Review:
    return Review(
        due_on=row["due_on"],
        why=row["why"] or "first",
        at=row["review_at"],
        place=row["place"] or "",
        with_name=row["with_name"] or "",
        answer=row["review_answer"],
        answer_words=row["review_words"] or "",
    )
