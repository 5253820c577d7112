"""Files of claims: made again apart, kept once, sealed, and fetched through the same key as their claim."""

import asyncio
import io
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pytest
from PIL import Image

from backend.entitlements.commands import claim_files
from backend.entitlements.jobs import tidy_claim_files
from backend.shared import clock, db
from backend.shared.ids import new_id
from backend.shared.viewer import Viewer
from tests.api.entitlements.claim_doing import a_claim, asked, mine, people
from tests.api.messaging.doing import ok, phone
from tests.unit.files.hostile import SECRET, a_pdf, a_photo, bad_pdfs

BYTES = {"content-type": "application/octet-stream"}
PHOTO = a_photo()


async def upload(
    browser: httpx.AsyncClient, data: bytes = PHOTO, kind: str = "photo", id: Any = None
) -> httpx.Response:
    """What this phone is answered when it sends a file."""
    return await browser.post(f"/api/claims/mine/files/{id or new_id()}?kind={kind}", content=data, headers=BYTES)


async def fetched(browser: httpx.AsyncClient, file: str, mine: bool = False) -> int:
    return (await browser.get(f"/api/claims/{'mine/' if mine else ''}files/{file}")).status_code


async def test_a_tagged_photo_comes_out_clean_and_only_to_save(us: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(us, visit, "ayo", "priya")
    photo, pdf = await ok(await upload(ayo, a_photo(turned=6))), await ok(await upload(ayo, a_pdf(), "pdf"))
    claim = await asked(ayo, files=[photo["id"], pdf["id"]])
    assert sorted(one["id"] for one in (await mine(ayo, claim))["files"]) == sorted([photo["id"], pdf["id"]])
    for browser, path in ((ayo, "mine/files"), (priya, "files")):
        for made, name in ((photo, "photo.jpg"), (pdf, "file.pdf")):
            got = await browser.get(f"/api/claims/{path}/{made['id']}", headers={"accept-encoding": "gzip"})
            assert got.headers["content-disposition"] == f'attachment; filename="{name}"'
            assert got.headers["content-type"] == made["type"]
            assert got.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
            assert got.headers["cache-control"] == "no-store"
            assert "content-encoding" not in got.headers
            assert len(got.content) == made["size"]
            assert SECRET.encode() not in got.content
    assert not Image.open(io.BytesIO((await ayo.get(f"/api/claims/mine/files/{photo['id']}")).content)).getexif()
    looks = await db.fetch("SELECT about FROM audit_row WHERE did = 'opened_claim_file'")
    assert [row["about"] for row in looks] == [us.ayo] * 2  # staff's; the owner leaves none


async def test_before_it_is_asked_it_is_its_owners_alone(us: SimpleNamespace, visit: Any) -> None:
    ayo, bea, priya, mina, omar, nia = await people(us, visit, "ayo", "bea", "priya", "mina", "omar", "nia")
    file = (await ok(await upload(ayo)))["id"]
    assert (await fetched(ayo, file, mine=True), await fetched(bea, file, mine=True)) == (200, 404)
    assert [await fetched(who, file) for who in (priya, mina, omar, nia)] == [404, 404, 404, 403]
    await asked(ayo, files=[file])
    assert [await fetched(who, file) for who in (priya, mina, omar, nia)] == [200, 200, 404, 403]
    assert await fetched(ayo, file) == 403
    await db.fetch("UPDATE link SET ends_at = $1 WHERE worker = $2", us.noon, us.priya)
    assert await fetched(priya, file) == 404


async def test_the_same_upload_again_is_the_same_file(us: SimpleNamespace, visit: Any) -> None:
    ayo, bea = await people(us, visit, "ayo", "bea")
    id = new_id()
    answers = await asyncio.gather(*(upload(ayo, id=id) for _ in range(4)))
    assert {one.status_code for one in answers} == {201}
    assert len({one.text for one in answers}) == 1
    assert (await upload(ayo, a_photo("PNG"), id=id)).status_code == 409
    assert (await upload(bea, id=id)).status_code == 409
    assert len(await db.fetch("SELECT id FROM claim_attachment")) == 1


async def test_a_file_hangs_on_one_claim_of_its_owner(us: SimpleNamespace, visit: Any) -> None:
    ayo, bea = await people(us, visit, "ayo", "bea")
    file = (await ok(await upload(ayo)))["id"]
    stolen = await bea.post("/api/claims/mine", json=a_claim(files=[file]))
    assert (stolen.status_code, stolen.json()["file"]) == (409, "missing")
    said = a_claim(files=[file])
    await ok(await ayo.post("/api/claims/mine", json=said))
    await ok(await ayo.post("/api/claims/mine", json=said))
    assert (await ayo.post("/api/claims/mine", json=a_claim(files=[file]))).status_code == 409
    assert len(await db.fetch("SELECT id FROM claim")) == 1  # a refused claim leaves nothing behind
    assert len(await db.fetch("SELECT id FROM notice WHERE kind = 'claim_asked'")) == 1


async def test_it_is_sealed_and_bound_to_its_row(us: SimpleNamespace, visit: Any) -> None:
    (ayo,) = await people(us, visit, "ayo")
    one, two = [(await ok(await upload(ayo, data)))["id"] for data in (PHOTO, a_photo("PNG"))]
    row = (await db.fetch("SELECT sealed FROM claim_attachment WHERE id = $1", UUID(one)))[0]
    assert b"JFIF" not in bytes(row["sealed"])
    await db.fetch("UPDATE claim_attachment SET sealed = $1 WHERE id = $2", row["sealed"], UUID(two))
    assert await fetched(ayo, two, mine=True) == 500


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        ("photo", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "photo_kind"),
        ("photo", a_pdf(), "photo_kind"),
        ("pdf", PHOTO, "pdf_kind"),
        ("photo", b"", "empty"),
        *(
            ("pdf", data, code)
            for what, (data, code) in bad_pdfs().items()
            if what in ("launch", "attachment", "password")
        ),
    ],
)
async def test_a_hostile_file_is_refused(us: SimpleNamespace, visit: Any, kind: str, data: bytes, code: str) -> None:
    (ayo,) = await people(us, visit, "ayo")
    answer = await upload(ayo, data, kind)
    assert (answer.status_code, answer.json()["refused"]) == (400, code)
    assert await db.fetch("SELECT id FROM claim_attachment") == []


