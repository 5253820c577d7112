"""Files of messages: made again apart, kept once, sealed, and fetched through the same sight as their message."""

import asyncio
import io
import time
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pytest
from PIL import Image

from backend.files import apart
from backend.messaging.commands import files
from backend.messaging.jobs import tidy_files
from backend.shared import clock, db
from backend.shared.ids import new_id
from backend.shared.problems import NotValid
from backend.shared.viewer import Viewer
from tests import cast
from tests.api.messaging.doing import a_message, ok, phone, say, signed_in, soon
from tests.unit.files.hostile import SECRET, a_pdf, a_photo, a_png_bomb, bad_pdfs, must_be_known, mutations
from tests.unit.files.test_voice import REAL

BYTES = {"content-type": "application/octet-stream"}
PHOTO = a_photo()


async def upload(
    browser: httpx.AsyncClient,
    data: bytes = PHOTO,
    kind: str = "photo",
    to: UUID | str = "adviser",
    id: UUID | None = None,
) -> httpx.Response:
    """What this browser is answered when it sends a file for its thread or to this young person."""
    start = f"/api/messages/with/{to}" if isinstance(to, UUID) else f"/api/messages/mine/{to}"
    return await browser.post(f"{start}/files/{id or new_id()}?kind={kind}", content=data, headers=BYTES)


async def sent_file(browser: httpx.AsyncClient, to: UUID | str = "adviser", **more: Any) -> str:
    """A file that hangs on a message; its id."""
    file = (await ok(await upload(browser, to=to, **more)))["id"]
    await say(browser, "Look", to, file={"id": file, "name": "letter.pdf"})
    return str(file)


async def fetched(browser: httpx.AsyncClient, file: str) -> int:
    return (await browser.get(f"/api/messages/files/{file}")).status_code


