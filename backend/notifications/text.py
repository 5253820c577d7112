"""Text messages through GOV.UK Notify: one fixed template without a personal word. Its documentation names every part."""

import base64
import hashlib
import hmac
import json
import re
import time
from dataclasses import dataclass
from uuid import UUID

import httpx

UUID_LENGTH = 36
TAKEN, TRY_AGAIN, OUR_FAULT, BAD_NUMBER = "taken", "try_again", "our_fault", "bad_number"
FAILED = ("permanent-failure", "temporary-failure", "technical-failure")
DELIVERED = "delivered"
STATUSES = (DELIVERED, *FAILED)


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of one text: its HTTP status if any, and one of the four codes above."""

    status: int | None
    what: str
    retry_after: str | None = None


def uk_mobile(number: str) -> str | None:
    """This number as 447 and nine digits; None when no UK mobile can have it.

    070 is personal numbering and 076, but for the Isle of Man's 07624, pagers (Ofcom, National Telephone Numbering Plan).
    """
    digits = re.sub(r"[\s().-]", "", number)
    found = re.fullmatch(r"(?:\+44|0044|44|0)(?:\(?0\)?)?(7[0-9]{9})", digits)
    if not found or found[1].startswith("70") or (found[1].startswith("76") and not found[1].startswith("7624")):
        return None
    return f"44{found[1]}"


def token(key: str, now: float) -> str:
    """The JWT that Notify asks for, made with the last two UUIDs of its API key: service and secret."""
    service, secret = key[-2 * UUID_LENGTH - 1 : -UUID_LENGTH - 1], key[-UUID_LENGTH:]
    parts = [{"typ": "JWT", "alg": "HS256"}, {"iss": service, "iat": int(now)}]
    body = b".".join(_base64(json.dumps(part, separators=(",", ":")).encode()) for part in parts)
    return (body + b"." + _base64(hmac.new(secret.encode(), body, hashlib.sha256).digest())).decode()


def _base64(plain: bytes) -> bytes:
    return base64.urlsafe_b64encode(plain).rstrip(b"=")


def is_call_back(authorization: str, secret: str) -> bool:
    """Whether a call-back is Notify's own; the comparison takes the same time whatever was sent."""
    wanted = f"Bearer {secret}"
    return bool(secret) and hmac.compare_digest(authorization.encode(), wanted.encode())


class Texts:
    """Sends texts with the council's Notify key."""

    def __init__(self, http: httpx.AsyncClient, url: str, key: str, template: str) -> None:
        self._http, self._url, self._key, self._template = http, url, key, template

    async def send(self, number: str, reference: UUID) -> Sent:
        """What Notify said to one text. Never raises for what is out of our hands."""
        body = {"phone_number": number, "template_id": self._template, "reference": str(reference)}
        answer = await self._ask("POST", "/v2/notifications/sms", json=body)
        if answer is None:
            return Sent(None, TRY_AGAIN)
        if answer.status_code == 201:
            return Sent(201, TAKEN)
        if answer.status_code == 400:
            return Sent(400, BAD_NUMBER if b"phone_number" in answer.content[:2000] else OUR_FAULT)
        if answer.status_code in (401, 403, 404, 413):
            return Sent(answer.status_code, OUR_FAULT)
        return Sent(answer.status_code, TRY_AGAIN, answer.headers.get("retry-after"))

    async def has(self, reference: UUID) -> bool | None:
        """Whether Notify took a text with this reference: asked when we fell over between asking and noting it.

        None when nobody can say now.
        """
        answer = await self._ask("GET", "/v2/notifications", params={"reference": str(reference)})
        if answer is None or answer.status_code != 200:
            return None
        try:
            return bool(answer.json()["notifications"])
        except (ValueError, KeyError, TypeError):
            return None

    async def _ask(self, method: str, path: str, **more: object) -> httpx.Response | None:
        headers = {"Authorization": f"Bearer {token(self._key, time.time())}"}
        try:
            return await self._http.request(method, self._url + path, headers=headers, **more)  # type: ignore[arg-type]
        except (httpx.HTTPError, OSError):
            return None