async def test_kinds_sizes_and_staff_are_refused(us: SimpleNamespace, visit: Any) -> None:
    ayo, priya = await people(us, visit, "ayo", "priya")
    for kind in ("voice", "svg", ""):
        assert (await upload(ayo, kind=kind)).status_code == 400
    assert (await upload(ayo, bytes(10 * 1024 * 1024 + 1))).status_code == 413
    assert (await upload(priya)).status_code == 403


async def test_twenty_an_hour_and_a_hundred_megabytes(us: SimpleNamespace, visit: Any, at: Any) -> None:
    (ayo,) = await people(us, visit, "ayo")
    for _ in range(20):
        assert (await upload(ayo, b"x")).status_code == 400
    assert (await upload(ayo)).status_code == 429
    at(us.noon + timedelta(minutes=61))
    ayo = await phone(visit(), us.ayo)
    await ok(await upload(ayo))
    await db.fetch("UPDATE claim_attachment SET size = $1", claim_files.IN_ALL)
    assert (await upload(ayo)).status_code == 429


async def test_what_nobody_asked_with_is_gone_after_a_day(us: SimpleNamespace, visit: Any, at: Any) -> None:
    (ayo,) = await people(us, visit, "ayo")
    kept, unused = [(await ok(await upload(ayo)))["id"] for _ in range(2)]
    await asked(ayo, files=[kept])
    for hours, left in ((24, {kept, unused}), (25, {kept})):
        at(us.noon + timedelta(hours=hours))
        await tidy_claim_files(Viewer.clock("file.tidy", clock.now()))
        assert {str(row["id"]) for row in await db.fetch("SELECT id FROM claim_attachment")} == left
