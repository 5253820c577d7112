"""What a young person said of themself, as they read it: the latest answer to each question."""

import json
from datetime import date
from typing import Any

from backend.entitlements.engine.facts import NOT_SAID, NOT_YET, Declared
from backend.entitlements.engine.reading import national
from backend.entitlements.queries.facts import said_at
from backend.entitlements.queries.showing import KINDS
from backend.entitlements.schemas import Option, Statement, Statements
from backend.entitlements.tables import OwnStatement
from backend.people.queries import visible_to_sql
from backend.shared.crypt import unseal
from backend.shared.dates import london_date
from backend.shared.problems import SignInNeeded
from backend.shared.viewer import Viewer

_SAID = """
    SELECT id, said, shown, said_at FROM own_statement
    WHERE young_person = {} AND young_person IN ({}) ORDER BY said_at, id
"""


async def my_statements(viewer: Viewer) -> Statements:
    """The latest answer to each question that the pack still asks, in the pack's order."""
    if viewer.id is None:
        raise SignInNeeded()
    rows = await OwnStatement.raw(_SAID, viewer.id, visible_to_sql(viewer))
    every = [row | json.loads(unseal(row["said"], said_at(row["id"]))) for row in rows]
    said = {row["fact"]: row for row in every}
    return Statements(statements=[_statement(one, said[one.id]) for one in national().facts.values() if one.id in said])


def _statement(declared: Declared, row: dict[str, Any]) -> Statement:
    return Statement(
        fact=declared.id,
        type=KINDS[declared.kind],
        question=declared.question,
        options=options(declared),
        value=row["value"],
        words=words(declared, row["value"]),
        since=date.fromisoformat(row["since"]) if row["since"] else None,
        said_on=london_date(row["said_at"]),
        private=declared.private,
        shown=row["shown"],
    )


def options(declared: Declared) -> list[Option]:
    """What can be answered; none for a date or a number."""
    return [Option(one.value, one.words) for one in declared.options]


def words(declared: Declared, value: str) -> str:
    """An answer in words; a date and a number stand as they are."""
    option = declared.option(value)
    return option.words if option else {NOT_SAID: "I would rather not say", NOT_YET: "Not yet"}.get(value, value)