async def test_a_tagged_photo_comes_out_clean(us: SimpleNamespace, visit: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    answer = await upload(ayo, a_photo(turned=6))
    assert answer.status_code == 201
    made = answer.json()
    assert (made["kind"], made["type"], made["width"], made["height"], made["seconds"]) == (
        "photo",
        "image/jpeg",
        240,
        320,
        None,
    )
    got = await ayo.get(f"/api/messages/files/{made['id']}")
    assert got.status_code == 200
    assert len(got.content) == made["size"]
    assert SECRET.encode() not in got.content
    assert not Image.open(io.BytesIO(got.content)).getexif()


async def test_it_is_given_out_only_as_something_to_save(us: SimpleNamespace, visit: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    for kind, data, type, name in (
        ("photo", PHOTO, "image/jpeg", "photo.jpg"),
        ("pdf", a_pdf(), "application/pdf", "file.pdf"),
        ("voice", REAL["chromium.webm"], "audio/webm", "voice.webm"),
        ("voice", REAL["firefox.ogg"], "audio/ogg", "voice.ogg"),
    ):
        made = await ok(await upload(ayo, data, kind))
        got = await ayo.get(f"/api/messages/files/{made['id']}", headers={"accept-encoding": "gzip"})
        assert got.headers["content-type"] == type
        assert got.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert got.headers["x-content-type-options"] == "nosniff"
        assert got.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
        assert got.headers["cache-control"] == "no-store"
        assert "content-encoding" not in got.headers
        assert made["seconds"] == (3 if kind == "voice" else None)


async def test_the_same_upload_again_is_the_same_file(
    us: SimpleNamespace, visit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ayo, bea, id = await phone(visit(), us.ayo), await phone(visit(), us.bea), new_id()
    first = await upload(ayo, id=id)

    async def never(*_: Any) -> None:
        raise AssertionError("made again")

    with monkeypatch.context() as once:
        once.setattr(files, "rebuilt", never)
        assert (await upload(ayo, id=id)).json() == first.json()
    for other in (
        await upload(ayo, a_photo("PNG"), id=id),
        await upload(ayo, PHOTO, "pdf", id=id),
        await upload(ayo, to="nurse", id=id),
        await upload(bea, id=id),
        await upload(await signed_in(visit(), us.priya), to=us.ayo, id=id),
    ):
        assert other.status_code == 409
    assert len(await db.fetch("SELECT id FROM message_file")) == 1


async def test_two_at_once_with_one_id_are_one(us: SimpleNamespace, visit: Any) -> None:
    ayo, id = await phone(visit(), us.ayo), new_id()
    answers = await asyncio.gather(*(upload(ayo, id=id) for _ in range(4)))
    assert {one.status_code for one in answers} == {201}
    assert len({one.text for one in answers}) == 1


async def test_it_is_sealed_and_bound_to_its_row(us: SimpleNamespace, visit: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    one, two = await sent_file(ayo), await sent_file(ayo, data=a_photo("PNG"))
    row = (await db.fetch("SELECT sealed FROM message_file WHERE id = $1", UUID(one)))[0]
    assert b"JFIF" not in bytes(row["sealed"])
    await db.fetch("UPDATE message_file SET sealed = $1 WHERE id = $2", row["sealed"], UUID(two))
    assert await fetched(ayo, two) == 500


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        ("photo", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "photo_kind"),
        ("photo", a_png_bomb(60_000, 60_000), "photo_big"),
        ("photo", a_png_bomb(4800, 4800), "broken"),
        ("photo", a_pdf(), "photo_kind"),
        ("photo", b"", "empty"),
        ("pdf", PHOTO, "pdf_kind"),
        ("voice", PHOTO, "voice_kind"),
        ("voice", REAL["firefox.ogg"][:-9], "broken"),
        *(
            ("pdf", data, code)
            for what, (data, code) in bad_pdfs().items()
            if what in ("launch", "attachment", "password")
        ),
    ],
)
async def test_a_hostile_file_is_refused_with_a_plain_reason(
    us: SimpleNamespace, visit: Any, kind: str, data: bytes, code: str
) -> None:
    answer = await upload(await phone(visit(), us.ayo), data, kind)
    said = answer.json()
    assert (answer.status_code, said["type"], said["refused"]) == (400, "/problems/not-valid", code)
    assert said["detail"] == apart.REFUSALS[code]
    assert await db.fetch("SELECT id FROM message_file") == []


async def test_an_unknown_kind_and_a_large_body_are_refused(us: SimpleNamespace, visit: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    assert (await upload(ayo, kind="svg")).status_code == 400
    assert (await upload(ayo, bytes(10 * 1024 * 1024 + 1))).status_code == 413
    as_json = {"content-type": "application/json"}
    path = f"/api/messages/mine/adviser/files/{new_id()}?kind=photo"
    assert (await ayo.post(path, content=PHOTO, headers=as_json)).status_code == 400


async def test_the_child_is_shut_in_and_gives_up(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It can open no file and no connection, take no more memory than it may, and is ended when it does not end."""
    script = (
        "import sys; from backend.files import rebuilding; import socket; rebuilding.shut_in()\n"
        "def no(what):\n"
        "    try: what()\n"
        "    except (OSError, MemoryError): return True\n"
        "print([no(lambda: open('/etc/hostname')), no(socket.socket), no(lambda: bytearray(600_000_000))])"
    )
    import sys

    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, cwd=apart._ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert (await child.communicate())[0].decode().strip() == "[True, True, True]"
    monkeypatch.setattr(apart, "PATIENCE", 0.01)
    began = time.perf_counter()
    with pytest.raises(NotValid) as slow:
        await apart.rebuilt("photo", PHOTO)
    assert slow.value.more["refused"] == "slow"
    assert time.perf_counter() - began < 3


async def test_at_most_two_are_open_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    running = most = 0
    start = asyncio.create_subprocess_exec

    async def counted(*args: Any, **more: Any) -> Any:
        nonlocal running, most
        running += 1
        most = max(most, running)
        child = await start(*args, **more)
        wait = child.communicate

        async def done(data: bytes) -> Any:
            nonlocal running
            try:
                return await wait(data)
            finally:
                running -= 1

        child.communicate = done  # type: ignore[method-assign]
        return child

    monkeypatch.setattr(apart.asyncio, "create_subprocess_exec", counted)
    made = await asyncio.gather(*(apart.rebuilt("voice", REAL["firefox.ogg"]) for _ in range(8)))
    assert (len(made), most) == (8, 2)
    monkeypatch.setattr(apart, "QUEUE", 0)
    results = await asyncio.gather(
        *(apart.rebuilt("voice", REAL["firefox.ogg"]) for _ in range(5)), return_exceptions=True
    )
    assert [type(one).__name__ for one in results].count("Busy") == 3


async def test_changed_files_through_the_child(us: SimpleNamespace) -> None:
    """A tenth of what the unit tests walk, with the real process around it: no crash, no answer that is not ours."""
    for kind, sample in (("photo", PHOTO), ("pdf", a_pdf()), ("voice", REAL["chromium.webm"])):
        for data in mutations(sample, 6, seed=3):
            try:
                made = await apart.rebuilt(kind, data)
            except NotValid as refused:
                must_be_known(refused.more["refused"])
            else:
                assert SECRET.encode() not in made.data


async def test_twenty_an_hour_and_two_hundred_megabytes(us: SimpleNamespace, visit: Any, at: Any) -> None:
    ayo, bad = await phone(visit(), us.ayo), b"x"
    for _ in range(20):
        assert (await upload(ayo, bad)).status_code == 400
    assert (await upload(ayo)).status_code == 429
    assert (await upload(ayo, to="nurse")).status_code == 429
    assert (await upload(await phone(visit(), us.bea))).status_code == 201
    at(soon(us.noon, minutes=61))
    assert (await upload(await phone(visit(), us.ayo))).status_code == 201
    await db.fetch("UPDATE message_file SET size = 200000000 WHERE author = $1", us.ayo)
    assert (await upload(await phone(visit(), us.ayo))).status_code == 429


async def test_an_unsent_file_is_its_authors_alone(us: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await phone(visit(), us.ayo), await signed_in(visit(), us.priya)
    file = (await ok(await upload(ayo)))["id"]
    assert (await fetched(ayo, file), await fetched(priya, file)) == (200, 404)
    theirs = (await ok(await upload(priya, to=us.ayo)))["id"]
    assert (await fetched(ayo, theirs), await fetched(priya, theirs)) == (404, 200)


async def test_who_may_read_the_message_may_fetch_the_file(us: SimpleNamespace, visit: Any) -> None:
    ayo, nia = await phone(visit(), us.ayo), await signed_in(visit(), us.nia)
    file, health = await sent_file(ayo), await sent_file(ayo, to="nurse")
    people = {
        "ayo": ayo, "priya": await signed_in(visit(), us.priya), "nia": nia, "bea": await phone(visit(), us.bea),
        "omar": await signed_in(visit(), us.omar), "mina": await signed_in(visit(), us.mina), "ned": await signed_in(visit(), us.ned),
    }  # fmt: skip
    answers = {name: (await fetched(one, file), await fetched(one, health)) for name, one in people.items()}
    assert answers == {
        "ayo": (200, 200), "priya": (200, 404), "nia": (404, 200), "bea": (404, 404), "omar": (404, 404),
        "mina": (403, 403), "ned": (404, 404),
    }  # fmt: skip
    assert await fetched(ayo, str(new_id())) == 404
    lines = await db.fetch("SELECT actor, about, thing FROM audit_row WHERE did = 'opened_file' ORDER BY id")
    assert [(row["actor"], row["about"], str(row["thing"])) for row in lines] == [
        (us.priya, us.ayo, file),
        (us.nia, us.ayo, health),
    ]


async def test_a_cover_fetches_thirty_days_back_and_no_more(us: SimpleNamespace, visit: Any, at: Any) -> None:
    at(soon(us.noon, days=-31))
    old = await sent_file(await phone(visit(), us.ayo))
    at(soon(us.noon, days=-29))
    newer = await sent_file(await phone(visit(), us.ayo))
    at(us.noon)
    await cast.covers(us.ayo, us.omar, starts_at=us.noon, ends_at=soon(us.noon, days=3))
    omar = await signed_in(visit(), us.omar)
    assert (await fetched(omar, old), await fetched(omar, newer)) == (404, 200)
    at(soon(us.noon, days=3))
    assert await fetched(await signed_in(visit(), us.omar), newer) == 404


async def test_nobody_uploads_into_a_thread_that_is_not_theirs(us: SimpleNamespace, visit: Any) -> None:
    assert (await upload(await signed_in(visit(), us.omar), to=us.ayo)).status_code == 404
    assert (await upload(await signed_in(visit(), us.mina), to=us.ayo)).status_code == 403
    assert await db.fetch("SELECT id FROM message_file") == []


async def test_a_locked_phone_hands_over_a_file_and_is_told_nothing(us: SimpleNamespace, visit: Any) -> None:
    ayo, id = await phone(visit(), us.ayo), new_id()
    await ok(await ayo.post("/api/lock"))
    path = f"/api/messages/send-only/adviser/files/{id}?kind=photo"
    answer = await ayo.post(path, content=PHOTO, headers=BYTES)
    assert (answer.status_code, answer.content) == (204, b"")
    carried = a_message("", file={"id": str(id)})
    assert (await ayo.post("/api/messages/send-only/adviser", json=carried)).status_code == 204
    assert (await ayo.get(f"/api/messages/files/{id}")).status_code == 401
    assert (await visit().post(path, content=PHOTO, headers=BYTES)).status_code == 401


async def test_what_nobody_sent_goes_after_a_day(us: SimpleNamespace, visit: Any, at: Any) -> None:
    ayo = await phone(visit(), us.ayo)
    kept, lost = await sent_file(ayo), (await ok(await upload(ayo)))["id"]

    async def tidied(later: Any) -> set[str]:
        at(later)
        for _ in range(2):
            await tidy_files(Viewer.clock("file.tidy", clock.now()))
        return {str(row["id"]) for row in await db.fetch("SELECT id FROM message_file")}

    assert await tidied(soon(us.noon, hours=24)) == {kept, lost}
    assert await tidied(soon(us.noon, hours=24, seconds=1)) == {kept}


async def test_staff_speak_and_quote_as_a_young_person_does_and_only_with_their_own(
    us: SimpleNamespace, visit: Any
) -> None:
    priya, ayo = await signed_in(visit(), us.priya), await phone(visit(), us.ayo)
    made = await ok(await upload(priya, REAL["chromium.webm"], "voice", to=us.ayo))
    quoted = {"kind": "action", "id": str(new_id()), "words": "Get the damp fixed"}
    await say(priya, "", us.ayo, about=quoted, file={"id": made["id"], "name": ""})
    heard = (await ok(await ayo.get("/api/messages/mine/adviser")))["messages"][-1]
    assert (heard["about"], heard["file"]["kind"], heard["file"]["seconds"]) == (quoted, "voice", 3)
    assert (await ayo.get(f"/api/messages/files/{made['id']}")).status_code == 200
    assert (await upload(priya, REAL["chromium.webm"], "voice", to=us.cal)).status_code == 404, "not hers"
    other = a_message("", about=quoted, file={"id": made["id"], "name": ""})
    assert (await priya.post(f"/api/messages/with/{us.cal}", json=other)).status_code == 404
    assert (await priya.post(f"/api/messages/with/{us.ayo}", json=other)).status_code == 409, "once"
