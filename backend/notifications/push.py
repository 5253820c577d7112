"""One push: encrypted for one browser, signed for its service, always of one size (RFC 8030, 8188, 8291, 8292)."""

import asyncio
import base64
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpcore
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02
from pywebpush import WebPusher

from backend.notifications.addresses import endpoint_ok
from backend.notifications.connections import CANNOT, Connections
from backend.notifications.rules import TITLE

SIZE = 512  # of every payload; each body is 103 bytes longer
CLAIMS = 12 * 3600  # seconds; a service refuses more than 24 hours
WHOLE = 20.0  # seconds for one push, however slowly its service talks
HIGH, NORMAL, VERY_LOW = "high", "normal", "very-low"
NEVER = ("refused_address", "unreadable", "key_gone")  # problems of the address itself


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one try: an HTTP status, or None with a code for why there was none."""

    status: int | None
    problem: str = ""
    retry_after: str | None = None


def payload(origin: str, *, opens: str, body: str, tag: str, badge: int, silent: bool = False) -> dict[str, Any]:
    """A push in the declarative form, which Safari shows by itself and our worker reads everywhere else."""
    notification: dict[str, Any] = {
        "title": TITLE,
        "body": body,
        "navigate": f"{origin}{opens}",
        "tag": tag,
        "lang": "en-GB",
        "dir": "ltr",
    }
    if silent:
        notification["silent"] = True
    return {"web_push": 8030, "notification": notification, "app_badge": badge}


def public_key(private: bytes) -> str:
    """The public half of a VAPID key as browsers want it: base64url of the 65 bytes of the point."""
    point = _private(private).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def _private(number: bytes) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(number, "big"), ec.SECP256R1())


class Sender:
    """Sends pushes with the council's keys. `keys`: private numbers by key number."""

    def __init__(self, http: Connections, keys: dict[int, bytes], contact: str, *, local: str = "") -> None:
        self._http, self._contact, self._local = http, contact, local
        self._keys = {number: Vapid02(_private(key)) for number, key in keys.items()}
        self._signed: dict[tuple[int, str], tuple[str, float]] = {}

    def knows(self, key: int) -> bool:
        """Whether this key is still ours to sign with."""
        return key in self._keys

    def _authorization(self, key: int, origin: str) -> str:
        # Fresh claims for each service: one made for another is answered with 403.
        header, until = self._signed.get((key, origin), ("", 0.0))
        if until < time.time() + 3600:
            until = int(time.time()) + CLAIMS
            claims = {"sub": self._contact, "aud": origin, "exp": until}
            header = self._keys[key].sign(claims)["Authorization"]
            self._signed[key, origin] = header, until
        return header

    async def send(
        self, to: dict[str, Any], key: int, notice: dict[str, Any], *, ttl: int, topic: str, urgency: str = NORMAL
    ) -> Answer:
        """What the push service said to one push. Never raises for what is out of our hands, and never for long.

        `to`: endpoint, p256dh, auth. `ttl` in seconds; ValueError when it is 0 or the notice is too long.
        """
        plain = msgspec.json.encode(notice)
        if len(plain) > SIZE or ttl <= 0:
            raise ValueError("a notice too long, or a TTL that drops it")
        endpoint = to["endpoint"]
        if not endpoint_ok(endpoint, local=self._local):
            return Answer(None, "refused_address")
        parts = urlsplit(endpoint)
        try:
            # JSON takes trailing spaces, so that padding needs nothing of the reader.
            body = WebPusher({"endpoint": endpoint, "keys": {"p256dh": to["p256dh"], "auth": to["auth"]}}).encode(
                plain.ljust(SIZE)
            )["body"]
            headers = {
                "TTL": str(ttl),
                "Urgency": urgency,
                "Topic": topic,
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "Authorization": self._authorization(key, f"{parts.scheme}://{parts.netloc}"),
            }
            async with asyncio.timeout(WHOLE):
                status, again = await self._http.post(endpoint, headers, body)
        except (httpcore.TimeoutException, TimeoutError):
            return Answer(None, "timeout")
        except httpcore.ConnectError:
            return Answer(None, "no_connection")
        except httpcore.RemoteProtocolError:
            return Answer(None, "garbage")
        except CANNOT:
            return Answer(None, "broken_off")
        return Answer(status, retry_after=again)
