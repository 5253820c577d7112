"""What is not asked for is not taken, and what is not declared is not said (S15)."""

import inspect
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from litestar import Response
from litestar.response import Stream
from msgspec import inspect as shape

from backend.piccolo_app import APP_CONFIG
from backend.shared import db
from tests.conformance import world as w
from tests.conformance.house import House, Route, matrix, may, rows, whose, writes
from tests.conformance.shapes import has_body

COLUMNS = sorted({column._meta.name for table in APP_CONFIG.table_classes for column in table._meta.columns})
ELSEWHERE = ("role", "kind", "viewer", "young_person_id", "is_admin", "__class__", "version_id", "stops", "delivered")
MACHINES = {
    "/api/notices/text-status": "another service's call-back has fields of its own, which are let through unread"
}
WITH_BODY = [route for route in writes() if has_body(route) and route[1] not in MACHINES]
CANARY = "Periwinkle-5560"


def struct_in(house: House, route: Route) -> type[msgspec.Struct]:
    """The struct this route reads, without its marker."""
    found = house.handler(route).parsed_fn_signature.parameters["data"].annotation
    inner = get_args(found)
    return inner[0] if inner else found


def test_the_columns_are_found() -> None:
    assert len(COLUMNS) > 100
    assert {"shared_at", "written_by", "young_person", "pin_hash", "removed_at", "by_worker", "content_hash"} <= set(
        COLUMNS
    )


@pytest.mark.parametrize("route", WITH_BODY, ids=" ".join)
async def test_no_column_can_be_slipped_in(house: House, route: Route) -> None:
    struct, valid, before = struct_in(house, route), w.BODIES[route], await rows()
    assert struct.__struct_config__.forbid_unknown_fields, struct
    own = {field.encode_name for field in msgspec.structs.fields(struct)}
    actor, tried = whose(route), 0
    async with house.world.client(house.app, actor) as client:
        for name in (*COLUMNS, *ELSEWHERE):
            if name in own:
                continue
            answer = await client.request(route[0], house.address(route), json={**valid, name: CANARY})
            assert answer.status_code == 400, f"{route} took {name}: {answer.status_code}"
            tried += 1
    assert tried > 100
    assert {name for name, held in (await rows()).items() if held.keys() != before[name].keys()} == set()


@pytest.mark.parametrize("part", ["matters", "if_things_change"])
async def test_no_column_can_be_slipped_in_further_down(house: House, part: str) -> None:
    valid = {
        "matters": {"code": "home", "need": "A", "support": "B"},
        "if_things_change": {"part": "home", "words": "C"},
    }
    route = ("PATCH", "/api/plans/{young_person}/draft")
    for name in COLUMNS:
        if name not in valid[part]:
            answer = await house.ask(route, "adviser", json={part: [{**valid[part], name: CANARY}]})
            assert answer.status_code == 400, name


def _structs(kind: Any, seen: set[type]) -> set[type]:
    """Every struct inside this type."""
    if isinstance(kind, shape.StructType) and kind.cls not in seen:
        seen.add(kind.cls)
        for field in kind.fields:
            _structs(field.type, seen)
    for inner in ("item_type", "value_type", "type"):
        if hasattr(kind, inner):
            _structs(getattr(kind, inner), seen)
    for one in getattr(kind, "types", ()):
        _structs(one, seen)
    return seen


def test_every_struct_read_is_closed_and_bounded(house: House) -> None:
    """Unknown fields are refused at every depth, and every text and list has a longest."""
    unbounded = []
    for route in WITH_BODY:
        for struct in _structs(shape.type_info(struct_in(house, route)), set()):
            assert struct.__struct_config__.forbid_unknown_fields, struct  # type: ignore[attr-defined]
            for field in shape.type_info(struct).fields:  # type: ignore[union-attr]
                for kind in getattr(field.type, "types", (field.type,)):
                    loose = (
                        isinstance(kind, shape.StrType)
                        and kind.max_length is None
                        and not (kind.pattern or "").endswith("\\Z")
                    )
                    loose = loose or (isinstance(kind, shape.ListType) and kind.max_length is None)
                    if loose:
                        unbounded.append(f"{struct.__name__}.{field.name}")
    assert unbounded == []


NO_BODY = [route for route in writes() if not has_body(route) and may(route)]


@pytest.mark.parametrize("route", NO_BODY, ids=" ".join)
async def test_a_route_that_reads_nothing_takes_nothing(house: House, route: Route) -> None:
    answer = await house.ask(route, whose(route), json=dict.fromkeys(COLUMNS, CANARY))
    assert answer.status_code < 500
    for name, held in (await rows()).items():
        assert not [row for row in held if CANARY in row], name


async def test_a_query_cannot_say_who_asks(house: House) -> None:
    """Arguments of our own functions are no arguments of the address."""
    bea, ayo = house.world.ids["bea"], house.world.ids["young_person"]
    query = {
        "viewer": bea,
        "young_person": bea,
        "id": bea,
        "now": "2030-01-01",
        "action": "plan.work",
        "data": "{}",
        "most": "3",
    }
    mine = (await house.ask(("GET", "/api/plans/mine"), "owner")).json()
    assert (await house.ask(("GET", "/api/plans/mine"), "owner", params=query)).json() == mine
    page = await house.ask(("GET", "/api/people/{young_person}"), "adviser", params=query)
    assert page.json()["id"] == ayo


def returned(house: House, route: Route) -> Any:
    """What this route says it answers with."""
    kind = get_type_hints(inspect.unwrap(house.handler(route).fn))["return"]
    return get_args(kind)[0] if getattr(kind, "__origin__", None) is Response else kind


def extra(kind: Any, value: Any, where: str = "") -> list[str]:
    """Keys of this JSON value that its type does not declare, and declared ones that are missing."""
    if isinstance(kind, shape.UnionType):
        left = [one for one in kind.types if not (isinstance(one, shape.NoneType) and value is not None)]
        return [] if value is None else min((extra(one, value, where) for one in left), key=len)
    if isinstance(kind, shape.StructType):
        names = {field.encode_name: field.type for field in kind.fields}
        found = [f"{where}.{name}" for name in names.keys() ^ value.keys()]
        return found + [
            one
            for name, inner in value.items()
            if name in names
            for one in extra(names[name], inner, f"{where}.{name}")
        ]
    if isinstance(kind, shape.ListType):
        return [one for inner in value for one in extra(kind.item_type, inner, f"{where}[]")]
    return []


async def test_every_answer_says_what_is_declared_and_no_more(house: House) -> None:
    """Owner and staff have types of their own; nothing beside the declared keys leaves, at any depth, for any actor."""
    checked = 0
    for route in sorted(matrix()):
        kind = returned(house, route)
        if not isinstance(kind, type) or not issubclass(kind, msgspec.Struct):
            assert kind in (type(None), str, bytes, Stream) or "dict" in str(kind) or "JoiningNow" in str(kind), (
                f"{route}: {kind}"
            )
            continue
        for actor in may(route) if route[0] == "GET" else []:
            answer = await house.ask(route, actor)
            assert extra(shape.type_info(kind), answer.json()) == [], f"{route} {actor}"
            checked += 1
    assert checked > 60


async def test_what_a_phone_is_told_of_staff_is_their_name(house: House) -> None:
    """No e-mail and no id of staff leaves to the young person."""
    staff = await db.fetch("SELECT id::text, email FROM worker")
    for path in ("/api/plans/mine", "/api/people/me/team", "/api/people/me/looked", "/api/phones", "/api/me"):
        text = (await house.ask(("GET", path), "owner")).text
        assert not [row for row in staff if row["email"] in text or row["id"] in text], path
