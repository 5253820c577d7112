"""What the tests of this room do again and again: sign in, join a phone, be an authenticator."""

import base64
import hashlib
import json
import os
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import cbor2
import httpx
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from backend.identity.commands import sessions
from backend.identity.cookies import DEVICE, SESSION
from backend.shared import clock
from backend.shared.viewer import NOBODY, Viewer

Visit = Callable[..., httpx.AsyncClient]
PIN = "274951"
ANDROID = {"user-agent": "Mozilla/5.0 (Linux; Android 14; Pixel 7) Chrome/126 Mobile Safari/537.36"}


def nobody(action: str = "joining.use") -> Viewer:
    return Viewer(kind=NOBODY, action=action, now=clock.now())


async def hold_token(browser: httpx.AsyncClient) -> dict[str, Any]:
    """Asks who I am, and carries the token from here on."""
    answer = await browser.get("/api/me")
    assert answer.status_code == 200, answer.text
    browser.headers["x-onward-token"] = answer.json()["csrf"]
    return dict(answer.json())


async def signed_in(visit: Visit, worker: UUID) -> httpx.AsyncClient:
    """A browser in which this member of staff is signed in."""
    browser = visit()
    opened = await sessions.open_for_worker(nobody(), worker)
    browser.cookies.set(SESSION, opened.session, domain="testserver.local")
    await hold_token(browser)
    return browser


async def a_phone(visit: Visit, young_person: UUID, pin: str = PIN) -> httpx.AsyncClient:
    """A phone of theirs that has joined with a PIN and is open."""
    browser = visit(**ANDROID)
    opened = await sessions.open_for_young_person(
        nobody(), young_person, device_secret=None, label="Android phone", pin=pin
    )
    browser.cookies.set(SESSION, opened.session, domain="testserver.local")
    browser.cookies.set(DEVICE, opened.device or "", domain="testserver.local")
    await hold_token(browser)
    return browser


async def a_code(adviser: httpx.AsyncClient, young_person: UUID, *, remote: bool = False) -> dict[str, Any]:
    """A code the adviser shows; `secret` is what the phone reads from it."""
    answer = await adviser.post(f"/api/people/{young_person}/joining", json={"remote": remote})
    assert answer.status_code == 201, answer.text
    code = dict(answer.json())
    return {**code, "secret": code["link"].partition("#")[2]}


async def taken(visit: Visit, code: dict[str, Any]) -> httpx.AsyncClient:
    """A phone that has just taken this code."""
    phone = visit(**ANDROID)
    spoken = {"spoken": code["spoken"]} if code["spoken"] else {}
    answer = await phone.post("/api/joining/take", json={"secret": code["secret"], **spoken})
    assert answer.status_code == 200, answer.text
    return phone


async def confirmed(
    visit: Visit, adviser: httpx.AsyncClient, young_person: UUID, born_on: str, *, others_use: bool = False
) -> httpx.AsyncClient:
    """A phone to which the adviser said yes; only its way in is missing."""
    phone = await taken(visit, await a_code(adviser, young_person))
    assert (await phone.post("/api/joining/birthday", json={"born_on": born_on})).json()["state"] == "waiting"
    assert (await phone.post("/api/joining/phone", json={"others_use": others_use})).status_code == 200
    yes = await adviser.post(f"/api/people/{young_person}/joining/confirm", json={"yes": True})
    assert yes.status_code == 204, yes.text
    return phone


async def joined(
    visit: Visit, adviser: httpx.AsyncClient, young_person: UUID, born_on: str, pin: str = PIN
) -> httpx.AsyncClient:
    """A phone that joined by QR and PIN, and is open."""
    phone = await confirmed(visit, adviser, young_person, born_on)
    answer = await phone.post("/api/joining/pin", json={"pin": pin})
    assert answer.status_code == 200, answer.text
    await hold_token(phone)
    return phone


async def locked(phone: httpx.AsyncClient) -> httpx.AsyncClient:
    """The same phone, locked by its owner."""
    assert (await phone.post("/api/lock")).status_code == 204
    return phone


def at_once(now: datetime) -> str:
    """A London date as a form sends it."""
    return now.date().isoformat()


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


class Authenticator:
    """A software passkey, as truthful or as broken as a test wants it."""

    def __init__(self, *, rp_id: str = "testserver.local", origin: str = "https://testserver.local") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.rp_id, self.origin = rp_id, origin
        self.count = 0
        self.counts = False
        self.verified = True
        self.handle: str | None = None

    def _data(self, *, attested: bool) -> bytes:
        flags = 0x01 | (0x04 if self.verified else 0) | 0x08 | 0x10 | (0x40 if attested else 0)
        self.count += self.counts
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """What navigator.credentials.create() gives."""
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        data = self._data(attested=True) + bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor2.dumps(public)
        self.handle = options["user"]["id"]
        return self._credential(
            {
                "clientDataJSON": b64(self._client("webauthn.create", options["challenge"])),
                "attestationObject": b64(cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})),
            }
        )

    def use(self, options: dict[str, Any]) -> dict[str, Any]:
        """What navigator.credentials.get() gives."""
        data, client = self._data(attested=False), self._client("webauthn.get", options["challenge"])
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._credential(
            {
                "clientDataJSON": b64(client),
                "authenticatorData": b64(data),
                "signature": b64(signature),
                "userHandle": self.handle,
            }
        )

    def _credential(self, response: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": b64(self.id),
            "rawId": b64(self.id),
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }
